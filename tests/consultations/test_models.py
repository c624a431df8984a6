import pytest
from django.db import IntegrityError

from polyphonie.consultations.models import Consultation, Contribution
from tests.factories import NOON, ConsultationFactory, ContributionFactory, VoteFactory

pytestmark = pytest.mark.django_db


def test_the_text_of_a_contribution_cannot_be_changed_by_any_query():
    contribution = ContributionFactory()
    with pytest.raises(IntegrityError):
        Contribution.objects.filter(pk=contribution.pk).update(text="They are delighted.")


def test_a_contribution_can_be_erased_when_the_person_asks():
    contribution = ContributionFactory()
    Contribution.objects.filter(pk=contribution.pk).update(text="", title="", erased_at=NOON)
    assert Contribution.objects.kept().count() == 0


def test_a_hidden_contribution_is_not_public():
    hidden, shown = ContributionFactory(hidden=True), ContributionFactory()
    assert list(Contribution.objects.public()) == [shown]
    assert not hidden.is_public()


def test_a_contribution_of_a_draft_consultation_is_not_public():
    ContributionFactory(consultation__draft=True)
    assert not Contribution.objects.public().exists()


def test_a_territory_never_sees_the_consultations_of_another():
    ours, theirs = ConsultationFactory(), ConsultationFactory()
    assert theirs not in Consultation.objects.of(ours.territory)


def test_a_consultation_cannot_close_before_it_opens():
    with pytest.raises(IntegrityError):
        ConsultationFactory(opens_at=NOON, closes_at=NOON)


def test_a_person_has_one_vote_on_a_statement():
    vote = VoteFactory()
    with pytest.raises(IntegrityError):
        VoteFactory(statement=vote.statement, participant=vote.participant, value=-1)


def test_a_vote_is_agree_disagree_or_pass():
    with pytest.raises(IntegrityError):
        VoteFactory(value=2)
