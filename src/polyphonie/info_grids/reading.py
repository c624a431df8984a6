"""
Reading the form of the grid from plain data, and writing it back.

A form is edited by people and uploaded from files: nothing in it is trusted. Every problem is found at once,
each with its place, so that whoever edits it corrects them in one go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.info_grids.checking import WITH_CHOICES, check_whole, repeated
from polyphonie.info_grids.definition import Block, Choice, Condition, Definition, Field, Formula, Words
from polyphonie.info_grids.enums import FieldKind, Visibility
from polyphonie.info_grids.problems import UNWRITABLE, DefinitionRefused, Found, Problem, cut
from polyphonie.info_grids.writing import usual_length, write_definition

__all__ = ["DefinitionRefused", "Problem", "read_definition", "write_definition"]

MAX_BLOCKS = 30
MAX_FIELDS = 400
MAX_COLUMNS = 30
MAX_CHOICES = 200
MAX_ROWS = 200
MAX_LABEL = 300
MAX_HELP = 2000
MAX_TEXT = 20_000
OPERATIONS = ("count", "sum")

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CHOICE_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_NOT_IN_ROWS = {FieldKind.ROWS, FieldKind.FILE, FieldKind.COMPUTED}
_FIELD_KEYS = {
    "key", "kind", "label", "help", "is_required", "visibility", "choices", "columns", "condition", "formula",
    "source", "unit", "minimum", "maximum", "max_length", "counts_people",
}  # fmt: skip


def read_definition(data: object) -> Definition:
    """
    Read a form from plain data, as JSON gives it.

    Raises
    ------
    DefinitionRefused
        With every problem, in plain words: an unknown kind, a key used twice, a condition on a field that
        comes later, choices without label, too many blocks…
    """
    found = Found()
    blocks = _blocks(data, found)
    definition = Definition(blocks)
    if not found.problems:
        check_whole(definition, found)
    if found.problems:
        raise DefinitionRefused(found.problems)
    return definition


def _blocks(data: object, found: Found) -> tuple[Block, ...]:
    if not isinstance(data, Mapping) or not isinstance(data.get("blocks"), list):
        found.say("", _("A form is an object with a list named “blocks”."))
        return ()
    for unknown in sorted(set(map(str, data)) - {"blocks"}):
        found.say("", _("“%(name)s” is not known here."), name=cut(unknown))
    if not 1 <= len(data["blocks"]) <= MAX_BLOCKS:
        found.say("", _("A form has from 1 to %(limit)s blocks."), limit=MAX_BLOCKS)
        return ()
    blocks = tuple(_block(one, number, found) for number, one in enumerate(data["blocks"], start=1))
    if sum(len(block.fields) for block in blocks) > MAX_FIELDS:
        found.say("", _("A form has %(limit)s fields at most."), limit=MAX_FIELDS)
    return blocks


def _block(data: object, number: int, found: Found) -> Block:
    place = gettext("block %(number)s") % {"number": number}
    if not isinstance(data, Mapping):
        found.say(place, _("A block is an object with a key, a title and fields."))
        return Block("", {})
    key = _key(data.get("key"), place, found)
    place = key or place
    for unknown in sorted(set(map(str, data)) - {"key", "title", "help", "fields"}):
        found.say(place, _("“%(name)s” is not known here."), name=cut(unknown))
    title = _words(data.get("title"), place, found, limit=MAX_LABEL, needed=True)
    fields = data.get("fields", [])
    if not isinstance(fields, list) or len(fields) > MAX_FIELDS:
        found.say(place, _("“fields” is a list of %(limit)s fields at most."), limit=MAX_FIELDS)
        fields = []
    read = (_field(one, f"{place} / {n}", place, found) for n, one in enumerate(fields, start=1))
    return Block(key, title, _words(data.get("help"), place, found, limit=MAX_HELP), tuple(read))


def _field(data: object, numbered: str, above: str, found: Found, *, in_rows: bool = False) -> Field:
    if not isinstance(data, Mapping):
        found.say(numbered, _("A field is an object with a key, a kind and a label."))
        return Field("", FieldKind.TEXT, {})
    key = _key(data.get("key"), numbered, found)
    place = f"{above} / {key}" if key else numbered
    for unknown in sorted(set(map(str, data)) - _FIELD_KEYS):
        found.say(place, _("“%(name)s” is not known here."), name=cut(unknown))
    kind = _kind(data.get("kind"), place, found, in_rows=in_rows)
    low, high = _bound(data, "minimum", place, found), _bound(data, "maximum", place, found)
    if low is not None and high is not None and low > high:
        found.say(place, _("The minimum is above the maximum."))
    return Field(
        key=key,
        kind=kind,
        label=_words(data.get("label"), place, found, limit=MAX_LABEL, needed=True),
        help=_words(data.get("help"), place, found, limit=MAX_HELP),
        is_required=_truth(data, "is_required", place, found),
        visibility=_visibility(data.get("visibility", Visibility.PUBLIC), place, found),
        choices=_choices(data.get("choices", []), kind, place, found),
        columns=() if in_rows else _columns(data.get("columns", []), kind, place, found),
        condition=_condition(data.get("condition"), place, found, in_rows=in_rows),
        formula=_formula(data.get("formula"), kind, place, found),
        source=_text(data.get("source", ""), 60, place, found),
        unit=_text(data.get("unit", ""), 40, place, found),
        minimum=low,
        maximum=high,
        max_length=_max_length(data.get("max_length"), kind, place, found),
        counts_people=_counts_people(data, kind, place, found),
    )


def _key(value: object, place: str, found: Found) -> str:
    if isinstance(value, str) and _KEY.fullmatch(value):
        return value
    found.say(
        place, _("The key is made of small letters, figures and underscores, a letter first, 60 characters at most.")
    )
    return ""


def _kind(value: object, place: str, found: Found, *, in_rows: bool) -> FieldKind:
    if not isinstance(value, str) or value not in FieldKind.values:
        found.say(place, _("The kind is one of: %(kinds)s."), kinds=", ".join(FieldKind.values))
        return FieldKind.TEXT
    kind = FieldKind(value)
    if in_rows and kind in _NOT_IN_ROWS:
        found.say(place, _("A column holds neither rows, nor a file, nor a computed value."))
    return kind


def _visibility(value: object, place: str, found: Found) -> Visibility:
    if isinstance(value, str) and value in Visibility.values:
        return Visibility(value)
    found.say(place, _("The visibility is one of: %(known)s."), known=", ".join(Visibility.values))
    return Visibility.RESTRICTED


def _words(value: object, place: str, found: Found, *, limit: int, needed: bool = False) -> Words:
    """Read a text by language; empty ones are left out."""
    if value is None:
        value = {}
    if not isinstance(value, Mapping) or len(value) > 20:
        found.say(place, _("A text is given by language: an object with “fr”, “en” or another code."))
        return {}
    words: dict[str, str] = {}
    for language, text in value.items():
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            found.say(place, _("“%(name)s” is not the code of a language."), name=cut(language))
        elif read := _text(text, limit, place, found).strip():
            words[language] = read
    if needed and not words:
        found.say(place, _("It needs a title or a label, in one language at least."))
    return words


def _text(value: object, limit: int, place: str, found: Found) -> str:
    if not isinstance(value, str):
        found.say(place, _("A text was expected instead of “%(given)s”."), given=cut(value))
        return ""
    if len(value) > limit:
        found.say(place, _("This text is longer than %(limit)s characters: “%(text)s”."), limit=limit, text=cut(value))
        return ""
    if UNWRITABLE.search(value):
        found.say(place, _("This text holds characters that cannot be written: “%(text)s”."), text=cut(value))
        return ""
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _truth(data: Mapping[Any, Any], name: str, place: str, found: Found) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        found.say(place, _("“%(name)s” is true or false."), name=name)
        return False
    return value


def _counts_people(data: Mapping[Any, Any], kind: FieldKind, place: str, found: Found) -> bool:
    counts = _truth(data, "counts_people", place, found)
    if counts and kind not in {FieldKind.NUMBER, FieldKind.COMPUTED}:
        found.say(place, _("Only a number, or what is computed from numbers, counts people."))
    return counts


def _bound(data: Mapping[Any, Any], name: str, place: str, found: Found) -> float | None:
    value = data.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e15 <= value <= 1e15:
        found.say(place, _("“%(name)s” is a number."), name=name)
        return None
    return value


def _max_length(value: object, kind: FieldKind, place: str, found: Found) -> int:
    ceiling = MAX_ROWS if kind == FieldKind.ROWS else MAX_TEXT
    usual = usual_length(kind)
    if value is None:
        return usual
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= ceiling:
        found.say(place, _("“max_length” is a whole number from 1 to %(limit)s."), limit=ceiling)
        return usual
    return value


def _choices(value: object, kind: FieldKind, place: str, found: Found) -> tuple[Choice, ...]:
    if not isinstance(value, list) or len(value) > MAX_CHOICES:
        found.say(place, _("“choices” is a list of %(limit)s choices at most."), limit=MAX_CHOICES)
        return ()
    if bool(value) != (kind in WITH_CHOICES):
        found.say(place, _("Fields of one or several choices have choices, and they alone."))
    choices = []
    for number, one in enumerate(value, start=1):
        if not isinstance(one, Mapping) or set(one) - {"key", "label"}:
            found.say(place, _("Choice %(number)s is an object with a key and a label."), number=number)
            continue
        key = one.get("key")
        if not isinstance(key, str) or not _CHOICE_KEY.fullmatch(key):
            found.say(
                place,
                _("The key of choice %(number)s is made of small letters, figures and underscores."),
                number=number,
            )
            continue
        choices.append(Choice(key, _words(one.get("label"), f"{place} / {key}", found, limit=MAX_LABEL, needed=True)))
    for key in repeated([choice.key for choice in choices]):
        found.say(place, _("The key “%(key)s” is used twice."), key=key)
    return tuple(choices)


def _columns(value: object, kind: FieldKind, place: str, found: Found) -> tuple[Field, ...]:
    if not isinstance(value, list) or len(value) > MAX_COLUMNS:
        found.say(place, _("“columns” is a list of %(limit)s columns at most."), limit=MAX_COLUMNS)
        return ()
    if bool(value) != (kind == FieldKind.ROWS):
        found.say(place, _("Repeated rows have columns, and they alone."))
        return ()
    columns = tuple(_field(one, f"{place} / {n}", place, found, in_rows=True) for n, one in enumerate(value, start=1))
    for key in repeated([column.key for column in columns if column.key]):
        found.say(place, _("The key “%(key)s” is used twice."), key=key)
    return columns


def _condition(value: object, place: str, found: Found, *, in_rows: bool) -> Condition | None:
    if value is None:
        return None
    if in_rows:
        found.say(place, _("A column has no condition: put it on the whole table."))
        return None
    if not isinstance(value, Mapping) or set(value) != {"field", "is_one_of"}:
        found.say(place, _("A condition is an object with “field” and “is_one_of”."))
        return None
    of, keys = value["field"], value["is_one_of"]
    if not isinstance(of, str) or not isinstance(keys, list) or not keys or not all(isinstance(k, str) for k in keys):
        found.say(place, _("A condition names a field, and one or several of its choices."))
        return None
    return Condition(of, tuple(keys))


def _formula(value: object, kind: FieldKind, place: str, found: Found) -> Formula | None:
    if (value is not None) != (kind == FieldKind.COMPUTED):
        found.say(place, _("A computed field has a formula, and it alone."))
        return None
    if value is None:
        return None
    if not isinstance(value, Mapping) or set(value) != {"operation", "of"} or not isinstance(value["of"], str):
        found.say(place, _("A formula is an object with “operation” and “of”."))
        return None
    if value["operation"] not in OPERATIONS:
        found.say(place, _("The operation is “count” (of rows) or “sum” (of a column)."))
        return None
    return Formula(value["operation"], value["of"])
