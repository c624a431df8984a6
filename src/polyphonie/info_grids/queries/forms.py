"""Which form is in force in a campaign."""

from __future__ import annotations

from polyphonie.campaigns.models import Campaign
from polyphonie.info_grids.models import GridForm


def form_in_force(campaign: Campaign) -> GridForm | None:
    """Give the last published form of a campaign; None where none is published."""
    return GridForm.objects.in_campaign(campaign).published().order_by("-version").first()


def draft_of(campaign: Campaign) -> GridForm | None:
    """Give the form being written in a campaign; None where there is none."""
    return GridForm.objects.in_campaign(campaign).filter(published_at__isnull=True).first()
