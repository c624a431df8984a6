"""Rows inserted by the thousand are the rows that models would have made."""

import pytest
from django.db import IntegrityError, transaction

from polyphonie.consultations.models import Vote
from polyphonie.imports.models import ImportRow
from polyphonie.imports.services.account import REPORT_FIELDS
from polyphonie.imports.services.inserting import insert_rows
from tests.factories import NOON, ImportFactory, ParticipantFactory, StatementFactory

pytestmark = pytest.mark.django_db


def test_moments_and_details_come_back_as_they_were():
    of_import = ImportFactory()
    details = {"params": {"value": "l’été\t\\N\n\"'%s"}}
    line = (of_import.pk, "", "é\t\\N", 2, None, "", "refused", "%s", "bad_vote", details)
    insert_rows(ImportRow, REPORT_FIELDS, [line])
    row = of_import.rows.get()
    assert (row.sheet, row.external_id, row.details) == ("é\t\\N", "%s", details)
    statement = StatementFactory()
    participant = ParticipantFactory(consultation=statement.consultation)
    insert_rows(Vote, ("statement", "participant", "value", "cast_at"), [(statement.pk, participant.pk, -1, NOON)])
    assert list(Vote.objects.values_list("value", "cast_at")) == [(-1, NOON)]


def test_constraints_hold_all_the_same():
    statement = StatementFactory()
    participant = ParticipantFactory(consultation=statement.consultation)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Vote, ("statement", "participant", "value", "cast_at"), [(statement.pk, participant.pk, 2, None)])


def test_nothing_to_insert_is_no_mistake():
    insert_rows(Vote, ("statement", "participant", "value", "cast_at"), [])
    assert not Vote.objects.exists()
