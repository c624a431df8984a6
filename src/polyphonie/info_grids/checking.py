"""What must hold between the fields of a form: keys used once, conditions and formulas that point somewhere right."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from polyphonie.info_grids.definition import Condition, Definition, Field, Formula
from polyphonie.info_grids.enums import FieldKind, Visibility
from polyphonie.info_grids.problems import Found, cut

WITH_CHOICES = {FieldKind.CHOICE, FieldKind.CHOICES}


def check_whole(definition: Definition, found: Found) -> None:
    """Check what holds between fields, once each of them is right."""
    for key in repeated([block.key for block in definition]):
        found.say(key, _("The key “%(key)s” is used twice."), key=key)
    for key in repeated([one.key for block in definition for one in block.fields]):
        found.say(key, _("The key “%(key)s” is used twice."), key=key)
    before: dict[str, Field] = {}
    for block in definition:
        for one in block.fields:
            place = f"{block.key} / {one.key}"
            if one.condition:
                _check_condition(one.condition, before, place, found)
            if one.formula:
                _check_formula(one, one.formula, definition, place, found)
            before[one.key] = one


def repeated(keys: list[str]) -> list[str]:
    """Give the keys that are there more than once."""
    return sorted({key for key in keys if keys.count(key) > 1})


def _check_condition(condition: Condition, before: Mapping[str, Field], place: str, found: Found) -> None:
    asked = before.get(condition.field)
    if asked is None or asked.kind not in WITH_CHOICES:
        sentence = _("Its condition names “%(key)s”, which is not an earlier field with choices.")
        found.say(place, sentence, key=cut(condition.field))
        return
    for key in condition.is_one_of:
        if key not in asked.choice_keys:
            found.say(place, _("Its condition names “%(key)s”, which is not among the choices."), key=cut(key))


def _check_formula(one: Field, formula: Formula, definition: Definition, place: str, found: Found) -> None:
    name, _dot, column_key = formula.of.partition(".")
    rows = definition.fields.get(name)
    if rows is None or rows.kind != FieldKind.ROWS:
        found.say(place, _("Its formula names “%(key)s”, which is not a field of repeated rows."), key=cut(formula.of))
        return
    column = next((column for column in rows.columns if column.key == column_key), None)
    if formula.operation == "count" and column_key:
        found.say(place, _("To count rows, name the field alone: “%(key)s”."), key=name)
    if formula.operation == "sum" and (column is None or column.kind != FieldKind.NUMBER):
        found.say(place, _("A sum names a column of numbers, written “field.column”."))
    if one.visibility == Visibility.PUBLIC and Visibility.RESTRICTED in _visibilities(rows, column):
        found.say(place, _("It is computed from what is restricted: it must be restricted too."))
    if column is not None and column.counts_people and not one.counts_people:
        found.say(place, _("It adds counts of people: it counts people too."))


def _visibilities(rows: Field, column: Field | None) -> set[Visibility]:
    return {rows.visibility, column.visibility} if column else {rows.visibility}
