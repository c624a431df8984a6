"""Writing a reminder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.programme.enums import Stage
from polyphonie.programme.models import Mailing
from polyphonie.programme.texts import PLACEHOLDERS, unknown_names


class MailingForm(forms.ModelForm[Mailing]):
    """For which stages, and the words in both languages."""

    stages = forms.MultipleChoiceField(
        label=_("Territories at these stages"),
        choices=[(stage.value, stage.label) for stage in Stage if stage != Stage.WITHDRAWN],
        widget=forms.CheckboxSelectMultiple,
    )
    only_late = forms.BooleanField(label=_("Only those that are late with something"), required=False)

    class Meta:
        model = Mailing
        fields = ("stages", "only_late", "subject_fr", "body_fr", "subject_en", "body_en")
        labels = {
            "subject_fr": _("Subject in French"),
            "body_fr": _("Text in French"),
            "subject_en": _("Subject in English"),
            "body_en": _("Text in English"),
        }
        widgets = {
            "body_fr": forms.Textarea(attrs={"rows": 10, "lang": "fr"}),
            "body_en": forms.Textarea(attrs={"rows": 10, "lang": "en"}),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("subject_fr", "body_fr", "subject_en", "body_en"):
            unknown = unknown_names(given.get(name, ""))
            if unknown:
                known = ", ".join(f"%({one})s" for one in PLACEHOLDERS)
                sentence = _("“%(name)s” cannot be filled in. The names that can are: %(known)s.")
                self.add_error(name, sentence % {"name": unknown[0], "known": known})
        return given
