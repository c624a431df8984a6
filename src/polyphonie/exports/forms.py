"""What a person chooses before taking a consultation away."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.exports.catalogue import FORMATS


class ExportForm(forms.Form):
    """The format, and whether what moderation hid leaves too."""

    format = forms.ChoiceField(
        label=_("Format"),
        choices=[(form.name, form.title) for form in FORMATS.values()],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    includes_hidden = forms.BooleanField(
        label=_("Also take what moderation hid"),
        help_text=_("With the reason that was given, where the format can carry it. Do not publish such a file."),
        required=False,
    )
