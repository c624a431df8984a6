"""Where a sentence stands: which kinds of voices carry it, which dissent, and with which votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from polyphonie.analysis.disclosure import withheld_beside
from polyphonie.consultations.enums import Public
from polyphonie.consultations.models import Statement
from polyphonie.drawing.stave import Stance as Position
from polyphonie.syntheses.enums import Stance
from polyphonie.syntheses.models import Document, Evidence
from polyphonie.syntheses.services.groups import GroupTallies, dissenting_among, tallies_by_group
from polyphonie.syntheses.services.material import contributions_in_scope
from polyphonie.syntheses.services.voting import Tally, tallies_by_public
from polyphonie.territories.enums import TerritoryKind
from polyphonie.territories.models import Territory

BY_TERRITORY_KIND = "territory_kind"
BY_PUBLIC = "public"
OPINION_GROUPS = "opinion_groups"
"""A line of its own on the stave, where groups of opinion voted."""


@dataclass(slots=True)
class Ground:
    """What all the sentences of a document stand on, read once."""

    axis: str
    lines: list[str]
    threshold: int
    territories: dict[int, Territory]
    statements: dict[int, Statement]
    by_public: dict[int, dict[str, Tally]]
    by_group: GroupTallies


@dataclass(slots=True)
class Standing:
    """Who carries a sentence and who dissents from it, by territory, public and opinion group."""

    carrying: dict[str, Counter[Any]] = field(
        default_factory=lambda: {BY_TERRITORY_KIND: Counter(), BY_PUBLIC: Counter()}
    )
    dissenting: dict[str, Counter[Any]] = field(
        default_factory=lambda: {BY_TERRITORY_KIND: Counter(), BY_PUBLIC: Counter()}
    )
    groups: list[dict[str, str]] = field(default_factory=list)
    group_positions: list[Position] = field(default_factory=list)


def survey(document: Document) -> Ground:
    """Read what the sentences of a document stand on: the lines of its stave, its votes, its territories."""
    axis = BY_PUBLIC if document.consultation_id else BY_TERRITORY_KIND
    evidence = Evidence.objects.filter(sentence__section__document=document, statement__isnull=False)
    statement_ids = sorted(set(evidence.values_list("statement_id", flat=True)))
    statements = Statement.objects.filter(pk__in=statement_ids).select_related("consultation__territory")
    scope = contributions_in_scope(document.campaign, document.consultation)
    spoke = Territory.objects.filter(pk__in=scope.values("consultation__territory").order_by())
    territories = {row.pk: row for row in spoke}
    territories |= {row.consultation.territory_id: row.consultation.territory for row in statements}
    present = (
        set(scope.order_by().values_list("public", flat=True).distinct())
        if axis == BY_PUBLIC
        else {row.kind for row in territories.values()}
    )
    order = Public.values if axis == BY_PUBLIC else TerritoryKind.values
    return Ground(
        axis=axis,
        lines=[value for value in order if value in present],
        threshold=document.campaign.disclosure_threshold,
        territories=territories,
        statements={row.pk: row for row in statements},
        by_public=tallies_by_public(statement_ids),
        by_group=tallies_by_group(statement_ids),
    )


def standing_of(rows: Iterable[dict[str, Any]], ground: Ground) -> Standing:
    """Gather who carries and who dissents from the evidence rows of one sentence."""
    standing = Standing()
    for row in rows:
        side = standing.carrying if row["stance"] == Stance.CARRIES else standing.dissenting
        if row["contribution_id"]:
            side[BY_TERRITORY_KIND][row["contribution__consultation__territory_id"]] += 1
            side[BY_PUBLIC][row["contribution__public"]] += 1
        else:
            _add_votes(standing, ground, row["statement_id"], carries=row["stance"] == Stance.CARRIES)
    return standing


def voices(standing: Standing, ground: Ground) -> list[dict[str, Any]]:
    """Give the lines of the stave; a count of people by category is withheld where it is small."""
    lines = [_voice(line, standing, ground) for line in ground.lines]
    return [*lines, *([_groups_voice(standing)] if standing.group_positions else [])]


def dissent(standing: Standing, ground: Ground) -> dict[str, list[Any]]:
    """Name the territories, publics and opinion groups that differ."""
    names = {pk: ground.territories[pk].name for pk in standing.dissenting[BY_TERRITORY_KIND]}
    return {
        "territories": sorted(names.values()),
        "publics": [value for value in Public.values if value in standing.dissenting[BY_PUBLIC]],
        "groups": standing.groups,
    }


def vote_result(statement_id: int, ground: Ground) -> dict[str, Any]:
    """Give the result of a vote as it is published: counts, interval, and the parts that are large enough."""
    statement = ground.statements[statement_id]
    publics = ground.by_public.get(statement_id, {})
    small = withheld_beside({public: tally.n_votes for public, tally in publics.items()}, ground.threshold)
    shown = {public: tally for public, tally in publics.items() if tally.n_votes and public not in small}
    by_group = ground.by_group.get(statement_id, {})
    few = withheld_beside({letter: tally.n_votes for letter, tally in by_group.items()}, ground.threshold)
    groups = {letter: tally for letter, tally in by_group.items() if tally.n_votes and letter not in few}
    return {
        "statement": statement_id,
        "text": statement.text,
        "language": statement.language,
        "consultation": statement.consultation.slug,
        "territory": statement.consultation.territory.name,
        **_counts(sum(publics.values(), Tally())),
        "publics": [{"label": public, **_counts(shown[public])} for public in Public.values if public in shown],
        "groups": [{"label": letter, **_counts(tally)} for letter, tally in sorted(groups.items())],
    }


def _counts(tally: Tally) -> dict[str, Any]:
    low, high = tally.interval
    return {
        "n_agree": tally.n_agree,
        "n_disagree": tally.n_disagree,
        "n_pass": tally.n_pass,
        "n_votes": tally.n_votes,
        "low": round(low, 4),
        "high": round(high, 4),
        "position": tally.position.value,
    }


def _add_votes(standing: Standing, ground: Ground, statement_id: int, *, carries: bool) -> None:
    publics = ground.by_public.get(statement_id, {})
    territory_id = ground.statements[statement_id].consultation.territory_id
    # agreeing with a statement that contradicts the sentence is dissent
    agree, disagree = (standing.carrying, standing.dissenting) if carries else (standing.dissenting, standing.carrying)
    whole = sum(publics.values(), Tally())
    for side, position in ((agree, Position.CARRIES), (disagree, Position.DISSENTS)):
        if whole.position == position:
            side[BY_TERRITORY_KIND][territory_id] += 0
        for public, tally in publics.items():
            if tally.position == position and tally.n_votes >= ground.threshold:
                side[BY_PUBLIC][public] += 0
    groups = ground.by_group.get(statement_id, {}) if carries else {}
    standing.group_positions += [tally.position for tally in groups.values()]
    territory = ground.statements[statement_id].consultation.territory.name
    standing.groups += [{"territory": territory, "group": letter} for letter in dissenting_among(groups)]


def _groups_voice(standing: Standing) -> dict[str, Any]:
    positions = standing.group_positions
    stance = _POSITIONS[Position.CARRIES in positions, Position.DISSENTS in positions]
    return {"label": OPINION_GROUPS, "stance": stance, "n": None}


def _voice(line: str, standing: Standing, ground: Ground) -> dict[str, Any]:
    carrying = _of_line(standing.carrying[ground.axis], line, ground)
    dissenting = _of_line(standing.dissenting[ground.axis], line, ground)
    stance = _POSITIONS[bool(carrying), bool(dissenting)]
    if ground.axis == BY_TERRITORY_KIND:
        return {"label": line, "stance": stance, "n": len(carrying or dissenting) or None}
    side = standing.carrying if carrying else standing.dissenting
    small = withheld_beside(side[BY_PUBLIC], ground.threshold)
    n = sum((carrying or dissenting).values())
    return {"label": line, "stance": stance, "n": n if n and line not in small else None}


def _of_line(side: Counter[Any], line: str, ground: Ground) -> dict[Any, int]:
    if ground.axis == BY_TERRITORY_KIND:
        return {pk: n for pk, n in side.items() if ground.territories[pk].kind == line}
    return {public: n for public, n in side.items() if public == line}


_POSITIONS = {
    (True, False): Position.CARRIES.value,
    (False, True): Position.DISSENTS.value,
    (True, True): Position.DIVIDED.value,
    (False, False): Position.SILENT.value,
}
