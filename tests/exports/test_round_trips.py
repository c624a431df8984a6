"""What leaves one territory comes back the same in another."""

from collections import defaultdict
from functools import cache

import pytest
import typer
from typer.testing import CliRunner

from polyphonie.consultations.models import Contribution, Statement, Vote
from polyphonie.example.bringing import bring_file
from polyphonie.example.description import read_example
from polyphonie.exports.commands import export_command
from polyphonie.exports.queries.holding import Scope
from polyphonie.exports.services import write_files
from polyphonie.formats import ReadOptions
from polyphonie.imports.commands import import_command
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.services import import_paths
from tests import factories as make
from tests.factories.moment import NOON
from tests.formats.test_writers import TEXTS

pytestmark = pytest.mark.django_db
WHOLE = Scope(includes_hidden=True)
FILES = {"parquet": "contributions.parquet", "deliberation": "deliberation.json", "xlsx": "consultation.xlsx"}
FILES |= {"decidim": "proposals.csv", "kouchou-ai": "comments.csv", "jigsaw": "answers.csv"}
FILES |= {"talk-to-the-city": "comments.csv"}
EVERYTHING = ("title", "text", "kind", "public", "language", "question", "said_at")
CARRIED = {
    **dict.fromkeys(("parquet", "deliberation", "xlsx"), EVERYTHING),
    "decidim": ("title", "text", "said_at"),
    "kouchou-ai": ("whole", "kind", "public", "language", "question", "said_at"),
    "talk-to-the-city": ("whole",),
    "jigsaw": ("whole",),
}


def _read_here(function, *args, **limits):
    return function(*args)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """Read in this process, which is quicker than a child for each file."""
    monkeypatch.setattr("polyphonie.imports.services.reading.run_limited", _read_here)
    monkeypatch.setattr("polyphonie.imports.services.reading.stream_limited", _read_here)


@cache
def example_territories():
    return {territory.consultation["slug"]: territory for territory in read_example().territories}


def consultation_of_the_example(slug):
    """Bring the files of a territory of the example to a consultation of its own."""
    territory = example_territories()[slug]
    consultation = make.ConsultationFactory(slug=slug)
    for item in territory.imports:
        if item.activity and not consultation.activities.filter(title=item.activity).exists():
            make.ActivityFactory(consultation=consultation, title=item.activity)
        bring_file(consultation, item)
    return consultation


@pytest.fixture
def hard():
    """A consultation of texts that tables and spreadsheets like to spoil."""
    consultation = make.ConsultationFactory(slug="hard")
    kinds = ["expectation", "concern", "proposal", "question", "controversy", "unknown"]
    publics = ["resident", "staff_member", "elected_official", "company", "researcher", "association", "unknown"]
    for place, text in enumerate(TEXTS):
        make.ContributionFactory(
            consultation=consultation,
            text=text,
            title="=Titre" if place % 3 == 0 else "",
            question="-Quelle IA ?" if place % 2 else "",
            kind=kinds[place % len(kinds)],
            public=publics[place % len(publics)],
            language=["fr", "en", ""][place % 3],
            said_at=NOON if place % 4 else None,
        )
    return consultation


def facts(row):
    row["whole"] = f"{row['title']}\n{row['text']}" if row["title"] else row["text"]
    return row


def said_in(consultation, fields):
    rows = Contribution.objects.filter(consultation=consultation).values(*EVERYTHING)
    return sorted([tuple(facts(row)[field] for field in fields) for row in rows], key=repr)


def ballots_in(consultation):
    """Give what each person voted, whoever they are."""
    ballots = defaultdict(list)
    votes = Vote.objects.filter(statement__consultation=consultation)
    for person, text, value in votes.values_list("participant_id", "statement__text", "value"):
        ballots[person].append((text, value))
    return sorted(sorted(ballot) for ballot in ballots.values())


def statements_in(consultation):
    return sorted(Statement.objects.filter(consultation=consultation).values_list("text", "moderation"))


def bring(paths, **options):
    elsewhere = make.ConsultationFactory()
    for path in paths:
        for of_import in import_paths(
            consultation=elsewhere, paths=[path], at=NOON, options=ReadOptions(**options) if options else None
        ):
            assert (of_import.status, of_import.n_refused) == (ImportStatus.DONE, 0), of_import.error
    return elsewhere


def there_and_back(consultation, name, folder):
    write_files(consultation, name, folder, scope=WHOLE, language="fr")
    return bring([folder / FILES[name]], **({"sheet": "Contributions"} if name == "xlsx" else {}))


@pytest.mark.parametrize("name", FILES)
def test_contributions_come_back_as_they_left(hard, tmp_path, name):
    elsewhere = there_and_back(hard, name, tmp_path)
    assert said_in(elsewhere, CARRIED[name]) == said_in(hard, CARRIED[name])


