"""`polyphonie recognize`: one answer per file, in a form that programs can read."""

import json
import zipfile

import pytest
import typer
from typer.testing import CliRunner

from polyphonie.imports.recognizing import KEYS, recognize_command
from tests.formats import files
from tests.formats.files import csv_text, write, write_csv


@pytest.fixture
def run():
    app = typer.Typer()
    app.command()(recognize_command)
    return lambda *arguments: CliRunner().invoke(app, [*map(str, arguments)])


def objects(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_file_is_one_object_with_its_keys_in_order(run, tmp_path):
    path = write_csv(tmp_path / "nimporte-quoi.csv", files.DECIDIM_RECENT, separator=";")
    result = run(path, "--json")
    (told,) = objects(result)
    assert (result.exit_code, tuple(told)) == (0, KEYS)
    assert (told["file"], told["tool"], told["kind"]) == ("nimporte-quoi.csv", "decidim", "contributions")
    assert told["n_rows"] == 4
    assert "author/name" in told["personal_columns"]
    assert told["columns"] == files.DECIDIM_RECENT[0]
    assert set(told["why"]) <= set(told["columns"])


def test_a_table_that_nobody_knows_is_told_as_such(run, tmp_path):
    (told,) = objects(run(write(tmp_path / "a.csv", "a,b\n1,oui\n"), "--json"))
    assert (told["tool"], told["kind"], told["confidence"]) == ("table", "unknown", 0)


def test_the_files_of_an_archive_are_told_one_by_one(run, tmp_path):
    path = tmp_path / "polis.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("votes.csv", csv_text(files.POLIS_VOTES))
        archive.writestr("comments.csv", csv_text(files.POLIS_COMMENTS["report"]))
        archive.writestr("README.md", "# Read me\n")
        archive.writestr("format.json", '{"format": "polis-export/1", "vote": {"agree": 1}}')
    result = run(path, "--json")
    kinds = {told["file"]: told["kind"] for told in objects(result)}
    assert result.exit_code == 0
    assert kinds["polis.zip/votes.csv"] == "votes"
    assert kinds["polis.zip/comments.csv"] == "comments"
    assert (kinds["polis.zip/README.md"], kinds["polis.zip/format.json"]) == ("unknown", "unknown")
    assert not any("error" in told for told in objects(result))


def test_a_folder_is_told_file_by_file(run, tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    write_csv(folder / "comments.csv", files.POLIS_COMMENTS["report"])
    assert objects(run(folder, "--json"))[0]["file"] == "export/comments.csv"


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run, tmp_path):
    broken, sound = write(tmp_path / "photo.csv", b"\x89PNG\r\n"), write(tmp_path / "a.csv", "texte\noui\n")
    result = run(broken, tmp_path / "rien.csv", sound, "--json", "--lang", "en")
    image, missing, table = objects(result)
    assert result.exit_code == 2
    assert tuple(image) == (*KEYS, "error")
    assert (image["tool"], image["kind"], image["confidence"]) == (None, "unknown", 0)
    assert image["error"] == "“photo.csv” is not a table, but an image (PNG)."
    assert missing["error"] == "“rien.csv” does not exist."
    assert table["tool"] == "table"


def test_people_read_it_in_french_unless_they_ask_otherwise(run, tmp_path):
    path = write_csv(tmp_path / "p.csv", files.DECIDIM_RECENT, separator=";")
    said = run(path).stdout.replace("\xa0", " ")
    assert "p.csv : Decidim : contributions (certain" in said
    assert "Colonnes qui désignent une personne, jamais prises : author/id, author/name" in said
    assert "p.csv: Decidim: contributions (certain" in run(path, "--lang", "en").stdout


def test_control_characters_of_a_file_do_not_reach_the_terminal(run, tmp_path):
    path = write(tmp_path / "a.csv", "texte,\x1b[31mrouge\noui,1\n")
    assert "\x1b" not in run(path).stdout
