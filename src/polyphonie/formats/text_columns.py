"""One contribution per filled cell of some columns of texts, a whole table at once: ten times quicker than by rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from polyphonie.formats.columns import ContributionColumns
from polyphonie.formats.gathering import LONGEST_ATTRIBUTE, LONGEST_TEXT, Gatherer, unescaped
from polyphonie.formats.moments import moments
from polyphonie.formats.records import Refusal, shown
from polyphonie.formats.tables.table import Table

PLAIN_FIELDS = ("kind", "public", "language", "url")


@dataclass(frozen=True)
class TextColumns:
    """Which columns hold texts, what the others are, and which are kept as details."""

    texts: tuple[str, ...]
    used: Mapping[str, str]
    kept: list[str]


def gather_texts(gatherer: Gatherer, columns: TextColumns) -> None:
    """Take what the columns of texts hold, refuse what cannot be taken, and account for each row."""
    table = gatherer.table
    shared = _shared(table, columns)
    several = len(columns.texts) > 1
    cells = [_cells(table, shared, name, rank if several else -1) for rank, name in enumerate(columns.texts)]
    rows = pl.concat(cells).sort("position", "rank") if several else cells[0]
    refused = _rows_without_text(shared, rows) if several else []
    fault = _faults(rows)
    refused += _refusals(rows, fault, names_columns=several)
    gatherer.refused += [refusal for _, refusal in sorted(refused, key=lambda pair: pair[0])]
    taken = rows.filter(fault == "")
    gatherer.rows_taken.update(taken["row"].to_list())
    gatherer.columns = _columns(table, taken, columns)


def _shared(table: Table, columns: TextColumns) -> pl.DataFrame:
    """What the texts of one row have in common."""
    height = table.frame.height

    def cell(field: str) -> pl.Series:
        if field not in columns.used:
            return pl.repeat("", height, eager=True)
        return table.frame[columns.used[field]].str.strip_chars()

    row = pl.Series("row", table.rows, dtype=pl.Int64)
    identifier = cell("id")
    moment, is_local = moments(cell("date"))
    plain = {name: cell(name) for name in PLAIN_FIELDS}
    frame = pl.DataFrame(
        {
            "position": np.arange(height),
            "row": row,
            "id": identifier,
            "title": _restored(cell("title")),
            "activity_label": cell("activity"),
            "question": _restored(cell("question")),
            "moment": moment,
            "is_local": is_local,
            **plain,
        }
    )
    numbered = pl.col("id") == ""
    name = pl.when(numbered).then(pl.lit("row-") + pl.col("row").cast(pl.String)).otherwise(pl.col("id"))
    return frame.with_columns(is_numbered=numbered, id=name)


def _restored(cells: pl.Series) -> pl.Series:
    """Without the apostrophe that some tools write before a cell that looks like a formula."""
    is_marked = cells.str.starts_with("'")
    if not is_marked.any():
        return cells
    mended = {cell: unescaped(cell) for cell in cells.filter(is_marked).unique()}
    return cells.replace(list(mended), list(mended.values()))


def _cells(table: Table, shared: pl.DataFrame, name: str, rank: int) -> pl.DataFrame:
    """One column of texts; a title stands for a text that is not there. `rank` is -1 where it is the only column."""
    raw = table.frame[name]
    frame = shared.with_columns(text=_restored(raw), rank=pl.lit(max(rank, 0)))
    if rank >= 0:
        named = {"id": pl.col("id") + pl.lit(f":{name}"), "question": pl.lit(name)}
        frame = frame.filter(raw.str.strip_chars() != "").with_columns(**named)
    is_empty = pl.col("text").str.strip_chars() == ""
    return frame.with_columns(
        text=pl.when(is_empty).then(pl.col("title")).otherwise(pl.col("text")),
        title=pl.when(is_empty).then(pl.lit("")).otherwise(pl.col("title")),
    )


def _rows_without_text(shared: pl.DataFrame, rows: pl.DataFrame) -> list[tuple[int, Refusal]]:
    filled = pl.Series(rows["position"].unique())
    bare = shared.filter(~shared["position"].is_in(filled.implode())) if len(filled) else shared
    return [
        (position, Refusal(row, "empty_text", {}, external_id=key))
        for position, row, key in bare.select("position", "row", "id").iter_rows()
    ]


def _faults(rows: pl.DataFrame) -> pl.Series:
    """Say what is wrong with each text, "" where nothing is."""
    is_empty = rows["text"].str.strip_chars() == ""
    is_long = rows["text"].str.len_chars() > LONGEST_TEXT
    is_sound = ~(is_empty | is_long)
    is_first = rows.select(pl.when(is_sound).then(pl.col("id")).is_first_distinct()).to_series()
    fault = pl.when(is_empty).then(pl.lit("empty_text")).when(is_long).then(pl.lit("text_too_long"))
    return pl.select(fault.when(~is_first).then(pl.lit("duplicate_id")).otherwise(pl.lit(""))).to_series()


def _refusals(rows: pl.DataFrame, fault: pl.Series, *, names_columns: bool) -> list[tuple[int, Refusal]]:
    wrong = rows.with_columns(fault=fault).filter(fault != "")
    if not wrong.height:
        return []
    repeated = wrong.filter(pl.col("fault") == "duplicate_id")["id"].unique().implode()
    firsts = rows.filter((fault == "") & rows["id"].is_in(repeated)).select("id", "row")
    first_row: dict[str, int] = dict(firsts.iter_rows())
    # Where several columns hold texts, a refusal names the one that it is about: it is what the text answers.
    fields = wrong.select("position", "row", "id", "fault", "question")
    return [
        (position, Refusal(row, code, shown(_places(code, key, first_row)), question * names_columns, external_id=key))
        for position, row, key, code, question in fields.iter_rows()
    ]


def _places(code: str, key: str, first_row: Mapping[str, int]) -> dict[str, object]:
    if code == "duplicate_id":
        return {"id": key, "first": first_row[key]}
    return {"limit": LONGEST_TEXT} if code == "text_too_long" else {}


def _columns(table: Table, taken: pl.DataFrame, columns: TextColumns) -> ContributionColumns:
    places = taken["position"]
    return ContributionColumns(
        row=taken["row"].to_numpy(),
        external_id=taken["id"].to_list(),
        text=taken["text"].to_list(),
        title=taken["title"].to_list(),
        sheet=[table.sheet] * taken.height,
        activity_label=taken["activity_label"].to_list(),
        question=taken["question"].to_list(),
        moment=taken["moment"].to_numpy(),
        is_local=taken["is_local"].to_numpy(),
        is_numbered=taken["is_numbered"].to_numpy(),
        attributes=_details(table, places, columns.kept),
        **{name: taken[name].to_list() for name in PLAIN_FIELDS},
    )


def _details(table: Table, places: pl.Series, kept: Iterable[str]) -> dict[str, list[str]]:
    """The short cells of the other columns."""
    cells = {name: table.frame[name].gather(places) for name in kept}
    return {name: cell.str.strip_chars().str.slice(0, LONGEST_ATTRIBUTE).to_list() for name, cell in cells.items()}
