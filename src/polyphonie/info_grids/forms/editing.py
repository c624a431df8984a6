"""What the coordinator writes of a block, of a field or of a column of the form."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.info_grids.definition import Definition, said_in
from polyphonie.info_grids.enums import FieldKind, Visibility
from polyphonie.info_grids.knowledge import SOURCE_NAMES
from polyphonie.info_grids.reading import MAX_HELP, MAX_LABEL
from polyphonie.territories.names import searchable

_IN_ROWS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NUMBER, FieldKind.DATE, FieldKind.CHOICE, FieldKind.CHOICES)
_FIRST_COLUMN = {"key": "title", "kind": "text", "label": {"fr": "Titre", "en": "Title"}}
Data = dict[str, Any]


class _WordsForm(forms.Form):
    """Words in French and in English; those in other languages are kept as they are."""

    words_of = "label"

    label_fr = forms.CharField(label=_("Label in French"), max_length=MAX_LABEL)
    label_en = forms.CharField(label=_("Label in English"), max_length=MAX_LABEL, required=False)
    help_fr = forms.CharField(
        label=_("Help in French"), max_length=MAX_HELP, required=False, widget=forms.Textarea({"rows": 2})
    )
    help_en = forms.CharField(
        label=_("Help in English"), max_length=MAX_HELP, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, present: Data | None = None, **kwargs: Any) -> None:
        self.present = present or {}
        words, helps = self.present.get(self.words_of, {}), self.present.get("help", {})
        initial = {"label_fr": words.get("fr"), "label_en": words.get("en")}
        initial |= {"help_fr": helps.get("fr"), "help_en": helps.get("en")}
        kwargs["initial"] = initial | self.starting() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def starting(self) -> Data:
        """Give what the other fields start with."""
        return {}

    def words(self, name: str, key: str) -> Data:
        """Give a text by language."""
        written = {"fr": self.cleaned_data[f"{name}_fr"], "en": self.cleaned_data[f"{name}_en"]}
        return {language: text for language, text in {**self.present.get(key, {}), **written}.items() if text}

    def key_among(self, taken: set[str]) -> str:
        """Give the key: that which it has, else one made from the label."""
        if self.present:
            return str(self.present["key"])
        plain = re.sub(r"[^a-z0-9]+", "_", searchable(self.cleaned_data["label_fr"])).strip("_")[:50]
        stem = plain if plain[:1].isalpha() else f"x_{plain}".strip("_")
        return next(key for key in (stem, *(f"{stem}_{n}" for n in range(2, 1000))) if key not in taken)


class BlockForm(_WordsForm):
    """A block: its title and its help."""

    words_of = "title"

    def data_of(self, taken: set[str]) -> Data:
        """Give the block as plain data, its fields as they are."""
        block = {
            "key": self.key_among(taken),
            "title": self.words("label", "title"),
            "help": self.words("help", "help"),
        }
        return {**block, "fields": self.present.get("fields", [])}


class FieldForm(_WordsForm):
    """A field, or a column of repeated rows."""

    kind = forms.ChoiceField(label=_("Kind of answer"))
    is_required = forms.BooleanField(label=_("Required"), required=False)
    is_restricted = forms.BooleanField(
        label=_("Not published: read by the territory and the national team only"), required=False
    )
    counts_people = forms.BooleanField(label=_("Counts people: small figures are withheld in public"), required=False)
    choices = forms.CharField(
        label=_("Choices"),
        help_text=_("One by line: key | label in French | label in English. The key is what is kept."),
        required=False,
        max_length=40_000,
        widget=forms.Textarea({"rows": 6}),
    )
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    minimum = forms.FloatField(label=_("At least"), required=False)
    maximum = forms.FloatField(label=_("At most"), required=False)
    max_length = forms.IntegerField(
        label=_("Longest text, in characters, or greatest number of rows"),
        min_value=1,
        max_value=20_000,
        required=False,
    )
    source = forms.ChoiceField(label=_("Filled with"), required=False)
    condition = forms.MultipleChoiceField(
        label=_("Asked only if one of these answers is given"), required=False, widget=forms.SelectMultiple({"size": 6})
    )
    formula = forms.ChoiceField(label=_("Computed as"), required=False)

    def __init__(
        self, *args: Any, definition: Definition, language: str, is_column: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_column = is_column
        kinds = _IN_ROWS if is_column else tuple(FieldKind)
        self._offer("kind", [(str(kind.value), kind.label) for kind in kinds])
        sources = [(name, str(words)) for name, words in SOURCE_NAMES.items()]
        self._offer("source", [("", _("nothing: people write it")), *sources])
        self._offer("condition", _conditions(definition, self.present.get("key", ""), language))
        self._offer("formula", [("", _("not computed")), *_formulas(definition, language)])
        if is_column:
            for name in ("source", "condition", "formula"):
                del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # these four are choice fields

    def starting(self) -> Data:
        present, condition, formula = self.present, self.present.get("condition"), self.present.get("formula")
        lines = [
            " | ".join([choice["key"], choice["label"].get("fr", ""), choice["label"].get("en", "")])
            for choice in present.get("choices", [])
        ]
        return {
            **{name: present.get(name) for name in ("kind", "unit", "minimum", "maximum", "max_length", "source")},
            "is_required": present.get("is_required", False),
            "is_restricted": present.get("visibility") == Visibility.RESTRICTED,
            "counts_people": present.get("counts_people", False),
            "choices": "\n".join(lines),
            "condition": [f"{condition['field']}.{key}" for key in condition["is_one_of"]] if condition else [],
            "formula": f"{formula['operation']}:{formula['of']}" if formula else "",
        }

    def clean_choices(self) -> list[Data]:
        """Read choices, one by line; labels in other languages are kept."""
        before = {choice["key"]: choice["label"] for choice in self.present.get("choices", [])}
        read = []
        for line in self.cleaned_data["choices"].splitlines():
            parts = [part.strip() for part in line.split("|")]
            if not any(parts):
                continue
            if not 2 <= len(parts) <= 3 or not all(parts[:2]):
                raise forms.ValidationError(
                    gettext("Write each choice as: key | label in French | label in English. Not: “%(line)s”.")
                    % {"line": line[:80]}
                )
            written = {"fr": parts[1], "en": parts[2] if len(parts) == 3 else ""}
            label = {language: text for language, text in {**before.get(parts[0], {}), **written}.items() if text}
            read.append({"key": parts[0], "label": label})
        return read

    def clean_condition(self) -> Data | None:
        """Read a condition: choices of one field."""
        pairs = [pair.partition(".") for pair in self.cleaned_data.get("condition", [])]
        if not pairs:
            return None
        if len({field for field, _dot, _key in pairs}) > 1:
            raise forms.ValidationError(gettext("Choose answers of one field only."))
        return {"field": pairs[0][0], "is_one_of": [key for _field, _dot, key in pairs]}

    def data_of(self, taken: set[str]) -> Data:
        """Give the field as plain data; whoever keeps it checks it."""
        sent = self.cleaned_data
        operation, _colon, of = (sent.get("formula") or "").partition(":")
        written: Data = {
            "key": self.key_among(taken),
            "kind": sent["kind"],
            "label": self.words("label", "label"),
            "help": self.words("help", "help"),
            "is_required": sent["is_required"],
            "visibility": str(Visibility.RESTRICTED if sent["is_restricted"] else Visibility.PUBLIC),
            "choices": sent["choices"] if sent["kind"] in {FieldKind.CHOICE, FieldKind.CHOICES} else [],
            "condition": sent.get("condition"),
            "formula": {"operation": operation, "of": of} if operation and sent["kind"] == FieldKind.COMPUTED else None,
            "source": sent.get("source", ""),
            "unit": sent["unit"],
            "minimum": sent["minimum"],
            "maximum": sent["maximum"],
            "max_length": sent["max_length"],
            "counts_people": sent["counts_people"],
        }
        if sent["kind"] == FieldKind.ROWS:
            written["columns"] = self.present.get("columns") or [_FIRST_COLUMN]
        return written


class PublishForm(forms.Form):
    """What changed since the version before."""

    change_note = forms.CharField(
        label=_("What changes, for those who fill the grid"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class UploadForm(forms.Form):
    """A form as a file."""

    file = forms.FileField(label=_("A form as a file (JSON)"))


def _conditions(definition: Definition, key: str, language: str) -> list[tuple[str, str]]:
    """Offer the choices of the fields that come before."""
    offered: list[tuple[str, str]] = []
    for one in definition.fields.values():
        if one.key == key:
            break
        label = said_in(one.label, language)
        offered += [(f"{one.key}.{c.key}", f"{label} – {said_in(c.label, language)}") for c in one.choices]
    return offered


def _formulas(definition: Definition, language: str) -> list[tuple[str, str]]:
    offered: list[tuple[str, str]] = []
    for one in definition.fields.values():
        if one.kind != FieldKind.ROWS:
            continue
        label = said_in(one.label, language)
        offered.append((f"count:{one.key}", gettext("number of rows of: %(rows)s") % {"rows": label}))
        numbers = [column for column in one.columns if column.kind == FieldKind.NUMBER]
        offered += [
            (
                f"sum:{one.key}.{column.key}",
                gettext("sum of %(column)s, in: %(rows)s") % {"column": said_in(column.label, language), "rows": label},
            )
            for column in numbers
        ]
    return offered
