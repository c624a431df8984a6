"""The published sentences that a contribution carries, or contradicts."""

from __future__ import annotations

from dataclasses import dataclass

from polyphonie.consultations.models import Contribution
from polyphonie.syntheses.models import Document, DocumentVersion, Evidence


@dataclass(frozen=True)
class Citation:
    """One sentence of one published document, as it was published."""

    document: Document
    text: str
    position: int
    stance: str
    is_quoted: bool


def citations_of(contribution: Contribution) -> list[Citation]:
    """Find the sentences that rest on a contribution in the latest version of each published document."""
    evidence = Evidence.objects.filter(contribution=contribution).select_related("sentence__section")
    found = {row.sentence_id: row for row in evidence}
    if not found:
        return []
    documents = {row.sentence.section.document_id for row in found.values()}
    versions = DocumentVersion.objects.filter(document__in=documents).select_related("document")
    latest: dict[int, DocumentVersion] = {}
    for version in versions.order_by("document_id", "-number"):
        latest.setdefault(version.document_id, version)
    return [citation for version in latest.values() for citation in _citations_in(version, found)]


def _citations_in(version: DocumentVersion, found: dict[int, Evidence]) -> list[Citation]:
    sentences = [sentence for section in version.content["sections"] for sentence in section["sentences"]]
    return [
        Citation(
            version.document, sentence["text"], position, found[sentence["id"]].stance, found[sentence["id"]].is_quoted
        )
        for position, sentence in enumerate(sentences, start=1)
        if sentence.get("id") in found
    ]
