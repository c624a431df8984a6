"""`polyphonie import`: shows, imports when told, and says in one sentence what is wrong."""

import zipfile

import pytest
import typer
from typer.testing import CliRunner

from polyphonie.consultations.models import Contribution, Statement, Vote
from polyphonie.imports.commands import import_command
from polyphonie.imports.models import Import
from tests.factories import ActivityFactory, ConsultationFactory
from tests.formats import files
from tests.formats.files import csv_text, write, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    app = typer.Typer()
    app.command()(import_command)
    ConsultationFactory(slug="ici")

    def run(*arguments, slug="ici"):
        return CliRunner().invoke(app, [*map(str, arguments), "--consultation", slug])

    return run


def test_by_default_it_only_looks(run, tmp_path):
    result = run(write_csv(tmp_path / "p.csv", files.DECIDIM_RECENT, separator=";"))
    assert result.exit_code == 0
    assert "Decidim : contributions" in result.output
    assert "1 ligne refusée" in result.output
    assert "jamais prises : author/id, author/name" in result.output.replace("\xa0", " ")
    assert not Contribution.objects.exists()
    assert not Import.objects.exists()


def test_told_to_it_imports_and_accounts_for_each_row(run, tmp_path):
    path = write_csv(tmp_path / "p.csv", files.DECIDIM_RECENT, separator=";")
    result = run(path, "--apply")
    assert "sur 4 lignes, prises : 2 ; déjà là : 0 ; modifiées à la source : 0 ; refusées : 2" in result.output.replace(
        "\xa0", " "
    )
    assert "ligne 5" in result.output
    assert "prises : 0 ; déjà là : 2" in run(path, "--apply").output.replace("\xa0", " ")


def test_it_speaks_english_too(run, tmp_path):
    path = write_csv(tmp_path / "p.csv", files.DECIDIM_RECENT, separator=";")
    assert (
        "2 rows taken, 0 already there, 0 updated at the source, 2 refused, of 4"
        in run(path, "--apply", "--lang", "en").output
    )


def test_columns_and_activity_may_be_named(run, tmp_path):
    activity = ActivityFactory(consultation__slug="la-bas")
    path = write_csv(tmp_path / "a.csv", [["a", "b"], ["1", "oui"]])
    result = run(path, "--map", "text=b", "--map", "id=a", "--activity", activity.title, "--apply", slug="la-bas")
    assert result.exit_code == 0
    assert Contribution.objects.get().activity == activity


def test_a_folder_brings_statements_then_votes(run, tmp_path):
    write_csv(tmp_path / "votes.csv", files.POLIS_VOTES)
    write_csv(tmp_path / "comments.csv", files.POLIS_COMMENTS["report"])
    assert run(tmp_path, "--agree", "-1", "--apply").exit_code == 0
    assert (Statement.objects.count(), Vote.objects.count()) == (2, 3)


def test_an_archive_brings_what_it_holds_and_says_what_it_leaves(run, tmp_path):
    path = tmp_path / "polis.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("votes.csv", csv_text(files.POLIS_VOTES))
        archive.writestr("comments.csv", csv_text(files.POLIS_COMMENTS["report"]))
        archive.writestr("README.md", "# Read me\n")
    result = run(path, "--agree", "-1", "--apply")
    assert result.exit_code == 0
    assert "comments.csv : Polis : commentaires (certain)" in result.output.replace("\xa0", " ")
    assert "Laissé de côté : « README.md »" in result.output.replace("\xa0", " ")
    assert (Statement.objects.count(), Vote.objects.count()) == (2, 3)


def test_an_import_is_undone_by_its_number(run, tmp_path):
    run(write(tmp_path / "a.csv", "id,texte\n1,oui\n"), "--apply")
    number = Import.objects.get().pk
    result = run("--undo", number)
    assert (result.exit_code, Contribution.objects.count()) == (0, 0)
    assert "l’import est annulé" in result.output
    assert run("--undo", number + 1).exit_code == 2


def test_it_says_what_is_missing_of_the_command(run, tmp_path):
    assert "Donnez au moins un fichier" in run().stderr
    assert "--consultation" in run(write(tmp_path / "a.csv", "texte\noui\n"), slug="").stderr


@pytest.mark.parametrize(
    ("content", "arguments", "sentence"),
    [
        (b"\x89PNG\r\n", [], "« a.csv » n’est pas un tableau, mais une image (PNG)."),
        (b"a,b\n1,2\n", [], "aucune colonne n’a pu être reconnue"),
        (b"a,b\n1,2\n", ["--map", "text=c"], "n’a pas de colonne nommée « c »"),
        (b"a,b\n1,2\n", ["--map", "couleur=a", "--map", "text=b"], "« couleur » n’est pas un rôle"),
        (b"a,b\n1,2\n", ["--map", "text"], "Écrivez --map"),
        (b"texte\noui\n", ["--activity", "nulle part"], "n’a pas de séquence « nulle part »"),
        (b"texte\noui\n", ["--agree", "3"], "doit être 1 ou -1"),
        (b"participant,statement,vote\n1,1,1\n", ["--apply"], "indiquez si c’est 1 ou -1"),
    ],
)
def test_what_is_wrong_gets_one_sentence_and_exit_code_two(run, tmp_path, content, arguments, sentence):
    result = run(write(tmp_path / "a.csv", content), *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr.replace("\xa0", " ")
    assert len(result.stderr.strip().splitlines()) == 1
    assert not Contribution.objects.exists()
    assert not Import.objects.exists()


def test_an_unknown_consultation_or_file_is_named(run, tmp_path):
    result = run(tmp_path / "rien.csv")
    assert (result.exit_code, "« rien.csv » n’existe pas." in result.stderr.replace("\xa0", " ")) == (2, True)
    assert run(write(tmp_path / "a.csv", "texte\noui\n"), slug="ailleurs").exit_code == 2
