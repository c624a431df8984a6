"""Opinion maps and ideas: computed by what the worker runs, then published."""

from __future__ import annotations

from django.utils.translation import gettext as _

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation
from polyphonie.example.deciding import decide_ideas
from polyphonie.example.progress import step
from polyphonie.ideas.jobs import gather_ideas_of_campaign
from polyphonie.ideas.models import IdeaRun
from polyphonie.ideas.services import publish_run
from polyphonie.opinion_maps.jobs import compute_opinion_map
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.opinion_maps.services import publish_map


def compute_maps(campaign: Campaign) -> None:
    """Compute and publish a map for each consultation where people voted."""
    voted = Consultation.objects.in_campaign(campaign).filter(participants__isnull=False).distinct()
    for consultation in voted:
        with step(_("Opinion map")):
            key = compute_opinion_map.func(consultation.pk)
            publish_map(opinion_map=OpinionMap.objects.get(pk=key))


def compute_ideas(campaign: Campaign) -> None:
    """Gather the ideas of the eight territories together, and publish them."""
    with step(_("Ideas of all the territories")):
        key = gather_ideas_of_campaign.func(campaign.pk)
        run = publish_run(run=IdeaRun.objects.get(pk=key))
    decide_ideas(run)
