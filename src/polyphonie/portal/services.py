"""Keeping the search index in step with what was received and published."""

from __future__ import annotations

from django.db.models import QuerySet

from polyphonie.consultations.models import Consultation, Contribution
from polyphonie.portal.models import SearchEntry
from polyphonie.portal.stems import stems_of
from polyphonie.syntheses.enums import SentenceForm
from polyphonie.syntheses.models import DocumentVersion

_BATCH = 2000


def rebuild_search_index() -> int:
    """Forget the index and make it anew; return the number of entries."""
    SearchEntry.objects.all().delete()
    index_contributions(Contribution.objects.kept())
    for version in DocumentVersion.objects.filter(sentences__isnull=False).distinct().select_related("document"):
        index_version(version=version)
    return SearchEntry.objects.count()


def index_consultation(*, consultation: Consultation) -> int:
    """Add the contributions of a consultation that the index does not hold yet."""
    return index_contributions(Contribution.objects.kept().filter(consultation=consultation))


def index_contributions(contributions: QuerySet[Contribution]) -> int:
    """Add contributions that the index does not hold yet; return how many."""
    missing = contributions.filter(search_entry__isnull=True).order_by("id")
    fields = missing.values_list("id", "consultation__campaign_id", "title", "text", "language")
    n_added, batch = 0, []
    for pk, campaign_id, title, text, language in fields.iterator(chunk_size=_BATCH):
        stems = stems_of(f"{title} {text}", language)
        batch.append(SearchEntry(campaign_id=campaign_id, contribution_id=pk, stems=stems))
        if len(batch) >= _BATCH:
            n_added += _add(batch)
            batch = []
    return n_added + _add(batch)


def index_version(*, version: DocumentVersion) -> int:
    """Add the sentences of a published version; those of the version before left with it. Quotes are contributions."""
    document = version.document
    sentences = version.sentences.filter(search_entry__isnull=True).exclude(form=SentenceForm.QUOTE)
    entries = [
        SearchEntry(
            campaign_id=document.campaign_id, sentence=sentence, stems=stems_of(sentence.text, document.language)
        )
        for sentence in sentences
    ]
    return _add(entries)


def forget_contribution(*, contribution: Contribution) -> None:
    """Take a contribution out of the index: its words are erased with it."""
    SearchEntry.objects.filter(contribution=contribution).delete()


def _add(entries: list[SearchEntry]) -> int:
    SearchEntry.objects.bulk_create(entries, ignore_conflicts=True)
    return len(entries)
