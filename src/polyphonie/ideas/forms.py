"""What people may decide of an idea."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.ideas.models import Idea


class RenameForm(forms.Form):
    """Another name for an idea."""

    label = forms.CharField(
        label=_("Name of the idea"),
        max_length=300,
        strip=True,
        help_text=_("Use the words of people; the name that was suggested is kept beside yours."),
    )


class MergeForm(forms.Form):
    """The number of the idea that says the same."""

    into = forms.IntegerField(
        label=_("Number of the idea that says the same"),
        min_value=1,
        max_value=2**62,
        help_text=_("It stands in the address of its page, and under its title."),
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.idea = idea

    def clean_into(self) -> Idea:
        """Find that idea in the same run."""
        found = Idea.objects.filter(run=self.idea.run_id, pk=self.cleaned_data["into"]).exclude(pk=self.idea.pk).first()
        if found is None:
            raise forms.ValidationError(_("No other idea of this list has this number."))
        return found
