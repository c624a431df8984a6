"""Files made by chance from true ones: each is read or refused, never anything else, and each row is accounted for."""

import ast
import gzip
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyphonie.formats import FormatError, read_file, tools
from tests.formats.files import csv_text, write_jsonl, write_xlsx
from tests.fuzz.targets import TARGETS, ask_about, ask_everything, check_account

# The same files each time: `make fuzz` looks for new ones.
QUICK = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TOKENS = st.sampled_from(
    [b'"', b"'", b";", b",", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\x00", b"\x1f", b"\x03", b" ", b"\xc2\xa0", b"",
     b"\xef\xbb\xbf", b"\xff\xfe", b"\xe9", b"\xc3\xa9", b"\xf0\x9f\x92\xa9", b"\xed\xa0\x80", b"#", b"sep=;\n",
     b"<", b">", b"&", b"&#0;", b"&#xD800;", b"]]>", b"<!--", b"<c r='A1'/>", b"<row r='1048576'/>",
     b"{", b"}", b"[", b"]", b"\\", b"\\ud800", b"\\u0000", b"null", b"NaN", b"1e999", b"-1", b"9" * 30, b"=1+1",
     b"PK\x03\x04", b"PAR1", b"\x1f\x8b"]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(TOKENS, st.binary(max_size=6))), min_size=1, max_size=8
)


def mutated(content, edits):
    """Put tokens in places from 0 to 1, over as many bytes as each says."""
    for place, n_bytes, token in edits:
        start = int(place * len(content))
        content = content[:start] + token + content[start + n_bytes :]
    return content


@pytest.mark.parametrize("name", TARGETS)
def test_a_true_file_changed_by_chance_is_read_or_refused(name):
    target = TARGETS[name]

    @QUICK
    @given(seed=st.sampled_from(target.seeds), edits=EDITS)
    def ask(seed, edits):
        ask_about(target, mutated(seed, edits))

    ask()


@pytest.mark.parametrize("name", TARGETS)
def test_a_true_file_cut_anywhere_is_read_or_refused(name):
    target = TARGETS[name]

    @QUICK
    @given(seed=st.sampled_from(target.seeds), start=st.floats(0, 1), end=st.floats(0, 1))
    def ask(seed, start, end):
        ask_about(target, seed[int(start * len(seed)) : int(end * len(seed))])

    ask()


@cache
def vocabulary():
    """What each reader compares headings with, as the lists of words of its module: a new reader brings its own."""
    found = {}
    for path in sorted(Path(tools.__path__[0]).glob("*.py")):
        groups = [
            tuple(dict.fromkeys(words))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict)
            and len(words := [word for part in ast.iter_child_nodes(node) for word in _words(part)]) >= 2
        ]
        if groups:
            found[path.stem] = groups
    return found


def _words(node):
    is_word = isinstance(node, ast.Constant) and isinstance(node.value, str) and 0 < len(node.value) < 80
    return [node.value] if is_word else []


CELLS = st.sampled_from(
    ["", "", "1", "0", "-1", "2", "12", "oui", "Oui", "Y", "N", "X", "true", "2026-03-01 10:00:00", "01/03/2026 10:00",
     "1403054214196", "fr", "en", "accepted", "withdrawn", "a@example.org", "10.0.0.1", "'=1+1", "=1+1", "a, b", "a|b",
     "Un guichet ouvert le samedi, c’est tout ce que je demande.", "We want a person who answers when it matters.",
     "9" * 40, "1e999", "\x1b[2J", "é\n;\"", "NaN", "null", "-oth-", "agree", "d’accord", "group-a-votes", " "]
)  # fmt: skip


@st.composite
def tables(draw):
    """A table whose headings one reader at least looks for, in any order, some of them missing, some twice."""
    words = vocabulary()
    groups = words[draw(st.sampled_from(sorted(words)))]
    chosen = draw(st.lists(st.sampled_from(groups), min_size=1, max_size=4))
    headings = draw(st.permutations([word for group in chosen for word in group]))[: draw(st.integers(1, 40))]
    headings += draw(st.lists(st.sampled_from(["", "0", "1", "x", "1. Pourquoi ?", "Q1", "Q1[SQ001]"]), max_size=3))
    width = len(headings) + draw(st.integers(-1, 1))
    rows = draw(st.lists(st.lists(CELLS, min_size=max(width, 1), max_size=max(width, 1)), max_size=6))
    return [headings, *rows]


TABLES = settings(QUICK, max_examples=150)


@TABLES
@given(rows=tables(), separator=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_table_of_the_words_of_any_reader_is_accounted_for(tmp_path, rows, separator, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text(rows, separator=separator).encode(encoding))
    ask_everything(path)


@QUICK
@given(rows=tables())
def test_so_it_is_in_a_workbook_in_json_and_gzipped(tmp_path, rows):
    headings = [heading or f"c{place}" for place, heading in enumerate(rows[0])]
    paths = [
        write_xlsx(tmp_path / "a.xlsx", {"Notes": rows, "Autres": rows[:2]}),
        write_jsonl(tmp_path / "a.jsonl", [dict(zip(headings, row, strict=False)) for row in rows[1:]]),
    ]
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(csv_text(rows).encode()))
    for path in (*paths, tmp_path / "a.csv.gz"):
        try:
            check_account(read_file(path))
        except FormatError as error:
            assert error.message  # noqa: PT017 - any refusal will do, if it says something
