"""Texts of Decidim gathered a whole table at once: translations brought together, then read as any column of texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from polyphonie.formats.gathering import Gatherer
from polyphonie.formats.headings import plain
from polyphonie.formats.markup import without_markup
from polyphonie.formats.text_columns import TextColumns, gather_texts
from polyphonie.formats.tools.decidim_columns import WITHDRAWN, Translated, Withdrawals
from polyphonie.formats.values import is_yes

# Names that no file of Decidim has: the laid out columns stand beside those that are kept.
TEXT, TITLE, ID, DATE, LANGUAGE, KIND = (f":{name}:" for name in ("text", "title", "id", "date", "language", "kind"))
NO_TRANSLATION = Translated({})


@dataclass(frozen=True)
class Layout:
    """
    What the columns of a file are for; "" for a column that is not there.

    `dates` are tried in turn; `prefix` stands before each identifier, `kind` is that of every contribution; `kept`
    are the columns that stay as details.
    """

    texts: Translated
    key: str
    dates: Sequence[str]
    kept: Sequence[str]
    titles: Translated = NO_TRANSLATION
    url: str = ""
    public: str = ""
    language: str = ""
    prefix: str = ""
    kind: str = ""


def gather_translated(gatherer: Gatherer, layout: Layout) -> None:
    """
    Take one contribution per row that was not withdrawn.

    The text is in the first language of the file that is filled, its title in the same if it can be; what the row
    says in other languages stays beside it.
    """
    table = gatherer.table
    is_withdrawn = _is_withdrawn(table.frame, Withdrawals(table))
    keys = table.frame[layout.key].filter(is_withdrawn).str.strip_chars()
    for row, key in zip(table.rows[is_withdrawn.to_numpy()].tolist(), keys, strict=True):
        gatherer.refuse(row, "withdrawn", external_id=key)
    frame = table.frame.filter(~is_withdrawn).with_columns(_texts(layout)).with_columns(_others(layout))
    frame = frame.with_columns(_plain(frame[TEXT]).alias(TEXT), _plain(frame[TITLE]).alias(TITLE))
    beside = [heading for field in (layout.titles, layout.texts) for heading in _beside(field)]
    laid_out = replace(table, frame=frame, rows=table.rows[(~is_withdrawn).to_numpy()], refused=(), head=None)
    used = {"id": ID, "title": TITLE, "date": DATE, "language": LANGUAGE, "kind": KIND}
    used |= {field: name for field, name in (("url", layout.url), ("public", layout.public)) if name}
    inner = Gatherer(laid_out, gatherer.recognition)
    gather_texts(inner, TextColumns(texts=(TEXT,), used=used, kept=[*layout.kept, *beside]))
    gatherer.columns, gatherer.rows_taken = inner.columns, inner.rows_taken
    gatherer.refused = sorted([*gatherer.refused, *inner.refused], key=lambda refusal: refusal.row)


def _is_withdrawn(frame: pl.DataFrame, withdrawals: Withdrawals) -> pl.Series:
    found = pl.repeat(False, frame.height, eager=True)
    if withdrawals.flag:
        flags = frame[withdrawals.flag]
        found |= flags.is_in([cell for cell in flags.unique() if is_yes(cell)])
    if withdrawals.moment:
        found |= frame[withdrawals.moment].str.strip_chars() != ""
    if withdrawals.state:
        states = frame[withdrawals.state]
        found |= states.is_in([cell for cell in states.unique() if plain(cell) in WITHDRAWN])
    return found


def _texts(layout: Layout) -> list[pl.Expr]:
    """The text of each row, and its language."""
    texts = layout.texts.columns
    key = pl.col(layout.key).str.strip_chars()
    return [
        _first(list(texts.values())).alias(TEXT),
        _first_language(texts).alias(LANGUAGE),
        pl.when(key == "").then(pl.lit("")).otherwise(pl.lit(layout.prefix) + key).alias(ID),
        _first([name for name in layout.dates if name]).alias(DATE),
        pl.lit(layout.kind).alias(KIND),
    ]


def _others(layout: Layout) -> list[pl.Expr]:
    """The title, in the language of the text if it can be, the language that the file says, and the other texts."""
    titles = layout.titles.columns
    alike = {name: (pl.col(LANGUAGE) == name) & _is_filled(heading) for name, heading in titles.items()}
    title = [pl.when(alike[name]).then(pl.col(heading)) for name, heading in titles.items()]
    title_language = pl.coalesce(*(pl.when(alike[name]).then(pl.lit(name)) for name in titles), _first_language(titles))
    is_spoken = pl.col(TEXT).str.strip_chars() != ""
    language = pl.when(is_spoken).then(pl.col(LANGUAGE)).otherwise(title_language)
    if layout.language:
        said = pl.col(layout.language).str.strip_chars()
        language = pl.when(said != "").then(said).otherwise(language)
    return [
        pl.coalesce(*title, _first(list(titles.values()))).alias(TITLE),
        language.alias(LANGUAGE),
        *_masked(layout.texts, pl.col(LANGUAGE)),
        *_masked(layout.titles, title_language),
    ]


def _masked(field: Translated, language: pl.Expr) -> list[pl.Expr]:
    """What a row says in other languages than the one that is taken."""
    return [
        pl.when(language == name).then(pl.lit("")).otherwise(pl.col(heading)).alias(heading)
        for name, heading in field.columns.items()
        if len(field.columns) > 1
    ]


def _beside(field: Translated) -> list[str]:
    return list(field.columns.values()) if len(field.columns) > 1 else []


def _is_filled(heading: str) -> pl.Expr:
    return pl.col(heading).str.strip_chars() != ""


def _first(headings: Sequence[str]) -> pl.Expr:
    """The first of these columns that is filled; "" where none is."""
    return pl.coalesce(*(pl.when(_is_filled(name)).then(pl.col(name)) for name in headings), pl.lit(""))


def _first_language(columns: Mapping[str, str]) -> pl.Expr:
    filled = (pl.when(_is_filled(heading)).then(pl.lit(name)) for name, heading in columns.items())
    return pl.coalesce(*filled, pl.lit(""))


def _plain(cells: pl.Series) -> pl.Series:
    """Without the tags of a web editor."""
    is_marked = cells.str.contains(r"^\s*<")
    if not is_marked.any():
        return cells
    mended = {cell: without_markup(cell) for cell in cells.filter(is_marked).unique()}
    return cells.replace(list(mended), list(mended.values()))
