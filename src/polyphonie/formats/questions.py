"""Headings as questions: without the number that tells two alike apart, and beside the row above."""

import re
from collections.abc import Sequence

from polyphonie.formats.choices import TICK_WORDS, holds_ticks
from polyphonie.formats.headings import plain
from polyphonie.formats.tables.table import Table

NUMBER = re.compile(r" \(\d+\)$")
OTHERS = ("autre", "autres", "other", "others", "sonstiges", "andere", "anderes")


def unnumbered(headings: Sequence[str]) -> dict[str, str]:
    """
    Give the question of each heading, without the number that was added to tell it from another.

    Examples
    --------
    >>> unnumbered(["Pourquoi ?", "Pourquoi ? (2)", "Article (2)"])
    {'Pourquoi ?': 'Pourquoi ?', 'Pourquoi ? (2)': 'Pourquoi ?', 'Article (2)': 'Article (2)'}
    """
    known = set(headings)
    return {name: base if (base := NUMBER.sub("", name)) in known else name for name in headings}


def names_other(option: str) -> bool:
    """Tell whether an option is "other", after which a person writes."""
    return plain(option).split(" ")[0] in OTHERS


def holds_words(table: Table, heading: str) -> bool:
    """Tell whether a column holds words that are no ticks, as far as the first rows of the file say."""
    words = table.sample.frame[heading].str.strip_chars().str.to_lowercase()
    return bool((words.str.contains(r"\p{L}{2}") & ~words.is_in(list(TICK_WORDS))).any())


def questions_above(table: Table) -> dict[str, str]:
    """
    Give the question of each heading that is an option, or a line of a grid, from the row above the headings.

    That row names a question over its first column only: the next ones belong to it as long as they hold ticks, as
    it does, or answers that it also holds, or what was written beside "other".
    """
    above = table.lines_above[-1] if table.lines_above else ()
    found: dict[str, str] = {}
    question, first = "", ""
    for heading, over in zip(table.headings, (*above, *[""] * len(table.headings)), strict=False):
        if over.strip():
            question, first = over.strip(), heading
        elif question and not _belongs(table, heading, first=first):
            question = ""
        if question:
            found[heading] = question
    return found


def _belongs(table: Table, heading: str, *, first: str) -> bool:
    sample = table.sample.frame
    cells, first_cells = (set(sample[name].str.strip_chars().to_list()) - {""} for name in (heading, first))
    if not first_cells or holds_ticks(sample[first]):
        return not cells or holds_ticks(sample[heading]) or names_other(heading)
    return bool(cells & first_cells) or names_other(heading)
