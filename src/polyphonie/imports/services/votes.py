"""Votes of some participants, into the database: the present value, and the journal of all values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from polyphonie.consultations.models import Participant, Statement, Vote, VoteEvent
from polyphonie.formats import VoteColumns
from polyphonie.imports.errors import StatementsAreMissing
from polyphonie.imports.models import Import
from polyphonie.imports.services.account import Account, Place
from polyphonie.imports.services.inserting import insert_rows
from polyphonie.imports.services.lookups import rows_of_pairs
from polyphonie.imports.services.slices import Ballots
from polyphonie.imports.targets import Target

Pair = tuple[int, int]
EVENT_FIELDS = ("statement", "participant", "value", "cast_at", "recorded_at", "batch")


@dataclass(frozen=True)
class Ballot:
    """One vote of the file."""

    participant: str
    statement: str
    value: int
    cast_at: datetime | None
    place: Place


def statement_keys(target: Target, votes: VoteColumns, *, is_first: bool) -> dict[str, int]:
    """
    Give the statements of a piece of the file that are there, by their identifier in the file.

    Raises
    ------
    StatementsAreMissing
        If none of those of the first piece is: votes on nothing mean nothing.
    """
    keys = {target.external_id(key): key for key in votes.statement_ids}
    rows = Statement.objects.filter(consultation=target.consultation, source=target.source, external_id__in=keys)
    found = {keys[external_id]: pk for external_id, pk in rows.values_list("external_id", "pk")}
    if is_first and votes.statement_ids and not found:
        raise StatementsAreMissing
    return found


def _read(ballots: Ballots) -> Iterator[Ballot]:
    votes = ballots.votes
    for place in ballots.places.tolist():
        at = int(votes.at[place])
        yield Ballot(
            participant=votes.participant_ids[votes.participant_index[place]],
            statement=votes.statement_ids[votes.statement_index[place]],
            value=int(votes.value[place]),
            cast_at=datetime.fromtimestamp(at / 1000, tz=UTC) if at >= 0 else None,
            place=(ballots.sheet, int(votes.row[place])),
        )


def take_votes(target: Target, ballots: Ballots, statements: dict[str, int], account: Account) -> None:
    """Keep what these ballots add to the journal, and bring each present vote up to date."""
    known = []
    for ballot in _read(ballots):
        if ballot.statement in statements:
            known.append(ballot)
        else:
            account.refuse(ballot.place, "unknown_statement", column=ballot.statement)
    people = _participants(target, sorted({ballot.participant for ballot in known}))
    pairs = [(people[ballot.participant], statements[ballot.statement]) for ballot in known]
    journal = _Journal(set(pairs), of_import=target.of_import)
    for ballot, pair in zip(known, pairs, strict=True):
        is_new = journal.read(ballot, pair)
        if is_new:
            account.take([ballot.place])
        else:
            account.find(ballot.place)
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
    """What some participants voted so far on some statements, and what is added to it."""

    def __init__(self, pairs: set[Pair], *, of_import: Import) -> None:
        self.recorded_at = of_import.started_at or timezone.now()
        self.batch = of_import.pk
        events = VoteEvent.objects.filter(pk__in=rows_of_pairs(VoteEvent, pairs))
        self.seen = set(events.values_list("participant_id", "statement_id", "value", "cast_at"))
        votes = Vote.objects.filter(pk__in=rows_of_pairs(Vote, pairs))
        self.votes: dict[Pair, Vote] = {(vote.participant_id, vote.statement_id): vote for vote in votes}
        self.events: list[tuple[int, int, int, datetime | None, datetime, int]] = []
        self.changed: dict[Pair, Vote] = {}

    def read(self, ballot: Ballot, pair: Pair) -> bool:
        """Add a ballot, unless the journal has it; without a moment, unless it changes nothing. Tell whether it did."""
        vote = self.votes.get(pair)
        is_same = vote is not None and vote.value == ballot.value
        if (*pair, ballot.value, ballot.cast_at) in self.seen or (ballot.cast_at is None and is_same):
            return False
        self.seen.add((*pair, ballot.value, ballot.cast_at))
        participant_id, statement_id = pair
        self.events.append((statement_id, participant_id, ballot.value, ballot.cast_at, self.recorded_at, self.batch))
        if vote is None:
            vote = Vote(participant_id=participant_id, statement_id=statement_id)
            self.votes[pair] = vote
        elif vote.cast_at and ballot.cast_at and ballot.cast_at < vote.cast_at:
            return True
        vote.value, vote.cast_at = ballot.value, ballot.cast_at
        self.changed[pair] = vote
        return True

    def save(self) -> None:
        """Write the journal and the present votes, in the order of their keys."""
        insert_rows(VoteEvent, EVENT_FIELDS, self.events)
        changed = [self.changed[pair] for pair in sorted(self.changed)]
        # Told apart before the new ones get their keys: they must not be written twice.
        new = [vote for vote in changed if vote.pk is None]
        known = [vote for vote in changed if vote.pk is not None]
        Vote.objects.bulk_create(new)
        Vote.objects.bulk_update(known, ["value", "cast_at"])
