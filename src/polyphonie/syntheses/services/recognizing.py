"""
Recognizing, in a new run, the idea that a sentence was about.

The key of an idea changes as soon as one contribution joins it or leaves it. A sentence, or the memory of one that a
person took out, is tied to the contributions it rested on: it follows the idea that now holds most of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from polyphonie.syntheses.models import Document, Evidence, Sentence
from polyphonie.syntheses.services.planning import PlannedSection

_N_ANCHORS = 200
"""Contributions remembered of a sentence that a person took out."""

IDEA = "idea:"


def recognize(document: Document, plan: Sequence[PlannedSection], known: dict[str, Sentence]) -> dict[str, Sentence]:
    """Give the sentences of a document by the key that the plan uses for what they are about."""
    planned = {sentence.key for section in plan for sentence in section.sentences}
    holders = _holders(plan)
    found = {key: row for key, row in known.items() if key in planned or not key.startswith(IDEA)}
    for key, row in known.items():
        if key in found:
            continue
        new_key = _majority(_contributions_of(row), holders)
        if new_key is None or new_key in found:
            found[key] = row
            continue
        found[new_key] = row
        Sentence.objects.filter(pk=row.pk).update(key=new_key)
        row.key = new_key
    return found


def removed_keys(document: Document, plan: Sequence[PlannedSection]) -> set[str]:
    """Give the keys, in the plan, of what a person took out of the document."""
    holders = _holders(plan)
    keys: set[str] = set()
    for memory in document.removed:
        keys.add(memory["key"])
        if memory["key"].startswith(IDEA) and (followed := _majority(memory["contributions"], holders)):
            keys.add(followed)
    return keys


def memory_of(sentence: Sentence) -> dict[str, Any]:
    """Write down what a sentence was about, to recognize it in later drafts."""
    return {"key": sentence.key, "contributions": _contributions_of(sentence)[:_N_ANCHORS]}


def _holders(plan: Sequence[PlannedSection]) -> dict[int, str]:
    """Say which planned sentence on an idea holds each contribution."""
    return {
        pk: sentence.key
        for section in plan
        for sentence in section.sentences
        if sentence.key.startswith(IDEA)
        for pk in sentence.contribution_ids
    }


def _majority(contribution_ids: Iterable[int], holders: dict[int, str]) -> str | None:
    listed = list(contribution_ids)
    counts = Counter(holders[pk] for pk in listed if pk in holders)
    if not counts:
        return None
    key, n = counts.most_common(1)[0]
    return key if 2 * n > len(listed) else None


def _contributions_of(sentence: Sentence) -> list[int]:
    rows = Evidence.objects.filter(sentence=sentence, contribution__isnull=False).order_by("id")
    return [pk for pk in rows.values_list("contribution_id", flat=True) if pk is not None]
