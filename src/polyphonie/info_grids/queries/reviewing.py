"""Grids under review, and one of them as the coordinator reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from polyphonie.campaigns.models import Campaign
from polyphonie.info_grids.definition import Definition, said_in
from polyphonie.info_grids.enums import FieldKind, GridStatus
from polyphonie.info_grids.models import GridAnswer, GridComment, GridVersion, InfoGrid
from polyphonie.info_grids.queries.filling import answers_of, definition_of
from polyphonie.info_grids.queries.freezing import COMPUTED, public_value
from polyphonie.info_grids.queries.progress import present
from polyphonie.info_grids.queries.published import Shown, ShownBlock, shown_blocks
from polyphonie.info_grids.values import with_computed


@dataclass(frozen=True)
class ReviewedField:
    """An answer under review, with what was said of it."""

    shown: Shown
    comments: Sequence[GridComment]
    is_new: bool


@dataclass(frozen=True)
class ReviewedBlock:
    """A block under review: its answers, and the fields that have none."""

    shown: ShownBlock
    fields: Sequence[ReviewedField]
    unanswered: Sequence[str]


def grids_to_review(campaign: Campaign, status: str = "") -> QuerySet[InfoGrid]:
    """List the grids of a campaign, those that were submitted first on top; `status` keeps those of one state."""
    grids = InfoGrid.objects.in_campaign(campaign).select_related("engagement__territory", "form")
    if status in GridStatus.values:
        grids = grids.filter(status=status)
    is_open = Count("comments", filter=Q(comments__settled_at__isnull=True))
    return grids.annotate(n_open_comments=is_open).order_by(
        F("submitted_at").asc(nulls_last=True), "engagement__territory__name_search", "pk"
    )


def counts_by_status(campaign: Campaign) -> dict[str, int]:
    """Count the grids of a campaign by state."""
    rows = InfoGrid.objects.in_campaign(campaign).order_by().values_list("status").annotate(n=Count("pk"))
    return dict(rows)


def reviewed_blocks(grid: InfoGrid, *, language: str, last: GridVersion | None) -> list[ReviewedBlock]:
    """Give the whole grid, restricted fields too, with comments, and what changed since the last version."""
    definition, answers = definition_of(grid.form), answers_of(grid)
    values = with_computed(definition, present(answers))
    comments: dict[str, list[GridComment]] = {}
    for comment in grid.comments.select_related("author"):
        comments.setdefault(comment.field_key, []).append(comment)
    files = {file.pk: file for file in grid.files.select_related("file")}
    contents = _contents(definition, answers, values)
    shown = shown_blocks(
        definition, contents, language=language, withheld=frozenset(), threshold=0, files=files, only_public=False
    )
    published: Mapping[str, Any] = last.content.get("answers", {}) if last else {}
    return [
        ReviewedBlock(
            block,
            [_field(one, comments, contents, published, is_first=last is None) for one in block.fields],
            _unanswered(definition, block, values, contents, language),
        )
        for block in shown
    ]


def _contents(
    definition: Definition, answers: Mapping[str, GridAnswer], values: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for key, one in definition.fields.items():
        if not definition.is_asked(one, values):
            continue
        answer = answers.get(key)
        if one.kind == FieldKind.COMPUTED and key in values:
            found[key] = {"value": values[key], "origin": COMPUTED, "note": ""}
        elif answer is not None and (answer.value is not None or answer.note):
            found[key] = {"value": answer.value, "origin": answer.origin, "note": answer.note}
    return found


def _field(
    shown: Shown,
    comments: Mapping[str, Sequence[GridComment]],
    contents: Mapping[str, Mapping[str, Any]],
    published: Mapping[str, Any],
    *,
    is_first: bool,
) -> ReviewedField:
    key = shown.field.key
    before = published.get(key, {})
    now = public_value(shown.field, contents[key]["value"])
    is_new = not is_first and (before.get("value") != now or before.get("note", "") != contents[key]["note"])
    return ReviewedField(shown, comments.get(key, ()), is_new)


def _unanswered(
    definition: Definition,
    block: ShownBlock,
    values: Mapping[str, Any],
    contents: Mapping[str, Any],
    language: str,
) -> list[str]:
    return [
        said_in(one.label, language)
        for one in block.block.fields
        if one.kind != FieldKind.COMPUTED and definition.is_asked(one, values) and one.key not in contents
    ]
