"""Territories of the open administrative reference, and foreign cities."""

from __future__ import annotations

import secrets
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models

from polyphonie.territories.enums import Scheme, TerritoryKind
from polyphonie.territories.time_zones import zone_name, zone_of


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Chainable filters; each name reads after `Territory.objects`."""

    def of_kind(self, kind: TerritoryKind) -> Self:
        return self.filter(kind=kind)

    def members_of(self, epci: Territory) -> Self:
        return self.filter(epci=epci)


class Territory(models.Model):
    """A commune, an intercommunal body, a département, a région or a city abroad."""

    country = models.CharField(max_length=2, default="FR", help_text="ISO 3166-1 alpha-2")
    scheme = models.CharField(max_length=20, choices=Scheme.choices)
    identifier = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=TerritoryKind.choices)
    category = models.CharField(max_length=20, blank=True, help_text="Legal form of an EPCI: CC, CA, CU, METRO, EPT…")
    name = models.CharField(max_length=200)
    name_search = models.CharField(max_length=200, db_index=True, help_text="Name in lower case, without accents")
    slug = models.SlugField(max_length=120, unique=True)
    siren = models.CharField(max_length=9, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    postal_codes = models.CharField(max_length=200, blank=True, help_text="Separated by spaces")
    epci = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="members")
    departement = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="territories_of_departement"
    )
    region = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="territories_of_region"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    former_names = models.TextField(blank=True, help_text="Names that it bore, one per line, the last first")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    merged_on = models.DateField(null=True, blank=True, help_text="When it ceased to exist by itself")
    time_zone = models.CharField(max_length=40, blank=True, help_text="IANA name; empty for that of the site")
    accent = models.CharField(max_length=7, blank=True, help_text="Accent color of its pages, as #rrggbb")

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["name_search", "id"]
        verbose_name_plural = "territories"
        constraints = [
            models.UniqueConstraint(
                fields=["country", "scheme", "identifier"], name="territory_is_known_once_by_its_identifier"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=TerritoryKind.values), name="territory_kind_is_one_of_the_known_kinds"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="territory_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        return str(TerritoryKind(self.kind).label)

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone: the one set, else by where it is, else that of the site. Asks the database nothing."""
        return zone_of(
            zone_name(time_zone=self.time_zone, country=self.country, scheme=self.scheme, identifier=self.identifier)
        )

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None

    @property
    def successor(self) -> Territory:
        """The territory that it is part of today: itself, unless it merged."""
        seen, there = {self.pk}, self
        while there.merged_into is not None and there.merged_into_id not in seen:
            there = there.merged_into
            seen.add(there.pk)
        return there


class NamesStamp(models.Model):
    """One row, drawn anew whenever a name of a territory changes: it tells each process to read the names again."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="names_of_territories_have_one_stamp")]

    def __str__(self) -> str:
        return self.stamp

    @classmethod
    def current(cls) -> str:
        """Give the stamp of the names as they are; empty as long as nothing was written."""
        return cls.objects.filter(pk=1).values_list("stamp", flat=True).first() or ""

    @classmethod
    def renew(cls) -> None:
        """Say that names changed."""
        cls.objects.update_or_create(pk=1, defaults={"stamp": secrets.token_hex(16)})
