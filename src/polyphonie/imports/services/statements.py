"""Statements of some rows, into the database."""

from __future__ import annotations

from polyphonie.consultations.models import Statement
from polyphonie.imports.errors import AnotherConversation
from polyphonie.imports.services.entries import Entry
from polyphonie.imports.targets import Target


def check_same_conversation(target: Target, entries: list[Entry]) -> None:
    """
    Refuse the statements of another conversation under numbers that are taken.

    A statement of Polis cannot be edited. Votes on statement 3 of one conversation would otherwise be
    counted on statement 3 of another.
    """
    texts = {target.external_id(record.external_id): record.text for entry in entries for record in entry.statements}
    known = Statement.objects.filter(consultation=target.consultation, source=target.source, external_id__in=texts)
    if any(texts[key] != text for key, text in known.values_list("external_id", "text")):
        raise AnotherConversation


def take_statements(target: Target, entries: list[Entry]) -> None:
    """Keep the statements of these rows that are not there yet, and follow their moderation."""
    keys = [target.external_id(record.external_id) for entry in entries for record in entry.statements]
    rows = Statement.objects.filter(consultation=target.consultation, source=target.source, external_id__in=keys)
    known = {row.external_id: row for row in rows}
    new: list[Statement] = []
    moderated: list[Statement] = []
    for entry in entries:
        for record in entry.statements:
            key = target.external_id(record.external_id)
            there = known.get(key)
            if there is None:
                entry.take(key)
                new.append(_statement(target, entry, key))
            elif there.moderation != record.moderation:
                there.moderation = record.moderation
                moderated.append(there)
                entry.take(key)
            else:
                entry.find(key)
    Statement.objects.bulk_create(sorted(new, key=lambda row: row.external_id))
    Statement.objects.bulk_update(moderated, ["moderation"])


def _statement(target: Target, entry: Entry, key: str) -> Statement:
    record = entry.statements[0]
    return Statement(
        consultation=target.consultation,
        activity=target.activity,
        source=target.source,
        external_id=key,
        text=record.text,
        is_seed=record.is_seed,
        moderation=record.moderation,
        source_digest=target.of_import.digest,
        source_name=target.of_import.file_name,
        source_row=record.row,
    )
