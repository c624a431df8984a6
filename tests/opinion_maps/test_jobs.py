import pytest

from polyphonie.consultations.enums import Moderation
from polyphonie.consultations.models import Vote
from polyphonie.opinion_maps.jobs import compute_opinion_map
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.opinion_maps.queries import vote_matrix
from tests.factories import ConsultationFactory, ParticipantFactory, StatementFactory, VoteFactory
from tests.opinion_maps.made import camps_table, voted_consultation

pytestmark = pytest.mark.django_db


def test_the_votes_of_a_consultation_are_read_as_they_were_cast():
    table, expected = vote_matrix(voted_consultation()).table, camps_table()
    assert (table.participants, table.statements) == (expected.participants, expected.statements)
    assert table.values.tolist() == expected.values.tolist()
    assert table.columns.tolist() == expected.columns.tolist()


def test_the_votes_of_another_consultation_stay_out():
    vote, _ = VoteFactory(), VoteFactory()
    assert vote_matrix(vote.statement.consultation).table.n_votes == 1


def test_the_digest_changes_with_a_vote_and_with_moderation():
    vote = VoteFactory()
    consultation = vote.statement.consultation
    digests = {vote_matrix(consultation).digest}
    Vote.objects.update(value=-1)
    digests.add(vote_matrix(consultation).digest)
    consultation.statements.update(moderation=Moderation.REJECTED)
    digests.add(vote_matrix(consultation).digest)
    assert len(digests) == 3


def test_people_of_two_sources_with_one_code_are_two_people():
    statement = StatementFactory()
    for source in ("polis", "paper"):
        person = ParticipantFactory(consultation=statement.consultation, source=source, external_id="1")
        VoteFactory(statement=statement, participant=person)
    assert vote_matrix(statement.consultation).table.participants == ("paper:1", "polis:1")


def test_a_map_is_kept_with_all_that_it_rests_on():
    consultation = voted_consultation()
    kept = OpinionMap.objects.get(pk=compute_opinion_map.call(consultation.pk, 5))
    assert (kept.verdict, kept.seed, kept.n_participants, kept.n_statements) == ("groups", 5, 120, 24)
    assert kept.votes_digest == vote_matrix(consultation).digest
    assert kept.parameters["min_stability"] == 0.6
    assert kept.versions["polyphonie"]
    assert not kept.is_published
    assert len(kept.positions["participant"]) == 120
    assert kept.result["statements"][0]["text"] == "Énoncé numéro 0."


def test_the_same_votes_and_seed_are_not_computed_again():
    consultation = voted_consultation()
    first = compute_opinion_map.call(consultation.pk)
    assert compute_opinion_map.call(consultation.pk) == first
    assert compute_opinion_map.call(consultation.pk, 1) != first


def test_new_votes_make_a_new_map():
    consultation = voted_consultation()
    first = compute_opinion_map.call(consultation.pk)
    Vote.objects.filter(statement__consultation=consultation, value=0).delete()
    assert compute_opinion_map.call(consultation.pk) != first


def test_a_consultation_without_votes_says_so():
    kept = OpinionMap.objects.get(pk=compute_opinion_map.call(ConsultationFactory().pk))
    assert kept.verdict == "no_votes"
