"""What a territory declares for a commitment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.campaigns.models import Commitment


class EvidenceForm(forms.Form):
    """For which commitment, what is shown, with a document or an address."""

    commitment = forms.ChoiceField(label=_("Commitment"))
    text = forms.CharField(
        label=_("What you show"),
        help_text=_("A few sentences that anyone will read: what was done, when, for whom. No name of a person."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    document = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_("A PDF, a document, a spreadsheet or an image. Anyone will be able to download it."),
    )
    url = forms.URLField(
        label=_("Address of a page"),
        required=False,
        max_length=500,
        help_text=_("Where it can be read on another site: a deliberation, an article."),
        assume_scheme="https",
    )

    def __init__(self, *arguments: Any, commitments: Iterable[Commitment], **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [(one.code, one.title) for one in commitments]
        self.fields["commitment"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and not url.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(_("Give an address of the web, that starts with https://."))
        return url
