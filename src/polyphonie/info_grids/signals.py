"""What happens elsewhere and matters to the grid: a campaign is created or prepared, what it counts is to go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.records import Check
from polyphonie.consultations.models import Consultation
from polyphonie.core.obstacles import Obstacle
from polyphonie.info_grids.models import GridVersion
from polyphonie.info_grids.queries.forms import form_in_force
from polyphonie.info_grids.services.forms import prepare_form


def prepare_form_of_a_new_campaign(*, campaign: Campaign, made_from: Campaign | None = None, **_: Any) -> None:
    """Give a new campaign a draft of the form: that of the campaign that it copies, or the shipped one."""
    prepare_form(campaign=campaign, made_from=made_from)


def check_form(*, campaign: Campaign, **_: Any) -> Check:
    """Tell whether the form of the grid is published."""
    label = gettext("The form of the grid is published")
    return Check(label, form_in_force(campaign) is not None, reverse("info_grids:form", args=[campaign.slug]))


def published_grids_of(*, consultation: Consultation, since: datetime, **_: Any) -> list[Obstacle]:
    """Tell whether the grid of the territory, which counts what was said, was published since."""
    versions = GridVersion.objects.filter(
        grid__engagement__campaign=consultation.campaign_id,
        grid__engagement__territory=consultation.territory_id,
        published_at__gte=since,
    )
    if not consultation.is_published or not versions.exists():
        return []
    url = reverse("info_grids:detail", args=[consultation.campaign.slug, consultation.territory.slug])
    return [Obstacle(gettext("The published grid of the territory counts it."), url, is_published=True)]
