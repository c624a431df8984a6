"""What leaves with an export, and what never does."""

import pytest

from polyphonie.consultations.models import ModerationDecision
from polyphonie.exports.queries.holding import Scope, holding_of
from tests import factories as make
from tests.factories.moment import NOON

pytestmark = pytest.mark.django_db
PUBLIC, WHOLE, HIDDEN = Scope(is_public=True), Scope(), Scope(includes_hidden=True)


def held(consultation, scope):
    return holding_of(consultation, scope, language="fr")


def texts(consultation, scope):
    return {record.text for record in held(consultation, scope).contributions()}


@pytest.fixture
def consultation():
    return make.ConsultationFactory()


def voted(consultation, *, n_voters, **statement):
    found = make.StatementFactory(consultation=consultation, **statement)
    for _ in range(n_voters):
        make.VoteFactory(statement=found, cast_at=NOON)
    return found


@pytest.mark.parametrize("scope", [PUBLIC, WHOLE, HIDDEN])
def test_what_was_erased_or_edited_since_never_leaves(consultation, scope):
    make.ContributionFactory(consultation=consultation, text="kept")
    make.ContributionFactory(consultation=consultation, erased=True)
    make.ContributionFactory(consultation=consultation, text="former", superseded_at=NOON)
    assert texts(consultation, scope) == {"kept"}


def test_what_moderation_hid_leaves_only_where_it_was_asked_for(consultation):
    hidden = make.ContributionFactory(consultation=consultation, text="hidden", hidden=True)
    ModerationDecision.objects.create(
        contribution=hidden, hides=True, reason="Names somebody", decided_by=make.UserFactory()
    )
    assert texts(consultation, PUBLIC) == texts(consultation, WHOLE) == set()
    (record,) = held(consultation, HIDDEN).contributions()
    assert record.attributes["moderation"] == "Names somebody"


def test_nothing_of_a_draft_is_public():
    draft = make.ConsultationFactory(draft=True)
    make.ContributionFactory(consultation=draft)
    make.StatementFactory(consultation=draft)
    holding = held(draft, PUBLIC)
    assert (list(holding.contributions()), holding.statements, holding.votes) == ([], (), None)


def test_another_consultation_stays_out(consultation):
    voted(make.ConsultationFactory(), n_voters=6)
    make.ContributionFactory(text="theirs")
    assert texts(consultation, HIDDEN) == set()
    assert held(consultation, HIDDEN).votes is None


def test_identifiers_of_the_source_never_leave(consultation):
    make.ContributionFactory(consultation=consultation, external_id="camille@ville.example")
    statement = make.StatementFactory(consultation=consultation)
    voter = make.ParticipantFactory(consultation=consultation, external_id="camille@ville.example")
    make.VoteFactory(statement=statement, participant=voter)
    holding = held(consultation, HIDDEN)
    assert "camille" not in str(list(holding.contributions())) + str(holding.votes.participant_ids)


def test_a_person_keeps_one_pseudonym_in_a_consultation(consultation):
    voter = make.ParticipantFactory(consultation=consultation)
    for _ in range(2):
        make.VoteFactory(statement=make.StatementFactory(consultation=consultation), participant=voter)
    first = held(consultation, WHOLE).votes
    voted(consultation, n_voters=3)
    assert len(first.participant_ids) == 1
    assert first.participant_ids[0] in held(consultation, WHOLE).votes.participant_ids
    assert first.participant_ids[0] != str(voter.pk)


def test_votes_of_few_people_are_withheld_in_public(consultation):
    voted(consultation, n_voters=6, external_id="1")
    voted(consultation, n_voters=4, external_id="2")
    votes = held(consultation, PUBLIC).votes
    assert set(votes.statement) == {"1"}
    assert set(held(consultation, WHOLE).votes.statement) == {"1", "2"}


def test_statements_that_were_set_aside_are_not_public(consultation):
    voted(consultation, n_voters=6, external_id="1", rejected=True)
    assert held(consultation, PUBLIC).statements == ()
    assert held(consultation, PUBLIC).votes is None
    assert len(held(consultation, WHOLE).statements) == 1


def test_moments_are_days_in_public(consultation):
    make.ContributionFactory(consultation=consultation, said_at=NOON)
    voted(consultation, n_voters=6)
    holding = held(consultation, PUBLIC)
    (record,) = holding.contributions()
    assert (record.created_at.hour, record.created_at.day) == (0, NOON.day)
    assert set(holding.votes.at % 86_400_000) == {0}
    assert set(held(consultation, WHOLE).votes.at) == {NOON.timestamp() * 1000}


def test_an_address_elsewhere_is_not_public(consultation):
    elsewhere = "https://debat.example/people/camille"
    row = make.ContributionFactory(consultation=consultation, url=elsewhere)
    (record,) = held(consultation, PUBLIC).contributions()
    assert record.url.endswith(f"/contributions/{row.pk}/")
    assert next(iter(held(consultation, WHOLE).contributions())).url == elsewhere


def test_statements_keep_the_numbers_of_their_source_where_they_can(consultation):
    make.StatementFactory(consultation=consultation, external_id="12:7")
    make.StatementFactory(consultation=consultation, external_id="12:10")
    assert [one.external_id for one in held(consultation, WHOLE).statements] == ["7", "10"]


def test_statements_whose_numbers_clash_take_ours(consultation):
    rows = [make.StatementFactory(consultation=consultation, external_id=key) for key in ("1:7", "2:7")]
    assert [one.external_id for one in held(consultation, WHOLE).statements] == [str(row.pk) for row in rows]


def test_small_groups_of_a_map_are_not_counted_in_public(consultation):
    groups = [{"letter": "A", "size": 40}, {"letter": "B", "size": 2}, {"letter": "C", "size": 12}]
    make.OpinionMapFactory(consultation=consultation, result={"groups": groups})
    sizes = {group.name: group.n_participants for group in held(consultation, PUBLIC).groups}
    assert sizes == {"A": 40, "B": None, "C": None}
    assert [group.n_participants for group in held(consultation, WHOLE).groups] == [40, 2, 12]


def test_small_numbers_of_participants_are_not_public(consultation):
    make.ActivityFactory(consultation=consultation, n_participants=3)
    assert held(consultation, PUBLIC).phases[0].n_participants is None
    assert held(consultation, WHOLE).phases[0].n_participants == 3
