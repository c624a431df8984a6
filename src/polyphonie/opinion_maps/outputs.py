"""The tables that `polyphonie map` writes: a contract, described in docs/reference/map.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from polyphonie.analysis.votes import OpinionMapResult
from polyphonie.formats.writing import write_table
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


def write_participants(path: Path, result: OpinionMapResult) -> None:
    """One row a person."""
    people = result.participants
    rows = (
        [
            identifier,
            _figure(people.points[i, 0]),
            _figure(people.points[i, 1]),
            letter_of(result, people.group[i]),
            _figure(people.membership[i]),
            int(people.n_votes[i]),
        ]
        for i, identifier in enumerate(people.ids)
    )
    write_table(path, PARTICIPANT_COLUMNS, rows)


def write_statements(path: Path, result: OpinionMapResult, texts: Mapping[str, str]) -> None:
    """One row a statement; then three columns for each group."""
    write_table(path, statement_columns(result), _statement_rows(result, texts))


def statement_columns(result: OpinionMapResult) -> list[str]:
    """The headings of statements.csv."""
    by_group = [f"group_{group.letter.lower()}_{answer}" for group in result.groups for answer in _ANSWERS]
    return [*STATEMENT_COLUMNS, *by_group]


def _statement_rows(result: OpinionMapResult, texts: Mapping[str, str]) -> Iterator[list[object]]:
    statements = result.statements
    for j, represented in enumerate(representative_of(result)):
        yield [
            statements.ids[j],
            texts.get(statements.ids[j], ""),
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


def _figure(value: float) -> str:
    """Six decimals, and nothing for what is unknown."""
    return "" if np.isnan(value) else f"{value:.6f}"
