"""
Columns as Decidim writes them: nested keys joined by "/", and one column per language.

A field such as the title comes as `title/fr` and `title/en`, of which usually only that of the author is filled; the
oldest exports have `title` alone. What a machine translated stands under `title/machine_translations/…` and is not
what somebody wrote: it is left aside.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import attributes, refuse_personal, unescaped
from polyphonie.formats.headings import plain
from polyphonie.formats.markup import without_markup
from polyphonie.formats.records import ReadOptions
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import is_yes

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
WITHDRAWN = frozenset({"withdrawn", "retiree", "retire"})


@dataclass(frozen=True)
class Translated:
    """The columns of one field by language, in the order of the file; "" is the language of a column without one."""

    columns: Mapping[str, str]

    @classmethod
    def of(cls, table: Table, field: str) -> "Translated":
        found: dict[str, str] = {}
        for heading in table.headings:
            head, _, language = heading.partition("/")
            if head.casefold() == field and (not language or LANGUAGE.fullmatch(language)):
                found.setdefault(language, heading)
        return cls(found)

    def __bool__(self) -> bool:
        return bool(self.columns)

    def text(self, cells: Mapping[str, str], *, language: str = "") -> tuple[str, str]:
        """
        Give what one row says, and in which language.

        The language that was asked for comes first, then the first of the file that is filled.
        """
        if language in self.columns and cells[self.columns[language]].strip():
            return without_markup(unescaped(cells[self.columns[language]])), language
        for name, heading in self.columns.items():
            if cells[heading].strip():
                return without_markup(unescaped(cells[heading])), name
        return "", ""

    def beside(self, cells: Mapping[str, str], *, language: str) -> dict[str, str]:
        """Give what the same row says in other languages, shortened as attributes are."""
        if len(self.columns) < 2:
            return {}
        return attributes(cells, (heading for name, heading in self.columns.items() if name != language))

    def named(self, field: str) -> dict[str, str]:
        """Give the columns by what they are used for: `text fr`, or `text` where there is no language."""
        return {f"{field} {language}".strip(): heading for language, heading in self.columns.items()}

    def language(self, table: Table) -> str:
        """Give the one language in which the first rows are written; "" where they are in none or in several."""
        frame = table.sample.frame
        filled = [name for name, heading in self.columns.items() if (frame[heading].str.strip_chars() != "").any()]
        return filled[0] if len(filled) == 1 else ""


def fields_of(table: Table) -> frozenset[str]:
    """Give the fields of a table, whatever stands below them: `title` for `title/fr`."""
    return frozenset(plain(heading.partition("/")[0]) for heading in table.headings)


def generation_of(table: Table) -> str:
    """
    Tell when Decidim wrote a file: "recent", "older" or "oldest".

    Taxonomies took the place of categories and scopes; before, the oldest files had no languages in their headings.
    """
    heads = {heading.partition("/")[0] for heading in table.headings}
    if heads & {"taxonomies", "likes", "likes_count", "follows_count", "coauthorships_count", "withdrawn"}:
        return "recent"
    return "older" if any(re.match(r"(title|body|description)/", heading) for heading in table.headings) else "oldest"


class Withdrawals:
    """The columns that tell whether the author took a row back."""

    def __init__(self, table: Table) -> None:
        self.flag, self.moment, self.state = (table.find(name) for name in ("withdrawn", "withdrawn at", "state"))
        self.columns = tuple(name for name in (self.flag, self.moment, self.state) if name)

    def holds(self, cells: Mapping[str, str]) -> bool:
        """Tell whether a row was taken back."""
        return bool(
            (self.flag and is_yes(cells[self.flag]))
            or (self.moment and cells[self.moment].strip())
            or (self.state and cells[self.state] and plain(cells[self.state]) in WITHDRAWN)
        )


def rows_of(table: Table, headings: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the number of each row, and its cells in these columns."""
    frame = table.frame.select(list(dict.fromkeys(name for name in headings if name in table.headings)))
    return zip(table.rows.tolist(), frame.iter_rows(named=True), strict=True)


def kept_columns(table: Table, names: Iterable[str], *, trees: Iterable[str] = ()) -> list[str]:
    """List the columns to keep as attributes: those of these names, and those below these fields."""
    wanted, below = frozenset(names), tuple(f"{tree}/" for tree in trees)
    return [heading for heading in table.headings if heading in wanted or heading.startswith(below)]


def said_column(table: Table, options: ReadOptions, field: str) -> str:
    """Give the column that the person named for this field, or "" where none was named."""
    name = options.columns.get(field, "")
    if name and name not in table.headings:
        raise FormatError("unknown_column", file=table.file, column=name, columns=", ".join(table.headings))
    refuse_personal(table, [name] if name else [])
    return name


def first_filled(cells: Mapping[str, str], *headings: str) -> str:
    """Give the first cell that is filled among these columns, of which some may be missing ("")."""
    return next((cells[heading].strip() for heading in headings if heading and cells[heading].strip()), "")
