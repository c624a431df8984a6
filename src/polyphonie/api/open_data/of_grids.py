"""Data sets of the common grid: what territories answered, and the form that they filled."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from polyphonie.api.open_data.of_campaigns import TERRITORY
from polyphonie.api.open_data.tables import LANGUAGES, Column, Dataset, Rows
from polyphonie.campaigns.models import Campaign
from polyphonie.info_grids.definition import Definition, Field, said_in
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.models import GridForm
from polyphonie.info_grids.published import answers_in, cells_of, last_versions
from polyphonie.info_grids.reading import read_definition

GRIDS_AT_ONCE = 100
"""Grids are long texts: fewer are held at a time than other rows."""


def _grids(campaign: Campaign) -> Rows:
    form_of = _forms_by_key()
    rows = (
        last_versions(campaign)
        .order_by("grid__engagement__territory__name_search", "grid_id")
        .values_list(
            "grid__engagement__territory__slug", "form_id", "form__version", "number", "published_at", "content"
        )
    )
    for territory, form_id, form_version, number, published_at, content in rows.iterator(chunk_size=GRIDS_AT_ONCE):
        blocks, definition = form_of(form_id)
        answers = answers_in(content)
        values = {key: answer.get("value") for key, answer in answers.items()}
        for cell in cells_of(definition, values, threshold=campaign.disclosure_threshold):
            key = cell.field.key
            yield (
                *(territory, form_version, number, published_at, blocks[key], key),
                *(cell.column.key if cell.column else None, cell.place or None, written(cell.of, cell.value)),
                *(cell.is_withheld, answers[key].get("origin") or None),
            )


def _forms_by_key() -> Callable[[int], tuple[dict[str, str], Definition]]:
    @cache
    def read(form_id: int) -> tuple[dict[str, str], Definition]:
        definition = read_definition(GridForm.objects.get(pk=form_id).definition)
        return {one.key: block.key for block in definition for one in block.fields}, definition

    return read


def written(one: Field, value: Any) -> str | None:
    """Write a value as text: numbers with a point, dates as 2026-04-30, choices by key; “file” where there is one."""
    if value is None:
        return None
    return "file" if one.kind == FieldKind.FILE else str(value)


def _forms(campaign: Campaign) -> list[tuple[int, Definition]]:
    forms = GridForm.objects.in_campaign(campaign).published().order_by("version")
    return [(form.version, read_definition(form.definition)) for form in forms]


def _fields(campaign: Campaign) -> Rows:
    for version, definition in _forms(campaign):
        for block in definition:
            for one in block.fields:
                for column in (None, *one.columns):
                    yield (version, block.key, *_described(one, column))


def _described(one: Field, column: Field | None) -> tuple[Any, ...]:
    of = column or one
    labels = [said_in(of.label, language) for language in LANGUAGES]
    helps = [said_in(of.help, language) or None for language in LANGUAGES]
    return (
        *(one.key, column.key if column else None, str(of.kind), *labels, *helps, of.is_required),
        *(str(one.visibility), of.unit or None, of.minimum, of.maximum, of.counts_people),
    )


def _choices(campaign: Campaign) -> Rows:
    for version, definition in _forms(campaign):
        for one in definition.fields.values():
            for column in (None, *one.columns):
                for choice in (column or one).choices:
                    labels = [said_in(choice.label, language) for language in LANGUAGES]
                    yield (version, one.key, column.key if column else None, choice.key, *labels)


_FORM_VERSION = Column("form_version", "integer", _("Version of the form."))
_FIELD = Column("field", "string", _("Key of the field; “grid-fields” says what it asks."))
_COLUMN = Column("column", "string", _("Key of the column."), _("the field itself, not a column of repeated rows"))

GRIDS = Dataset(
    "grids",
    _("Published grids"),
    _("One row per value that a territory published in the common grid, in its last version."),
    (
        TERRITORY,
        _FORM_VERSION,
        Column("version", "integer", _("Version of the grid that the territory published.")),
        Column("published_at", "datetime", _("When this version was published."), unit=_("UTC")),
        Column("block", "string", _("Key of the block of the form.")),
        _FIELD,
        _COLUMN,
        Column("place", "integer", _("Row, in repeated rows; order, among several choices."), _("there is one value")),
        Column("value", "string", _("The value; a choice is given by its key."), _("withheld: see the next column")),
        Column("is_withheld", "boolean", _("Whether it is withheld because it counts few people.")),
        Column("origin", "string", _("typed, known (by the software), corrected or workbook."), _("not known")),
    ),
    _grids,
)
GRID_FIELDS = Dataset(
    "grid-fields",
    _("Dictionary of the grid"),
    _("One row per field of each version of the form, and per column of its repeated rows."),
    (
        _FORM_VERSION,
        Column("block", "string", _("Key of the block of the form.")),
        _FIELD,
        _COLUMN,
        Column("kind", "string", _("What it takes: text, number, date, choice…")),
        Column("label_fr", "string", _("What is asked, in French.")),
        Column("label_en", "string", _("What is asked, in English.")),
        Column("help_fr", "string", _("Help, in French."), _("none was given")),
        Column("help_en", "string", _("Help, in English."), _("none was given")),
        Column("is_required", "boolean", _("Whether an answer, or a word on why there is none, is required.")),
        Column("visibility", "string", _("public; restricted answers are in no file.")),
        Column("unit", "string", _("Unit of the figure."), _("it has none")),
        Column("minimum", "number", _("Least value that is taken."), _("no bound")),
        Column("maximum", "number", _("Highest value that is taken."), _("no bound")),
        Column("counts_people", "boolean", _("Whether it counts people, so that small counts are withheld.")),
    ),
    _fields,
)
GRID_CHOICES = Dataset(
    "grid-choices",
    _("Choices of the grid"),
    _("One row per answer that a field of the form offers."),
    (
        _FORM_VERSION,
        _FIELD,
        _COLUMN,
        Column("choice", "string", _("Key of the choice.")),
        Column("label_fr", "string", _("The choice, in French.")),
        Column("label_en", "string", _("The choice, in English.")),
    ),
    _choices,
)
