"""What a territory says of a consultation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from polyphonie.consultations.enums import AudienceCategory, Mandate, Reach
from polyphonie.consultations.forms.moments import DayField, HourField, moment_typed, typed_again
from polyphonie.consultations.models import Consultation
from polyphonie.consultations.services.describing import ConsultationDescription, PublicAsked
from polyphonie.consultations.services.versions import version_of

_LAST_MINUTE = time(23, 59)
_AS_THEY_ARE = ("title", "question", "mandate", "negotiable", "decision", "organizer", "guarantor", "methods")
_PLAIN = (*_AS_THEY_ARE, "information_url", "publics_sought", "publics_absent")


def _lines(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


@dataclass(frozen=True)
class PublicFields:
    """The four fields of one public, one line of the form."""

    label: str
    sought: forms.BoundField
    expected: forms.BoundField
    reach: forms.BoundField
    why: forms.BoundField


class ConsultationForm(forms.Form):
    """The whole description of a consultation. Only the title is required: the rest may come as it is known."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    question = forms.CharField(
        label=_("Question put to people"),
        max_length=500,
        required=False,
        widget=_lines(2),
        help_text=_("As they read it."),
    )
    mandate = forms.ChoiceField(
        label=_("Mandate"),
        choices=Mandate.choices,
        initial=Mandate.CONSULTATION,
        help_text=_("How far those who take part weigh on the decision."),
    )
    negotiable = forms.CharField(
        label=_("What can change, and what cannot"),
        required=False,
        max_length=5000,
        widget=_lines(),
        help_text=_("Be exact: people decide by this whether to come."),
    )
    decision = forms.CharField(
        label=_("The decision that it feeds"),
        required=False,
        max_length=5000,
        widget=_lines(3),
        help_text=_("What will be decided, by whom, and when."),
    )
    organizer = forms.CharField(
        label=_("Organizer"), required=False, max_length=200, help_text=_("A service or a body; no name of a person.")
    )
    guarantor = forms.CharField(
        label=_("Guarantor"),
        required=False,
        max_length=200,
        help_text=_("Who watches over the sincerity of the debate, if there is someone."),
    )
    methods = forms.CharField(
        label=_("Methods"),
        required=False,
        max_length=5000,
        widget=_lines(),
        help_text=_("How people take part, and how what they say is gathered."),
    )
    information_url = forms.URLField(
        label=_("Where to read more"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("The page of the territory about this debate, with its whole address: https://…"),
    )
    opens_on = DayField(label=_("Opens on"))
    opens_hour = HourField(label=pgettext_lazy("hour", "At"), help_text=_("Midnight where it is empty."))
    closes_on = DayField(label=_("Closes on"))
    closes_hour = HourField(label=pgettext_lazy("hour", "At"), help_text=_("At the end of that day where it is empty."))
    publics_sought = forms.CharField(
        label=_("Publics sought, in words"), required=False, max_length=5000, widget=_lines(3)
    )
    publics_absent = forms.CharField(
        label=_("Who was missing, and why, in words"), required=False, max_length=5000, widget=_lines(3)
    )

    def __init__(
        self, data: Any = None, *, zone: ZoneInfo, consultation: Consultation | None = None, **kwargs: Any
    ) -> None:
        self.zone = zone
        if consultation is not None:
            kwargs.setdefault("initial", _initial(consultation, zone))
        super().__init__(data, **kwargs)
        for category in AudienceCategory:
            self._ask_public(category)

    def _ask_public(self, category: AudienceCategory) -> None:
        name = category.value
        self.fields[f"sought_{name}"] = forms.BooleanField(required=False, label=str(category.label).capitalize())
        self.fields[f"expected_{name}"] = forms.IntegerField(
            required=False, min_value=0, max_value=100_000_000, label=gettext("People expected")
        )
        self.fields[f"reach_{name}"] = forms.ChoiceField(
            required=False, choices=Reach.choices, label=gettext("Did they come?")
        )
        self.fields[f"why_{name}"] = forms.CharField(
            required=False, max_length=500, label=gettext("If they did not, why?")
        )

    def publics(self) -> Iterator[PublicFields]:
        """Give the fields of each public, as the page lays them out."""
        for category in AudienceCategory:
            names = (f"{part}_{category.value}" for part in ("sought", "expected", "reach", "why"))
            yield PublicFields(str(category.label), *(self[name] for name in names))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens_at = self._moment("opens", time.min)
        closes_at = self._moment("closes", _LAST_MINUTE)
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_on", gettext("It closes before it opens. Choose a later day or hour."))
        if closes_at and not opens_at and not self.errors:
            self.add_error("opens_on", gettext("Say when it opens too."))
        for category in AudienceCategory.values:
            is_absent = cleaned.get(f"sought_{category}") and cleaned.get(f"reach_{category}") == Reach.ABSENT
            if is_absent and not cleaned.get(f"why_{category}"):
                self.add_error(f"why_{category}", gettext("Say in a few words why this public did not come."))
        return {**cleaned, "opens_at": opens_at, "closes_at": closes_at}

    def _moment(self, name: str, by_default: time) -> Any:
        day, hour = self.cleaned_data.get(f"{name}_on"), self.cleaned_data.get(f"{name}_hour")
        if hour is not None and day is None and f"{name}_on" not in self.errors:
            self.add_error(f"{name}_on", gettext("Give the day too."))
        return moment_typed(self, day, hour if hour is not None else by_default, self.zone, f"{name}_hour")

    def described(self) -> ConsultationDescription:
        """Give what was typed, as the service takes it."""
        cleaned = self.cleaned_data
        return ConsultationDescription(
            **{name: cleaned[name] for name in _PLAIN}, opens_at=cleaned["opens_at"], closes_at=cleaned["closes_at"]
        )

    def publics_asked(self) -> list[PublicAsked]:
        """Give the publics that were ticked."""
        cleaned = self.cleaned_data
        return [
            PublicAsked(
                category=category,
                n_expected=cleaned[f"expected_{category}"],
                reach=cleaned[f"reach_{category}"] or Reach.NOT_YET,
                why_absent=cleaned[f"why_{category}"],
            )
            for category in AudienceCategory.values
            if cleaned[f"sought_{category}"]
        ]


def _initial(consultation: Consultation, zone: ZoneInfo) -> dict[str, Any]:
    initial: dict[str, Any] = {name: getattr(consultation, name) for name in _PLAIN}
    initial["seen"] = version_of(consultation)
    initial["opens_on"], initial["opens_hour"] = typed_again(consultation.opens_at, zone)
    initial["closes_on"], initial["closes_hour"] = typed_again(consultation.closes_at, zone)
    for public in consultation.sought_publics.all():
        initial |= {
            f"sought_{public.category}": True,
            f"expected_{public.category}": public.n_expected,
            f"reach_{public.category}": public.reach,
            f"why_{public.category}": public.why_absent,
        }
    return initial
