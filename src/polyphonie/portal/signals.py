"""What the portal does when the rooms below say that something happened."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from polyphonie.consultations.models import Consultation, Contribution
from polyphonie.core.signals import contributions_received, document_published
from polyphonie.portal.jobs import index_new_contributions
from polyphonie.portal.services import forget_contribution, index_version
from polyphonie.syntheses.models import DocumentVersion


@receiver(contributions_received)
def make_contributions_searchable(sender: Any, *, consultation: Consultation, **kwargs: Any) -> None:
    transaction.on_commit(lambda: index_new_contributions.enqueue(consultation.pk))


@receiver(document_published)
def make_document_searchable(sender: Any, *, version: DocumentVersion, **kwargs: Any) -> None:
    index_version(version=version)


@receiver(post_save, sender=Contribution)
def forget_what_was_erased(sender: Any, *, instance: Contribution, **kwargs: Any) -> None:
    if instance.erased_at is not None:
        forget_contribution(contribution=instance)
