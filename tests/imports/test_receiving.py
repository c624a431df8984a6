"""An archive, or a folder, is imported file by file: what is voted on first, the rest said and left aside."""

import zipfile

import pytest

from polyphonie.consultations.models import Statement, Vote
from polyphonie.formats import FormatError, ReadOptions
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import
from polyphonie.imports.services import choose_options, import_paths, look_at_paths, receive_files
from tests.factories import NOON, ConsultationFactory
from tests.formats import files
from tests.formats.files import write, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def export(tmp_path):
    """A Polis export, as a folder and as an archive of it."""
    folder = tmp_path / "export"
    folder.mkdir()
    write_csv(folder / "comments.csv", files.POLIS_COMMENTS["report"])
    write_csv(folder / "votes.csv", files.POLIS_VOTES)
    write(folder / "summary.csv", "topic,IA\nvote-convention,agree=+1;disagree=-1;pass=0\n")
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in sorted(folder.iterdir(), reverse=True):
            zipped.write(path, path.name)
    return folder, archive


def receive(consultation, path):
    return receive_files(consultation=consultation, name=path.name, chunks=[path.read_bytes()])


def test_each_file_of_an_archive_is_an_import_of_its_own(consultation, export):
    received = receive(consultation, export[1])
    assert [row.member for row in received.imports] == ["comments.csv", "votes.csv"]
    assert len({row.digest for row in received.imports}) == 1
    assert [(name, error.code) for name, error in received.aside] == [("summary.csv", "companion_file")]


@pytest.mark.parametrize("place", [0, 1])
def test_a_folder_and_an_archive_give_the_same(consultation, export, place):
    done = import_paths(consultation=consultation, paths=[export[place]], at=NOON)
    assert [row.status for row in done] == [ImportStatus.DONE, ImportStatus.DONE]
    assert (Statement.objects.count(), Vote.objects.count()) == (2, 3)


@pytest.mark.parametrize("place", [0, 1])
def test_they_are_looked_at_without_being_kept(export, place):
    looks = look_at_paths([export[place]], ReadOptions())
    assert [(look.n_statements, look.n_votes) for _, _, look in looks] == [(2, 0), (0, 4)]
    assert not Import.objects.exists()


def test_the_sign_that_the_summary_declares_is_kept_when_columns_are_chosen_again(consultation, export):
    _, votes = receive(consultation, export[1]).imports
    assert votes.preview["sign_declared"]
    again = choose_options(of_import=votes, options=ReadOptions(agree=-1), activity=None)
    assert (again.member, again.preview["agree"]) == ("votes.csv", -1)


def test_an_archive_of_unknown_tables_lets_its_columns_be_said(consultation, tmp_path):
    path = write_csv(tmp_path / "a.csv", [["a", "b"], ["1", "2"]])
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.write(path, "a.csv")
    [of_import] = receive(consultation, archive).imports
    assert of_import.preview["error"]["code"] == "no_text_column"


def test_an_archive_that_holds_no_table_leaves_no_import(consultation, tmp_path):
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("photo.png", b"\x89PNG\r\n")
    with pytest.raises(FormatError):
        receive(consultation, archive)
    assert not Import.objects.exists()


def test_archives_are_looked_into_by_the_limited_child(consultation, export):
    assert len(receive(consultation, export[1]).imports) == 2
