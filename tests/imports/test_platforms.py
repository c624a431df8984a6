"""Whole exports of Decidim, Polis, EJ and Agora, one file after the other into one consultation."""

import pytest

from polyphonie.consultations.models import Contribution, Participant, Statement, Vote
from polyphonie.formats import ReadOptions
from polyphonie.imports.services import import_paths
from tests.factories import NOON, ConsultationFactory
from tests.formats.files import write_csv
from tests.formats.tools import golden_agora, golden_decidim, golden_ej, golden_polis

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(tmp_path):
    consultation = ConsultationFactory()

    def bringing(*tables, **more):
        paths = [write_csv(tmp_path / f"{place}.csv", rows) for place, rows in enumerate(tables)]
        return [
            of_import
            for path in paths
            for of_import in import_paths(consultation=consultation, paths=[path], at=NOON, **more)
        ]

    return bringing


DECIDIM = (
    golden_decidim.PROPOSALS_RECENT,
    golden_decidim.COMMENTS_RECENT,
    golden_decidim.DEBATES,
    golden_decidim.MEETINGS,
    golden_decidim.SURVEY_FR,
    golden_decidim.ANSWERS,
)


def test_things_of_decidim_with_the_same_number_do_not_hide_each_other(bring):
    imports = bring(*DECIDIM)
    assert [(found.n_taken, found.n_refused) for found in imports] == [(2, 2), (2, 0), (1, 0), (1, 1), (1, 1), (2, 1)]
    assert Contribution.objects.count() == sum(found.n_taken for found in imports)
    assert {"12", "comment-12", "debate-12", "meeting-12"} <= set(
        Contribution.objects.values_list("external_id", flat=True)
    )


def test_a_second_time_changes_nothing(bring):
    bring(*DECIDIM)
    before = sorted(Contribution.objects.values_list())
    again = bring(*DECIDIM)
    assert sum(found.n_taken for found in again) == 0
    assert sorted(Contribution.objects.values_list()) == before


def test_nobody_of_ej_is_known_here(bring):
    bring(golden_ej.COMMENTS, golden_ej.WORDS)
    assert (Statement.objects.count(), Participant.objects.count(), Vote.objects.count()) == (2, 2, 3)
    known = repr(list(Participant.objects.values_list())) + repr(list(Statement.objects.values_list()))
    assert not any(name in known for name in ("jeanne", "Jeanne", "'512'"))


def test_a_grown_export_of_ej_counts_nobody_twice(bring):
    bring(golden_ej.COMMENTS, golden_ej.WORDS)
    more = [*golden_ej.WORDS, [*golden_ej.WORDS[3][:6], "4", "9", "agree", "1617383480.0"]]
    bring(more)
    assert (Participant.objects.count(), Vote.objects.count()) == (2, 4)


def test_votes_of_polis_stand_on_their_statements(bring):
    bring(golden_polis.COMMENTS_REPORT)
    [votes] = bring(golden_polis.VOTES, options=ReadOptions(agree=1))
    assert (votes.n_taken, Vote.objects.count()) == (4, 3)
    assert Vote.objects.get(participant__external_id="7", statement__external_id="0").value == -1


def test_agora_gives_statements_and_free_answers(bring):
    bring(golden_agora.COMMENTS, golden_agora.RESPONSES)
    assert sorted(Statement.objects.values_list("external_id", flat=True)) == ["0", "1"]
    assert Contribution.objects.filter(external_id="answer-0:0").get().text == "Pour les agents"
