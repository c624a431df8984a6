"""Forms of signing the charter and of leaving the campaign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from polyphonie.campaigns.forms.joining import LineField
from polyphonie.campaigns.services.signing import Signing
from polyphonie.core.files import keep_file
from polyphonie.formats.attachments import ATTACHMENT_SUFFIXES


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class SigningForm(forms.Form):
    """Who signs the charter that was just read, and by which act."""

    has_read = forms.BooleanField(label=_("We have read the whole charter, and commit to it."))
    signatory_name = LineField(
        label=_("Name of the signatory"),
        max_length=150,
        help_text=_("The elected official who signs for the territory. The name is public, as on a deliberation."),
    )
    signatory_function = LineField(label=_("Function of the signatory"), max_length=200)
    signed_on = _day(label=_("Date of the signature"))
    deliberation_reference = LineField(
        label=_("Number of the deliberation"), required=False, max_length=120, help_text=_("If there was one.")
    )
    deliberation_on = _day(label=_("Date of the deliberation"), required=False)
    deliberation_url = forms.URLField(
        label=_("Address of the deliberation on the web"), required=False, max_length=500, assume_scheme="https"
    )
    deliberation_file = forms.FileField(
        label=_("The deliberation"),
        required=False,
        help_text=_("A PDF or an image. It is public."),
        widget=forms.FileInput(attrs={"accept": ",".join(ATTACHMENT_SUFFIXES)}),
    )
    charter_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def signing(self, *, received_from_id: int | None) -> Signing:
        """
        Make of the answers what is signed; the file is kept.

        Raises
        ------
        FileRefused
        """
        answers = dict(self.cleaned_data)
        answers.pop("has_read")
        upload: UploadedFile[bytes] | None = answers.pop("deliberation_file")
        file = keep_file(upload, received_from_id=received_from_id) if upload else None
        return Signing(deliberation_file=file, **answers)


class WithdrawalForm(forms.Form):
    """Why a territory leaves."""

    reason = forms.CharField(
        label=_("Why the territory leaves"),
        max_length=500,
        help_text=_("Everyone can read it. 500 characters at most."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_sure = forms.BooleanField(label=_("The territory leaves the campaign."))
