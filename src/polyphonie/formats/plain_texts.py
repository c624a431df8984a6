"""Tables of which each row is one text under known headings: what the tools that group texts are given."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import polars as pl

from polyphonie.formats.gathering import Gatherer, personal_columns
from polyphonie.formats.records import Harvest, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.text_columns import TextColumns, gather_texts


def read_texts(
    table: Table, recognition: Recognition, used: Mapping[str, str], *, personal: Collection[str] = ()
) -> Harvest:
    """
    Read one contribution per row; the columns that have no field are kept as attributes.

    Parameters
    ----------
    table, recognition
        What is read, and what it was recognised as.
    used : mapping of str to str
        The heading of each field, "" where there is none; `text` at least, and of `id`, `title`, `question`, `kind`,
        `public`, `language`, `date`, `url`, `activity` those that the file has. A row without identifier is known by
        its number.
    personal : collection of str
        Headings that name people in this tool, whatever they are called; their cells are never taken.
    """
    used = {field: heading for field, heading in used.items() if heading}
    text = used.pop("text")
    left_out = tuple(dict.fromkeys([*personal, *personal_columns(table, apart_from=(text, *used.values()))]))
    kept = [name for name in table.headings if name not in {text, *used.values(), *left_out}]
    gatherer = Gatherer(table, recognition)
    gather_texts(gatherer, TextColumns(texts=(text,), used=used, kept=kept))
    return gatherer.harvest(used={"text": text, **used}, personal=left_out, kept=kept)


def read_texts_once(
    table: Table, recognition: Recognition, used: Mapping[str, str], *, personal: Collection[str] = ()
) -> Harvest:
    """Read a table that repeats a text for each thing that was found in it: the others belong to its first row."""
    is_first = table.frame.select(pl.struct(used["id"], used["text"]).is_first_distinct()).to_series()
    once = replace(table, frame=table.frame.filter(is_first), rows=table.rows[is_first.to_numpy()])
    harvest = read_texts(once, recognition, used, personal=personal)
    n_aside = int((~is_first).sum())
    return replace(harvest, n_rows=table.n_rows, n_rows_aside=n_aside)
