"""Decidim's JSON: nested objects, laid out as the columns of its CSV."""

import json
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from polyphonie.formats.tables.table import Table

# The fields that Decidim writes as objects: texts by language, and what a thing belongs to.
NESTED = frozenset(
    {"title", "body", "description", "closing_report", "instructions", "conclusions", "information_updates", "answer",
     "component", "participatory_space", "author", "user_group", "category", "scope", "taxonomies", "likes",
     "endorsements", "original_proposal", "status", "parent", "budget", "last_comment_by", "location",
     "location_hints", "registration_terms", "cost_report", "execution_period", "short_description", "subtitle"}
)  # fmt: skip
# Decidim nests no deeper, and has no more keys: a file that does is no export of it.
DEEPEST = 4
MOST_KEYS = 500
Leaves = dict[str, list[list[dict[str, str]]]]


def flattened(table: Table) -> Table:
    """
    Lay out nested objects as Decidim does in CSV, their keys joined by "/" and their lists by ", ".

    A table without any such object, as every CSV, is given back as it is.
    """
    nested = {name for name in table.headings if name in NESTED and _holds_objects(table.sample.frame[name])}
    if not nested:
        return table
    parts = (table, table.head) if table.head else (table,)
    leaves: Leaves = {name: [_rows_of_leaves(part.frame[name]) for part in parts] for name in nested}
    names = {name: list(dict.fromkeys(key for rows in leaves[name] for row in rows for key in row)) for name in nested}
    laid_out = [_laid_out(part, leaves, names, place=place) for place, part in enumerate(parts)]
    return replace(laid_out[0], head=laid_out[1] if table.head else None)


def _holds_objects(column: pl.Series) -> bool:
    filled = column.filter(column != "").head(1)
    return bool(len(filled)) and filled[0].startswith("{") and isinstance(_parsed(filled[0]), dict)


def _laid_out(part: Table, leaves: Leaves, names: dict[str, list[str]], *, place: int) -> Table:
    """Put one column per key in the place of each object, the same in the first rows and in each piece."""
    columns: dict[str, pl.Series] = {}
    for heading in part.headings:
        if heading not in names:
            columns[heading] = part.frame[heading]
            continue
        for name in names[heading][:MOST_KEYS]:
            cells = [row.get(name, "") for row in leaves[heading][place]]
            columns[name] = pl.Series(cells, dtype=pl.String)
    frame = pl.DataFrame([column.alias(name) for name, column in columns.items()])
    return replace(part, headings=tuple(columns), frame=frame)


def _rows_of_leaves(column: pl.Series) -> list[dict[str, str]]:
    return [dict(_leaves(column.name, _parsed(cell))) for cell in column]


def _leaves(path: str, value: object, *, depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < DEEPEST:
        for key, below in value.items():
            yield from _leaves(f"{path}/{key}", below, depth=depth + 1)
    elif isinstance(value, list):
        yield path, ", ".join(str(item) for item in value)
    elif isinstance(value, bool):
        yield path, str(value).lower()
    elif value is not None:
        yield path, str(value)


def _parsed(cell: str) -> object:
    try:
        return json.loads(cell) if cell.startswith("{") else cell
    except (ValueError, RecursionError):
        return cell
