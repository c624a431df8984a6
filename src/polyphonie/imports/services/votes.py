"""Votes of some participants, into the database: the present value, and the journal of all values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from django.utils import timezone

from polyphonie.consultations.models import Participant, Statement, Vote, VoteEvent
from polyphonie.formats import VoteColumns
from polyphonie.imports.errors import StatementsAreMissing
from polyphonie.imports.services.entries import Entry
from polyphonie.imports.services.inserting import insert_rows
from polyphonie.imports.targets import Target

Pair = tuple[int, int]


@dataclass(frozen=True)
class Ballot:
    """One vote of the file."""

    participant: str
    statement: str
    value: int
    cast_at: datetime | None
    entry: Entry


def statement_keys(target: Target, votes: VoteColumns) -> dict[str, int]:
    """
    Give the statements of the file that are there, by their identifier in the file.

    Raises
    ------
    StatementsAreMissing
        If none of them is: votes on nothing mean nothing.
    """
    keys = {target.external_id(key): key for key in votes.statement_ids}
    rows = Statement.objects.filter(consultation=target.consultation, source=target.source, external_id__in=keys)
    found = {keys[external_id]: pk for external_id, pk in rows.values_list("external_id", "pk")}
    if votes.statement_ids and not found:
        raise StatementsAreMissing
    return found


def ballots_by_participant(votes: VoteColumns, entries: dict[int, Entry]) -> Iterator[list[Ballot]]:
    """Give the votes of each participant in turn, each in the order of the file's time."""
    order = np.argsort(votes.participant_index, kind="stable")
    starts = np.flatnonzero(np.diff(votes.participant_index[order], prepend=-1))
    for places in np.split(order, starts[1:]) if len(order) else ():
        yield [_ballot(votes, int(place), entries) for place in places]


def _ballot(votes: VoteColumns, place: int, entries: dict[int, Entry]) -> Ballot:
    at = int(votes.at[place])
    return Ballot(
        participant=votes.participant_ids[votes.participant_index[place]],
        statement=votes.statement_ids[votes.statement_index[place]],
        value=int(votes.value[place]),
        cast_at=datetime.fromtimestamp(at / 1000, tz=UTC) if at >= 0 else None,
        entry=entries[int(votes.row[place])],
    )


def take_votes(target: Target, ballots: list[Ballot], statements: dict[str, int]) -> None:
    """Keep what these ballots add to the journal, and bring each present vote up to date."""
    known = [ballot for ballot in ballots if ballot.statement in statements]
    for ballot in ballots:
        if ballot.statement not in statements:
            ballot.entry.refuse("unknown_statement", params={}, column=ballot.statement)
    people = _participants(target, sorted({ballot.participant for ballot in known}))
    journal = _Journal(list(people.values()), recorded_at=target.of_import.started_at or timezone.now())
    for ballot in known:
        journal.read(ballot, (people[ballot.participant], statements[ballot.statement]))
    journal.save()


def _participants(target: Target, names: list[str]) -> dict[str, int]:
    keys = {target.external_id(name): name for name in names}
    rows = Participant.objects.filter(consultation=target.consultation, source=target.source, external_id__in=keys)
    there = set(rows.values_list("external_id", flat=True))
    Participant.objects.bulk_create(
        Participant(consultation=target.consultation, source=target.source, external_id=key)
        for key in keys
        if key not in there
    )
    return {keys[external_id]: pk for external_id, pk in rows.all().values_list("external_id", "pk")}


class _Journal:
    """What some participants voted so far, and what is added to it."""

    def __init__(self, participants: list[int], *, recorded_at: datetime) -> None:
        self.recorded_at = recorded_at
        events = VoteEvent.objects.filter(participant_id__in=participants).order_by("id")
        self.seen = set(events.values_list("participant_id", "statement_id", "value", "cast_at"))
        votes = Vote.objects.filter(participant_id__in=participants)
        self.votes: dict[Pair, Vote] = {(vote.participant_id, vote.statement_id): vote for vote in votes}
        self.events: list[tuple[int, int, int, datetime | None, datetime]] = []
        self.changed: dict[Pair, Vote] = {}

    def read(self, ballot: Ballot, pair: Pair) -> None:
        """Add a ballot, unless the journal has it; without a moment, unless it changes nothing."""
        vote = self.votes.get(pair)
        is_same = vote is not None and vote.value == ballot.value
        if (*pair, ballot.value, ballot.cast_at) in self.seen or (ballot.cast_at is None and is_same):
            ballot.entry.find("")
            return
        ballot.entry.take("")
        self.seen.add((*pair, ballot.value, ballot.cast_at))
        participant_id, statement_id = pair
        self.events.append((statement_id, participant_id, ballot.value, ballot.cast_at, self.recorded_at))
        if vote is None:
            vote = Vote(participant_id=participant_id, statement_id=statement_id)
            self.votes[pair] = vote
        elif vote.cast_at and ballot.cast_at and ballot.cast_at < vote.cast_at:
            return
        vote.value, vote.cast_at = ballot.value, ballot.cast_at
        self.changed[pair] = vote

    def save(self) -> None:
        """Write the journal and the present votes, in the order of their keys."""
        insert_rows(VoteEvent, ("statement", "participant", "value", "cast_at", "recorded_at"), self.events)
        changed = [self.changed[pair] for pair in sorted(self.changed)]
        # Told apart before the new ones get their keys: they must not be written twice.
        new = [vote for vote in changed if vote.pk is None]
        known = [vote for vote in changed if vote.pk is not None]
        Vote.objects.bulk_create(new)
        Vote.objects.bulk_update(known, ["value", "cast_at"])
