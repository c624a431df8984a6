"""A document as it stands, in the one form that is published, digested and compared."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import Any

from polyphonie.syntheses.enums import SectionKind, SentenceForm
from polyphonie.syntheses.models import Document, Evidence, Section, Sentence
from polyphonie.syntheses.services.material import contributions_in_scope
from polyphonie.syntheses.services.standing import Ground, dissent, standing_of, survey, voices, vote_result

FORMAT = 1

Content = dict[str, Any]


def freeze(document: Document) -> Content:
    """Write the whole document down: sections, sentences, figures, evidence, votes."""
    ground = survey(document)
    evidence, spans = _evidence(document), _spans(document)
    sentences = defaultdict(list)
    for sentence in Sentence.objects.filter(section__document=document).select_related("idea"):
        sentences[sentence.section_id].append(
            _sentence(sentence, evidence[sentence.pk], ground, spans.get(sentence.pk))
        )
    sections = document.sections.select_related("topic").order_by("position", "id")
    return {
        "format": FORMAT,
        "kind": document.kind,
        "title": document.title,
        "language": document.language,
        "campaign": document.campaign.slug,
        "consultation": document.consultation.slug if document.consultation else None,
        "territory": document.territory.slug if document.territory else None,
        "texts_digest": document.run.texts_digest if document.run else None,
        "n_contributions": contributions_in_scope(document.campaign, document.consultation).count(),
        "axis": ground.axis,
        "sections": [_section(section, sentences[section.pk]) for section in sections if sentences[section.pk]],
    }


def canonical_json(content: Content) -> str:
    """Write a content in its only form: sorted keys, no space, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: Content) -> str:
    """Give the SHA-256 of a content, which anyone can compute again from the published JSON."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def carries_voices(section: Content) -> bool:
    """Tell a section that carries what people said from the one that lists what no idea gathers."""
    return bool(section["kind"] != SectionKind.UNCLASSIFIED)


def _section(section: Section, sentences: list[Content]) -> Content:
    return {
        "id": section.pk,
        "kind": section.kind,
        "title": section.title,
        "topic": section.topic.code if section.topic else None,
        "sentences": sentences,
    }


def _sentence(sentence: Sentence, rows: list[dict[str, Any]], ground: Ground, span: list[int] | None) -> Content:
    standing = standing_of(rows, ground)
    is_quote = sentence.form == SentenceForm.QUOTE
    return {
        "id": sentence.pk,
        "form": sentence.form,
        # the words of a person are never copied: they are read where they were received, or not at all
        "text": "" if is_quote else sentence.text,
        "span": span,
        "idea": sentence.idea.key if sentence.idea else None,
        "figures": sentence.figures,
        "voices": voices(standing, ground),
        "dissent": dissent(standing, ground),
        "contributions": [
            [row["contribution_id"], row["contribution__text_digest"], row["stance"], row["is_quoted"]]
            for row in rows
            if row["contribution_id"]
        ],
        "votes": [
            {"stance": row["stance"], **vote_result(row["statement_id"], ground)} for row in rows if row["statement_id"]
        ],
    }


def _spans(document: Document) -> dict[int, list[int]]:
    """Say where the words of each quote stand: [contribution, start, end] in its text as received."""
    rows = Evidence.objects.filter(
        sentence__section__document=document, sentence__form=SentenceForm.QUOTE, contribution__isnull=False
    )
    listed = rows.values_list("sentence_id", "sentence__text", "contribution_id", "contribution__text")
    found: dict[int, list[int]] = {}
    for sentence_id, words, contribution_id, text in listed.order_by("-id"):
        start = text.find(words)
        if start >= 0:
            found[sentence_id] = [contribution_id, start, start + len(words)]
    return found


def _evidence(document: Document) -> dict[int, list[dict[str, Any]]]:
    """Read all the evidence, quotes first, then in the order received."""
    fields = [
        "sentence_id",
        "contribution_id",
        "contribution__text_digest",
        "contribution__consultation__territory_id",
        "contribution__public",
        "statement_id",
        "stance",
        "is_quoted",
    ]
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Evidence.objects.filter(sentence__section__document=document).order_by("-is_quoted", "id")
    for row in rows.values(*fields).iterator(chunk_size=2000):
        found[row["sentence_id"]].append(row)
    return found
