"""Finding again, in a workbook that somebody filled, which answer each cell is: by keys, never by places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError
from polyphonie.formats.filled_workbooks import FilledSheet, FilledWorkbook
from polyphonie.info_grids import workbook_layout as layout
from polyphonie.info_grids.definition import Definition, Field
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.values import ValueRefused, label, read_value


class NotAGridWorkbook(DomainError):
    message = _(
        "This file is not a grid downloaded here: its hidden sheet is missing. Download the workbook again, copy the "
        "answers into it, and bring that one."
    )


class OtherWorkbook(DomainError):
    """It is a grid, of something else: the sentence says of what."""


@dataclass(frozen=True)
class Place:
    """Where something stands in the file, as a spreadsheet shows it."""

    sheet: str
    row: int = 0
    column: str = ""

    @property
    def row_text(self) -> str:
        """The number of the row, to write after its column: B12."""
        return str(self.row)


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be taken, and why."""

    place: Place
    label: str
    sentence: str
    written: str = ""


@dataclass
class Brought:
    """What a filled workbook holds: values by field as they are kept, their notes, and what could not be read."""

    revisions: Mapping[str, int]
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[Problem] = field(default_factory=list)
    formulas: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class Expected:
    """Of what the workbook must be."""

    campaign: str
    territory: str
    form_version: int
    form_digest: str


def read_brought(workbook: FilledWorkbook, definition: Definition, expected: Expected, present: Any) -> Brought:
    """
    Read a filled workbook; `present` gives the present values, which tell nothing but choices whose line was removed.

    Raises
    ------
    NotAGridWorkbook, OtherWorkbook
    """
    said, revisions = _hidden(workbook)
    _check(said, expected)
    language = said.get("language", "fr")
    brought = Brought(revisions=revisions)
    for sheet in workbook.sheets:
        if sheet.name in {layout.HIDDEN_SHEET, layout.LISTS_SHEET}:
            continue
        _Reader(sheet, definition, language, brought, present).read()
    return brought


def _hidden(workbook: FilledWorkbook) -> tuple[dict[str, str], dict[str, int]]:
    sheet = workbook.sheet(layout.HIDDEN_SHEET)
    rows = [(*cells, "", "", "")[:3] for _number, cells in sheet.rows] if sheet else []
    said = {name: value.strip() for name, value, _revision in rows if name != "revision"}
    if said.get("format") != layout.FORMAT:
        raise NotAGridWorkbook
    revisions = {
        key: int(number) for name, key, number in rows if name == "revision" and number.isdecimal() and len(number) < 10
    }
    return said, revisions


def _check(said: Mapping[str, str], expected: Expected) -> None:
    if said.get("campaign") != expected.campaign:
        raise OtherWorkbook(_("This workbook is of another campaign. Nothing was taken from it."))
    if said.get("territory") != expected.territory:
        raise OtherWorkbook(_("This workbook is of another territory. Nothing was taken from it."))
    if said.get("form_version") != str(expected.form_version) or said.get("form_digest") != expected.form_digest:
        raise OtherWorkbook(
            _(
                "The form has changed since this workbook was downloaded. Nothing was taken from it: download the "
                "workbook again, copy the answers into it, and bring that one."
            )
        )


