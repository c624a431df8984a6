import csv
import gzip
import json

import polars as pl
import pytest
from typer import Typer
from typer.testing import CliRunner

from polyphonie.ideas import commands
from polyphonie.ideas.commands import ideas_command
from tests.analysis.texts.corpora import IDEAS

ROWS = [{"id": f"{name}-{rank}", "texte": text} for name, texts in IDEAS.items() for rank, text in enumerate(texts)] + [
    {"id": "ras", "texte": "RAS"},
    {"id": "vide", "texte": ""},
    {"id": "copie", "texte": IDEAS["eau"][0]},
]


@pytest.fixture(autouse=True)
def read_here(request, monkeypatch):
    """Read files in this process, which is faster; but for tests marked otherwise."""
    if "in_a_child" not in request.fixturenames:
        monkeypatch.setattr(commands, "run_limited", lambda function, *arguments, **limits: function(*arguments))


@pytest.fixture
def in_a_child():
    """Read files in a limited child process, as people do."""


@pytest.fixture
def run(tmp_path):
    """Run the command, and return its result and the folder of its report."""
    app = Typer()
    app.command()(ideas_command)

    def _run(file, *options):
        return CliRunner().invoke(app, [str(file), "--out", str(tmp_path / "report"), *options]), tmp_path / "report"

    return _run


def write_csv(path, rows, delimiter=","):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def contributions(tmp_path):
    return write_csv(tmp_path / "contributions.csv", ROWS)


def test_four_files_are_written(run, contributions, in_a_child):
    result, folder = run(contributions)
    assert result.exit_code == 0
    assert {file.name for file in folder.iterdir()} == {"index.html", "ideas.json", "ideas.csv", "contributions.csv"}


def test_the_columns_are_those_of_the_contract(run, contributions):
    _, folder = run(contributions)
    heads = [(folder / name).read_text(encoding="utf-8").splitlines()[0] for name in ("ideas.csv", "contributions.csv")]
    assert heads == [
        "idea,label,theme,n_contributions,n_distinct,stability,quote_id",
        "id,idea,theme,duplicate_of,language,status,reason",
    ]


def test_every_row_of_the_file_is_accounted_for(run, contributions):
    _, folder = run(contributions)
    rows = {row["id"]: row for row in read_csv(folder / "contributions.csv")}
    assert rows.keys() == {row["id"] for row in ROWS}
    assert (rows["ras"]["status"], rows["ras"]["reason"]) == ("empty", "no_content")
    assert (rows["vide"]["status"], rows["vide"]["reason"]) == ("empty", "blank")


def test_printed_counts_are_those_of_the_table(run, contributions):
    _, folder = run(contributions)
    members = read_csv(folder / "contributions.csv")
    for idea in read_csv(folder / "ideas.csv"):
        held = [row for row in members if row["idea"] == idea["idea"]]
        assert len(held) == int(idea["n_contributions"])
        assert sum(not row["duplicate_of"] for row in held) == int(idea["n_distinct"])
        assert idea["quote_id"] in {row["id"] for row in held}


def test_the_summary_tells_how_to_compute_it_again(run, contributions):
    _, folder = run(contributions, "--seed", "7")
    summary = json.loads((folder / "ideas.json").read_text(encoding="utf-8"))
    assert summary["seed"] == 7
    assert len(summary["input"]["sha256"]) == 64
    assert {"counts", "parameters", "versions", "cpu_seconds"} <= summary.keys()


def test_the_report_is_french_and_stands_alone(run, contributions):
    _, folder = run(contributions)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert "Idées" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert "<script" not in page


def test_the_report_can_be_in_english(run, contributions):
    _, folder = run(contributions, "--lang", "en")
    assert "What people say" in (folder / "index.html").read_text(encoding="utf-8")


def test_the_same_file_and_seed_give_the_same_tables(run, contributions):
    _, folder = run(contributions)
    before = {name: (folder / name).read_bytes() for name in ("index.html", "ideas.csv", "contributions.csv")}
    run(contributions)
    assert before == {name: (folder / name).read_bytes() for name in before}


@pytest.mark.parametrize("kind", ["tsv", "jsonl", "jsonl.gz", "csv.gz", "parquet", "xlsx"])
def test_every_format_gives_the_same_ideas(run, contributions, tmp_path, kind):
    rows = [row for row in ROWS if row["texte"]]
    frame, path = pl.DataFrame(rows), tmp_path / f"same.{kind}"
    if kind == "tsv":
        write_csv(path, rows, delimiter="\t")
    elif kind.startswith("jsonl"):
        written = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
        path.write_bytes(gzip.compress(written) if kind.endswith("gz") else written)
    elif kind == "csv.gz":
        path.write_bytes(gzip.compress(frame.write_csv().encode()))
    elif kind == "parquet":
        frame.write_parquet(path)
    else:
        frame.write_excel(path)
    _, folder = run(contributions)
    expected = read_csv(folder / "ideas.csv")
    result, folder = run(path)
    assert result.exit_code == 0, result.output
    assert read_csv(folder / "ideas.csv") == expected


