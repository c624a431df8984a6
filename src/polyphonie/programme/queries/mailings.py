"""Who a reminder goes to, who is left out and why, and the mail as each person gets it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core import signing
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Invitation, Membership, User
from polyphonie.campaigns.enums import Deadline
from polyphonie.campaigns.models import Campaign
from polyphonie.core.addresses import public_url
from polyphonie.core.templatetags.figures import full_date
from polyphonie.programme.enums import LeftOut, Stage
from polyphonie.programme.models import Mail, Mailing, Unsubscription
from polyphonie.programme.queries.stages import Standing, deadlines_of, standings_of
from polyphonie.programme.stages import WAITS_FOR
from polyphonie.programme.texts import filled

UNSUBSCRIBE_SALT = "polyphonie.programme.unsubscribe"
_BETWEEN_LANGUAGES = "\n\n– – –\n\n"
_PAGES = {
    Stage.TO_SIGN: "campaigns:sign",
    Stage.TO_SIGN_AGAIN: "campaigns:sign",
    Stage.TO_DECLARE: "consultations:create",
    Stage.TO_FILL: "info_grids:fill",
    Stage.TO_REVIEW: "info_grids:fill",
    Stage.DONE: "programme:evidence",
}
"""Where a lead does what is to be done next; their desk otherwise."""


@dataclass
class Recipient:
    """A person who gets the mail, and the territories that it is about, the first in the alphabet first."""

    person: User
    standings: list[Standing] = field(default_factory=list)


@dataclass(frozen=True)
class NotWritten:
    """A territory, or a person of a territory, who gets no mail, and why."""

    name: str
    reason: LeftOut
    person: User | None = None


@dataclass(frozen=True)
class Recipients:
    """Who gets a reminder, and who does not."""

    written: Sequence[Recipient]
    unsubscribed: Sequence[Recipient]
    left_out: Sequence[NotWritten]
    deadlines: dict[Deadline, date]

    @property
    def digest(self) -> str:
        """Changes whenever the list does: whoever confirms has read this very list."""
        lines = [f"{one.person.pk}:{','.join(str(row.engagement_id) for row in one.standings)}" for one in self.written]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class Message:
    """A mail as it leaves."""

    to: str
    subject: str
    body: str
    unsubscribe_url: str


def recipients_of(mailing: Mailing, *, at: datetime) -> Recipients:
    """Find the active leads of the territories that a reminder is for. Each gets one mail, whatever they lead."""
    deadlines = deadlines_of(mailing.campaign)
    every = standings_of(mailing.campaign, at=at, deadlines=deadlines)
    standings = [one for one in every if _is_asked(one, mailing)]
    leads = _leads_of(standings)
    gone = set(Unsubscription.objects.filter(campaign=mailing.campaign).values_list("person_id", flat=True))
    people: dict[int, Recipient] = {}
    left_out: list[NotWritten] = []
    invited = _invited(standings, at=at)
    for standing in standings:
        territory = standing.place.territory_id
        if not leads[territory]:
            reason = LeftOut.INVITED if territory in invited else LeftOut.NO_LEAD
            left_out.append(NotWritten(standing.place.name, reason))
        for person in leads[territory]:
            if person.pk in gone:
                left_out.append(NotWritten(standing.place.name, LeftOut.UNSUBSCRIBED, person))
            people.setdefault(person.pk, Recipient(person)).standings.append(standing)
    written = [one for one in people.values() if one.person.pk not in gone]
    unsubscribed = [one for one in people.values() if one.person.pk in gone]
    return Recipients(written, unsubscribed, left_out, deadlines)


def mail_for(mailing: Mailing, recipient: Recipient, *, deadlines: dict[Deadline, date]) -> Mail:
    """Make the mail of a recipient, not saved: what it says of the territories no longer changes once it is."""
    first = recipient.standings[0]
    due = [deadlines[step] for one in recipient.standings if (step := WAITS_FOR.get(one.stage)) in deadlines and step]
    return Mail(
        mailing=mailing,
        person=recipient.person,
        engagement_id=first.engagement_id,
        stage=first.stage,
        territories="\n".join(one.place.name for one in recipient.standings),
        deadline=min(due, default=None),
    )


def previews_of(mailing: Mailing, recipients: Recipients, *, n: int = 2) -> list[Message]:
    """Write the mail of the first recipients, exactly as they get it: of different stages where there are several."""
    by_stage = {one.standings[0].stage: one for one in reversed(recipients.written)}
    chosen = list(by_stage.values())[:n]
    chosen += [one for one in recipients.written if one not in chosen][: n - len(chosen)]
    return [
        message_of(mail_for(mailing, one, deadlines=recipients.deadlines), territory_slug=one.standings[0].place.slug)
        for one in chosen
    ]


def message_of(mail: Mail, *, territory_slug: str) -> Message:
    """Write a mail in both languages, French first, so that nobody has to guess which one somebody reads."""
    mailing, campaign = mail.mailing, mail.mailing.campaign
    token = unsubscribe_token(mail.person_id, campaign.pk)
    subjects, bodies = [], []
    for language in ("fr", "en"):
        with translation.override(language):
            values = _values(mail, territory_slug)
            link = public_url(reverse("programme:unsubscribe", args=[token]))
            subjects.append(" ".join(filled(getattr(mailing, f"subject_{language}"), values).split()))
            bodies.append(
                filled(getattr(mailing, f"body_{language}"), values).strip().replace("\r\n", "\n")
                + "\n\n"
                + gettext("You receive this because you lead a territory in this campaign. To stop: %(link)s")
                % {"link": link}
            )
    with translation.override(campaign.language):
        unsubscribe_url = public_url(reverse("programme:unsubscribe", args=[token]))
    return Message(mail.person.email, " / ".join(subjects)[:250], _BETWEEN_LANGUAGES.join(bodies), unsubscribe_url)


def unsubscribe_token(person_id: int, campaign_id: int) -> str:
    """Sign who unsubscribes from what: nobody can write such a link for another."""
    return signing.dumps([person_id, campaign_id], salt=UNSUBSCRIBE_SALT)


def _values(mail: Mail, territory_slug: str) -> dict[str, str]:
    campaign = mail.mailing.campaign
    return {
        "territory": _and_so_on(mail.territories.split("\n")),
        "campaign": campaign.title,
        "deadline": full_date(mail.deadline) or gettext("no date is set"),
        "link": public_url(_page_of(Stage(mail.stage), campaign, territory_slug)),
    }


def _page_of(stage: Stage, campaign: Campaign, territory_slug: str) -> str:
    name = _PAGES.get(stage)
    try:
        return reverse(name, args=[campaign.slug, territory_slug]) if name else reverse("portal:desk")
    except NoReverseMatch:
        return reverse("portal:desk")


def _and_so_on(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _is_asked(standing: Standing, mailing: Mailing) -> bool:
    return standing.stage in mailing.stages and (standing.is_late or not mailing.only_late)


def _leads_of(standings: Iterable[Standing]) -> dict[int, list[User]]:
    """Give the active leads of each territory, the longest in place first."""
    territories = [one.place.territory_id for one in standings]
    memberships = Membership.objects.filter(role=Role.TERRITORY_LEAD, territory__in=territories, user__is_active=True)
    leads: dict[int, list[User]] = defaultdict(list)
    for membership in memberships.select_related("user").order_by("given_at", "pk"):
        if membership.territory_id is not None:
            leads[membership.territory_id].append(membership.user)
    return leads


def _invited(standings: Iterable[Standing], *, at: datetime) -> set[int | None]:
    territories = [one.place.territory_id for one in standings]
    pending = Invitation.objects.pending_at(at).filter(role=Role.TERRITORY_LEAD, territory__in=territories)
    return set(pending.order_by().values_list("territory_id", flat=True))
