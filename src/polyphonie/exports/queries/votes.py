"""The votes of a consultation as columns, under pseudonyms that lead nowhere else."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from datetime import UTC, datetime, time

import numpy as np
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime
from numpy.typing import NDArray

from polyphonie.analysis.disclosure import is_small
from polyphonie.consultations.models import Consultation, Vote
from polyphonie.formats.records import VoteColumns

CHUNK = 10_000
SALT = "polyphonie.exports.participants"
PSEUDONYM_BITS = 52
"""A number that any program holds exactly, even one that knows only floating numbers."""


def votes_of(
    consultation: Consultation, statements: Mapping[int, str], *, threshold: int, in_days: bool
) -> VoteColumns | None:
    """
    Give the present vote of each person on each of these statements, in the order of people, then of statements.

    Votes on a statement on which fewer people than `threshold` voted are left out, and all of them where fewer people
    than that voted at all. With `in_days`, a moment is that of the beginning of its day, UTC.
    """
    places = {pk: place for place, pk in enumerate(statements)}
    people, cast_on, values, moments = array("q"), array("i"), array("b"), array("q")
    rows = Vote.objects.filter(statement__consultation=consultation).order_by()
    cells = rows.values_list("participant_id", "statement_id", "value", "cast_at")
    for participant, statement, value, cast_at in cells.iterator(chunk_size=CHUNK):
        if statement in places:
            people.append(participant)
            cast_on.append(places[statement])
            values.append(value)
            moments.append(_milliseconds(cast_at, in_days=in_days))
    who, what = np.array(people, np.int64), np.array(cast_on, np.int32)
    n_votes = np.bincount(what, minlength=len(statements))
    shown = ~np.array([is_small(int(n), threshold) for n in n_votes], dtype=bool)[what] if len(what) else what > 0
    who, what = who[shown], what[shown]
    keys = np.unique(who)
    if not len(keys) or is_small(len(keys), threshold):
        return None
    names, ranks = _pseudonyms(consultation.pk, keys)
    index = ranks[np.searchsorted(keys, who)]
    order = np.lexsort((what, index))
    return VoteColumns(
        participant_ids=names,
        statement_ids=tuple(statements.values()),
        participant_index=index[order].astype(np.int32),
        statement_index=what[order],
        value=np.array(values, np.int8)[shown][order],
        at=np.array(moments, np.int64)[shown][order],
        row=np.arange(1, len(order) + 1, dtype=np.int64),
    )


def _pseudonyms(consultation: int, keys: NDArray[np.int64]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """
    Give the pseudonyms in order, and the place of each key among them.

    The same person keeps the same pseudonym in every export of a consultation; without the secret of the site, nobody
    finds the person from it, nor the order in which people came.
    """
    taken: dict[int, int] = {}
    for key in keys.tolist():
        digest = salted_hmac(SALT, f"{consultation}:{key}", algorithm="sha256").digest()
        number = int.from_bytes(digest[:8], "big") >> (64 - PSEUDONYM_BITS)
        while number in taken:
            number += 1
        taken[number] = key
    ordered = sorted(taken)
    place = {taken[number]: rank for rank, number in enumerate(ordered)}
    return tuple(map(str, ordered)), np.array([place[key] for key in keys.tolist()], np.int64)


def _milliseconds(moment: datetime | None, *, in_days: bool) -> int:
    if moment is None:
        return -1
    if in_days:
        moment = datetime.combine(localtime(moment).date(), time(), tzinfo=UTC)
    return round(moment.timestamp() * 1000)
