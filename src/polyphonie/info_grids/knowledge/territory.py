"""What is known of the territory itself, from the administrative reference and from its engagement."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from polyphonie.core.templatetags.navigation import url_or_nothing
from polyphonie.info_grids.knowledge.facts import Facts
from polyphonie.info_grids.knowledge.known import Known
from polyphonie.territories.enums import Scheme, TerritoryKind
from polyphonie.territories.reference import attributions

_CATEGORIES = {"CC": "cc", "CA": "ca", "CU": "cu", "METRO": "metropole", "MET69": "metropole", "EPT": "ept"}


def identifier(facts: Facts) -> Known | None:
    """SIREN where there is one, else the identifier of the reference."""
    territory = facts.territory
    return _from_reference(facts, territory.siren or territory.identifier)


def name(facts: Facts) -> Known | None:
    return _from_reference(facts, facts.territory.name)


def kind(facts: Facts) -> Known | None:
    """Kind of territory; for an intercommunal body, its legal form."""
    territory = facts.territory
    key = territory.kind if territory.kind != TerritoryKind.EPCI else _CATEGORIES.get(territory.category, "other")
    return _from_reference(facts, key)


def population(facts: Facts) -> Known | None:
    return _from_reference(facts, facts.territory.population)


def charter_signed_on(facts: Facts) -> Known | None:
    signed_on = facts.engagement.charter_signed_on
    if signed_on is None:
        return None
    sentence = gettext("Date of the first signature of the charter, recorded here.")
    slugs = {"campaign_slug": facts.campaign.slug, "territory_slug": facts.territory.slug}
    return Known(signed_on.isoformat(), sentence, url_or_nothing("campaigns:signed_charter", **slugs))


def contact_function(facts: Facts) -> Known | None:
    function = facts.engagement.contact_function.strip()
    if not function:
        return None
    sentence = gettext("Function given when the territory joined.")
    return Known(function, sentence, _territory_page(facts))


def _from_reference(facts: Facts, value: str | int | None) -> Known | None:
    if value is None or value == "":
        return None
    if facts.territory.scheme == Scheme.GEONAMES:
        sentence = gettext("Directory of cities abroad: GeoNames.")
    elif facts.territory.scheme == Scheme.DECLARED:
        sentence = gettext("Declared when the territory joined.")
    else:
        source = attributions()[0]
        sentence = gettext("Administrative reference: %(credit)s; version %(version)s.") % {
            "credit": source.credit,
            "version": source.version,
        }
    return Known(value, sentence, _territory_page(facts))


def _territory_page(facts: Facts) -> str:
    return reverse("portal:territory", args=[facts.campaign.slug, facts.territory.slug])
