"""What a territory says of an activity: when, where, how, and who came."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from polyphonie.consultations.enums import ActivityFormat, AudienceCategory, Recruitment
from polyphonie.consultations.forms.moments import DayField, HourField, moment_typed, typed_again
from polyphonie.consultations.models import Activity
from polyphonie.consultations.services.activities import ActivityDescription
from polyphonie.consultations.services.versions import version_of
from polyphonie.territories.models import Territory
from polyphonie.territories.time_zones import known_zones, zone_of

_MOST_PEOPLE = 100_000_000
_ZONES = (
    *("Africa/Abidjan", "Africa/Casablanca", "Africa/Dakar", "Africa/Douala", "Africa/Tunis", "America/Cayenne"),
    *("America/Guadeloupe", "America/Martinique", "America/Toronto", "Europe/Berlin", "Europe/Brussels"),
    *("Europe/Paris", "Indian/Mayotte", "Indian/Reunion", "Pacific/Noumea", "Pacific/Tahiti"),
)
_PLAIN = (
    *("title", "format", "description", "time_zone", "is_online", "place", "registration_url"),
    *("n_hours", "n_participants", "recruitment", "facilitation", "information"),
)


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ActivityForm(forms.Form):
    """The whole description of an activity. Hours are those of the clock where it takes place."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    format = forms.ChoiceField(label=_("Format"), choices=ActivityFormat.choices, initial=ActivityFormat.WORKSHOP)
    description = forms.CharField(
        label=_("What happens in it, and for whom"),
        required=False,
        max_length=10_000,
        widget=_lines(5),
        help_text=_("Markdown: an empty line between paragraphs, - before each line of a list, **bold**."),
    )
    starts_on = DayField(label=_("Day"))
    starts_hour = HourField(label=pgettext_lazy("hour", "From"), help_text=_("Empty where the hour is not known yet."))
    ends_hour = HourField(label=pgettext_lazy("hour", "To"))
    ends_on = DayField(label=_("Last day"), help_text=_("Only where it lasts several days, like a survey."))
    time_zone = forms.CharField(
        label=_("Another clock"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
        help_text=_(
            "Where it takes place elsewhere: America/Toronto, Africa/Abidjan. Empty for that of the territory."
        ),
    )
    is_online = forms.BooleanField(label=_("It takes place on line"), required=False)
    place = forms.CharField(
        label=_("Place"), required=False, max_length=200, help_text=_("As someone would look for it.")
    )
    registration_url = forms.URLField(
        label=_("Where to register"), required=False, max_length=500, assume_scheme="https"
    )
    recruitment = forms.ChoiceField(
        label=_("How people came to it"), choices=Recruitment.choices, initial=Recruitment.UNKNOWN
    )
    facilitation = forms.CharField(
        label=_("Facilitation"),
        required=False,
        max_length=200,
        help_text=_("A service or a provider; no name of a person."),
    )
    information = forms.CharField(
        label=_("What people were given to know"),
        required=False,
        max_length=5000,
        widget=_lines(3),
        help_text=_("Documents, experts heard, visits."),
    )
    n_participants = forms.IntegerField(
        label=_("Participants in all"), required=False, min_value=0, max_value=_MOST_PEOPLE
    )
    n_hours = forms.DecimalField(
        label=_("Hours of debate"),
        required=False,
        min_value=Decimal(0),
        max_digits=6,
        decimal_places=2,
        localize=True,
        help_text=_("Counted from the hours above where it is empty."),
    )

    def __init__(
        self, data: Any = None, *, territory: Territory, activity: Activity | None = None, **kwargs: Any
    ) -> None:
        self.territory = territory
        if activity is not None:
            kwargs.setdefault("initial", _initial(activity))
        super().__init__(data, **kwargs)
        for category in AudienceCategory:
            self.fields[f"n_{category.value}"] = forms.IntegerField(
                required=False, min_value=0, max_value=_MOST_PEOPLE, label=str(category.label).capitalize()
            )

    def attendance_fields(self) -> list[forms.BoundField]:
        """Give the fields that count people by category."""
        return [self[f"n_{category}"] for category in AudienceCategory.values]

    def zones_offered(self) -> list[str]:
        """Name the time zones of the programme; any other may be typed."""
        return sorted({*_ZONES, self.territory.zone.key})

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"].strip()
        if name and name not in known_zones():
            raise forms.ValidationError(gettext("This time zone is not known. Write it like America/Toronto."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_days(cleaned)
        starts_at, ends_at = self._moments(cleaned)
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_hour", gettext("It ends before it starts. Correct the hour, or give its last day."))
        self._check_people(cleaned)
        cleaned |= {"held_on": cleaned.get("starts_on"), "starts_at": starts_at, "ends_at": ends_at}
        if cleaned.get("n_hours") is None and cleaned.get("starts_hour") is not None:
            cleaned["n_hours"] = _hours_between(starts_at, ends_at)
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        has_more = ends_on or cleaned.get("starts_hour") is not None or cleaned.get("ends_hour") is not None
        if starts_on is None and has_more and "starts_on" not in self.errors:
            self.add_error("starts_on", gettext("Give the day too."))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", gettext("The last day comes before the first."))
        if cleaned.get("ends_hour") is not None and cleaned.get("starts_hour") is None:
            self.add_error("starts_hour", gettext("Say at what hour it starts too."))

    def _moments(self, cleaned: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
        """Whole days go from midnight to midnight; a day without an hour has no moment yet."""
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on") or cleaned.get("starts_on")
        from_hour, to_hour = cleaned.get("starts_hour"), cleaned.get("ends_hour")
        if first is None or last is None or self.errors:
            return None, None
        zone = self._zone(cleaned)
        if from_hour is None:
            return self._whole_days(first, last, zone) if last > first else (None, None)
        starts_at = moment_typed(self, first, from_hour, zone, "starts_hour")
        if to_hour is None and last > first:
            self.add_error("ends_hour", gettext("Say at what hour it ends on its last day."))
        return starts_at, moment_typed(self, last, to_hour, zone, "ends_hour") if to_hour is not None else None

    def _whole_days(self, first: date, last: date, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        starts_at = moment_typed(self, first, time.min, zone, "starts_on")
        return starts_at, moment_typed(self, last + timedelta(days=1), time.min, zone, "ends_on")

    def _zone(self, cleaned: dict[str, Any]) -> ZoneInfo:
        return zone_of(cleaned["time_zone"]) if cleaned.get("time_zone") else self.territory.zone

    def _check_people(self, cleaned: dict[str, Any]) -> None:
        n_participants = cleaned.get("n_participants")
        if n_participants is None:
            return
        for category in AudienceCategory.values:
            if (cleaned.get(f"n_{category}") or 0) > n_participants:
                self.add_error(f"n_{category}", gettext("There are more of them than participants in all."))

    def described(self) -> ActivityDescription:
        """Give what was typed, as the service takes it."""
        cleaned = self.cleaned_data
        moments = {name: cleaned[name] for name in ("held_on", "starts_at", "ends_at")}
        return ActivityDescription(**{name: cleaned[name] for name in _PLAIN}, **moments)

    def attendance(self) -> dict[str, int]:
        """Give how many people of each category came, where it was said."""
        counted = {category: self.cleaned_data[f"n_{category}"] for category in AudienceCategory.values}
        return {category: n for category, n in counted.items() if n is not None}


def _hours_between(starts_at: datetime | None, ends_at: datetime | None) -> Decimal | None:
    """Count the hours of one day or evening; over several days, nobody debates all along."""
    if starts_at is None or ends_at is None or ends_at - starts_at >= timedelta(days=1):
        return None
    return round(Decimal((ends_at - starts_at).total_seconds()) / 3600, 2)


def _initial(activity: Activity) -> dict[str, Any]:
    initial: dict[str, Any] = {name: getattr(activity, name) for name in _PLAIN}
    initial["seen"] = version_of(activity)
    if not activity.lasts_whole_days and activity.n_hours == _hours_between(activity.starts_at, activity.ends_at):
        initial["n_hours"] = None
    initial |= {f"n_{row.category}": row.n_people for row in activity.attendance.all()}
    starts_on, starts_hour = typed_again(activity.starts_at, activity.zone)
    ends_on, ends_hour = typed_again(activity.ends_at, activity.zone)
    initial["starts_on"] = starts_on or activity.held_on
    if activity.starts_at and activity.ends_at and activity.lasts_whole_days and ends_on:
        return initial | {"ends_on": ends_on - timedelta(days=1)}
    is_several_days = ends_on and ends_on != starts_on
    return initial | {
        "starts_hour": starts_hour,
        "ends_hour": ends_hour,
        "ends_on": ends_on if is_several_days else None,
    }
