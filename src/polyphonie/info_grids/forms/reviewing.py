"""What the coordinator says of a grid."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.info_grids.definition import Definition, said_in


class CommentForm(forms.Form):
    """A comment, on a field or on the whole grid."""

    field_key = forms.ChoiceField(label=_("On"), required=False)
    text = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, definition: Definition, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped = [
            (said_in(block.title, language), [(one.key, said_in(one.label, language)) for one in block.fields])
            for block in definition
        ]
        self.fields["field_key"].choices = [("", _("the whole grid")), *grouped]  # type: ignore[attr-defined]
