"""What territories show for the commitments that they signed, in a handful of queries for a whole page of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext, ngettext

from polyphonie.campaigns.enums import EvidenceKind
from polyphonie.campaigns.models import Campaign, Commitment, DeclaredEvidence, Engagement
from polyphonie.consultations.enums import ActivityFormat, Reach
from polyphonie.consultations.models import Activity, ActivityDocument, Consultation, Contribution, SoughtPublic
from polyphonie.info_grids.models import GridVersion
from polyphonie.info_grids.published import last_versions, values_in
from polyphonie.programme.sincerity import NOTHING, Board, Computed, Fact, ShownCommitment

REPLIES, PROPOSAL, ANSWER = "follow_up", "proposal", "answer"
"""Where the shipped grid holds the replies: repeated rows, and two of their columns."""


@dataclass
class Ground:
    """What is published by one territory, on which its commitments are read."""

    campaign: Campaign
    territory_slug: str
    consultations: list[Consultation] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    version: GridVersion | None = None


def board_of(engagement: Engagement, *, today: date, consultations: Sequence[Consultation] | None = None) -> Board:
    """Read what one territory shows; `consultations`, where the page has them already, come from `with_facts`."""
    return boards_of(engagement.campaign, [engagement], today=today, consultations=consultations)[engagement.pk]


def boards_of(
    campaign: Campaign,
    engagements: Sequence[Engagement],
    *,
    today: date,
    consultations: Sequence[Consultation] | None = None,
) -> dict[int, Board]:
    """Read what several territories of a campaign show, by engagement. Activities to come are not expected of it."""
    signed = _signed_commitments(engagements)
    known = [one for one in engagements if one.pk in signed]
    grounds = _grounds(campaign, known, consultations, today) if known else {}
    declared = _declared(known) if known else {}
    boards = dict.fromkeys((one.pk for one in engagements), Board(None, None))
    for one in known:
        boards[one.pk] = _board(signed[one.pk], grounds[one.territory_id], declared.get(one.pk, {}))
    return boards


def with_facts(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Add to consultations what the board reads of each, in the same query."""
    publics = SoughtPublic.objects.filter(consultation=OuterRef("pk"))
    unexplained = publics.filter(Q(reach=Reach.NOT_YET) | Q(reach=Reach.ABSENT, why_absent=""))
    contributions = Contribution.objects.kept().filter(consultation=OuterRef("pk"), is_hidden=False)
    return consultations.annotate(
        has_publics=Exists(publics), has_unexplained=Exists(unexplained), has_contributions=Exists(contributions)
    )


def _board(commitments: Sequence[Any], ground: Ground, declared: Mapping[str, list[DeclaredEvidence]]) -> Board:
    shown = []
    for commitment in commitments:
        compute = COMPUTED.get(EvidenceKind(commitment.evidence))
        given = declared.get(commitment.code, [])
        shown.append(
            ShownCommitment(
                commitment,
                compute(ground) if compute is not None else NOTHING,
                [one for one in given if one.withdrawn_at is None],
                [one for one in given if one.withdrawn_at is not None],
            )
        )
    return Board(commitments[0].charter, commitments[0].signed_on, shown, ground.version)


