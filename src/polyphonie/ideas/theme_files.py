"""Themes from a file that somebody brings, and as a file that they take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _

from polyphonie.compute import ChildFailed, run_limited
from polyphonie.formats import FormatError
from polyphonie.formats.writing import safe_cell
from polyphonie.ideas.errors import CodebookRefused
from polyphonie.ideas.models import Topic
from polyphonie.ideas.theme_cells import MOST_THEMES, read_cells
from polyphonie.ideas.theme_records import WrittenTheme

COLUMNS = ("theme", "label", "keywords", "parent", "definition")
LABEL_LENGTH, CODE_LENGTH, TEXT_LENGTH = 200, 60, 2_000
READING_SECONDS = 20
_REASONS = {"memory": "needs_memory", "time": "takes_time", "crash": "reader_died"}


def read_themes(path: Path, *, name: str) -> tuple[WrittenTheme, ...]:
    """
    Read the themes of a file in a limited child process.

    Raises
    ------
    CodebookRefused
        With one sentence that says why the file cannot be taken.
    """
    try:
        cells = run_limited(read_cells, str(path), cpu_seconds=READING_SECONDS, wall_seconds=2 * READING_SECONDS)
    except FormatError as error:
        raise CodebookRefused(FormatError(error.code, **{**error.params, "file": name}).in_words(_)) from error
    except ChildFailed as error:
        raise CodebookRefused(FormatError(_REASONS[error.reason], file=name).in_words(_)) from error
    return themes_in(cells[0], cells[1:], name=name)


def themes_in(headings: Sequence[str], rows: Iterable[Sequence[str]], *, name: str) -> tuple[WrittenTheme, ...]:
    """Make themes of the cells of a table, and check that they hold together."""
    known = [heading.strip().lower() for heading in headings]
    if not {"theme", "label"} & set(known):
        raise CodebookRefused(
            _("“%(file)s” is not a codebook: a column “theme” is needed. Its columns are: %(columns)s.")
            % {"file": name, "columns": ", ".join(headings)}
        )
    written = [_theme(dict(zip(known, row, strict=False))) for row in rows]
    themes = tuple(theme for theme in written if theme.code)
    _check(themes, name)
    return themes


def cells_of(topics: Iterable[Topic]) -> list[list[str]]:
    """Give themes as the cells of a table that can be brought back; none of them is a formula."""
    rows = [
        [topic.code, topic.label, topic.keywords, topic.parent.code if topic.parent else "", topic.definition]
        for topic in topics
    ]
    return [list(COLUMNS), *([safe_cell(cell) for cell in row] for row in rows)]


def _theme(row: dict[str, str]) -> WrittenTheme:
    def cell(column: str) -> str:
        text = row.get(column, "").strip()
        return text[1:] if text[:1] == "'" and safe_cell(text[1:]) == text else text

    key = cell("theme") or cell("label")
    return WrittenTheme(
        code=slugify(key)[:CODE_LENGTH].strip("-"),
        label=cell("label") or key,
        keywords=cell("keywords"),
        definition=cell("definition"),
        parent=slugify(cell("parent"))[:CODE_LENGTH].strip("-"),
    )


def _check(themes: Sequence[WrittenTheme], name: str) -> None:
    if not themes:
        raise CodebookRefused(_("“%(file)s” holds no theme.") % {"file": name})
    if len(themes) > MOST_THEMES:
        sentence = _("“%(file)s” holds too many themes: at most %(limit)s can be taken.")
        raise CodebookRefused(sentence % {"file": name, "limit": MOST_THEMES})
    twice = sorted(code for code, n in Counter(theme.code for theme in themes).items() if n > 1)
    if twice:
        raise CodebookRefused(_("“%(file)s” names the theme “%(theme)s” twice.") % {"file": name, "theme": twice[0]})
    parents = {theme.code: theme.parent for theme in themes}
    for theme in themes:
        _check_one(theme, parents)


def _check_one(theme: WrittenTheme, parents: dict[str, str]) -> None:
    if len(theme.label) > LABEL_LENGTH or max(len(theme.keywords), len(theme.definition)) > TEXT_LENGTH:
        raise CodebookRefused(
            _("The theme “%(theme)s” is too long: %(label)s signs at most for its name, %(text)s for its other texts.")
            % {"theme": theme.code, "label": LABEL_LENGTH, "text": TEXT_LENGTH}
        )
    if theme.parent and theme.parent not in parents:
        raise CodebookRefused(
            _("The theme “%(theme)s” is under “%(parent)s”, which is not in the file.")
            % {"theme": theme.code, "parent": theme.parent}
        )
    if theme.parent and (parents[theme.parent] or theme.parent == theme.code):
        raise CodebookRefused(
            _("The theme “%(theme)s” is at a third level: themes have two at most.") % {"theme": theme.code}
        )
