"""A programme as large as France could make it, drawn at random, for `benchmarks/programme.py`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, reverse

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.campaigns.models import Campaign, Charter, Commitment, Engagement, Milestone, Signature
from polyphonie.consultations.enums import ActivityFormat, AudienceCategory
from polyphonie.consultations.models import Activity, Attendance, Consultation, SoughtPublic
from polyphonie.info_grids.models import GridAnswer, GridForm, GridVersion, InfoGrid
from polyphonie.territories.models import Territory
from polyphonie.territories.services import load_reference

SLUG = "grande-campagne"
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BATCH = 2000


@dataclass(frozen=True)
class Page:
    """A page to time, and the kind of person who asks for it."""

    name: str
    path: str
    asked_by: str


@dataclass(frozen=True)
class Sizes:
    """How many of each."""

    n_territories: int
    n_consultations: int
    n_activities: int
    n_fields: int


def is_built() -> bool:
    """Tell whether the database holds the programme already."""
    return User.objects.filter(email="lead-0@example.org").exists()


def build_programme(sizes: Sizes) -> None:
    """Fill an empty database."""
    load_reference()
    rng = random.Random(20)
    campaign = Campaign.objects.create(
        slug=SLUG, title="Une grande campagne", status="open", opens_on=date(2026, 2, 2), closes_on=date(2027, 6, 30)
    )
    Milestone.objects.create(campaign=campaign, date=date(2026, 12, 1), label="Grilles", deadline="grid")
    territories = list(Territory.objects.filter(merged_into__isnull=True).order_by("-population", "pk"))
    chosen = rng.sample(territories[: 4 * sizes.n_territories], sizes.n_territories)
    engagements = _engage(campaign, chosen)
    consultations = _consult(campaign, chosen, sizes.n_consultations, rng)
    _act(consultations, sizes.n_activities, rng)
    _fill(campaign, engagements, sizes.n_fields, rng)
    _people(chosen)


def _engage(campaign: Campaign, territories: list[Territory]) -> list[Engagement]:
    charter = Charter.objects.create(campaign=campaign, version=1, title="Charte")
    kinds = ["mandate_stated", "activities_documented", "declared", "publics_described", "grid_published"]
    for position, kind in enumerate([*kinds, "replies_given", "data_opened"], start=1):
        Commitment.objects.create(
            charter=charter, code=f"c{position}", position=position, title=f"Engagement {position}", evidence=kind
        )
    charter.published_at, charter.digest = START, "0" * 64
    charter.save()
    rows = [
        Engagement(campaign=campaign, territory=one, status="signed", charter_signed_on=START.date())
        for one in territories
    ]
    engagements = Engagement.objects.bulk_create(rows, batch_size=BATCH)
    Signature.objects.bulk_create(
        [
            Signature(
                engagement=one,
                charter=charter,
                signatory_name="Dominique Exemple",
                signatory_function="Maire",
                signed_on=START.date(),
                charter_digest=charter.digest,
            )
            for one in engagements
        ],
        batch_size=BATCH,
    )
    return engagements


def _consult(campaign: Campaign, territories: list[Territory], n: int, rng: random.Random) -> list[Consultation]:
    rows = [
        Consultation(
            campaign=campaign,
            territory=territories[number % len(territories)],
            slug=f"concertation-{number}",
            title=f"Concertation {number}",
            question="Quelle place pour l’IA ici ?",
            negotiable="Les usages et leur contrôle.",
            decision="La charte de décembre.",
            opens_at=START,
            closes_at=START + timedelta(days=400),
            is_published=True,
        )
        for number in range(n)
    ]
    consultations = Consultation.objects.bulk_create(rows, batch_size=BATCH)
    SoughtPublic.objects.bulk_create(
        [
            SoughtPublic(consultation=one, category=category)
            for one in consultations
            for category in rng.sample(AudienceCategory.values, 3)
        ],
        batch_size=BATCH,
    )
    return consultations


def _act(consultations: list[Consultation], n: int, rng: random.Random) -> None:
    rows = []
    for number in range(n):
        starts_at = START + timedelta(days=rng.randrange(500), hours=rng.randrange(12))
        rows.append(
            Activity(
                consultation=consultations[number % len(consultations)],
                title=f"Atelier {number}",
                format=rng.choice(ActivityFormat.values),
                held_on=starts_at.date(),
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
                n_hours=2,
                n_participants=rng.randrange(3, 120),
                place="Salle des fêtes",
            )
        )
    activities = Activity.objects.bulk_create(rows, batch_size=BATCH)
    Attendance.objects.bulk_create(
        [
            Attendance(activity=one, category=category, n_people=rng.randrange(1, 40))
            for one in activities
            for category in rng.sample(AudienceCategory.values, 2)
        ],
        batch_size=BATCH,
    )


def _fill(campaign: Campaign, engagements: list[Engagement], n_fields: int, rng: random.Random) -> None:
    form = GridForm.objects.create(campaign=campaign, version=1, definition=_definition(n_fields))
    form.published_at, form.digest = START, "1" * 64
    form.save()
    grids = InfoGrid.objects.bulk_create(
        [InfoGrid(engagement=one, form=form, status="published", published_at=START) for one in engagements],
        batch_size=BATCH,
    )
    fields = [one for block in form.definition["blocks"] for one in block["fields"]]
    for first in range(0, len(grids), 100):
        contents = [(grid, {one["key"]: _value(one, rng) for one in fields}) for grid in grids[first : first + 100]]
        GridAnswer.objects.bulk_create(
            [
                GridAnswer(grid=grid, field_key=key, value=value, changed_at=START)
                for grid, content in contents
                for key, value in content.items()
            ],
            batch_size=BATCH,
        )
        GridVersion.objects.bulk_create([_version(grid, form, content) for grid, content in contents], batch_size=BATCH)


def _version(grid: InfoGrid, form: GridForm, content: dict[str, Any]) -> GridVersion:
    answers = {key: {"value": value, "origin": "typed", "note": ""} for key, value in content.items()}
    return GridVersion(grid=grid, form=form, number=1, published_at=START, content=answers, digest="2" * 64)


def _definition(n_fields: int) -> dict[str, Any]:
    kinds = ("text", "number", "choice", "choices", "long_text", "date")
    fields = []
    for number in range(n_fields):
        kind = kinds[number % len(kinds)]
        field: dict[str, Any] = {"key": f"f{number}", "kind": kind, "label": {"fr": f"Question {number}"}}
        if kind in ("choice", "choices"):
            field["choices"] = [{"key": f"c{one}", "label": {"fr": f"Réponse {one}"}} for one in range(6)]
        if kind == "number":
            field["counts_people"] = number % 4 == 1
        fields.append(field)
    letters = "abcdefghi"
    size = -(-n_fields // len(letters))
    return {
        "blocks": [
            {"key": letter, "title": {"fr": f"Bloc {letter.upper()}"}, "fields": fields[size * at : size * (at + 1)]}
            for at, letter in enumerate(letters)
        ]
    }


def _value(field: dict[str, Any], rng: random.Random) -> Any:
    choices = [f"c{one}" for one in range(6)]
    makers: dict[str, Callable[[], Any]] = {
        "text": lambda: f"Une réponse courte, {rng.randrange(1000)}",
        "long_text": lambda: "Une réponse plus longue, qui dit ce qui s’est passé. " * rng.randrange(1, 8),
        "number": lambda: rng.randrange(0, 400),
        "date": lambda: (START.date() + timedelta(days=rng.randrange(300))).isoformat(),
        "choice": lambda: rng.choice(choices),
        "choices": lambda: sorted(rng.sample(choices, 2)),
    }
    return makers[field["kind"]]()


def _people(territories: list[Territory]) -> None:
    coordinator = User.objects.create_user("coordination@example.org", "a long enough sentence")
    Membership.objects.create(user=coordinator, role=Role.COORDINATOR)
    leads = User.objects.bulk_create(
        [User(email=f"lead-{number}@example.org", password="!") for number in range(len(territories))],
        batch_size=BATCH,
    )
    Membership.objects.bulk_create(
        [
            Membership(user=lead, role=Role.TERRITORY_LEAD, territory=territory)
            for lead, territory in zip(leads, territories, strict=True)
        ],
        batch_size=BATCH,
    )


def _client(email: str) -> Client:
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    if email:
        client.force_login(User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


CLIENTS: dict[str, Callable[[], Client]] = {
    "anyone": lambda: _client(""),
    "lead": lambda: _client("lead-0@example.org"),
    "coordinator": lambda: _client("coordination@example.org"),
}


def pages() -> Iterator[Page]:
    """List the pages to time: every kind of page that grows with the programme."""
    lead = Membership.objects.select_related("territory").get(user__email="lead-0@example.org")
    territory = lead.territory.slug if lead.territory else ""
    consultation = Consultation.objects.filter(territory=lead.territory).first() or Consultation.objects.first()
    assert consultation is not None
    activity = consultation.activities.first()
    here = {"campaign_slug": SLUG, "territory_slug": territory}
    campaign = {"campaign_slug": SLUG}
    wanted: list[tuple[str, dict[str, Any], str, str]] = [
        ("portal:home", {}, "", "anyone"),
        ("portal:territory", here, "", "anyone"),
        ("portal:desk", {}, "", "lead"),
        ("portal:desk", {}, "", "coordinator"),
        ("programme:territories", campaign, "", "anyone"),
        ("programme:territories", campaign, "?page=40", "anyone"),
        ("programme:sincerity", here, "", "anyone"),
        ("programme:sincerity_board", campaign, "", "anyone"),
        ("programme:follow_up", campaign, "", "coordinator"),
        ("programme:follow_up", campaign, "?late=1", "coordinator"),
        ("programme:mailings", campaign, "", "coordinator"),
        ("campaigns:charter", campaign, "", "anyone"),
        ("campaigns:signed_charter", here, "", "anyone"),
        ("campaigns:join", campaign, "?q=saint-deni", "anyone"),
        ("campaigns:desk", {}, "", "coordinator"),
        ("campaigns:manage", campaign, "", "coordinator"),
        ("campaigns:requests", campaign, "", "coordinator"),
        ("consultations:detail", {"slug": consultation.slug}, "", "anyone"),
        ("consultations:activity", {"pk": activity.pk if activity else 0}, "", "anyone"),
        ("consultations:agenda", campaign, "", "anyone"),
        ("consultations:agenda_feed", campaign, "", "anyone"),
        ("consultations:edit", {"slug": consultation.slug}, "", "lead"),
        ("consultations:activities", {"slug": consultation.slug}, "", "lead"),
        ("info_grids:fill", here, "", "lead"),
        ("info_grids:detail", here, "", "anyone"),
        ("info_grids:review", here, "", "coordinator"),
        ("info_grids:review", campaign, "", "coordinator"),
        ("info_grids:compare", campaign, "", "anyone"),
        ("api:open_data", campaign, "", "anyone"),
        ("access", {}, "", "coordinator"),
        ("audit_trail", {}, "", "coordinator"),
    ]
    for name, arguments, query, asked_by in wanted:
        try:
            path = reverse(name, kwargs=arguments)
        except NoReverseMatch:
            print(f"{name}: no such page here")
            continue
        yield Page(f"{name}{query}", path + query, asked_by)
    for path in ("territories", "grids"):
        yield Page(f"api {path}", f"/api/v1/campaigns/{SLUG}/{path}?limit=100", "anyone")
    for path in ("consultations", "activities"):
        yield Page(f"api {path}", f"/api/v1/{path}?campaign={SLUG}&limit=100", "anyone")
