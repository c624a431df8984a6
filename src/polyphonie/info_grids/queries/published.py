"""The published grid, as anyone reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext

from polyphonie.analysis.disclosure import is_small
from polyphonie.core.templatetags.figures import public_count
from polyphonie.info_grids.definition import Block, Definition, Field, said_in
from polyphonie.info_grids.disclosure import WithheldCells, withheld_cells
from polyphonie.info_grids.enums import AnswerOrigin, FieldKind, Visibility
from polyphonie.info_grids.knowledge import source_name
from polyphonie.info_grids.models import GridFile, GridVersion
from polyphonie.info_grids.queries.filling import definition_of
from polyphonie.info_grids.showing import show_value

FIRST_ROWS = 3
"""Of each table, on the page of the whole grid: the page stays light, and every row is one link away."""


@dataclass(frozen=True)
class Shown:
    """A field and its answer, as they are read: a text, or a table."""

    field: Field
    label: str
    text: str = ""
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    numeric: Sequence[bool] = ()
    file: GridFile | None = None
    source: str = ""
    note: str = ""
    is_withheld: bool = False

    @property
    def is_long(self) -> bool:
        return self.field.kind == FieldKind.LONG_TEXT

    @property
    def cells(self) -> list[list[tuple[str, bool]]]:
        """Rows of cells, each with whether it is a figure."""
        return [list(zip(row, self.numeric, strict=True)) for row in self.rows]

    @property
    def first_cells(self) -> list[list[tuple[str, bool]]]:
        """The first rows, as the page of the whole grid shows them."""
        return self.cells[:FIRST_ROWS]

    @property
    def has_more_rows(self) -> bool:
        return len(self.rows) > FIRST_ROWS


@dataclass(frozen=True)
class ShownBlock:
    """A block and what it holds."""

    block: Block
    title: str
    fields: Sequence[Shown]


def is_file_public(file: GridFile) -> bool:
    """Tell whether a file stands in the last published version of its grid."""
    campaign = file.grid.engagement.campaign
    version = GridVersion.objects.filter(grid=file.grid_id).order_by("-number").first()
    if version is None or not campaign.is_public:
        return False
    answer = version.content.get("answers", {}).get(file.field_key, {})
    return bool(answer.get("value") == file.pk)


def published_blocks(version: GridVersion, *, language: str, threshold: int) -> list[ShownBlock]:
    """Give the blocks of a published version: public answers, small counts of people withheld."""
    definition = definition_of(version.form)
    answers: dict[str, Mapping[str, Any]] = version.content.get("answers", {})
    values = {key: answer.get("value") for key, answer in answers.items()}
    withheld = withheld_cells(definition, values, threshold)
    files = _files(definition, values)
    return shown_blocks(definition, answers, language=language, withheld=withheld, threshold=threshold, files=files)


def shown_blocks(
    definition: Definition,
    answers: Mapping[str, Mapping[str, Any]],
    *,
    language: str,
    withheld: WithheldCells,
    threshold: int,
    files: Mapping[int, GridFile],
    only_public: bool = True,
) -> list[ShownBlock]:
    """Write answers as they are read, block by block; fields without answer are left out."""
    reader = _Reader(language, withheld, threshold, files, only_public)
    blocks = []
    for block in definition:
        fields = [
            reader.show(one, answers[one.key])
            for one in block.fields
            if one.key in answers and (one.visibility == Visibility.PUBLIC or not only_public)
        ]
        blocks.append(ShownBlock(block, said_in(block.title, language), fields))
    return blocks


@dataclass(frozen=True)
class _Reader:
    language: str
    withheld: WithheldCells
    threshold: int
    files: Mapping[int, GridFile]
    only_public: bool

    def show(self, one: Field, answer: Mapping[str, Any]) -> Shown:
        value, key = answer.get("value"), one.key
        headings, rows, numeric = self._table(one, value) if one.kind == FieldKind.ROWS else ((), (), ())
        is_withheld = (key, 0, "") in self.withheld
        text = "" if one.kind in {FieldKind.ROWS, FieldKind.FILE} else self._cell(one, value, (key, 0, ""))
        return Shown(
            field=one,
            label=said_in(one.label, self.language),
            text=text,
            headings=headings,
            rows=rows,
            numeric=numeric,
            file=self.files.get(value) if one.kind == FieldKind.FILE and isinstance(value, int) else None,
            source=self._source(one, str(answer.get("origin", ""))),
            note=str(answer.get("note", "")),
            is_withheld=is_withheld,
        )

    def _table(self, one: Field, value: Any) -> tuple[list[str], list[list[str]], list[bool]]:
        """Columns in which nothing is said are left out."""
        rows = value if isinstance(value, list) else []
        columns = [
            column
            for column in one.columns
            if (column.visibility == Visibility.PUBLIC or not self.only_public)
            and any(row.get(column.key) is not None for row in rows)
        ]
        cells = [
            [self._cell(column, row.get(column.key), (one.key, number, column.key)) for column in columns]
            for number, row in enumerate(rows, start=1)
        ]
        numeric = [column.kind == FieldKind.NUMBER for column in columns]
        return [said_in(column.label, self.language) for column in columns], cells, numeric

    def _cell(self, one: Field, value: Any, place: tuple[str, int, str]) -> str:
        if place not in self.withheld:
            return show_value(one, value, self.language)
        is_few = isinstance(value, int | float) and is_small(value, self.threshold)
        return public_count(int(value), self.threshold) if is_few else pgettext("count of people", "withheld")

    def _source(self, one: Field, origin: str) -> str:
        """Where the answer comes from, where it was not simply written by the territory."""
        if origin == AnswerOrigin.KNOWN and source_name(one.source):
            return gettext("Source: %(source)s.") % {"source": source_name(one.source)}
        if origin == AnswerOrigin.CORRECTED and source_name(one.source):
            names = {"source": source_name(one.source)}
            return gettext("Corrected by the territory; another value stands in: %(source)s.") % names
        return gettext("Computed from the rows.") if one.kind == FieldKind.COMPUTED else ""


def _files(definition: Definition, values: Mapping[str, Any]) -> dict[int, GridFile]:
    keys = [values.get(key) for key, one in definition.fields.items() if one.kind == FieldKind.FILE]
    found = [key for key in keys if isinstance(key, int)]
    return {file.pk: file for file in GridFile.objects.filter(pk__in=found).select_related("file")} if found else {}
