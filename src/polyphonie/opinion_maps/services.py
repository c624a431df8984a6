"""Changes to opinion maps."""

from __future__ import annotations

from django.db import transaction

from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.opinion_maps.models import OpinionMap


@transaction.atomic
def publish_map(*, opinion_map: OpinionMap) -> OpinionMap:
    """
    Publish a map; the map of the same consultation published until now is withdrawn.

    Raises
    ------
    CampaignIsClosed
    """
    refuse_if_closed(opinion_map.consultation.campaign)
    OpinionMap.objects.filter(consultation=opinion_map.consultation, is_published=True).exclude(
        pk=opinion_map.pk
    ).update(is_published=False)
    opinion_map.is_published = True
    opinion_map.save(update_fields=["is_published"])
    return opinion_map


@transaction.atomic
def withdraw_map(*, opinion_map: OpinionMap) -> OpinionMap:
    """
    Take a map back: it is a draft again.

    Raises
    ------
    CampaignIsClosed
    """
    refuse_if_closed(opinion_map.consultation.campaign)
    opinion_map.is_published = False
    opinion_map.save(update_fields=["is_published"])
    return opinion_map
