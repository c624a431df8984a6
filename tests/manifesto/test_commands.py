import pytest
import typer
from typer.testing import CliRunner

from polyphonie.manifesto.commands import draft_command
from polyphonie.syntheses.enums import DocumentKind
from polyphonie.syntheses.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    app = typer.Typer()
    app.command()(draft_command)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["--campaign", "ia"], DocumentKind.NATIONAL_SYNTHESIS),
        (["--consultation", "ici-0"], DocumentKind.LOCAL_SYNTHESIS),
        (["--manifesto"], DocumentKind.MANIFESTO),
        (["--manifesto", "--campaign", "ia"], DocumentKind.MANIFESTO),
    ],
)
def test_the_command_drafts_what_is_asked(run, world, arguments, kind):
    assert run(*arguments).exit_code == 0
    assert Document.objects.get().kind == kind
    assert not Document.objects.get().versions.exists()


def test_the_command_publishes_and_tells_what_is_carried(run, world):
    result = run("--campaign", "ia", "--publish")
    assert Document.objects.get().versions.count() == 1
    assert "Publié\u00a0: version 1. Le document porte 82\u202f% de ce qui s’est dit." in result.output


def test_the_command_speaks_english(run, world):
    assert "Drafted:" in run("--campaign", "ia", "--lang", "en").output
    assert Document.objects.get().language == "en"


@pytest.mark.parametrize(
    "arguments",
    [[], ["--campaign", "nowhere"], ["--consultation", "nowhere"], ["--consultation", "ici-0", "--manifesto"]],
)
def test_a_wrong_request_gets_one_sentence_and_leaves_with_2(run, world, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1


def test_the_command_does_not_know_another_language(run, world):
    assert run("--campaign", "ia", "--lang", "it").exit_code == 2
