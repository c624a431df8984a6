"""What is fuzzed: bytes are put in a container, and everything that reads files is asked about it."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from polyphonie.formats import (
    FormatError,
    Harvest,
    ReadOptions,
    bundle_of,
    describe,
    is_bundle,
    look,
    read_file,
    read_votes,
)
from polyphonie.formats.streaming import stream_columns
from tests.formats.hostile.making import zipped
from tests.formats.hostile.objects import parquet
from tests.formats.hostile.parts import (
    open_text,
    open_text_parts,
    sheet,
    strings,
    word,
    word_parts,
    workbook,
    workbook_parts,
)

TABLE = (
    "id;titre;texte;auteur;date\n1;Guichet;Un guichet ouvert le samedi.;Jeanne;2026-03-01\n"
    '2;Machine;"Dire quand une ""machine"" répond ;\nà chaque fois.";;01/03/2026 10:00\n'
)
VOTES = "timestamp,datetime,comment-id,voter-id,vote\n1403054214300,Wed,0,7,-1\n1403054214200,Wed,1,7,1\n"
LINES = '{"id": "1", "texte": "Un guichet ouvert."}\n{"id": 2, "texte": ["oui", {"a": null}]}\n'
LIST = '[{"id": "1", "texte": "Un guichet ouvert."}, {"id": 2.5, "texte": null}]'


@dataclass(frozen=True)
class Target:
    """A container, with seeds for what is put in it."""

    suffix: str
    seeds: tuple[bytes, ...]
    wrapped: Callable[[bytes], bytes] = bytes


def _part(parts: Callable[[], dict[str, str | bytes]], name: str) -> Callable[[bytes], bytes]:
    return lambda content: zipped(parts() | {name: content})


def _text(parts: Callable[[], dict[str, str | bytes]], name: str) -> tuple[bytes, ...]:
    return (str(parts()[name]).encode(),)


TARGETS: Mapping[str, Target] = {
    "csv": Target(".csv", (TABLE.encode(), VOTES.encode(), TABLE.encode("cp1252"), TABLE.encode("utf-16"))),
    "text": Target(".txt", ("# Atelier\n\n- Un guichet ouvert.\n- Dire qui répond.\n\nTable 1 : oui\n".encode(),)),
    "json": Target(".json", (LIST.encode(), LINES.encode())),
    "jsonl": Target(".jsonl", (LINES.encode(),)),
    "parquet": Target(".parquet", (parquet(),)),
    "gzip": Target(".csv.gz", (gzip.compress(TABLE.encode()),)),
    "gzipped": Target(".csv.gz", (TABLE.encode(),), gzip.compress),
    "zip": Target(".zip", (zipped({"votes.csv": VOTES, "a/contributions.csv": TABLE}),)),
    "zipped": Target(".zip", (TABLE.encode(), VOTES.encode()), lambda content: zipped({"votes.csv": content})),
    "workbook": Target(".xlsx", (workbook(),)),
    "sheet": Target(".xlsx", (sheet().encode(),), _part(workbook_parts, "xl/worksheets/sheet1.xml")),
    "strings": Target(".xlsx", (strings().encode(),), _part(workbook_parts, "xl/sharedStrings.xml")),
    "sheets": Target(".xlsx", _text(workbook_parts, "xl/workbook.xml"), _part(workbook_parts, "xl/workbook.xml")),
    "links": Target(
        ".xlsx",
        _text(workbook_parts, "xl/_rels/workbook.xml.rels"),
        _part(workbook_parts, "xl/_rels/workbook.xml.rels"),
    ),
    "docx": Target(".docx", (word(),)),
    "word": Target(".docx", _text(word_parts, "word/document.xml"), _part(word_parts, "word/document.xml")),
    "odt": Target(".odt", (open_text(),)),
    "opentext": Target(".odt", _text(open_text_parts, "content.xml"), _part(open_text_parts, "content.xml")),
}


class Unaccounted(AssertionError):
    """Rows were lost, or counted twice."""


def ask_everything(path: Path) -> None:
    """
    Ask all that reads files about one.

    Raises
    ------
    Unaccounted
        If rows were lost. Any other exception is a fault too: a refusal is a `FormatError`, and says something.
    """
    for ask in (_read, _look, _votes, _stream, _describe, _bundle):
        try:
            ask(path)
        except FormatError as error:
            if not error.message.strip():
                raise Unaccounted(f"{error.code} says nothing") from error


def _read(path: Path) -> None:
    check_account(read_file(path))


def _look(path: Path) -> None:
    look(path, ReadOptions())


def _votes(path: Path) -> None:
    read_votes(path)


def _stream(path: Path) -> None:
    for harvest in stream_columns(path):
        check_account(harvest)


def _describe(path: Path) -> None:
    for description in describe(path):
        if not 0 <= description.confidence <= 1:
            raise Unaccounted(f"a confidence of {description.confidence}")


def _bundle(path: Path) -> None:
    if is_bundle(path):
        bundle = bundle_of(path)
        if len(bundle.members) != len(bundle.to_import) + len(bundle.aside):
            raise Unaccounted("a file of an archive is neither imported nor left aside")


def check_account(harvest: Harvest) -> None:
    """Each row that is not blank was taken, refused, or belongs to another one."""
    n_rows = harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside
    if harvest.n_rows != n_rows:
        raise Unaccounted(f"{harvest.n_rows} rows, of which {n_rows} are accounted for")


def ask_about(target: Target, content: bytes) -> None:
    """Put bytes in a container and ask everything about it."""
    with tempfile.TemporaryDirectory(prefix="polyphonie-fuzz-") as folder:
        path = Path(folder) / f"a{target.suffix}"
        path.write_bytes(target.wrapped(content))
        ask_everything(path)
