"""Loading the administrative reference into the database; merging, renaming and declaring territories."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.text import slugify

from polyphonie.core.audit import record
from polyphonie.territories.enums import Scheme, TerritoryKind
from polyphonie.territories.errors import (
    AlreadyMerged,
    CityIsKnown,
    MergesIntoItself,
    NameIsMissing,
    SuccessorIsMerged,
)
from polyphonie.territories.models import NamesStamp, Territory
from polyphonie.territories.names import searchable
from polyphonie.territories.reference import read_rows

Key = tuple[str, str, str]

# A territory points to those of an earlier step, which have their primary keys by then.
_STEPS = (
    {TerritoryKind.REGION},
    {TerritoryKind.DEPARTEMENT},
    {TerritoryKind.EPCI},
    {TerritoryKind.COMMUNE, TerritoryKind.FOREIGN_CITY},
)

_IDENTITY = ("country", "scheme", "identifier")
_FIELDS = (
    "kind",
    "category",
    "name",
    "name_search",
    "siren",
    "population",
    "postal_codes",
    "epci_id",
    "departement_id",
    "region_id",
    "latitude",
    "longitude",
)


@dataclass(frozen=True, slots=True)
class ReferenceLoaded:
    """How many territories the reference holds, and how many had to be written."""

    n_territories: int
    n_written: int


@transaction.atomic
def load_reference() -> ReferenceLoaded:
    """
    Bring the territories of the database to the reference; running it again writes nothing.

    Territories that the reference no longer holds are kept: consultations may rest on them. An address that
    was given never changes; a name that the reference changes goes to the former names; a territory that was
    merged here, or renamed here before the reference knew, stays as it is.
    """
    rows = list(read_rows())
    keys: dict[Key, int] = {}
    n_written = sum(_write([row for row in rows if row["kind"] in kinds], kinds, keys) for kinds in _STEPS)
    if n_written:
        NamesStamp.renew()
    return ReferenceLoaded(len(rows), n_written)


def _write(rows: Iterable[Mapping[str, str]], kinds: Collection[TerritoryKind], keys: dict[Key, int]) -> int:
    """Write the rows of some kinds that are new or differ, then learn their primary keys."""
    there = Territory.objects.filter(kind__in=kinds)
    known = {_key_of(one): one for one in there.iterator(chunk_size=5000)}
    changed = [new for row in rows if (new := _as_it_will_be(known.get(_key(row)), row, keys)) is not None]
    Territory.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=list(_IDENTITY),
        update_fields=[*(field.removesuffix("_id") for field in _FIELDS), "former_names"],
    )
    keys.update({key[1:]: key[0] for key in there.values_list("pk", *_IDENTITY)})
    return len(changed)


def _as_it_will_be(known: Territory | None, row: Mapping[str, str], keys: Mapping[Key, int]) -> Territory | None:
    """Give the territory to write for a row of the reference; None where there is nothing to write."""
    values = _values(row, keys)
    if known is None:
        return Territory(**dict(zip(_IDENTITY, _key(row), strict=True)), slug=_slug(row), **values)
    if known.is_merged:
        return None
    former = known.former_names
    if values["name"] in former.splitlines():  # it was renamed here before the reference knew
        values |= {"name": known.name, "name_search": known.name_search}
    elif values["name"] != known.name:
        former = _with_former(known)
    if all(getattr(known, field) == value for field, value in values.items()):
        return None
    return Territory(**dict(zip(_IDENTITY, _key(row), strict=True)), slug=known.slug, former_names=former, **values)


def _with_former(territory: Territory) -> str:
    """Write the name that a territory bears above those that it bore."""
    return "\n".join(dict.fromkeys([territory.name, *territory.former_names.splitlines()]))


def _key_of(territory: Territory) -> Key:
    return (territory.country, territory.scheme, territory.identifier)


def _key(row: Mapping[str, str]) -> Key:
    return (row["country"], row["scheme"], row["identifier"])


def _values(row: Mapping[str, str], keys: Mapping[Key, int]) -> dict[str, Any]:
    return {
        "kind": row["kind"],
        "category": row["category"],
        "name": row["name"],
        "name_search": searchable(row["name"]),
        "siren": row["siren"],
        "population": int(row["population"]) if row["population"] else None,
        "postal_codes": row["postal_codes"],
        "epci_id": keys.get(("FR", Scheme.SIREN, row["epci"])),
        "departement_id": keys.get(("FR", Scheme.INSEE_DEPARTEMENT, row["departement"])),
        "region_id": keys.get(("FR", Scheme.INSEE_REGION, row["region"])),
        "latitude": float(row["latitude"]) if row["latitude"] else None,
        "longitude": float(row["longitude"]) if row["longitude"] else None,
    }


def _slug(row: Mapping[str, str]) -> str:
    """Name and identifier: two communes of one name have two addresses."""
    if row["kind"] == TerritoryKind.FOREIGN_CITY:
        return slugify(f"{row['name']}-{row['country']}")
    if row["kind"] == TerritoryKind.REGION:
        return slugify(f"region-{row['name']}")
    if row["kind"] == TerritoryKind.DEPARTEMENT:
        return slugify(f"departement-{row['name']}")
    return slugify(f"{row['name'].replace('’', ' ')[:100]}-{row['identifier']}")


@transaction.atomic
def merge_territory(
    *, former: Territory, into: Territory, on: date, person: AbstractBaseUser | None, at: datetime
) -> Territory:
    """
    Say that a territory is part of another from a day on.

    What it did stays at its address. Its people keep their roles in it; those of the successor get none in it,
    nor its own in the successor: the coordinator invites them again, so that nobody gains a right unseen.

    Raises
    ------
    MergesIntoItself, AlreadyMerged, SuccessorIsMerged
    """
    both = Territory.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([former.pk, into.pk])
    if len(both) < 2:
        raise MergesIntoItself
    locked, successor = both[former.pk], both[into.pk]
    if locked.is_merged:
        raise AlreadyMerged
    if successor.is_merged:
        raise SuccessorIsMerged
    locked.merged_into, locked.merged_on = successor, on
    locked.save(update_fields=["merged_into", "merged_on"])
    record(
        "territory_merged",
        locked,
        at=at,
        actor_id=person.pk if person else None,
        territory_id=locked.pk,
        into=successor.pk,
        on=on.isoformat(),
    )
    return locked


@transaction.atomic
def rename_territory(*, territory: Territory, name: str, person: AbstractBaseUser | None, at: datetime) -> Territory:
    """
    Give a territory another name. Its address stays, and it is still found by the name before.

    Raises
    ------
    NameIsMissing
    """
    locked = Territory.objects.select_for_update(of=("self",)).get(pk=territory.pk)
    new = " ".join(name.split())
    if not new:
        raise NameIsMissing
    if new == locked.name:
        return locked
    locked.former_names = _with_former(locked)
    locked.name, locked.name_search = new, searchable(new) or new.casefold()
    locked.save(update_fields=["name", "name_search", "former_names"])
    record("territory_renamed", locked, at=at, actor_id=person.pk if person else None, territory_id=locked.pk)
    return locked


@dataclass(frozen=True, slots=True, kw_only=True)
class CityDeclared:
    """A city abroad that the reference does not hold, as the coordinator checked it."""

    name: str
    country: str
    geonames_id: str = ""
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str = ""


@transaction.atomic
def declare_city(*, city: CityDeclared, person: AbstractBaseUser | None, at: datetime) -> Territory:
    """
    Add a city abroad that the reference does not hold.

    Raises
    ------
    CityIsKnown
        If a city of that name in that country, or of that number, is already there.
    """
    NamesStamp.renew()  # its row is locked until the end: two who declare the same city wait for one another
    name = " ".join(city.name.split())
    plain = searchable(name) or name.casefold()
    there = Territory.objects.filter(country=city.country, kind=TerritoryKind.FOREIGN_CITY)
    if there.filter(name_search=plain).exists():
        raise CityIsKnown
    scheme, identifier = Scheme.GEONAMES, city.geonames_id
    if not identifier:
        scheme, identifier = Scheme.DECLARED, slugify(name)[:20] or f"{city.country}-{there.count() + 1}"
    if there.filter(scheme=scheme, identifier=identifier).exists():
        raise CityIsKnown
    declared = Territory.objects.create(
        country=city.country,
        scheme=scheme,
        identifier=identifier,
        kind=TerritoryKind.FOREIGN_CITY,
        name=name,
        name_search=plain,
        slug=_free_slug(f"{slugify(name)[:80] or identifier}-{city.country}".lower()),
        population=city.population,
        latitude=city.latitude,
        longitude=city.longitude,
        time_zone=city.time_zone,
    )
    record("city_declared", declared, at=at, actor_id=person.pk if person else None, territory_id=declared.pk)
    return declared


def _free_slug(wanted: str) -> str:
    taken = set(Territory.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
