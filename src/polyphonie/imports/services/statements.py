"""Statements of a slice, into the database."""

from __future__ import annotations

from collections.abc import Sequence

from polyphonie.consultations.models import Statement
from polyphonie.formats import StatementRecord
from polyphonie.imports.errors import AnotherConversation
from polyphonie.imports.services.account import Account, Place
from polyphonie.imports.targets import Target

Numbered = Sequence[tuple[Place, StatementRecord]]


def take_statements(target: Target, records: Numbered, account: Account) -> None:
    """
    Keep the statements that are not there yet, and follow their moderation.

    Raises
    ------
    AnotherConversation
        If another text is there under the same number.
    """
    keys = [target.external_id(record.external_id) for _, record in records]
    rows = Statement.objects.filter(consultation=target.consultation, source=target.source, external_id__in=keys)
    known = {row.external_id: row for row in rows}
    _check_same_conversation(keys, records, known)
    new: list[Statement] = []
    moderated: list[Statement] = []
    for key, (place, record) in zip(keys, records, strict=True):
        there = known.get(key)
        if there is None:
            account.take([place])
            new.append(_statement(target, record, key))
            known[key] = new[-1]
        elif there.batch == target.of_import.pk and there.source_row != record.row:
            account.refuse(place, "duplicate_id", external_id=key, params={"id": key, "first": str(there.source_row)})
        elif there.moderation != record.moderation:
            there.moderation = record.moderation
            moderated.append(there)
            account.update(place)
        else:
            account.find(place)
    Statement.objects.bulk_create(sorted(new, key=lambda row: row.external_id))
    Statement.objects.bulk_update(moderated, ["moderation"])


def _check_same_conversation(keys: list[str], records: Numbered, known: dict[str, Statement]) -> None:
    """
    Refuse the statements of another conversation under numbers that are taken.

    A statement of Polis cannot be edited. Votes on statement 3 of one conversation would otherwise be
    counted on statement 3 of another.
    """
    if any(key in known and known[key].text != record.text for key, (_, record) in zip(keys, records, strict=True)):
        raise AnotherConversation


def _statement(target: Target, record: StatementRecord, key: str) -> Statement:
    return Statement(
        consultation=target.consultation,
        activity=target.activity,
        source=target.source,
        external_id=key,
        text=record.text,
        is_seed=record.is_seed,
        moderation=record.moderation,
        source_digest=target.of_import.digest,
        source_name=target.of_import.source_name,
        source_row=record.row,
        batch=target.of_import.pk,
    )
