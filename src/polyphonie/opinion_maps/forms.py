"""Where am I on the map?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.opinion_maps.models import OpinionMap


@dataclass(frozen=True)
class Place:
    """Where a person stands; without a position where too few votes were cast."""

    point: tuple[float, float] | None
    group: str
    membership: float | None
    n_votes: int
    is_between: bool


class PlaceForm(forms.Form):
    """A participant gives the code received when voting; nothing of it is kept."""

    code = forms.CharField(
        label=_("Your participant code"),
        max_length=200,
        help_text=_("The code that you received when you voted. It is not your name, and it is not kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, opinion_map: OpinionMap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opinion_map = opinion_map
        if self.is_bound and self.errors:
            self.fields["code"].widget.attrs["aria-invalid"] = "true"

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        if code not in self.opinion_map.positions.get("participant", []):
            raise forms.ValidationError(
                _("This code is not among those who voted here. Check it on the paper or in the message that gave it.")
            )
        return code

    def place(self) -> Place:
        """Find where the person stands."""
        columns = self.opinion_map.positions
        i = columns["participant"].index(self.cleaned_data["code"])
        x, y, membership = columns["x"][i], columns["y"][i], columns["membership"][i]
        clear = self.opinion_map.parameters.get("clear_membership", 0.7)
        return Place(
            point=None if x is None or y is None else (x, y),
            group=columns["group"][i],
            membership=membership,
            n_votes=columns["n_votes"][i],
            is_between=membership is not None and membership < clear,
        )
