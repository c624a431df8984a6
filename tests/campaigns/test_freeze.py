"""What the database itself refuses, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from polyphonie.campaigns.models import Charter, Commitment
from tests.factories import NOON, CharterFactory, CommitmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """A published charter with one commitment."""
    charter = CharterFactory(draft=True)
    commitment = CommitmentFactory(charter=charter)
    Charter.objects.filter(pk=charter.pk).update(published_at=NOON, digest="a" * 64)
    return commitment


def refused(sql, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("column", ["title", "text", "code", "evidence"])
def test_a_published_commitment_cannot_be_updated_by_sql(published, column):
    refused(f"UPDATE campaigns_commitment SET {column} = 'declared' WHERE id = %s", published.pk)


def test_a_published_commitment_cannot_be_deleted_by_sql(published):
    refused("DELETE FROM campaigns_commitment WHERE id = %s", published.pk)


def test_a_published_charter_takes_no_further_commitment(published):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentFactory(charter=published.charter)


def test_a_commitment_cannot_be_moved_into_a_published_charter(published):
    other = CommitmentFactory(charter=CharterFactory(draft=True))
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=other.pk).update(charter=published.charter)


def test_a_published_charter_keeps_its_words(published):
    refused("UPDATE campaigns_charter SET preamble = 'other' WHERE id = %s", published.charter_id)


def test_a_published_charter_cannot_become_a_draft_again(published):
    refused("UPDATE campaigns_charter SET published_at = NULL WHERE id = %s", published.charter_id)


def test_the_commitments_of_a_draft_change_freely():
    commitment = CommitmentFactory(charter=CharterFactory(draft=True))
    Commitment.objects.filter(pk=commitment.pk).update(title="Another title")
    commitment.delete()
    assert not Commitment.objects.exists()
