"""What a file is, decided on its content, and the tables that it holds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from polyphonie.formats.documents import document_tables
from polyphonie.formats.errors import FormatError, gettext_noop
from polyphonie.formats.tables.archives import origin_of
from polyphonie.formats.tables.cells import Cells, grid_pieces
from polyphonie.formats.tables.inspection import Inspection, inspect_text
from polyphonie.formats.tables.objects import JsonFile
from polyphonie.formats.tables.parquet import parquet_pieces
from polyphonie.formats.tables.separated import beginning_of, separated_pieces
from polyphonie.formats.tables.sources import (
    MEGABYTE,
    OLD_WORKBOOK_MAGIC,
    PARQUET_MAGIC,
    ZIP_MAGIC,
    Origin,
    Source,
    check_beginning,
    digest_of,
    whole,
)
from polyphonie.formats.tables.streams import About, TableStream, WholeTable
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tables.workbooks import (
    check_workbook,
    frame_batches,
    refuse_old_container,
    sheet_frame,
    sheet_names,
)

TEXT_SUFFIXES = {".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"}
JSON_SUFFIXES = {".json", ".jsonl", ".ndjson"}
JSON_BEGINNING = re.compile(r"\s*(\{\s*\"|\[\s*\{\s*[\"}])")
MOST_DOCUMENT_BYTES = 8 * MEGABYTE
SAMPLE_BYTES = 8 * MEGABYTE


def open_table(path: str | Path, *, sheet: str | None = None, member: str | None = None) -> Table:
    """
    Open a file as a table of strings.

    Parameters
    ----------
    path : path
        CSV, TSV, JSON Lines, XLSX or Parquet, plain or gzipped.
    sheet : str, optional
        Which sheet of a workbook. By default the first that holds anything.
    member : str, optional
        Which file of an archive or of a folder.

    Raises
    ------
    FormatError
        With one sentence that says why the file cannot be read.
    """
    return open_tables(path, sheet=sheet, member=member)[0]


def open_tables(
    path: str | Path, *, sheet: str | None = None, name: str | None = None, member: str | None = None
) -> list[Table]:
    """Open all the tables of a file: the sheets of a workbook that hold anything, or the one table."""
    return [stream.whole() for stream in open_streams(path, sheet=sheet, name=name, member=member)]


def open_streams(
    path: str | Path,
    *,
    sheet: str | None = None,
    name: str | None = None,
    member: str | None = None,
    is_sample: bool = False,
) -> list[TableStream]:
    """
    Find the tables of a file, to be read in pieces; where `is_sample`, of its beginning only.

    Raises
    ------
    FormatError
        With one sentence that says why the file cannot be read.
    """
    origin = origin_of(path, name=name, member=member)
    beginning = origin.beginning()
    check_beginning(beginning, file=origin.file)
    if beginning.startswith((ZIP_MAGIC, OLD_WORKBOOK_MAGIC)):
        return _office_streams(whole(origin), sheet=sheet)
    if beginning.startswith(PARQUET_MAGIC):
        _check_name(origin.suffix, file=origin.file, what=gettext_noop("a Parquet file"))
        about = About(origin.file, digest_of(origin), may_hold_nul=True)
        return [TableStream(about, lambda n_rows: parquet_pieces(origin, n_rows))]
    return [_text_stream(origin, is_sample=is_sample)]


def _office_streams(source: Source, *, sheet: str | None) -> list[TableStream]:
    of_document = document_tables(source)
    if of_document is not None:
        return [WholeTable(table) for table in of_document]
    if source.content.startswith(OLD_WORKBOOK_MAGIC):
        refuse_old_container(source)
    check_workbook(source)
    _check_name(source.suffix, file=source.file, what=gettext_noop("a workbook (XLSX)"))
    return _sheet_streams(source, sheet=sheet)


def _sheet_streams(source: Source, *, sheet: str | None) -> list[TableStream]:
    names = sheet_names(source)
    if sheet is not None and sheet not in names:
        raise FormatError("unknown_sheet", file=source.file, sheet=sheet)
    streams = []
    for name in names if sheet is None else [sheet]:
        stream = _sheet_stream(source, name)
        try:
            stream.head  # noqa: B018 - an empty sheet has none
            streams.append(stream)
        except FormatError as error:
            if error.code != "empty_file":
                raise
    if not streams:
        raise FormatError("empty_file", file=source.file)
    return streams


def _sheet_stream(source: Source, name: str) -> TableStream:
    frame = cache(lambda: sheet_frame(source, name))

    def read(n_rows: int) -> Iterator[Cells]:
        return grid_pieces(frame_batches(frame()), file=source.file, n_rows=n_rows)

    return TableStream(About(source.file, source.digest, sheet=name, may_hold_nul=True), read)


def _text_stream(origin: Origin, *, is_sample: bool) -> TableStream:
    text = replace(origin, most_bytes=SAMPLE_BYTES) if is_sample else origin
    inspection = inspect_text(text)
    of_document = _document(origin, inspection)
    if of_document is not None:
        return of_document
    if origin.suffix in JSON_SUFFIXES or JSON_BEGINNING.match(beginning_of(text, inspection)):
        json_file = JsonFile(text, inspection)
        about = About(origin.file, inspection.digest, encoding=inspection.encoding, may_hold_nul=True)
        return TableStream(about, json_file.pieces)
    if origin.suffix in {".xlsx", ".parquet"}:
        raise FormatError("wrong_extension", file=origin.file, what=gettext_noop("a text file"))
    about = About(origin.file, inspection.digest, encoding=inspection.encoding)
    return TableStream(about, lambda n_rows: separated_pieces(text, inspection, n_rows=n_rows))


def _document(origin: Origin, inspection: Inspection) -> TableStream | None:
    """Ask whether a text is one that somebody wrote, rather than a table: no such text is long."""
    if inspection.n_bytes > MOST_DOCUMENT_BYTES:
        return None
    of_document = document_tables(whole(origin))
    return WholeTable(of_document[0]) if of_document else None


def _check_name(suffix: str, *, file: str, what: str) -> None:
    """Name and content must agree: a wrong name is more often a wrong file than a slip."""
    if suffix in TEXT_SUFFIXES:
        raise FormatError("wrong_extension", file=file, what=what)
