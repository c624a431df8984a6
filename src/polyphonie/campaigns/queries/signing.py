"""Reads of signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from polyphonie.campaigns.models import Campaign, Charter, Engagement, Signature
from polyphonie.campaigns.queries.charters import charter_in_force
from polyphonie.core.models import AuditEvent
from polyphonie.territories.models import Territory


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a territory stands with the charter of a campaign."""

    engagement: Engagement
    in_force: Charter | None
    signatures: list[Signature]

    @property
    def has_signed_in_force(self) -> bool:
        """Whether there is nothing to sign today."""
        return self.in_force is not None and any(one.charter_id == self.in_force.pk for one in self.signatures)


def standing_of(campaign: Campaign, territory: Territory) -> Standing | None:
    """Tell where a territory stands, with all that it signed, the last version first; None where it never joined."""
    rows = Engagement.objects.in_campaign(campaign).of(territory).select_related("campaign")
    engagement = rows.first()
    if engagement is None:
        return None
    return Standing(engagement, charter_in_force(campaign), signatures_of(engagement))


def signatures_of(engagement: Engagement) -> list[Signature]:
    """Everything that a territory signed in a campaign, the last version first."""
    related = ("charter", "deliberation_file", "pdf")
    return list(Signature.objects.filter(engagement=engagement).select_related(*related))


def departures_of(engagement: Engagement) -> list[datetime]:
    """When a territory left a campaign, the last time first, even if it came back since."""
    acts = AuditEvent.objects.about(engagement._meta.label_lower, engagement.pk).filter(verb="territory_withdrew")
    return list(acts.values_list("at", flat=True))


def signature_to_print(pk: int) -> Signature:
    """A signature with all that its PDF says."""
    related = ("charter", "engagement__campaign", "engagement__territory", "pdf")
    return Signature.objects.select_related(*related).get(pk=pk)
