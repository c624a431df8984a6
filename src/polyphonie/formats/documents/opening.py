"""Which files are documents rather than tables, and the table of what they hold."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from polyphonie.formats.documents.archives import open_archive
from polyphonie.formats.documents.grids import n_cells
from polyphonie.formats.documents.items import Account, read_items
from polyphonie.formats.documents.open_text import is_open_text, open_text_blocks
from polyphonie.formats.documents.places import words_in
from polyphonie.formats.documents.plain_text import text_blocks
from polyphonie.formats.documents.prose import is_prose
from polyphonie.formats.documents.word import is_word, word_blocks
from polyphonie.formats.errors import FormatError
from polyphonie.formats.languages import language_of
from polyphonie.formats.records import Refusal
from polyphonie.formats.tables.decoding import decode
from polyphonie.formats.tables.sources import MEGABYTE, OLD_WORKBOOK_MAGIC, PARQUET_MAGIC, ZIP_MAGIC
from polyphonie.formats.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyphonie.formats.documents.blocks import Block
    from polyphonie.formats.tables.sources import Source

HEADINGS = ("place", "heading", "text", "kind", "public", "activity", "id")
MOST_BLOCKS, MOST_GRID_CELLS = 200_000, 1_000_000
MOST_TEXT_BYTES = 20 * MEGABYTE
SAMPLE_BYTES = 200_000
BINARY_MAGIC = (PARQUET_MAGIC, OLD_WORKBOOK_MAGIC)
NOT_TEXT_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".pb"})


def document_tables(source: Source) -> list[Table] | None:
    """
    Give the items of a document as one table, or None where the file is no document.

    The headings are `place`, `heading`, `text`, `kind`, `public`, `activity` and `id`; what is no item stands among
    the refused rows, with its reason. A row is a block of the document, counted from 1.

    Raises
    ------
    FormatError
        If it is a document that cannot be read.
    """
    found = _blocks(source)
    if found is None:
        return None
    blocks, encoding = found
    _check_size(blocks, file=source.file)
    account = read_items(blocks, words_in(language_of(_texts(blocks))))
    if not account.items and not account.refused:
        raise FormatError("empty_file", file=source.file)
    return [_table(source, account, encoding=encoding)]


def _blocks(source: Source) -> tuple[list[Block], str] | None:
    if source.content.startswith(ZIP_MAGIC):
        return _archived(source)
    if source.suffix in NOT_TEXT_SUFFIXES or not _may_be_prose(source):
        return None
    try:
        text, encoding = decode(source)
    except FormatError:
        return None  # what reads tables says why
    return (text_blocks(text), encoding) if is_prose(text, suffix=source.suffix) else None


def _may_be_prose(source: Source) -> bool:
    """Look at the beginning only, before a long file is decoded whole."""
    content = source.content
    if len(content) > MOST_TEXT_BYTES or content.startswith(BINARY_MAGIC):
        return False
    if len(content) <= SAMPLE_BYTES:
        return True
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in content[:4]
    return is_wide or is_prose(content[:SAMPLE_BYTES].decode("utf-8", errors="ignore"), suffix=source.suffix)


def _archived(source: Source) -> tuple[list[Block], str] | None:
    archive = open_archive(source)
    if archive is None:
        return None
    with archive.opened:
        if is_word(archive):
            archive.check()
            return word_blocks(archive), ""
        if is_open_text(archive):
            archive.check()
            return open_text_blocks(archive), ""
    return None


def _check_size(blocks: list[Block], *, file: str) -> None:
    """Refuse what nobody wrote by hand, before it is spread out in memory."""
    if len(blocks) > MOST_BLOCKS:
        raise FormatError("takes_time", file=file)
    if any(n_cells(block) > MOST_GRID_CELLS for block in blocks):
        raise FormatError("too_many_cells", file=file, limit=MOST_GRID_CELLS)


def _texts(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        yield block.text
        yield from (cell.text for row in block.rows for cell in row)


def _table(source: Source, account: Account, *, encoding: str) -> Table:
    items = account.items
    columns = {name: pl.Series(name, [getattr(item, name) for item in items], pl.String) for name in HEADINGS}
    return Table(
        file=source.file,
        digest=source.digest,
        headings=HEADINGS,
        frame=pl.DataFrame(columns),
        rows=np.array([item.row for item in items], dtype=np.int64),
        refused=tuple(Refusal(row, code, column=place) for row, code, place in account.refused),
        encoding=encoding,
        origin="document",
    )
