"""Loading the administrative reference into the database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from polyphonie.territories.enums import Scheme, TerritoryKind
from polyphonie.territories.models import Territory
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
    "slug",
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

    Territories that the reference no longer holds are kept: consultations may rest on them.
    """
    rows = list(read_rows())
    keys: dict[Key, int] = {}
    n_written = sum(_write([row for row in rows if row["kind"] in kinds], kinds, keys) for kinds in _STEPS)
    return ReferenceLoaded(len(rows), n_written)


def _write(rows: Iterable[Mapping[str, str]], kinds: Collection[TerritoryKind], keys: dict[Key, int]) -> int:
    """Write the rows of some kinds that are new or differ, then learn their primary keys."""
    there = Territory.objects.filter(kind__in=kinds)
    known = {row[:3]: row[3:] for row in there.values_list(*_IDENTITY, *_FIELDS)}
    changed = []
    for row in rows:
        values = _values(row, keys)
        if known.get(_key(row)) != tuple(values.values()):
            changed.append(Territory(**dict(zip(_IDENTITY, _key(row), strict=True)), **values))
    Territory.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=list(_IDENTITY),
        update_fields=[field.removesuffix("_id") for field in _FIELDS],
    )
    keys.update({key[1:]: key[0] for key in there.values_list("pk", *_IDENTITY)})
    return len(changed)


def _key(row: Mapping[str, str]) -> Key:
    return (row["country"], row["scheme"], row["identifier"])


def _values(row: Mapping[str, str], keys: Mapping[Key, int]) -> dict[str, Any]:
    return {
        "kind": row["kind"],
        "category": row["category"],
        "name": row["name"],
        "name_search": searchable(row["name"]),
        "slug": _slug(row),
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
