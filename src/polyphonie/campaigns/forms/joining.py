"""Forms of joining: who asks, which city abroad, what the coordinator answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from polyphonie.campaigns.models import JoinRequest
from polyphonie.campaigns.queries.joining import cities_that_may_be_the_same
from polyphonie.campaigns.services.joining import Applicant
from polyphonie.territories.countries import country_choices
from polyphonie.territories.models import Territory
from polyphonie.territories.services import CityDeclared
from polyphonie.territories.time_zones import known_zones, zone_of_country


class LineField(forms.CharField):
    """One line of words: line breaks and repeated spaces become one space."""

    def clean(self, value: Any) -> str:
        line: str = super().clean(" ".join(str(value or "").split()))
        return line


class ApplicantForm(forms.Form):
    """Who asks, for a territory that is known."""

    name = LineField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    function = LineField(
        label=_("Your function"),
        max_length=200,
        help_text=_("For instance: head of citizen participation. It is shown as the contact of the territory."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = forms.EmailField(
        label=_("Your professional e-mail address"),
        max_length=254,
        help_text=_("We send a link to it, to be sure that it is yours. It is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    message = forms.CharField(
        label=_("A word for the coordinator"),
        required=False,
        max_length=2000,
        help_text=_("What you have in mind, what you would need. 2,000 characters at most."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def applicant(self, *, language: str, territory: Territory | None) -> Applicant:
        """Make of the answers who asks, for which territory."""
        return Applicant(language=language, territory=territory, **self.cleaned_data)


class CityApplicantForm(ApplicantForm):
    """Who asks, for a city abroad that is not among the territories."""

    city = LineField(label=_("Name of the city"), max_length=200)
    country = forms.ChoiceField(label=_("Country"))
    field_order = ["city", "country"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a country")), *country_choices()]
        self.fields["country"] = forms.ChoiceField(label=_("Country"), choices=choices)
        self.order_fields(["city", "country"])


class ResendForm(forms.Form):
    """The address to which the link should go again."""

    email = forms.EmailField(
        label=_("Your professional e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class DeclineForm(forms.Form):
    """Why a request is declined."""

    reason = forms.CharField(
        label=_("Why it is declined"),
        max_length=500,
        help_text=_("It is sent to the person as you write it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CityCheckForm(forms.Form):
    """A city that somebody proposes, as the coordinator checks it: one that is there, or a new one."""

    name = LineField(label=_("Name of the city"), max_length=200)
    country = forms.ChoiceField(label=_("Country"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("Where it is empty, the one that its country suggests.")
    )
    population = forms.IntegerField(label=_("Inhabitants"), required=False, min_value=1, max_value=100_000_000)
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    geonames_id = forms.RegexField(label=_("GeoNames identifier"), required=False, regex=r"^[1-9][0-9]{0,9}$")

    def __init__(self, *args: Any, request: JoinRequest, **kwargs: Any) -> None:
        country = request.proposed_country
        kwargs.setdefault(
            "initial", {"name": request.proposed_name, "country": country, "time_zone": zone_of_country(country)}
        )
        super().__init__(*args, **kwargs)
        self.fields["country"] = forms.ChoiceField(label=_("Country"), choices=country_choices())
        zones = [("", "–"), *((zone, zone) for zone in sorted(known_zones()) if "/" in zone)]
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            required=False,
            choices=zones,
            help_text=_("Where it is empty, the one that its country suggests."),
        )
        there = cities_that_may_be_the_same(request)
        if there:
            self.fields["same_as"] = forms.ModelChoiceField(
                queryset=there,
                required=False,
                label=_("It is a city that is already there"),
                empty_label=_("No, it is a new one"),
            )
        self.order_fields(["same_as", "name", "country", "time_zone"])

    def city(self) -> CityDeclared | Territory:
        """Give the city that is there, or the one to declare."""
        answers = dict(self.cleaned_data)
        same: Territory | None = answers.pop("same_as", None)
        return same or CityDeclared(**answers)
