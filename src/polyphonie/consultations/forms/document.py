"""A document to attach to an activity."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.consultations.enums import DocumentKind
from polyphonie.formats.attachments import ATTACHMENT_SUFFIXES


def _what_is_taken() -> str:
    sentence = gettext("A PDF, a document, a spreadsheet, an image, a recording or a text, of %(limit)s MB at most.")
    return sentence % {"limit": settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)}


class DocumentForm(forms.Form):
    """A file, what it is, and whether anyone may read it. The service looks at what it holds."""

    file = forms.FileField(
        label=_("File"),
        help_text=lazy(_what_is_taken, str)(),
        allow_empty_file=True,  # the service refuses it, with its own sentence
        widget=forms.FileInput(attrs={"accept": ",".join(ATTACHMENT_SUFFIXES)}),
    )
    title = forms.CharField(
        label=_("Title"), required=False, max_length=200, help_text=_("The name of the file where it is empty.")
    )
    kind = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind.choices, initial=DocumentKind.MINUTES)
    is_public = forms.BooleanField(
        label=_("Anyone may read it"),
        required=False,
        help_text=_("Once the consultation is published. Check that it names no participant."),
    )
