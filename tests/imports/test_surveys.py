"""Surveys and platforms, from the file to the database: accounted for, once, and naming nobody."""

import pytest

from polyphonie.consultations.models import Contribution
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.services import import_paths
from tests.factories import NOON, ConsultationFactory
from tests.formats.files import write, write_csv
from tests.formats.tools.test_cap_collectif_platform import collect
from tests.formats.tools.test_survey_pieces import FILES

pytestmark = pytest.mark.django_db

BROUGHT = {
    "limesurvey": (4, 2, 5),
    "webform 7": (4, 2, 3),
    "google forms": (4, 3, 4),
    "go vocal": (3, 2, 3),
    "proposals": (4, 3, 4),
    "ideas": (3, 2, 2),
    "points": (3, 2, 2),
}
TRACES = ("tOkEn", "10.0.0.", "mairie.example", "jeanne", "Jeanne", "VXNlcj", "24000")


def bring(consultation, path):
    [of_import] = import_paths(consultation=consultation, paths=[path], at=NOON)
    return of_import


@pytest.mark.parametrize("name", BROUGHT)
def test_a_survey_is_received_once_and_names_nobody(tmp_path, name):
    consultation = ConsultationFactory()
    path = write(tmp_path / "a.csv", FILES[name])
    first = bring(consultation, path)
    received = list(Contribution.objects.order_by("pk").values())
    assert first.status == ImportStatus.DONE
    assert (first.n_rows, first.n_taken, len(received)) == BROUGHT[name]
    assert first.n_taken + first.n_refused == first.n_rows
    assert not any(trace in repr(received) for trace in TRACES)
    again = bring(consultation, path)
    assert (again.n_taken, again.n_already_there) == (0, first.n_taken)
    assert list(Contribution.objects.order_by("pk").values()) == received


def test_a_file_that_mixes_proposals_and_comments_keeps_what_each_is(tmp_path):
    of_import = bring(ConsultationFactory(), write_csv(tmp_path / "a.csv", collect()))
    assert (of_import.n_rows, of_import.n_taken, of_import.n_refused) == (8, 3, 5)
    assert Contribution.objects.filter(external_id__in=["P1", "C1", "P2"]).count() == 3
