"""
One of everything, in places that differ by territory and by what is published: where routes are visited.

`hidden` is a campaign in preparation, where what territories call published is public to nobody; `draft` is an open
campaign in which nothing is published; `published` an open campaign in which everything is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import numpy as np
from django.core import signing
from django.utils import timezone

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Invitation, Membership, User
from polyphonie.accounts.secrets import digest_of
from polyphonie.analysis.votes import map_opinions
from polyphonie.campaigns.enums import JoinRequestStatus
from polyphonie.campaigns.models import Campaign, DeclaredEvidence
from polyphonie.consultations.models import ActivityDocument, Consultation
from polyphonie.core.models import StoredFile
from polyphonie.ideas.models import IdeaStatement
from polyphonie.info_grids.enums import GridStatus
from polyphonie.info_grids.models import GridComment, GridFile, GridVersion
from polyphonie.opinion_maps.records import map_record
from polyphonie.programme.enums import MailOutcome, Stage
from polyphonie.programme.models import Mail, Mailing
from polyphonie.programme.queries.mailings import UNSUBSCRIBE_SALT
from polyphonie.syntheses.services.publishing import publish_document
from polyphonie.territories.models import Territory
from tests import factories as make
from tests.opinion_maps.made import camps_table

DRAFT, PUBLISHED, HIDDEN = "draft", "published", "hidden"
STATES = (PUBLISHED, DRAFT, HIDDEN)
ROLES_OF_TERRITORY = ("reader", "contributor", "analyst", "ethics_member", "territory_lead")
NATIONAL_ROLES = ("reader", "analyst", "ethics_member", "coordinator")
STORED = "a" * 64
"""Digest under which the files of the world say that they are kept."""
RESTRICTED = "what only the territory may read"
"""An answer to a restricted field."""


def _said(words: str) -> dict[str, str]:
    return {"fr": words, "en": words}


DEFINITION = {
    "blocks": [
        {
            "key": "a",
            "title": _said("Territory"),
            "fields": [
                {"key": "summary", "kind": "text", "label": _said("Summary")},
                {"key": "n_people", "kind": "number", "label": _said("People"), "counts_people": True},
                {"key": "budget", "kind": "text", "label": _said("Budget"), "visibility": "restricted"},
                {"key": "minutes", "kind": "file", "label": _said("Minutes")},
                {
                    "key": "steps",
                    "kind": "rows",
                    "label": _said("Steps"),
                    "columns": [{"key": "what", "kind": "text", "label": _said("What")}],
                },
            ],
        }
    ]
}


@dataclass
class Place:
    """What stands in one campaign, in one territory or, where there is none, for the whole campaign."""

    campaign: Campaign
    state: str
    territory: Territory | None = None
    made: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.made[name]
        except KeyError:
            raise AttributeError(f"{name}: nothing of that name in {self}") from None

    def __str__(self) -> str:
        return f"{self.territory or 'the campaign'}, {self.state}"


@dataclass
class World:
    """
    The places, and the people who visit them.

    `people` are keyed "anonymous", "nobody" (an account without a role), "superuser", "national:<role>",
    "ours:<role>" and "theirs:<role>": those of the territory of a place, and those of another.
    """

    places: dict[tuple[str, str], Place]
    people: dict[str, User | None]

    def place(self, state: str, *, of_territory: bool) -> Place:
        return self.places[state, "ours" if of_territory else "nation"]


def build_world() -> World:
    """Make the rows. They are many: call it once for a module of tests."""
    ours, theirs = (
        make.TerritoryFactory(name="Aulnes", accent="#0b5d7a"),
        make.TerritoryFactory(name="Brest", foreign=True),
    )
    places = {}
    for state in STATES:
        campaign = make.CampaignFactory(draft=state == HIDDEN, slug=f"world-{state}", call="A call.")
        places[state, "nation"] = _nation(campaign, state)
        places[state, "ours"] = _territory(campaign, state, ours, places[state, "nation"])
        places[state, "theirs"] = _territory(campaign, state, theirs, places[state, "nation"])
    return World(places, _people(ours, theirs))


def _people(ours: Territory, theirs: Territory) -> dict[str, User | None]:
    people: dict[str, User | None] = {"anonymous": None, "nobody": make.UserFactory(name="Nobody")}
    people["superuser"] = make.UserFactory(is_superuser=True, is_staff=True, name="Super")
    for where, territory, roles in (
        ("ours", ours, ROLES_OF_TERRITORY),
        ("theirs", theirs, ROLES_OF_TERRITORY),
        ("national", None, NATIONAL_ROLES),
    ):
        for role in roles:
            people[f"{where}:{role}"] = make.MembershipFactory(role=role, territory=territory).user
    return people


def _nation(campaign: Campaign, state: str) -> Place:
    """What belongs to the campaign as a whole."""
    shown = state != DRAFT
    place = Place(campaign, state)
    add = place.made
    add["question"] = make.QuestionFactory(campaign=campaign)
    add["milestone"] = make.MilestoneFactory(campaign=campaign)
    add["codebook"] = make.CodebookFactory(campaign=campaign, published_at=None)
    add["topic"] = make.TopicFactory(codebook=add["codebook"])
    add["codebook"].published_at = make.NOON
    add["codebook"].save()
    add["charter"] = _charter(campaign, published=shown)
    add["draft_charter"] = _charter(campaign, published=False, version=2) if shown else add["charter"]
    draft_codebook = make.CodebookFactory(campaign=campaign, version=2, published_at=None)
    add["draft_topic"] = make.TopicFactory(codebook=draft_codebook)
    add["form"] = make.GridFormFactory(campaign=campaign, definition=DEFINITION)
    make.GridFormFactory(campaign=campaign, definition=DEFINITION, version=2, draft=True)
    add["run"] = make.IdeaRunFactory(campaign=campaign, is_published=shown)
    add["idea"] = make.IdeaFactory(run=add["run"], topic=add["topic"])
    add["mailing"] = Mailing.objects.create(
        campaign=campaign, stages=["to_sign"], subject_fr="Rappel", body_fr="…", subject_en="Reminder", body_en="…"
    )
    add["request"] = make.JoinRequestFactory(
        campaign=campaign,
        territory=make.TerritoryFactory(),
        status=JoinRequestStatus.CONFIRMED,
        expires_at=timezone.now() + timedelta(days=2),
    )
    add["secret_request"] = f"the-secret-of-a-request-{state}"
    make.JoinRequestFactory(
        campaign=campaign,
        territory=make.TerritoryFactory(),
        secret_digest=digest_of(add["secret_request"]),
        expires_at=timezone.now() + timedelta(days=2),
    )
    person = make.UserFactory()
    add["mail"] = Mail.objects.create(
        mailing=add["mailing"],
        person=person,
        engagement=make.EngagementFactory(campaign=campaign),
        stage=Stage.TO_SIGN,
        outcome=MailOutcome.UNCERTAIN,
    )
    add["unsubscribe_token"] = signing.dumps([person.pk, campaign.pk], salt=UNSUBSCRIBE_SALT)
    contribution = make.ContributionFactory(consultation=make.ConsultationFactory(campaign=campaign))
    _document(place, make.DocumentFactory(campaign=campaign, run=add["run"]), contribution, published=shown)
    return place


def _charter(campaign: Campaign, *, published: bool, version: int = 1) -> Any:
    charter = make.CharterFactory(campaign=campaign, version=version, published_at=None, digest="")
    make.CommitmentFactory(charter=charter, code="grid", title="Fill the grid")
    if published:
        charter.published_at, charter.digest = make.NOON, "4" * 64
        charter.save()
    return charter


def _territory(campaign: Campaign, state: str, territory: Territory, nation: Place) -> Place:
    """What belongs to one territory in a campaign."""
    shown = state != DRAFT
    place = Place(campaign, state, territory, dict(nation.made))
    add = place.made
    add["engagement"] = make.EngagementFactory(campaign=campaign, territory=territory)
    if shown:
        add["signature"] = make.SignatureFactory(
            engagement=add["engagement"], charter=nation.charter, deliberation_file=_file(), pdf=_file()
        )
    add["declared"] = DeclaredEvidence.objects.create(
        engagement=add["engagement"],
        commitment_code="grid",
        text="See our site.",
        declared_on=make.NOON.date(),
        document=_file(),
    )
    consultation = make.ConsultationFactory(campaign=campaign, territory=territory, is_published=shown)
    add["consultation"] = consultation
    add["local_topic"] = make.TopicFactory(codebook=add["codebook"], territory=territory)
    add["activity"] = make.ActivityFactory(consultation=consultation, starts_at=make.NOON, held_on=make.NOON.date())
    add["activity_document"] = ActivityDocument.objects.create(
        activity=add["activity"], file=_file(), title="Minutes", is_public=shown
    )
    _heard(place, consultation, shown=shown)
    _grid(place)
    add["invitation"] = Invitation.objects.create(
        email=f"invited-{territory.pk}-{state}@example.org",
        role=Role.READER,
        territory=territory,
        secret_digest=digest_of(f"the-secret-of-an-invitation-{territory.pk}-{state}"),
        expires_at=timezone.now() + timedelta(days=7),
    )
    add["secret_invitation"] = f"the-secret-of-an-invitation-{territory.pk}-{state}"
    add["membership"] = Membership.objects.get_or_create(
        user=User.objects.create_user(f"member-{territory.pk}-{state}@example.org"),
        role=Role.READER,
        territory=territory,
    )[0]
    return place


def _heard(place: Place, consultation: Consultation, *, shown: bool) -> None:
    """What people said in a consultation, and what was made of it."""
    add = place.made
    add["contribution"] = make.ContributionFactory(consultation=consultation, activity=add["activity"])
    add["statement"] = make.StatementFactory(consultation=consultation)
    add["of_import"] = make.ImportFactory(consultation=consultation)
    add["saved_mapping"] = make.SavedMappingFactory(territory=consultation.territory)
    add["opinion_map"] = make.OpinionMapFactory(
        consultation=consultation, is_published=shown, result=_map_result(), n_participants=60, n_statements=24
    )
    add["run"] = make.IdeaRunFactory(campaign=place.campaign, consultation=consultation, is_published=shown)
    add["idea"] = make.IdeaFactory(run=add["run"], topic=add["topic"], quote=add["contribution"])
    make.ReadingFactory(run=add["run"], idea=add["idea"], contribution=add["contribution"])
    add["idea_link"] = IdeaStatement.objects.create(idea=add["idea"], statement=add["statement"], similarity=0.8)
    document = make.DocumentFactory(campaign=place.campaign, local=True, consultation=consultation, run=add["run"])
    _document(place, document, add["contribution"], published=shown)


def _document(place: Place, document: Any, contribution: Any, *, published: bool) -> None:
    add = place.made
    add["document"] = document
    add["section"] = make.SectionFactory(document=document, position=1)
    add["sentence"] = make.SentenceFactory(section=add["section"], position=1)
    add["evidence"] = make.EvidenceFactory(sentence=add["sentence"], contribution=contribution)
    if published:
        publish_document(document=document, at=make.NOON)
        make.SentenceFactory(section=add["section"], position=2, text="They want it soon.", form="position")
        publish_document(document=document, at=make.NOON + timedelta(hours=1))


def _grid(place: Place) -> None:
    add = place.made
    add["grid"] = make.InfoGridFactory(
        engagement=add["engagement"],
        form=add["form"],
        status=GridStatus.DRAFT if place.state == DRAFT else GridStatus.PUBLISHED,
        published_at=None if place.state == DRAFT else make.NOON,
    )
    add["grid_file"] = GridFile.objects.create(grid=add["grid"], field_key="minutes", file=_file())
    for key, value in (("summary", "We asked."), ("budget", RESTRICTED), ("minutes", add["grid_file"].pk)):
        make.GridAnswerFactory(grid=add["grid"], field_key=key, value=value)
    add["comment"] = GridComment.objects.create(grid=add["grid"], text="Say more.")
    if place.state != DRAFT:
        add["grid_version"] = GridVersion.objects.create(
            grid=add["grid"],
            form=add["form"],
            number=1,
            published_at=make.NOON,
            content={
                "answers": {
                    "summary": {"value": "We asked.", "origin": "typed", "note": ""},
                    "minutes": {"value": add["grid_file"].pk, "origin": "typed", "note": ""},
                }
            },
            digest="6" * 64,
        )


def _file() -> StoredFile:
    return StoredFile.objects.create(digest=STORED, name="minutes.pdf", media_type="application/pdf", size=9)


@cache
def _map_result() -> dict[str, Any]:
    """Compute one small map; every consultation of the world has it."""
    table = camps_table(n_people=60)
    record = map_record(
        map_opinions(table, rng=np.random.default_rng(1)), {name: f"Statement {name}." for name in table.statements}
    )
    return dict(record)