def test_another_column_can_be_named(run, tmp_path):
    rows = [{"ref": row["id"], "q17": row["texte"], "autre": "x"} for row in ROWS if row["texte"]]
    result, folder = run(write_csv(tmp_path / "q.csv", rows), "--text", "q17", "--id", "ref")
    assert result.exit_code == 0, result.output
    assert {row["id"] for row in read_csv(folder / "contributions.csv")} == {row["ref"] for row in rows}


def test_formulas_are_made_harmless(run, tmp_path):
    texts = ["=HYPERLINK(guichet humain mairie)", "=HYPERLINK guichet humain de la mairie", "=HYPERLINK guichet mairie"]
    rows = [{"id": f"=1+{rank}", "texte": text} for rank, text in enumerate(texts)]
    _, folder = run(write_csv(tmp_path / "f.csv", rows))
    for name in ("ideas.csv", "contributions.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            assert not any(cell.startswith(("=", "+", "@")) for row in csv.reader(file) for cell in row)


def test_a_codebook_gives_the_themes(run, contributions, tmp_path):
    themes = write_csv(
        tmp_path / "themes.csv",
        [
            {"theme": "eau", "label": "Eau et énergie", "keywords": "électricité, centre de données", "parent": ""},
            {"theme": "ecole", "label": "École", "keywords": "élèves; professeurs", "parent": ""},
        ],
    )
    _, folder = run(contributions, "--codebook", str(themes))
    found = {row["id"]: row["theme"] for row in read_csv(folder / "contributions.csv")}
    assert found["eau-1"] == "eau"
    assert found["école-2"] == "ecole"


@pytest.mark.parametrize(
    ("content", "named"),
    [("a;b\n1;2\n", "Themes"), ("theme,label\neau,Eau\neau,Mer\n", "eau"), ("theme,label\n,\n", "codebook.csv")],
)
def test_a_wrong_codebook_is_refused_in_one_sentence(run, contributions, tmp_path, content, named):
    path = tmp_path / "codebook.csv"
    path.write_text(content, encoding="utf-8")
    result, _ = run(contributions, "--codebook", str(path))
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_wrong_file_read_in_a_child_is_refused_too(run, tmp_path, in_a_child):
    result, _ = run(tmp_path / "absent.csv")
    assert result.exit_code == 2
    assert "absent.csv" in result.stderr


@pytest.mark.parametrize("name", ["absent.csv", "empty.csv", "bytes.csv", "folder"])
def test_a_wrong_file_is_refused_in_one_sentence(run, tmp_path, name):
    (tmp_path / "empty.csv").touch()
    (tmp_path / "bytes.csv").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "folder").mkdir()
    result, folder = run(tmp_path / name)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert not folder.exists()


def test_an_image_is_refused_wholly_in_the_language_of_the_reader(run, tmp_path):
    (tmp_path / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    result, _ = run(tmp_path / "photo.csv")
    assert "une image (PNG)" in result.stderr


def test_a_column_that_is_not_there_is_refused_with_those_that_are(run, contributions):
    result, _ = run(contributions, "--text", "avis")
    assert result.exit_code == 2
    assert "texte" in result.stderr


@pytest.mark.parametrize(
    "texts",
    [
        ["Un seul texte."],
        ["Toujours le même texte, mot pour mot."] * 30,
        ["RAS"] * 5,
        ["يجب حماية البيانات الشخصية للمواطنين", "حماية البيانات الشخصية ضرورية", "نريد حماية البيانات الشخصية"],
    ],
    ids=["one", "identical", "without content", "arabic"],
)
def test_degenerate_files_give_a_report(run, tmp_path, texts):
    rows = [{"id": str(rank), "texte": text} for rank, text in enumerate(texts)]
    result, folder = run(write_csv(tmp_path / "d.csv", rows))
    assert result.exit_code == 0, result.output
    assert len(read_csv(folder / "contributions.csv")) == len(texts)


@pytest.mark.parametrize(
    "name",
    ["an-fausses-informations/contributions.jsonl.gz", "granddebat-annote/reponses.jsonl.gz", "rua/arguments.jsonl.gz"],
)
def test_real_consultations_give_a_report(run, shared_data, name):
    result, folder = run(shared_data / "text" / name)
    assert result.exit_code == 0, result.output
    placed = read_csv(folder / "contributions.csv")
    assert sum(row["status"] in {"idea", "duplicate"} for row in placed) >= 0.88 * len(placed)
