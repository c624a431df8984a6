"""Drafting and publishing, done by a worker: a national debate takes longer than a page may wait."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation
from polyphonie.syntheses.models import Document
from polyphonie.syntheses.services import draft_local_synthesis, draft_national_synthesis, publish_document


@task()
def draft_consultation(consultation_id: int, language: str | None = None) -> str:
    """Draft the synthesis of a consultation; return its slug."""
    consultation = Consultation.objects.select_related("campaign").get(pk=consultation_id)
    return draft_local_synthesis(consultation, language=language).slug


@task()
def draft_campaign(campaign_id: int, language: str | None = None) -> str:
    """Draft the synthesis of a campaign; return its slug."""
    return draft_national_synthesis(Campaign.objects.get(pk=campaign_id), language=language).slug


@task()
def publish(document_id: int, person_id: int | None = None) -> int:
    """Publish a document; return the number of the version."""
    document = Document.objects.select_related("campaign", "consultation").get(pk=document_id)
    by = User.objects.filter(pk=person_id).first() if person_id else None
    return publish_document(document=document, at=timezone.now(), by=by).number
