"""The tables and the JSON that `polyphonie map` writes: a contract, described in docs/reference/map.md."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from polyphonie.analysis.votes import OpinionMapResult
from polyphonie.opinion_maps.records import letter_of, representative_of

PARTICIPANT_COLUMNS = ("participant", "x", "y", "group", "membership", "n_votes")
STATEMENT_COLUMNS = (
    "statement",
    "text",
    "n_agree",
    "n_disagree",
    "n_pass",
    "consensus",
    "consensus_low",
    "divisiveness",
    "representative_of",
)
_ANSWERS = ("n_agree", "n_disagree", "n_pass")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_participants(path: Path, result: OpinionMapResult) -> None:
    """One row a person."""
    people = result.participants
    rows = (
        [
            safe_cell(identifier),
            _figure(people.points[i, 0]),
            _figure(people.points[i, 1]),
            letter_of(result, people.group[i]),
            _figure(people.membership[i]),
            int(people.n_votes[i]),
        ]
        for i, identifier in enumerate(people.ids)
    )
    _write(path, PARTICIPANT_COLUMNS, rows)


def write_statements(path: Path, result: OpinionMapResult, texts: Mapping[str, str]) -> None:
    """One row a statement; then three columns for each group."""
    _write(path, statement_columns(result), _statement_rows(result, texts))


def statement_columns(result: OpinionMapResult) -> list[str]:
    """The headings of statements.csv."""
    by_group = [f"group_{group.letter.lower()}_{answer}" for group in result.groups for answer in _ANSWERS]
    return [*STATEMENT_COLUMNS, *by_group]


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Sorted by nothing but our order, readable, and the same bytes each time."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def safe_cell(text: str) -> str:
    """
    Keep a text from being run as a formula by a spreadsheet.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("Oui")
    ("'=1+1", 'Oui')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _statement_rows(result: OpinionMapResult, texts: Mapping[str, str]) -> Iterator[list[object]]:
    statements = result.statements
    for j, represented in enumerate(representative_of(result)):
        yield [
            safe_cell(statements.ids[j]),
            safe_cell(texts.get(statements.ids[j], "")),
            *(int(getattr(statements.counts, answer)[0, j]) for answer in _ANSWERS),
            _figure(statements.consensus[j]),
            _figure(statements.consensus_low[j]),
            _figure(statements.divisiveness[j]),
            represented,
            *(
                int(getattr(statements.group_counts, answer)[g, j])
                for g in range(len(result.groups))
                for answer in _ANSWERS
            ),
        ]


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _figure(value: float) -> str:
    """Six decimals, and nothing for what is unknown."""
    return "" if np.isnan(value) else f"{value:.6f}"
