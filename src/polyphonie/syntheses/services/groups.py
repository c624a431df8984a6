"""Opinion groups of a published map, and how each voted on a statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from polyphonie.consultations.models import Statement, Vote
from polyphonie.drawing.stave import Stance as Position
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.opinion_maps.queries import voter_names
from polyphonie.syntheses.services.voting import Tally, tally

GroupTallies = dict[int, dict[str, Tally]]


def tallies_by_group(statement_ids: Sequence[int]) -> GroupTallies:
    """Count the votes on some statements in each opinion group of the last published map of their consultation."""
    groups = _groups_of_participants(statement_ids)
    found: GroupTallies = {statement_id: {} for statement_id in statement_ids}
    if not groups:
        return found
    values: dict[tuple[int, str], list[int]] = defaultdict(list)
    votes = Vote.objects.filter(statement__in=statement_ids).order_by()
    for statement_id, participant_id, value in votes.values_list("statement_id", "participant_id", "value").iterator():
        if participant_id in groups:
            values[statement_id, groups[participant_id]].append(value)
    for (statement_id, letter), cast in sorted(values.items()):
        found[statement_id][letter] = tally(cast)
    return found


def dissenting_groups(statement_ids: Sequence[int]) -> dict[int, list[str]]:
    """Name the opinion groups of which a majority, beyond doubt, disagrees with each statement."""
    return {pk: dissenting_among(groups) for pk, groups in tallies_by_group(statement_ids).items()}


def dissenting_among(groups: dict[str, Tally]) -> list[str]:
    """Name those among some groups that disagree beyond doubt."""
    return [letter for letter, votes in sorted(groups.items()) if votes.position == Position.DISSENTS]


def _groups_of_participants(statement_ids: Sequence[int]) -> dict[int, str]:
    consultations = Statement.objects.filter(pk__in=statement_ids).values("consultation")
    maps = OpinionMap.objects.filter(consultation__in=consultations, is_published=True, verdict="groups")
    last: dict[int, OpinionMap] = {}
    for each in maps.select_related("consultation").order_by("-created_at", "-id"):
        last.setdefault(each.consultation_id, each)
    return {participant: letter for each in last.values() for participant, letter in _letters(each)}


def _letters(opinion_map: OpinionMap) -> Iterable[tuple[int, str]]:
    positions = opinion_map.positions
    keys = {name: pk for pk, name in voter_names(opinion_map.consultation).items()}
    for participant, group in zip(positions.get("participant", []), positions.get("group", []), strict=True):
        if group and str(participant) in keys:
            yield keys[str(participant)], str(group)
