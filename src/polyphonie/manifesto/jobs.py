"""Drafting the manifesto, done by a worker."""

from __future__ import annotations

from django_tasks import task

from polyphonie.campaigns.models import Campaign
from polyphonie.manifesto.services import draft_manifesto


@task()
def draft(campaign_id: int, language: str | None = None) -> str:
    """Draft the manifesto of a campaign; return its slug."""
    return draft_manifesto(Campaign.objects.get(pk=campaign_id), language=language).slug
