"""What themes do when a campaign is created, or its preparation is looked at."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.records import Check
from polyphonie.core.signals import campaign_checked, campaign_created
from polyphonie.ideas.models import Codebook
from polyphonie.ideas.services.codebooks import prepare_codebook


@receiver(campaign_created)
def give_themes(sender: Any, *, campaign: Campaign, made_from: Campaign | None, **kwargs: Any) -> None:
    """Give a new campaign its first themes."""
    prepare_codebook(campaign=campaign, made_from=made_from)


@receiver(campaign_checked)
def check_themes(sender: Any, *, campaign: Campaign, **kwargs: Any) -> Check:
    """Tell whether the themes are published."""
    is_done = Codebook.objects.in_campaign(campaign).published().exists()
    return Check(_("The themes are published"), is_done, reverse("ideas:codebook", args=[campaign.slug]))
