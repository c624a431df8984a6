"""Published documents, and the sentences that cite a contribution."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Contribution
from polyphonie.syntheses.models import Citation, Document, DocumentVersion
from polyphonie.syntheses.models.document import DocumentQuerySet
from polyphonie.territories.models import Territory


def documents_of_campaign(campaign: Campaign) -> DocumentQuerySet:
    """The published documents of a campaign, each with the number and date of its last version."""
    return _with_last_version(Document.objects.in_campaign(campaign).published())


def local_documents(territory: Territory) -> DocumentQuerySet:
    """The published syntheses of a territory, each with the number and date of its last version."""
    return _with_last_version(Document.objects.of(territory).published())


def sentences_citing(contribution: Contribution) -> QuerySet[Citation]:
    """
    The published sentences that rest on a contribution, in the last version of each document.

    Each row has `stance`, and `sentence` with `text`, `number`, `key`, `section_title` and `version.document`.
    """
    documents = Document.objects.published()
    rows = Citation.objects.filter(contribution=contribution, sentence__version__document__in=documents)
    related = "sentence__version__document"
    ordered = rows.select_related(f"{related}__campaign", f"{related}__consultation__territory")
    return ordered.defer("sentence__version__content", "sentence__version__coverage").order_by(
        f"{related}__kind", f"{related}_id", "sentence__number"
    )


def last_version(document: Document) -> DocumentVersion | None:
    """The version that readers see."""
    return document.versions.order_by("-number").select_related("published_by").first()


def _with_last_version(documents: DocumentQuerySet) -> DocumentQuerySet:
    versions = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    return documents.select_related("campaign", "consultation__territory").annotate(
        last_number=Subquery(versions.values("number")[:1]),
        last_published_at=Subquery(versions.values("published_at")[:1]),
    )
