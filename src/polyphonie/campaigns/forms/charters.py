"""Forms of the charter: its words, and the publication of a version."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.campaigns.forms.fields import LongTextField


class CharterForm(forms.Form):
    """The words of a draft around its commitments."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title of the charter"), max_length=200)
    preamble = LongTextField(
        label=_("Preamble"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Markdown: **bold**, [words](address), an empty line between two paragraphs."),
    )
    change_note = LongTextField(
        label=_("What changed since the version before"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Those who signed it will read this, on the page and in a mail. Needed from the second version on."
        ),
    )


class ConfirmForm(forms.Form):
    """A box to tick before something that cannot be taken back."""

    is_sure = forms.BooleanField(
        label=_("I have read this and I want to go on"),
        error_messages={"required": _("Tick this box to go on.")},
    )
