"""What each column of a table seems to hold, and why: what a person is shown before saying it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from polyphonie.formats.gathering import is_prose, personal_columns
from polyphonie.formats.headings import names_a_person
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.any_table import FIELDS
from polyphonie.formats.values import moment

N_EXAMPLES = 3
LONGEST_EXAMPLE = 90
MOST_COLUMNS = 1_000
N_LOOKED_AT = 200
LEAST_WORDS = 3
LEAST_SHARE = 0.8
ADDRESS_OF_PAGE = r"^https?://\S+$"


@dataclass(frozen=True)
class ColumnGuess:
    """
    What one column seems to hold.

    `role` is a word of `any_table.FIELDS`, "personal", or "detail" where nothing is known. `reason` says what tells
    it: "heading", "sentences", "dates", "addresses" (of pages), "mails", "person" (the heading names one), "empty",
    "choices" (few values that come back) or "". `examples` are its first values that differ, cut short.
    """

    heading: str
    role: str
    reason: str = ""
    examples: tuple[str, ...] = ()


def guess_columns(table: Table) -> tuple[ColumnGuess, ...]:
    """
    Guess what each column of a table holds, from its heading and its first rows.

    No two columns are given the same role, but texts and details. At most 1,000 columns are looked at.
    """
    sample = table.sample
    personal = set(personal_columns(sample))
    named = _named(sample, personal)
    taken = set(named.values())
    guesses = []
    for heading in table.headings[:MOST_COLUMNS]:
        values = sample.frame[heading].str.strip_chars()
        filled = values.filter(values != "").head(N_LOOKED_AT)
        if heading in personal:
            role, reason = "personal", "person" if names_a_person(heading) else "mails"
        elif heading in named:
            role, reason = named[heading], "heading"
        else:
            role, reason = _by_content(filled, taken)
        taken |= {role} - {"text"} if heading not in named else set()
        guesses.append(ColumnGuess(heading, role, reason, _examples(filled)))
    return tuple(_with_a_text(guesses))


def _with_a_text(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Where nothing looks like texts, propose the column of the longest words among those that are nothing else."""
    known = {guess.role for guess in guesses}
    wordy = [guess for guess in guesses if guess.role == "detail" and _mean_words(guess) >= LEAST_WORDS]
    if "text" in known or not wordy:
        return guesses
    best = max(wordy, key=_mean_words)
    return [replace(guess, role="text", reason="sentences") if guess is best else guess for guess in guesses]


def _mean_words(guess: ColumnGuess) -> float:
    return sum(len(example.split()) for example in guess.examples) / max(1, len(guess.examples))


def _named(table: Table, personal: set[str]) -> Mapping[str, str]:
    """Give the role of each column whose heading tells it."""
    named: dict[str, str] = {}
    for field, names in FIELDS.items():
        free = [name for name in names if table.by_plain_name.get(name) not in {*named, *personal}]
        heading = table.find(*free)
        if heading:
            named[heading] = field
    return named


def _by_content(filled: pl.Series, taken: set[str]) -> tuple[str, str]:
    """Guess from the cells, unless another column is already known to be that; several may be texts."""
    if not len(filled):
        return "detail", "empty"
    if "url" not in taken and filled.str.contains(ADDRESS_OF_PAGE).mean() >= LEAST_SHARE:  # type: ignore[operator]  # a share
        return "url", "addresses"
    if "date" not in taken and _n_dates(filled) >= LEAST_SHARE * len(filled):
        return "date", "dates"
    if "text" not in taken and is_prose(filled):
        return "text", "sentences"
    return "detail", "choices" if _is_choice(filled) else ""


def _n_dates(filled: pl.Series) -> int:
    return sum(not cell.isdecimal() and moment(cell) is not None for cell in filled)


def _is_choice(filled: pl.Series) -> bool:
    return len(filled) > 1 and filled.n_unique() <= len(filled) / 2


def _examples(filled: pl.Series) -> tuple[str, ...]:
    values = filled.unique(maintain_order=True).head(N_EXAMPLES).to_list()
    return tuple(" ".join(value.split())[:LONGEST_EXAMPLE] for value in values)
