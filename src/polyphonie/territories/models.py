"""Territories of the open administrative reference, and foreign cities."""

from __future__ import annotations

from typing import Self

from django.db import models

from polyphonie.territories.enums import Scheme, TerritoryKind


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
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        return str(TerritoryKind(self.kind).label)