class _Reader:
    """The reading of one sheet."""

    def __init__(
        self, sheet: FilledSheet, definition: Definition, language: str, brought: Brought, present: Mapping[str, Any]
    ) -> None:
        self.sheet = sheet
        self.definition = definition
        self.language = language
        self.brought = brought
        self.present = present

    def read(self) -> None:
        """Look for the row of keys, then read what is below it."""
        for index, (_number, cells) in enumerate(self.sheet.rows):
            below = self.sheet.rows[index + 1 :]
            if layout.KEY in cells and layout.ANSWER in cells:
                self._block(cells, below)
                return
            rows_key = next((cell for cell in cells if cell.startswith(layout.ROWS)), None)
            if rows_key is not None:
                self._rows(rows_key.removeprefix(layout.ROWS), cells, below)
                return

    def _place(self, row: int, column: int) -> Place:
        """Say where a cell is (`column` from 0), and note that it is a formula where it is one."""
        place = Place(self.sheet.name, row, _letters(column))
        if (row, column + 1) in self.sheet.formulas and place not in self.brought.formulas:
            self.brought.formulas.append(place)
        return place

    # --- Blocks -------------------------------------------------------------------------------------------------------

    def _block(self, headings: tuple[str, ...], rows: tuple[tuple[int, tuple[str, ...]], ...]) -> None:
        key_at, answer_at = headings.index(layout.KEY), headings.index(layout.ANSWER)
        note_at = headings.index(layout.NOTE) if layout.NOTE in headings else -1
        ticks: dict[str, dict[str, tuple[str, Place]]] = {}
        for number, cells in rows:
            key = _at(cells, key_at).strip()
            one = self.definition.fields.get(key.partition(layout.OF_A_CHOICE)[0])
            if not key:
                continue
            place, written = self._place(number, answer_at), _at(cells, answer_at)
            if one is None:
                self.brought.unknown.append(Problem(place, key, gettext("The form has no such field."), written))
            elif layout.OF_A_CHOICE in key:
                ticks.setdefault(one.key, {})[key.partition(layout.OF_A_CHOICE)[2]] = (written, place)
            else:
                if note_at >= 0 and one.kind not in layout.NOT_WRITTEN:
                    self.brought.notes[one.key] = _at(cells, note_at).strip()
                self._answer(one, written, place)
        for key, ticked in ticks.items():
            self._ticks(self.definition.fields[key], ticked)

    def _answer(self, one: Field, written: str, place: Place) -> None:
        if one.kind in layout.NOT_WRITTEN:
            return
        if one.kind in {FieldKind.ROWS, FieldKind.CHOICES}:
            self.brought.places.setdefault(one.key, place)
            return
        self._keep(one, self._plain(one, written), place, written)

    def _keep(self, one: Field, written: Any, place: Place, shown: str) -> None:
        if one.key in self.brought.values:
            sentence = gettext("This question is answered twice in the file: the first answer is taken.")
            self.brought.problems.append(Problem(place, label(one), sentence, shown))
            return
        try:
            self.brought.values[one.key] = read_value(one, written)
            self.brought.places[one.key] = place
        except ValueRefused as error:
            self.brought.problems.append(Problem(place, label(one), str(error), shown))

    def _plain(self, one: Field, written: str) -> Any:
        """Give back to a choice its key; other cells are read as they are."""
        if one.kind == FieldKind.CHOICE:
            return layout.choices_by_name(one, self.language).get(written.strip().casefold(), written)
        if one.kind == FieldKind.CHOICES:
            names = layout.choices_by_name(one, self.language)
            parts = [part.strip() for part in written.replace("\n", ";").split(";") if part.strip()]
            return [names.get(part.casefold(), part) for part in parts] or None
        return written

    def _ticks(self, one: Field, ticked: Mapping[str, tuple[str, Place]]) -> None:
        """Read the lines of several choices; a choice whose line was removed stays as it is."""
        chosen = set(self.present.get(one.key) or ()) - set(ticked)
        is_whole = True
        for key, (written, place) in ticked.items():
            answer = layout.read_yes(written)
            if answer is None:
                sentence = gettext("Write “%(yes)s”, or leave the cell empty.") % {"yes": layout.yes_in(self.language)}
                self.brought.problems.append(Problem(place, label(one), sentence, written))
                is_whole = False
            elif answer:
                chosen.add(key)
        if is_whole:
            place = self.brought.places.get(one.key) or next(iter(ticked.values()))[1]
            self._keep(one, sorted(chosen) or None, place, ", ".join(sorted(chosen)))

    # --- Repeated rows ------------------------------------------------------------------------------------------------

    def _rows(self, key: str, headings: tuple[str, ...], below: tuple[tuple[int, tuple[str, ...]], ...]) -> None:
        one = self.definition.fields.get(key)
        if one is None or one.kind != FieldKind.ROWS:
            sentence = gettext("The form has no such field.")
            self.brought.unknown.append(Problem(Place(self.sheet.name), key, sentence))
            return
        columns = dict(self._columns(one, headings))
        heading = next((index for index, (_number, cells) in enumerate(below) if layout.BELOW in cells), None)
        if heading is None:
            sentence = gettext("The line of headings was removed: rows cannot be told from titles.")
            self.brought.problems.append(Problem(Place(self.sheet.name), label(one), sentence))
            return
        by_key = {column.key: column for column in one.columns}
        rows, numbers, shown = [], [], []
        for number, cells in below[heading + 1 :]:
            written = {key: _at(cells, at) for key, at in columns.items()}
            if any(cell.strip() for cell in written.values()):
                rows.append({key: self._plain(by_key[key], cell) for key, cell in written.items()})
                numbers.append(number)
                shown.append(written)
                for at in columns.values():
                    self._place(number, at)
        try:
            self.brought.values[one.key] = read_value(one, rows or None)
            self.brought.places[one.key] = Place(self.sheet.name)
        except ValueRefused as error:
            self._refuse(one, error, columns, numbers, shown)

    def _columns(self, one: Field, headings: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        known = {column.key for column in one.columns}
        for at, heading in enumerate(headings):
            key = heading.removeprefix(layout.COLUMN)
            if heading.startswith(layout.COLUMN) and key in known:
                yield key, at
            elif heading.startswith(layout.COLUMN):
                place = Place(self.sheet.name, 0, _letters(at))
                self.brought.unknown.append(Problem(place, key, gettext("there is no such column")))

    def _refuse(
        self,
        one: Field,
        error: ValueRefused,
        columns: Mapping[str, int],
        numbers: list[int],
        shown: list[dict[str, str]],
    ) -> None:
        """Say of each cell where it is and why it is refused; the rows are taken whole, or not at all."""
        by_key = {column.key: column for column in one.columns}
        if not error.cells:
            self.brought.problems.append(Problem(Place(self.sheet.name), label(one), str(error)))
        for (place, key), sentence in error.cells.items():
            where = Place(self.sheet.name, numbers[place - 1], _letters(columns.get(key, 0)))
            name = f"{label(one)}, {label(by_key[key])}" if key in by_key else label(one)
            self.brought.problems.append(Problem(where, name, sentence, shown[place - 1].get(key, "")))


def _at(cells: tuple[str, ...], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _letters(column: int) -> str:
    """Name a column (from 0) as spreadsheets do: A, B… AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
