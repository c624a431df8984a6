"""What is already there of some rows: one question to the database for each slice."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Count, Max

from polyphonie.consultations.models import Contribution, Vote, VoteEvent
from polyphonie.imports.models import Import
from polyphonie.imports.targets import Known, Target


def last_written(target: Target) -> tuple[int, datetime | None]:
    """Tell when another import of the consultation last wrote, or took away, anything; it notes it each time."""
    others = Import.objects.filter(consultation=target.consultation).exclude(pk=target.of_import.pk)
    found = others.aggregate(n=Count("pk"), last=Max("updated_at"))
    return found["n"], found["last"]


def known_contributions(target: Target, keys: Sequence[str]) -> dict[str, Known]:
    """Give what is there under these identifiers, through the index that keeps them unique."""
    table = connection.ops.quote_name(Contribution._meta.db_table)
    is_postgresql = connection.vendor == "postgresql"
    # Each identifier is looked up by itself: a table that grows under way has no statistics yet, and a plan for all
    # of them together would read the whole consultation.
    keys_given = "unnest(%s::text[]) AS key (value)" if is_postgresql else "json_each(%s) AS key"
    given: Any = list(keys) if is_postgresql else json.dumps(list(keys))
    columns = (
        "external_id, said.id, text_digest, erased_at IS NOT NULL AS is_erased, "
        "superseded_at IS NOT NULL AS is_superseded, batch, source_sheet, source_row, source_digest, source_name"
    )
    is_it = "consultation_id = %s AND source = %s AND external_id = key.value"
    query = (
        f"SELECT found.* FROM {keys_given} CROSS JOIN LATERAL "  # noqa: S608 - our own names
        f"(SELECT {columns} FROM {table} AS said WHERE {is_it} LIMIT 1) AS found"
        if is_postgresql
        else f"SELECT {columns} FROM {keys_given} CROSS JOIN {table} AS said WHERE {is_it}"  # noqa: S608 - our own names
    )
    with transaction.atomic(durable=False) if is_postgresql else nullcontext(), connection.cursor() as cursor:
        if is_postgresql:
            _prefer_indexes(cursor)
        cursor.execute(query, [given, target.consultation.pk, target.source])
        return {row[0]: Known(*row[1:]) for row in cursor.fetchall()}


def _prefer_indexes(cursor: CursorWrapper) -> None:
    """A table that grows under way has no statistics yet: a plan that reads it whole would be chosen."""
    cursor.execute("SET LOCAL enable_seqscan = off")


VERSION_FIELDS = ("pk", "earlier_version_id", "external_id", "text_digest", "erased_at", "superseded_at", "batch")


class Version(NamedTuple):
    """One of the texts that were received under the same identifier."""

    pk: int
    external_id: str
    digest: str
    is_erased: bool
    is_superseded: bool
    batch: int | None


def versions_of(roots: Iterable[int]) -> dict[int, list[Version]]:
    """Give the versions of some contributions, the earliest first; `roots` are those that had none before them."""
    chains: dict[int, list[Version]] = {root: [] for root in roots}
    rows = Contribution.objects.filter(pk__in=chains)
    root_of: dict[int, int] = {}
    while True:
        found = list(
            rows.values_list(
                "pk", "earlier_version_id", "external_id", "text_digest", "erased_at", "superseded_at", "batch"
            )
        )
        for pk, earlier_id, external_id, digest, erased_at, superseded_at, batch in found:
            root = root_of[pk] = pk if pk in chains else root_of[earlier_id or 0]
            version = Version(pk, external_id, digest, erased_at is not None, superseded_at is not None, batch)
            chains[root].append(version)
        if not found:
            return chains
        rows = Contribution.objects.filter(earlier_version__in=[row[0] for row in found])


def rows_of_pairs(model: type[Vote] | type[VoteEvent], pairs: Collection[tuple[int, int]]) -> list[int]:
    """Give the keys of the votes, or of the events, of these participants on these statements."""
    if not pairs:
        return []
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        wanted = "unnest(%s::bigint[], %s::bigint[]) AS pair (participant, statement)"
        given: list[Any] = [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
    else:
        cells = "json_extract(value, '$[0]') AS participant, json_extract(value, '$[1]') AS statement"
        wanted = f"(SELECT {cells} FROM json_each(%s)) AS pair"  # noqa: S608 - no value in it
        given = [json.dumps(sorted(pairs))]
    query = (
        f"SELECT row.id FROM {wanted} JOIN {table} AS row "  # noqa: S608 - our own names
        f"ON row.participant_id = pair.participant AND row.statement_id = pair.statement"
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _prefer_indexes(cursor)
        cursor.execute(query, given)
        return [row[0] for row in cursor.fetchall()]
