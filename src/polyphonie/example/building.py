"""The campaign, its themes, its territories and their consultations: made where missing, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyphonie.campaigns.models import Campaign, Engagement, Milestone, Question
from polyphonie.consultations.models import Consultation
from polyphonie.core.errors import DomainError
from polyphonie.example.activities import build_activities
from polyphonie.example.description import Example, TerritoryDescription, TerritoryKey
from polyphonie.ideas.models import Codebook, Topic
from polyphonie.ideas.services.codebooks import publish_codebook
from polyphonie.territories.models import Territory


@transaction.atomic
def build_campaign(example: Example) -> Campaign:
    """Make the campaign with its questions, calendar and themes, unless it is there: people may have changed it."""
    slug = example.campaign["slug"]
    campaign, is_new = Campaign.objects.get_or_create(slug=slug, defaults=dict(example.campaign))
    if is_new:
        Question.objects.bulk_create(
            Question(campaign=campaign, position=position, text=text)
            for position, text in enumerate(example.questions, start=1)
        )
        Milestone.objects.bulk_create(Milestone(campaign=campaign, **entry) for entry in example.milestones)
        _build_codebook(campaign, example.topics)
    for entry in example.territories:
        _build_territory(campaign, entry)
    return campaign


def find_territory(key: TerritoryKey) -> Territory:
    """Find a territory in the reference, which must have been loaded."""
    try:
        return Territory.objects.get(country=key.country, scheme=key.scheme, identifier=key.identifier)
    except Territory.DoesNotExist as error:
        name = f"{key.country} {key.scheme} {key.identifier}"
        sentence = _("The reference of territories does not hold %(name)s: load it again.")
        raise DomainError(sentence % {"name": name}) from error


def _build_codebook(campaign: Campaign, topics: tuple[Mapping[str, Any], ...]) -> None:
    codebook = Codebook.objects.create(campaign=campaign)
    Topic.objects.bulk_create(
        Topic(
            codebook=codebook,
            code=entry["code"],
            label=entry["label"],
            keywords=", ".join(entry["keywords"]),
            position=position,
        )
        for position, entry in enumerate(topics, start=1)
    )
    publish_codebook(codebook=codebook, change_note="", person=None, at=timezone.now())


def _build_territory(campaign: Campaign, entry: TerritoryDescription) -> None:
    territory = find_territory(entry.key)
    Engagement.objects.get_or_create(campaign=campaign, territory=territory, defaults=dict(entry.engagement))
    content = dict(entry.consultation)
    consultation, is_new = Consultation.objects.get_or_create(
        slug=content.pop("slug"),
        defaults={**content, "campaign": campaign, "territory": territory, "is_published": True},
    )
    if is_new:
        build_activities(consultation, entry)
