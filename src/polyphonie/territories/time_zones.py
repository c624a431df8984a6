"""What time it is in a territory: overseas, in the cities abroad, and elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings

from polyphonie.territories.enums import Scheme

_BY_DEPARTEMENT: Final = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
_BY_REGION: Final = {"01": "971", "02": "972", "03": "973", "04": "974", "06": "976"}
_BY_COMMUNE: Final = {
    **dict.fromkeys(("98718", "98723", "98731", "98746", "98756", "98757"), "Pacific/Marquesas"),
    "98719": "Pacific/Gambier",
}

# SIREN numbers of intercommunal bodies made since 2008 no longer hold the département: those overseas are named here.
_BODIES_OVERSEAS: Final = {
    **dict.fromkeys(("200018653", "200041507", "200044691"), "971"),
    "200041788": "972",
    "200027548": "973",
    **dict.fromkeys(("200050532", "200059871", "200060457", "200060465", "200060473"), "976"),
}

_BY_GEONAMES: Final = {"6077243": "America/Toronto", "6325494": "America/Toronto"}

# Countries with one time zone that cities of the programme and their partners are in.
_BY_COUNTRY: Final = {
    "BE": "Europe/Brussels",
    "BF": "Africa/Ouagadougou",
    "BJ": "Africa/Porto-Novo",
    "CG": "Africa/Brazzaville",
    "CH": "Europe/Zurich",
    "CI": "Africa/Abidjan",
    "CM": "Africa/Douala",
    "DE": "Europe/Berlin",
    "DZ": "Africa/Algiers",
    "GA": "Africa/Libreville",
    "GN": "Africa/Conakry",
    "HT": "America/Port-au-Prince",
    "IT": "Europe/Rome",
    "KH": "Asia/Phnom_Penh",
    "LB": "Asia/Beirut",
    "LU": "Europe/Luxembourg",
    "MA": "Africa/Casablanca",
    "MG": "Indian/Antananarivo",
    "ML": "Africa/Bamako",
    "MR": "Africa/Nouakchott",
    "NE": "Africa/Niamey",
    "RO": "Europe/Bucharest",
    "SN": "Africa/Dakar",
    "TD": "Africa/Ndjamena",
    "TG": "Africa/Lome",
    "TN": "Africa/Tunis",
    "VN": "Asia/Ho_Chi_Minh",
}


def zone_name(*, time_zone: str, country: str, scheme: str, identifier: str) -> str:
    """
    Name the time zone of a territory: the one that was set, else where it is, else that of the site.

    Examples
    --------
    >>> zone_name(time_zone="", country="FR", scheme="insee", identifier="97411")
    'Indian/Reunion'
    >>> zone_name(time_zone="", country="CA", scheme="geonames", identifier="6077243")
    'America/Toronto'
    """
    if time_zone:
        return time_zone
    place = _overseas(scheme, identifier) if country == "FR" else _abroad(country, scheme, identifier)
    return place or str(settings.TIME_ZONE)


def _overseas(scheme: str, identifier: str) -> str:
    if scheme == Scheme.INSEE_COMMUNE:
        return _BY_COMMUNE.get(identifier) or _BY_DEPARTEMENT.get(identifier[:3], "")
    if scheme == Scheme.INSEE_DEPARTEMENT:
        return _BY_DEPARTEMENT.get(identifier, "")
    if scheme == Scheme.INSEE_REGION:
        return _BY_DEPARTEMENT.get(_BY_REGION.get(identifier, ""), "")
    departement = identifier[2:5] if identifier.startswith("2497") else _BODIES_OVERSEAS.get(identifier, "")
    return _BY_DEPARTEMENT.get(departement, "")


def _abroad(country: str, scheme: str, identifier: str) -> str:
    known = _BY_GEONAMES.get(identifier, "") if scheme == Scheme.GEONAMES else ""
    return known or zone_of_country(country)


def zone_of_country(country: str) -> str:
    """Suggest the time zone of a city abroad; nothing for a country that has several, or that is not known here."""
    return _BY_COUNTRY.get(country, "")


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    """Names of the time zones that this machine knows."""
    return frozenset(available_timezones())


def zone_of(name: str) -> ZoneInfo:
    """Give a time zone by its name; that of the site where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(str(settings.TIME_ZONE))
