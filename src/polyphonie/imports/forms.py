"""Forms of an import: bring a file, say what its columns are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.consultations.models import Activity, Consultation
from polyphonie.formats import ReadOptions
from polyphonie.imports.models import Import
from polyphonie.imports.services import VOTES, saved_options
from polyphonie.imports.wording import name_of_field

TEXT_FIELDS = ("text_1", "text_2", "text_3")
COLUMN_FIELDS = ("id", "title", "public", "kind", "date", "language", "url", "activity")
ACCEPTED = ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.parquet,.gz"


def _activity_field(consultation: Consultation) -> forms.ModelChoiceField[Activity]:
    return forms.ModelChoiceField(
        queryset=consultation.activities.all(),
        required=False,
        label=_("Activity"),
        empty_label=_("The consultation as a whole"),
        help_text=_("The workshop, survey or vote that this file comes from."),
    )


class UploadForm(forms.Form):
    """A file, and the activity that it comes from."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "An export of Decidim, LimeSurvey or Polis, or any table: CSV, XLSX, JSON Lines or Parquet. "
            "Nothing is kept in the consultation before you confirm."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"] = _activity_field(consultation)

    def clean_file(self) -> File[bytes]:
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            sentence = gettext("This file is too big: at most %(limit)s can be imported here.")
            raise forms.ValidationError(sentence % {"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)})
        return file


class OptionsForm(forms.Form):
    """What the columns are, and which value says "agree"; only the questions that the file raises."""

    def __init__(self, *args: Any, of_import: Import, **kwargs: Any) -> None:
        self.of_import = of_import
        self.headings: list[str] = of_import.preview.get("headings", [])
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)
        if of_import.kind in VOTES:
            self._ask_sign()
        elif of_import.tool != "polis":
            self._ask_columns()
        self.fields["activity_of_file"] = _activity_field(of_import.consultation)

    def _initial(self) -> dict[str, Any]:
        saved = saved_options(self.of_import)
        used = dict(self.of_import.preview.get("used_columns", {}))
        texts = list(saved.texts) or [heading for field, heading in used.items() if field.split(" ")[0] == "text"]
        initial: dict[str, Any] = {**used, **saved.columns}
        initial.update(zip(TEXT_FIELDS, texts, strict=False))
        return initial | {
            "agree": "" if saved.agree is None else str(saved.agree),
            "keep_incomplete": saved.keep_incomplete,
            "activity_of_file": self.of_import.activity_id,
            "sheet": saved.sheet or "",
        }

    def _ask_sign(self) -> None:
        choices = [("1", _("1 says “agree”")), ("-1", _("-1 says “agree”"))]
        self.fields["agree"] = forms.ChoiceField(
            label=_("Which value says “agree”?"),
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_("Exports of Polis use 1; its database uses -1."),
        )

    def _ask_columns(self) -> None:
        if self.of_import.tool != "decidim" or self.of_import.kind == "answers":
            for name in TEXT_FIELDS:
                self.fields[name] = self._column(self._label_of_text(name))
            self.fields["text_1"].required = self.of_import.tool in {"table", ""}
            self.fields["text_1"].help_text = _(
                "The column that holds what people said. A second or third is optional."
            )
        named = COLUMN_FIELDS if self.of_import.tool in {"table", ""} else ("public",)
        for name in named:
            label = gettext("Activity of each row") if name == "activity" else name_of_field(name)
            self.fields[name] = self._column(label)
        if self.of_import.tool == "limesurvey":
            self.fields["keep_incomplete"] = forms.BooleanField(
                required=False, label=_("Also take the answers that were never submitted")
            )
        sheets = self.of_import.preview.get("sheets", [])
        if len(sheets) > 1:
            choices = [("", _("All the sheets that hold contributions")), *((name, name) for name in sheets)]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=choices, required=False)

    def _label_of_text(self, name: str) -> str:
        if name == "text_1":
            return gettext("Text of the contribution")
        return gettext("Text of the contribution (%(number)s)") % {"number": name[-1]}

    def _column(self, label: str) -> forms.CharField:
        widget = forms.TextInput(attrs={"list": "headings", "autocomplete": "off"})
        return forms.CharField(label=label, required=False, max_length=1000, widget=widget)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in (*TEXT_FIELDS, *COLUMN_FIELDS):
            if cleaned.get(name) and cleaned[name] not in self.headings:
                self.add_error(name, gettext("This file has no column of that name."))
        return cleaned

    def options(self) -> ReadOptions:
        """Make options of the answers."""
        cleaned = self.cleaned_data
        is_free = self.of_import.tool in {"table", ""}
        texts = tuple(dict.fromkeys(cleaned[name] for name in TEXT_FIELDS if cleaned.get(name)))
        has_public = cleaned.get("public") and not is_free
        columns = {name: cleaned[name] for name in COLUMN_FIELDS if cleaned.get(name)} if is_free else {}
        return ReadOptions(
            columns={"public": cleaned["public"]} if has_public else columns,
            texts=texts,
            agree=int(cleaned["agree"]) if cleaned.get("agree") else None,
            keep_incomplete=bool(cleaned.get("keep_incomplete")),
            sheet=cleaned.get("sheet") or None,
        )
