"""One block of a grid, as the filling page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from polyphonie.info_grids.definition import Block, Definition, Field, said_in
from polyphonie.info_grids.enums import AnswerOrigin, FieldKind
from polyphonie.info_grids.knowledge import Known, known_values
from polyphonie.info_grids.knowledge.merging import agrees
from polyphonie.info_grids.models import GridAnswer, GridComment, GridFile, InfoGrid
from polyphonie.info_grids.queries.controls import Control, RowsOnPage, control_for, reader_language, rows_for
from polyphonie.info_grids.queries.progress import is_unexplained, present
from polyphonie.info_grids.records import AnswerChangeAsked, Conflict, SaveReport
from polyphonie.info_grids.values import ValueRefused, read_value, show_value, with_computed

ROWS_PER_PAGE = 20


@dataclass(frozen=True)
class KnownOnPage:
    """What the software knows of a field, beside what the field holds."""

    sentence: str
    url: str
    shown: str
    differs: bool
    was_corrected: bool
    has_changed: bool


@dataclass(frozen=True)
class ConflictOnPage:
    """What somebody else wrote meanwhile."""

    conflict: Conflict
    shown: str


@dataclass(frozen=True)
class FieldOnPage:
    """One field: its input or its rows, what it rests on, what was said of it."""

    field: Field
    control: Control
    base: int
    note: str = ""
    rows: RowsOnPage | None = None
    file: GridFile | None = None
    computed: str = ""
    known: KnownOnPage | None = None
    error: str = ""
    conflict: ConflictOnPage | None = None
    comments: Sequence[GridComment] = ()
    is_asked: bool = True
    only_if: str = ""
    is_unexplained: bool = False

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def is_note_open(self) -> bool:
        return bool(self.note) or self.is_unexplained


@dataclass(frozen=True)
class Sent:
    """What a person sent and that could not be saved whole: it is shown again, never lost."""

    changes: Mapping[str, AnswerChangeAsked] = field(default_factory=dict)
    report: SaveReport = field(default_factory=SaveReport)


@dataclass(frozen=True)
class BlockPage:
    """A block, its fields, and what is asked of the page."""

    block: Block
    title: str
    help: str
    fields: Sequence[FieldOnPage]

    @property
    def problems(self) -> list[FieldOnPage]:
        """Fields that were not saved."""
        return [one for one in self.fields if one.error or one.conflict]

    @property
    def has_files(self) -> bool:
        return any(one.field.kind == FieldKind.FILE for one in self.fields)


@dataclass(frozen=True)
class _Around:
    """What fields of a block share."""

    definition: Definition
    answers: Mapping[str, GridAnswer]
    values: Mapping[str, Any]
    known: Mapping[str, Known]
    comments: Mapping[str, Sequence[GridComment]]
    files: Mapping[int, GridFile]
    sent: Sent
    adding: str
    page: int


def block_page(
    grid: InfoGrid,
    definition: Definition,
    block: Block,
    answers: Mapping[str, GridAnswer],
    *,
    sent: Sent | None = None,
    adding: str = "",
    page: int = 1,
) -> BlockPage:
    """Gather a block; `adding` names the rows that get an empty one, `page` the rows to show."""
    has_files = any(one.kind == FieldKind.FILE for one in block.fields)
    around = _Around(
        definition=definition,
        answers=answers,
        values=with_computed(definition, present(answers)),
        known=known_values(grid.engagement, block.fields),
        comments=open_comments(grid),
        files={file.pk: file for file in grid.files.select_related("file")} if has_files else {},
        sent=sent or Sent(),
        adding=adding,
        page=page,
    )
    language = reader_language()
    fields = [_field(one, around) for one in block.fields]
    return BlockPage(block, said_in(block.title, language), said_in(block.help, language), fields)


def open_comments(grid: InfoGrid) -> dict[str, list[GridComment]]:
    """Give the comments that wait for an answer, by field; those of the whole grid under ""."""
    found: dict[str, list[GridComment]] = {}
    for comment in grid.comments.filter(settled_at__isnull=True):
        found.setdefault(comment.field_key, []).append(comment)
    return found


def _field(one: Field, around: _Around) -> FieldOnPage:
    answer, change = around.answers.get(one.key), around.sent.changes.get(one.key)
    report = around.sent.report
    conflict = next((c for c in report.conflicts if c.field_key == one.key), None)
    error = report.refused.get(one.key, "")
    is_resent = bool(change and (conflict or error))
    value = change.value if change and is_resent else (answer.value if answer else None)
    name = f"v-{one.key}"
    only_if = _only_if(one, around.definition)
    return FieldOnPage(
        field=one,
        control=control_for(one, name, None if one.kind == FieldKind.ROWS else value, error),
        base=answer.revision if answer else 0,
        note=change.note if change and is_resent else (answer.note if answer else ""),
        rows=_rows(one, name, value, around, error, is_resent=is_resent) if one.kind == FieldKind.ROWS else None,
        file=around.files.get(value) if one.kind == FieldKind.FILE and isinstance(value, int) else None,
        computed=show_value(one, around.values.get(one.key), reader_language()) if one.formula else "",
        known=_known(one, answer, around.known.get(one.key)),
        error=error,
        conflict=_conflict(one, conflict) if conflict else None,
        comments=around.comments.get(one.key, ()),
        is_asked=around.definition.is_asked(one, around.values),
        only_if=only_if,
        is_unexplained=bool(answer and is_unexplained(answer)),
    )


def _rows(one: Field, name: str, value: Any, around: _Around, error: str, *, is_resent: bool) -> RowsOnPage:
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    cells: Mapping[tuple[int, str], str] = {}
    if error:
        try:
            read_value(one, rows)
        except ValueRefused as refused:
            cells = refused.cells
    return rows_for(
        one,
        name,
        rows,
        page=around.page,
        per_page=ROWS_PER_PAGE,
        adds=around.adding == one.key or not rows,
        cells=cells,
        is_resent=is_resent,
    )


def _known(one: Field, answer: GridAnswer | None, known: Known | None) -> KnownOnPage | None:
    if known is None:
        return None
    differs = not agrees(one, answer.value if answer else None, known.value)
    return KnownOnPage(
        sentence=known.sentence,
        url=known.url,
        shown=show_value(one, known.value, reader_language()),
        differs=differs,
        was_corrected=bool(answer and answer.origin == AnswerOrigin.CORRECTED),
        has_changed=bool(answer and answer.known_value not in (None, known.value)),
    )


def _conflict(one: Field, conflict: Conflict) -> ConflictOnPage:
    return ConflictOnPage(conflict, show_value(one, conflict.present, reader_language()))


def _only_if(one: Field, definition: Definition) -> str:
    """Name the answers for which a field is asked."""
    if one.condition is None:
        return ""
    language, other = reader_language(), definition.fields[one.condition.field]
    labels = [said_in(c.label, language) for c in other.choices if c.key in one.condition.is_one_of]
    return f"{said_in(other.label, language)} – {', '.join(labels)}"


def preview_page(definition: Definition, block: Block) -> BlockPage:
    """Show a block as a territory sees it, empty: nothing is asked of any grid."""
    around = _Around(definition, {}, {}, {}, {}, {}, Sent(), adding="", page=1)
    language = reader_language()
    fields = [_field(one, around) for one in block.fields]
    return BlockPage(block, said_in(block.title, language), said_in(block.help, language), fields)
