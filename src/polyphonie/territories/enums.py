from django.db import models
from django.utils.translation import gettext_lazy as _


class TerritoryKind(models.TextChoices):
    COMMUNE = "commune", _("commune")
    EPCI = "epci", _("intercommunal body")
    DEPARTEMENT = "departement", _("département")
    REGION = "region", _("région")
    FOREIGN_CITY = "foreign_city", _("city abroad")


class Scheme(models.TextChoices):
    """Who gives the identifier of a territory."""

    INSEE_COMMUNE = "insee", _("INSEE code of a commune")
    SIREN = "siren", _("SIREN number")
    INSEE_DEPARTEMENT = "insee-dep", _("INSEE code of a département")
    INSEE_REGION = "insee-reg", _("INSEE code of a région")
    GEONAMES = "geonames", _("GeoNames identifier")
    DECLARED = "declared", _("declared on this site")
