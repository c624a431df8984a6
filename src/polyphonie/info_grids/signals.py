"""What happens elsewhere and matters to the grid: a campaign is created, its form is prepared."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.records import Check
from polyphonie.info_grids.queries.forms import form_in_force
from polyphonie.info_grids.services.forms import prepare_form


def prepare_form_of_a_new_campaign(*, campaign: Campaign, made_from: Campaign | None = None, **_: Any) -> None:
    """Give a new campaign a draft of the form: that of the campaign that it copies, or the shipped one."""
    prepare_form(campaign=campaign, made_from=made_from)


def check_form(*, campaign: Campaign, **_: Any) -> Check:
    """Tell whether the form of the grid is published."""
    label = gettext("The form of the grid is published")
    return Check(label, form_in_force(campaign) is not None, reverse("info_grids:form", args=[campaign.slug]))
