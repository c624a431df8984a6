"""How far a grid is filled, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polyphonie.info_grids.definition import Block, Definition
from polyphonie.info_grids.enums import AnswerOrigin, FieldKind
from polyphonie.info_grids.models import GridAnswer, InfoGrid
from polyphonie.info_grids.queries.filling import answers_of, definition_of
from polyphonie.info_grids.values import Missing, check_complete, with_computed


@dataclass(frozen=True)
class BlockProgress:
    """Of the fields that a block asks, how many are answered or explained; computed ones are not asked."""

    block: Block
    n_asked: int
    n_answered: int
    n_missing: int
    n_comments: int = 0

    @property
    def is_done(self) -> bool:
        return self.n_missing == 0 and self.n_answered == self.n_asked


def missing_in(grid: InfoGrid) -> list[Missing]:
    """List what keeps a grid from being submitted."""
    return missing_among(definition_of(grid.form), answers_of(grid))


def missing_among(definition: Definition, answers: Mapping[str, GridAnswer]) -> list[Missing]:
    """
    List what is required and missing among answers: neither an answer nor a note that explains.

    A value that corrects what the software knew needs a note too: a reader sees both, and asks why.
    """
    values = with_computed(definition, present(answers))
    explained = {key for key, answer in answers.items() if answer.value is None and answer.note}
    missing = check_complete(definition, values, explained)
    unexplained = [
        Missing(one, needs_note=True)
        for key, one in definition.fields.items()
        if key in answers and is_unexplained(answers[key]) and definition.is_asked(one, values)
    ]
    return missing + unexplained


def is_unexplained(answer: GridAnswer) -> bool:
    """Tell whether an answer corrects what was known without saying why."""
    return answer.origin == AnswerOrigin.CORRECTED and answer.value is not None and not answer.note


def present(answers: Mapping[str, GridAnswer]) -> dict[str, Any]:
    """Give the values that are there."""
    return {key: answer.value for key, answer in answers.items() if answer.value is not None}


def progress_of(
    definition: Definition, answers: Mapping[str, GridAnswer], comments: Mapping[str, int] | None = None
) -> list[BlockProgress]:
    """Say of each block how far it is filled."""
    values = with_computed(definition, present(answers))
    missing = [one.field.key for one in missing_among(definition, answers)]
    return [_progress(definition, block, values, answers, missing, comments or {}) for block in definition]


def _progress(
    definition: Definition,
    block: Block,
    values: Mapping[str, Any],
    answers: Mapping[str, GridAnswer],
    missing: list[str],
    comments: Mapping[str, int],
) -> BlockProgress:
    asked = [one for one in block.fields if one.kind != FieldKind.COMPUTED and definition.is_asked(one, values)]
    answered = [one for one in asked if one.key in values or (one.key in answers and answers[one.key].note)]
    keys = {one.key for one in block.fields}
    n_missing = len(keys & set(missing))
    return BlockProgress(
        block, len(asked), len(answered), n_missing, sum(n for key, n in comments.items() if key in keys)
    )
