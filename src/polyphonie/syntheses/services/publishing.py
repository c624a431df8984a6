"""Publishing: a document is frozen into a numbered version that nothing changes any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Contribution
from polyphonie.core.signals import document_published
from polyphonie.syntheses.enums import SentenceForm
from polyphonie.syntheses.errors import NoEvidenceError, NothingChangedError, NothingToPublishError
from polyphonie.syntheses.models import Citation, Document, DocumentVersion, PublishedSentence, Sentence
from polyphonie.syntheses.services.freezing import Content, carries_voices, digest, freeze
from polyphonie.syntheses.services.measuring import coverage_of
from polyphonie.syntheses.services.rewriting import refresh

_BATCH = 2000


@transaction.atomic
def publish_document(*, document: Document, at: datetime, by: User | None = None) -> DocumentVersion:
    """Count every figure again, freeze the document, measure what it carries, and index its citations."""
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    check_ready(locked)
    for sentence in _sentences(locked):
        refresh(sentence)
    content = freeze(locked)
    content_digest = digest(content)
    last = locked.versions.order_by("-number").first()
    if last is not None and last.digest == content_digest:
        raise NothingChangedError
    version = locked.versions.create(
        number=last.number + 1 if last else 1,
        published_at=at,
        published_by=by,
        content=content,
        digest=content_digest,
        coverage=coverage_of(locked, content),
    )
    index_citations(version)
    transaction.on_commit(lambda: document_published.send(sender=DocumentVersion, version=version))
    return version


def check_ready(document: Document) -> None:
    """
    Refuse to publish an empty document, or one with a sentence that rests on nothing.

    Raises
    ------
    CampaignIsClosed, NothingToPublishError, NoEvidenceError
    """
    refuse_if_closed(document.campaign)
    if not Sentence.objects.filter(section__document=document).exists():
        raise NothingToPublishError
    if without_evidence(document):
        raise NoEvidenceError


def without_evidence(document: Document) -> list[Sentence]:
    """List the sentences that rest on nothing and are not marked as positions."""
    sentences = Sentence.objects.filter(section__document=document, evidence__isnull=True)
    return list(sentences.exclude(form=SentenceForm.POSITION))


def index_citations(version: DocumentVersion) -> None:
    """Make the index of a version, in the place of that of the version before."""
    PublishedSentence.objects.filter(version__document=version.document_id).delete()
    number = 0
    for section in version.content["sections"]:
        for sentence in section["sentences"]:
            number += 1
            row = PublishedSentence.objects.create(
                version=version,
                key=sentence["id"],
                number=number,
                section_title=section["title"],
                form=sentence["form"],
                text=sentence["text"] or _quoted_words(sentence),
            )
            if carries_voices(section):
                _index_sentence(row, sentence)


def _index_sentence(row: PublishedSentence, sentence: Content) -> None:
    citations = [
        Citation(sentence=row, contribution_id=pk, stance=stance)
        for pk, _digest, stance, _is_quoted in sentence["contributions"]
    ]
    Citation.objects.bulk_create(citations, batch_size=_BATCH)


def _quoted_words(sentence: Content) -> str:
    if sentence["span"] is None:
        return ""
    contribution_id, start, end = sentence["span"]
    return Contribution.objects.values_list("text", flat=True).get(pk=contribution_id)[start:end]


def _sentences(document: Document) -> list[Sentence]:
    rows = Sentence.objects.filter(section__document=document)
    return list(rows.select_related("section__document", "idea").order_by("section__position", "position", "id"))
