"""Reads of territories."""

from django.db.models import Q, QuerySet

from polyphonie.territories.models import Territory
from polyphonie.territories.names import searchable


def find_by_name(words: str) -> QuerySet[Territory]:
    """Find territories by the beginning of their name, by a word of it, or by postal code; the largest first."""
    wanted = searchable(words)
    if not wanted:
        return Territory.objects.none()
    found = Q(name_search__startswith=wanted) | Q(name_search__contains=f" {wanted}")
    if wanted.isdigit():
        found |= Q(postal_codes__contains=wanted) | Q(identifier=wanted) | Q(siren=wanted)
    return Territory.objects.filter(found).order_by("-population", "name_search", "pk")


def communes_of(territory: Territory) -> QuerySet[Territory]:
    """Communes of an intercommunal body, a département or a région; the commune itself for a commune."""
    return Territory.objects.filter(
        Q(epci=territory) | Q(departement=territory) | Q(region=territory) | Q(pk=territory.pk), kind="commune"
    )