@pytest.mark.slow
@pytest.mark.parametrize("slug", example_territories())
def test_consultations_of_the_example_come_back_as_they_left(tmp_path, slug):
    consultation = consultation_of_the_example(slug)
    for name in FILES:
        elsewhere = there_and_back(consultation, name, tmp_path / name)
        assert said_in(elsewhere, CARRIED[name]) == said_in(consultation, CARRIED[name]), name
    assert Contribution.objects.filter(consultation=consultation).exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["polis", "parquet"])
def test_votes_of_the_example_come_back_as_they_left(tmp_path, name):
    consultation = consultation_of_the_example("bretagne-l-ia-et-nous")
    write_files(consultation, name, tmp_path / "out", scope=WHOLE, language="fr")
    elsewhere = bring([tmp_path / "out"])
    assert statements_in(elsewhere) == statements_in(consultation)
    assert ballots_in(elsewhere) == ballots_in(consultation)
    assert len(ballots_in(elsewhere)) > 100


def test_votes_of_a_workbook_come_back_as_they_left(tmp_path):
    statements = [make.StatementFactory(text=text) for text in ("=Un", "Deux", "'-Trois")]
    consultation = statements[0].consultation
    Statement.objects.update(consultation=consultation)
    for place, statement in enumerate(statements):
        voter = make.ParticipantFactory(consultation=consultation)
        make.VoteFactory(statement=statement, participant=voter, value=place - 1, cast_at=NOON)
    write_files(consultation, "xlsx", tmp_path, scope=WHOLE, language="en")
    elsewhere = make.ConsultationFactory()
    for sheet in ("Statements", "Votes"):
        import_paths(
            consultation=elsewhere,
            paths=[tmp_path / "consultation.xlsx"],
            at=NOON,
            options=ReadOptions(sheet=sheet),
        )
    assert statements_in(elsewhere) == statements_in(consultation)
    assert ballots_in(elsewhere) == ballots_in(consultation)


def test_an_export_brought_back_twice_changes_nothing(hard, tmp_path):
    write_files(hard, "parquet", tmp_path, scope=WHOLE, language="fr")
    elsewhere = bring([tmp_path / "contributions.parquet"])
    import_paths(consultation=elsewhere, paths=[tmp_path / "contributions.parquet"], at=NOON)
    assert Contribution.objects.filter(consultation=elsewhere).count() == len(TEXTS)


@pytest.fixture
def run():
    app = typer.Typer()
    app.command("export")(export_command)
    app.command("import")(import_command)
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_command_writes_what_the_other_command_reads(run, hard, tmp_path):
    done = run("export", "--consultation", "hard", "--format", "decidim", "--to", tmp_path)
    assert done.exit_code == 0, done.output
    make.ConsultationFactory(slug="elsewhere")
    assert run("import", tmp_path / "proposals.csv", "--consultation", "elsewhere", "--apply").exit_code == 0
    elsewhere = Contribution.objects.filter(consultation__slug="elsewhere")
    assert sorted(elsewhere.values_list("text", flat=True)) == sorted(TEXTS)


def test_the_command_makes_a_zip(run, hard, tmp_path):
    path = tmp_path / "new" / "polis.zip"
    path.parent.mkdir()
    assert run("export", "--consultation", "hard", "--format", "polis", "--to", path).exit_code == 0
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("name", [*FILES, "polis"])
def test_a_zip_is_brought_back_as_it_is(run, hard, tmp_path, name):
    statements = [make.StatementFactory(consultation=hard, external_id=key) for key in ("1", "2")]
    for statement in statements:
        make.VoteFactory(statement=statement, cast_at=NOON)
    run("export", "--consultation", "hard", "--format", name, "--to", tmp_path / "a.zip")
    make.ConsultationFactory(slug="elsewhere")
    done = run("import", tmp_path / "a.zip", "--consultation", "elsewhere", "--apply")
    assert done.exit_code == 0, done.output
    elsewhere = Contribution.objects.filter(consultation__slug="elsewhere")
    assert elsewhere.count() == (0 if name == "polis" else len(TEXTS))
    n_votes = Vote.objects.filter(statement__consultation__slug="elsewhere").count()
    assert n_votes == (2 if name in {"polis", "parquet"} else 0)


def test_the_command_makes_the_same_bytes_twice(run, hard, tmp_path):
    for name in ("a.zip", "b.zip"):
        run("export", "--consultation", "hard", "--format", "deliberation", "--to", tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(("option", "is_there"), [((), False), (("--include-hidden",), True)])
def test_the_command_writes_what_is_hidden_only_where_told_to(run, hard, tmp_path, option, is_there):
    make.ContributionFactory(consultation=hard, hidden=True, text="Masquée")
    run("export", "--consultation", "hard", "--format", "jigsaw", "--to", tmp_path, *option)
    assert ("Masquée" in (tmp_path / "answers.csv").read_text()) is is_there


def test_the_command_says_what_is_wrong(run, hard, tmp_path):
    unknown = run("export", "--consultation", "nowhere", "--format", "polis")
    assert (unknown.exit_code, "nowhere" in unknown.output) == (2, True)
    (tmp_path / "file").write_text("x")
    refused = run("export", "--consultation", "hard", "--format", "polis", "--to", tmp_path / "file" / "x")
    assert refused.exit_code == 2
