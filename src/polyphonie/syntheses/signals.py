"""Documents keep what they rest on from being removed."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from polyphonie.consultations.models import Consultation, Contribution
from polyphonie.core.obstacles import Obstacle
from polyphonie.core.signals import rows_asked_to_go
from polyphonie.syntheses.models import Document, DocumentVersion, Evidence


@receiver(rows_asked_to_go)
def documents_that_rest_on(sender: Any, *, consultation: Consultation, batch: int, **kwargs: Any) -> list[Obstacle]:
    """List the documents, published or not, that rest on what an import brought."""
    brought = Q(contribution__batch=batch) | Q(statement__batch=batch)
    evidence = Evidence.objects.filter(brought, sentence__section__document=OuterRef("pk"))
    documents = Document.objects.filter(campaign=consultation.campaign_id)
    drafted_from = Q(run__readings__contribution__batch=batch)
    resting = set(documents.filter(Exists(evidence) | drafted_from).values_list("pk", flat=True))
    versions = DocumentVersion.objects.filter(document__in=documents).exclude(document__in=resting)
    resting |= {version.document_id for version in versions if _cites(version, batch)}
    return [_obstacle(document) for document in documents.filter(pk__in=resting).prefetch_related("versions")]


def _cites(version: DocumentVersion, batch: int) -> bool:
    sentences = [sentence for section in version.content.get("sections", []) for sentence in section["sentences"]]
    cited = {row[0] for sentence in sentences for row in sentence["contributions"]}
    return Contribution.objects.filter(pk__in=cited, batch=batch).exists()


def _obstacle(document: Document) -> Obstacle:
    if document.versions.all():
        sentence = _("The document “%(title)s”, which is published, rests on it.") % {"title": document.title}
        return Obstacle(sentence, reverse("syntheses:detail", args=[document.slug]), is_published=True)
    sentence = _("The draft “%(title)s” rests on it.") % {"title": document.title}
    return Obstacle(sentence, reverse("syntheses:edit", args=[document.slug]))
