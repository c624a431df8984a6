"""Filters of lists: who holds which role, what was done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.accounts import acts
from polyphonie.accounts.enums import Role
from polyphonie.accounts.queries.territories import territories_called
from polyphonie.territories.models import Territory

_ALL: tuple[str, Promise] = ("", _("All"))


class _TerritoryFilter(forms.Form):
    """A filter on the territories that bear a name or a number; namesakes are kept together."""

    territory = forms.CharField(
        label=_("Territory"), required=False, max_length=200, help_text=_("Its name or its INSEE or SIREN number.")
    )

    def clean_territory(self) -> tuple[Territory, ...] | None:
        words = self.cleaned_data["territory"].strip()
        if not words:
            return None
        found = territories_called(words)
        if not found:
            raise forms.ValidationError(gettext("No territory has this name or this number."))
        return tuple(found)


class AccessFilterForm(_TerritoryFilter):
    """Which roles to show."""

    role = forms.ChoiceField(label=_("Role"), required=False, choices=[_ALL, *Role.choices])

    field_order = ("role", "territory")

    def clean_role(self) -> Role | None:
        return Role(self.cleaned_data["role"]) if self.cleaned_data["role"] else None


class TrailFilterForm(_TerritoryFilter):
    """Which acts to show."""

    verb = forms.ChoiceField(label=_("Act"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    field_order = ("verb", "territory", "since", "until")

    def __init__(self, *args: Any, in_one_territory: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verb = forms.ChoiceField(label=_("Act"), required=False, choices=[_ALL, *acts.acts_by_sentence()])
        self.fields["verb"] = verb
        if in_one_territory:
            del self.fields["territory"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", gettext("This day comes before the first one."))
        return given
