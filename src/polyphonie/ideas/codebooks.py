"""Codebooks from files: the themes that a person decided to look for."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils.translation import gettext as _

from polyphonie.analysis.texts import Theme
from polyphonie.formats import open_table
from polyphonie.ideas.errors import CodebookRefused

_SEPARATORS = re.compile(r"[,;|\n]")


def split_keywords(written: str) -> tuple[str, ...]:
    """
    Split keywords at commas, semicolons, bars and new lines.

    Examples
    --------
    >>> split_keywords("eau, énergie ; centres de données")
    ('eau', 'énergie', 'centres de données')
    """
    return tuple(word.strip() for word in _SEPARATORS.split(written) if word.strip())


def read_codebook(path: Path) -> tuple[Theme, ...]:
    """
    Read a table with the columns theme, label, keywords and parent; the last two may be absent.

    Raises
    ------
    FormatError
        If the file is no table.
    CodebookRefused
        If it has no themes, or names one twice.
    """
    table = open_table(path)
    headings = {heading.strip().lower(): heading for heading in table.headings}
    if not headings.keys() & {"theme", "label"}:
        raise CodebookRefused(
            _("“%(file)s” is not a codebook: a column “theme” is needed. Its columns are: %(columns)s.")
            % {"file": path.name, "columns": ", ".join(table.headings)}
        )
    themes = [_theme(row, headings) for row in table.frame.iter_rows(named=True)]
    found = tuple(theme for theme in themes if theme.key)
    keys = [theme.key for theme in found]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise CodebookRefused(
            _("“%(file)s” names the theme “%(theme)s” twice.") % {"file": path.name, "theme": twice[0]}
        )
    if not found:
        raise CodebookRefused(_("“%(file)s” holds no theme.") % {"file": path.name})
    return found


def _theme(row: dict[str, str | None], headings: dict[str, str]) -> Theme:
    def cell(name: str) -> str:
        return (row.get(headings.get(name, "")) or "").strip()

    key = cell("theme") or cell("label")
    return Theme(key, cell("label") or key, split_keywords(cell("keywords")), cell("parent") or None)
