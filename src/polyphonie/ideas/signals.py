"""What themes do when a campaign is created or prepared, and ideas when what they gather is to be removed."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.records import Check
from polyphonie.core.obstacles import Obstacle
from polyphonie.core.signals import campaign_checked, campaign_created, rows_asked_to_go, rows_going
from polyphonie.ideas.models import Codebook, IdeaRun, Reading
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


@receiver(rows_asked_to_go)
def published_ideas_of(sender: Any, *, batch: int, **kwargs: Any) -> list[Obstacle]:
    """List the published ideas that gather what an import brought."""
    sentence = _("Published ideas gather it.")
    runs = _runs_that_read(batch).filter(is_published=True)
    return [Obstacle(sentence, reverse("ideas:run", args=[run.pk]), is_published=True) for run in runs]


@receiver(rows_going)
def forget_unpublished_ideas(sender: Any, *, batch: int, **kwargs: Any) -> None:
    """Forget the ideas that gather it and were never published; what people decided of them is kept."""
    _runs_that_read(batch).filter(is_published=False).delete()


def _runs_that_read(batch: int) -> QuerySet[IdeaRun]:
    return IdeaRun.objects.filter(Exists(Reading.objects.filter(run=OuterRef("pk"), contribution__batch=batch)))