def _signed_commitments(engagements: Sequence[Engagement]) -> dict[int, list[Any]]:
    """Give the commitments of the last version of the charter that each territory signed, in their order."""
    rows = (
        Commitment.objects.filter(charter__signatures__engagement__in=engagements)
        .annotate(engagement_id=F("charter__signatures__engagement_id"), signed_on=F("charter__signatures__signed_on"))
        .select_related("charter")
        .order_by("-charter__version", "position", "pk")
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        signed: Any = row
        if not found[signed.engagement_id] or found[signed.engagement_id][0].charter_id == signed.charter_id:
            found[signed.engagement_id].append(signed)
    return found


def _declared(engagements: Sequence[Engagement]) -> dict[int, dict[str, list[DeclaredEvidence]]]:
    found: dict[int, dict[str, list[DeclaredEvidence]]] = defaultdict(lambda: defaultdict(list))
    for evidence in DeclaredEvidence.objects.filter(engagement__in=engagements).select_related("document"):
        found[evidence.engagement_id][evidence.commitment_code].append(evidence)
    return found


def _grounds(
    campaign: Campaign,
    engagements: Sequence[Engagement],
    consultations: Sequence[Consultation] | None,
    today: date,
) -> dict[int, Ground]:
    grounds = {one.territory_id: Ground(campaign, one.territory.slug) for one in engagements}
    if consultations is None:
        published = Consultation.objects.published().in_campaign(campaign).filter(territory__in=list(grounds))
        consultations = list(with_facts(published).order_by("opens_at", "pk"))
    for consultation in consultations:
        grounds[consultation.territory_id].consultations.append(consultation)
    documented = Exists(ActivityDocument.objects.filter(activity=OuterRef("pk"), is_public=True))
    is_held = Q(held_on__isnull=True) | Q(held_on__lte=today)
    activities = Activity.objects.in_campaign(campaign).public().filter(is_held, is_cancelled=False)
    within = activities.filter(consultation__territory__in=list(grounds)).select_related("consultation")
    for activity in within.annotate(is_documented=documented).order_by("held_on", "pk"):
        grounds[activity.consultation.territory_id].activities.append(activity)
    versions = last_versions(campaign).filter(grid__engagement__in=engagements)
    for version in versions.select_related("grid__engagement"):
        grounds[version.grid.engagement.territory_id].version = version
    return grounds


def _mandates(ground: Ground) -> Computed:
    facts, n_kept = [], 0
    for consultation in ground.consultations:
        is_kept = bool(consultation.negotiable.strip() and consultation.decision.strip())
        n_kept += is_kept
        sentence = (
            gettext("“%(title)s” says what is open to change and which decision it feeds.")
            if is_kept
            else gettext("“%(title)s” does not say yet both what is open to change and which decision it feeds.")
        )
        facts.append(_of_consultation(sentence, consultation))
    return Computed(facts, n_kept, len(ground.consultations))


def _activities(ground: Ground) -> Computed:
    n_kept = sum(map(_is_described, ground.activities))
    n_activities = len(ground.activities)
    if not n_activities:
        return NOTHING
    sentence = ngettext(
        "%(n)s activity of %(total)s has its date, its format, a number of participants and a public document.",
        "%(n)s activities of %(total)s have their date, their format, a number of participants and a public document.",
        n_kept,
    )
    held = [activity.held_on for activity in ground.activities if activity.held_on is not None]
    fact = Fact(
        sentence % {"n": n_kept, "total": n_activities},
        max(held, default=None),
        "consultations:detail",
        (ground.consultations[0].slug,) if len(ground.consultations) == 1 else (),
    )
    return Computed([fact], n_kept, n_activities)


def _is_described(activity: Any) -> bool:
    return bool(
        (activity.held_on or activity.starts_at)
        and activity.format != ActivityFormat.OTHER
        and activity.n_participants is not None
        and activity.is_documented
    )


def _publics(ground: Ground) -> Computed:
    facts, n_kept = [], 0
    for consultation in ground.consultations:
        row: Any = consultation
        is_kept = row.has_publics and not row.has_unexplained
        n_kept += is_kept
        if is_kept:
            sentence = gettext("“%(title)s” says whom it sought, who came, and why those who are absent did not.")
        elif row.has_publics:
            sentence = gettext("“%(title)s” says whom it sought, and not yet of each whether they came or why not.")
        else:
            sentence = gettext("“%(title)s” does not say yet whom it sought.")
        facts.append(_of_consultation(sentence, consultation))
    return Computed(facts, n_kept, len(ground.consultations))


def _grid(ground: Ground) -> Computed:
    if ground.version is None:
        return NOTHING
    sentence = gettext("The grid is published, version %(number)s.") % {"number": ground.version.number}
    return Computed([_of_grid(sentence, ground)], 1, 1)


def _replies(ground: Ground) -> Computed:
    if ground.version is None:
        return NOTHING
    rows = values_in(ground.version.content).get(REPLIES)
    proposals = [row for row in rows if isinstance(row, dict) and row.get(PROPOSAL)] if isinstance(rows, list) else []
    n_replies = sum(bool(row.get(ANSWER)) for row in proposals)
    if not proposals:
        return Computed([_of_grid(gettext("The published grid lists no proposal."), ground)])
    sentence = ngettext(
        "The published grid answers %(n)s proposal of the %(total)s that it lists.",
        "The published grid answers %(n)s proposals of the %(total)s that it lists.",
        n_replies,
    )
    return Computed([_of_grid(sentence % {"n": n_replies, "total": len(proposals)}, ground)], n_replies, len(proposals))


def _opened(ground: Ground) -> Computed:
    rows: list[Any] = ground.consultations
    opened = [row for row in rows if row.has_contributions]
    if not opened:
        return NOTHING
    sentence = ngettext(
        "The contributions of %(n)s consultation of %(total)s can be read here and taken as open data.",
        "The contributions of %(n)s consultations of %(total)s can be read here and taken as open data.",
        len(opened),
    )
    fact = Fact(sentence % {"n": len(opened), "total": len(rows)}, None, "api:open_data", (ground.campaign.slug,))
    return Computed([fact], len(opened), len(rows))


def _of_consultation(sentence: str, consultation: Consultation) -> Fact:
    said = sentence % {"title": consultation.title}
    return Fact(said, consultation.opens_at, "consultations:detail", (consultation.slug,))


def _of_grid(sentence: str, ground: Ground) -> Fact:
    published_at = ground.version.published_at if ground.version is not None else None
    return Fact(sentence, published_at, "info_grids:detail", (ground.campaign.slug, ground.territory_slug))


COMPUTED: dict[EvidenceKind, Callable[[Ground], Computed]] = {
    EvidenceKind.MANDATE_STATED: _mandates,
    EvidenceKind.ACTIVITIES_DOCUMENTED: _activities,
    EvidenceKind.PUBLICS_DESCRIBED: _publics,
    EvidenceKind.GRID_PUBLISHED: _grid,
    EvidenceKind.REPLIES_GIVEN: _replies,
    EvidenceKind.DATA_OPENED: _opened,
}
