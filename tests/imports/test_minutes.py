"""Minutes of workshops, from the document to the database: of their kind, once, and naming nobody."""

import pytest

from polyphonie.consultations.enums import Kind, Public
from polyphonie.consultations.models import Contribution
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.services import import_paths
from tests.factories import NOON, ConsultationFactory
from tests.formats.files import write, write_xlsx
from tests.formats.minutes import docx, p
from tests.formats.test_minutes import WORKBOOK_FR

pytestmark = pytest.mark.django_db


def bring(consultation, path):
    [of_import] = import_paths(consultation=consultation, paths=[path], at=NOON)
    return of_import


def minutes_of(*ideas):
    return docx(
        p("Atelier du 12 mars", "Titre"), p("Présents : Jeanne Martin, Ali"), p("Habitants", "Titre1"),
        p("Points de vigilance", "Titre2"), *(p(idea, depth=0) for idea in ideas),
    )  # fmt: skip


def test_each_item_of_a_document_becomes_a_contribution(tmp_path):
    done = bring(ConsultationFactory(), write(tmp_path / "a.docx", minutes_of("Les erreurs", "L’oubli des gens")))
    assert (done.status, done.tool, done.n_rows, done.n_taken, done.n_refused) == (
        ImportStatus.DONE,
        "minutes",
        3,
        2,
        1,
    )
    said = Contribution.objects.order_by("pk")
    assert [(one.text, one.kind, one.public) for one in said] == [
        ("Les erreurs", Kind.CONCERN, Public.RESIDENT),
        ("L’oubli des gens", Kind.CONCERN, Public.RESIDENT),
    ]
    assert "Martin" not in repr(list(said.values()))


def test_a_document_to_which_an_item_was_added_gives_that_item_alone(tmp_path):
    consultation = ConsultationFactory()
    bring(consultation, write(tmp_path / "a.docx", minutes_of("Les erreurs")))
    again = bring(consultation, write(tmp_path / "a.docx", minutes_of("La panne", "Les erreurs")))
    assert (again.n_taken, again.n_already_there) == (1, 1)


def test_the_same_words_in_the_minutes_of_two_tables_are_two_contributions(tmp_path):
    consultation = ConsultationFactory()
    for name in ("table-1.docx", "table-2.docx"):
        bring(consultation, write(tmp_path / name, minutes_of("Les erreurs", name)))
    assert Contribution.objects.filter(text="Les erreurs").count() == 2


def test_a_workbook_of_minutes_is_received(tmp_path):
    done = bring(ConsultationFactory(), write_xlsx(tmp_path / "a.xlsx", WORKBOOK_FR))
    assert (done.n_rows, done.n_taken, done.n_refused) == (3, 2, 1)
    assert set(Contribution.objects.values_list("kind", flat=True)) == {Kind.EXPECTATION, Kind.CONCERN}
