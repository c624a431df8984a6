"""Syntheses and manifesto: drafted from the ideas, published, but for one that is left to be written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation
from polyphonie.example.progress import step
from polyphonie.manifesto.services import draft_manifesto
from polyphonie.syntheses.enums import DocumentKind
from polyphonie.syntheses.models import Document
from polyphonie.syntheses.services import draft_local_synthesis, draft_national_synthesis, publish_document

# Its analyst finds a draft at the desk, as on any day of work.
LEFT_AS_A_DRAFT = "mulhouse-agglo-parle-ia"


def draft_documents(campaign: Campaign) -> None:
    """Draft and publish what does not exist yet; a document that people work on is left to them."""
    existing = Document.objects.in_campaign(campaign)
    with step(_("Local syntheses")):
        for consultation in Consultation.objects.in_campaign(campaign).exclude(documents__in=existing):
            _write(partial(draft_local_synthesis, consultation), is_published=consultation.slug != LEFT_AS_A_DRAFT)
    _draft_once(campaign, DocumentKind.NATIONAL_SYNTHESIS, _("National synthesis"), draft_national_synthesis)
    _draft_once(campaign, DocumentKind.MANIFESTO, _("Manifesto"), draft_manifesto)


def _draft_once(campaign: Campaign, kind: DocumentKind, label: str, draft: Callable[[Campaign], Document]) -> None:
    if not Document.objects.in_campaign(campaign).filter(kind=kind).exists():
        with step(label):
            _write(partial(draft, campaign), is_published=True)


@transaction.atomic
def _write(draft: Callable[[], Document], *, is_published: bool) -> None:
    """Both or neither: a draft left by an interrupted loading would pass for someone's work."""
    document = draft()
    if is_published:
        coordinator = User.objects.filter(memberships__role=Role.COORDINATOR).order_by("pk").first()
        publish_document(document=document, at=timezone.now(), by=coordinator)
