"""Forms of an import: bring files, say what a file does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from polyphonie.consultations.models import Activity, Consultation
from polyphonie.formats import ReadOptions
from polyphonie.imports.models import Import
from polyphonie.imports.services import VOTES, saved_options

ACCEPTED = ".csv,.tsv,.txt,.md,.xlsx,.docx,.odt,.json,.jsonl,.parquet,.gz,.zip"
MOST_FILES = 20


def activity_field(consultation: Consultation) -> forms.ModelChoiceField[Activity]:
    """Ask for the activity that files come from."""
    return forms.ModelChoiceField(
        queryset=consultation.activities.all(),
        required=False,
        label=_("Activity"),
        empty_label=_("The consultation as a whole"),
        help_text=_("The workshop, survey or vote that these files come from."),
    )


class SeveralFiles(forms.ClearableFileInput):
    """A field of the browser in which several files may be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; an empty one is let through, and told beside its name."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, (list, tuple)) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in given] or [super().clean(None, initial)]
        if len(files) > MOST_FILES:
            sentence = ngettext(
                "Bring at most %(limit)d file at once, or put them in one archive (.zip).",
                "Bring at most %(limit)d files at once, or put them in one archive (.zip).",
                MOST_FILES,
            )
            raise forms.ValidationError(sentence % {"limit": MOST_FILES})
        return files


class UploadForm(forms.Form):
    """Files, and the activity that they come from."""

    file = FilesField(
        label=_("Files"),
        allow_empty_file=True,
        help_text=_(
            "An export of any tool (Decidim, Polis, LimeSurvey, Google Forms…), minutes of a workshop, or any table. "
            "Several files at once, or a zip of them. Nothing enters the consultation before you confirm."
        ),
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"] = activity_field(consultation)

    def files_brought(self) -> list[File[bytes]]:
        """Give the files, in the order in which they were chosen."""
        files: list[File[bytes]] = self.cleaned_data["file"]
        return files


class OptionsForm(forms.Form):
    """Which value says "agree", which sheet, which activity: only the questions that the file raises."""

    def __init__(self, *args: Any, of_import: Import, **kwargs: Any) -> None:
        self.saved = saved_options(of_import)
        kwargs.setdefault("initial", self._initial(of_import))
        super().__init__(*args, **kwargs)
        if of_import.kind in VOTES:
            self._ask_sign()
        if of_import.tool == "limesurvey":
            self.fields["keep_incomplete"] = forms.BooleanField(
                required=False, label=_("Also take the answers that were never submitted")
            )
        sheets = of_import.preview.get("sheets", [])
        if len(sheets) > 1:
            choices = [("", gettext("All the sheets that hold something to take")), *((name, name) for name in sheets)]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=choices, required=False)
        self.fields["activity"] = activity_field(of_import.consultation)

    def _initial(self, of_import: Import) -> dict[str, Any]:
        return {
            "agree": "" if self.saved.agree is None else str(self.saved.agree),
            "keep_incomplete": self.saved.keep_incomplete,
            "activity": of_import.activity_id,
            "sheet": self.saved.sheet or "",
        }

    def _ask_sign(self) -> None:
        self.fields["agree"] = forms.ChoiceField(
            label=_("Which value says “agree”?"),
            choices=[("1", _("1 says “agree”")), ("-1", _("-1 says “agree”"))],
            widget=forms.RadioSelect,
            help_text=_("Exports of Polis use 1; its database uses -1."),
        )

    def options(self) -> ReadOptions:
        """Make options of the answers; what was said of the columns stays."""
        cleaned = self.cleaned_data
        return replace(
            self.saved,
            agree=int(cleaned["agree"]) if cleaned.get("agree") else self.saved.agree,
            keep_incomplete=bool(cleaned.get("keep_incomplete", self.saved.keep_incomplete)),
            sheet=(cleaned.get("sheet") or None) if "sheet" in self.fields else self.saved.sheet,
        )
