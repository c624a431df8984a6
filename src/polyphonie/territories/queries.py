"""Reads of territories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from polyphonie.territories.countries import country_name
from polyphonie.territories.enums import Scheme, TerritoryKind
from polyphonie.territories.finder import MOST_HITS, Hit, country_of, find_by_words
from polyphonie.territories.models import Territory

_SHOWN_WITH = ("departement", "region", "merged_into__departement", "merged_into__region")
_NUMBER = re.compile(r"[\d\s.]*\d|\d[\dab]\d{3}|2[ab]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """
    A territory that answers a search, told apart from its namesakes.

    `territory` is the one of today; `merged` the one that was asked for, where it is now part of another.
    """

    territory: Territory
    label: str
    merged: Territory | None = None
    former_name: str = ""
    is_close: bool = False


def search_territories(words: str) -> list[Hit]:
    """
    Find territories by name, postal code, INSEE code, SIREN or SIRET number, or country; the best first.

    Any text is an answer or an empty list: what a person types is never an error.
    """
    words = words.strip()
    if _NUMBER.fullmatch(words):
        return [Hit(pk) for pk in _by_number(re.sub(r"[\s.]", "", words).upper())]
    abroad = country_of(words)
    hits = find_by_words(words)
    if not abroad:
        return hits
    there = Territory.objects.filter(country=abroad).order_by("-population", "name_search", "pk")
    cities = [Hit(pk) for pk in there.values_list("pk", flat=True)[:MOST_HITS]]
    exact = [hit for hit in hits if not hit.is_close] if len(words) > 2 else []
    return list(dict.fromkeys([*cities, *exact]))[:MOST_HITS]


def _by_number(number: str) -> Sequence[int]:
    found = Q(identifier=number)
    if len(number) == 5:
        found |= Q(postal_codes__contains=number)
    if len(number) in {9, 14}:
        found |= Q(siren=number[:9]) | Q(scheme=Scheme.SIREN, identifier=number[:9])
    there = Territory.objects.filter(found).order_by("-population", "name_search", "pk")
    return list(there.values_list("pk", flat=True)[:MOST_HITS])


def shown(hits: Sequence[Hit]) -> list[Found]:
    """Read the territories of one page of hits, in their order, in one query."""
    rows = Territory.objects.select_related(*_SHOWN_WITH).in_bulk([hit.pk for hit in hits])
    return [_found(rows[hit.pk], hit) for hit in hits if hit.pk in rows]


def _found(row: Territory, hit: Hit) -> Found:
    today = row.successor
    return Found(today, label_of(today), row if row.is_merged else None, hit.former_name, hit.is_close)


def label_of(territory: Territory) -> str:
    """
    Name a territory so that it is not taken for a namesake: « Saint-Denis (93) », « Namur (Belgique) ».

    Reads its département or its région: `select_related` them for a list.
    """
    return f"{territory.name} ({place})" if (place := _place_of(territory)) else territory.name


def _place_of(territory: Territory) -> str:
    if territory.country != "FR":
        return country_name(territory.country)
    if territory.kind == TerritoryKind.DEPARTEMENT:
        return territory.identifier
    if territory.kind == TerritoryKind.EPCI:
        return territory.region.name if territory.region else ""
    if territory.kind == TerritoryKind.COMMUNE:
        return territory.departement.identifier if territory.departement else ""
    return ""


def communes_of(territory: Territory) -> QuerySet[Territory]:
    """Communes of an intercommunal body, a département or a région; the commune itself for a commune."""
    return Territory.objects.filter(
        Q(epci=territory) | Q(departement=territory) | Q(region=territory) | Q(pk=territory.pk), kind="commune"
    )
