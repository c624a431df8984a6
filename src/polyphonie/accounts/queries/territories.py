"""Territories, as those who give roles look for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from polyphonie.territories.models import Territory
from polyphonie.territories.names import searchable

_MOST_NAMESAKES = 12


def territories_called(words: str) -> list[Territory]:
    """Find the territories that bear this very name or number; namesakes are all given."""
    number = words.replace(" ", "").upper()
    asked = Q(slug=words.lower()) | Q(identifier=number) | Q(name_search=searchable(words) or "-")
    found = Territory.objects.filter(asked, merged_into__isnull=True)
    return list(found.select_related("departement")[:_MOST_NAMESAKES])


def label_of(territory: Territory) -> str:
    """Name a territory with its département or its country, so that it is not taken for a namesake."""
    place = territory.departement.name if territory.departement else territory.country
    return f"{territory.name} ({territory.kind_label}, {place})"


def territories_by_key(keys: Iterable[int]) -> list[Territory]:
    """Give these territories, by name."""
    return list(Territory.objects.filter(pk__in=list(keys)))
