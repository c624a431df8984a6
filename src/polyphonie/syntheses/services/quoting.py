"""Which words are shown under a sentence: those of people, chosen for their differences."""

from __future__ import annotations

from collections.abc import Iterable

from polyphonie.consultations.models import Contribution
from polyphonie.syntheses.services.material import IdeaMaterial, Voice

N_QUOTES = 3
_N_CANDIDATES = 12
_READABLE_WORDS = (8, 90)
_LONGEST = 260
"""Characters of a contribution that a sentence repeats; its page has the whole text."""


def choose_quotes(ideas: Iterable[IdeaMaterial]) -> dict[int, list[int]]:
    """
    Choose, for each idea (by its key in the database), the contributions whose words are shown.

    First the one that the analysis found most typical, then others from another territory, another public, in that
    order: several voices rather than the same one three times. What moderation hides is never shown.
    """
    candidates = {material.idea.pk: _candidates(material) for material in ideas}
    wanted = {voice.contribution_id for voices in candidates.values() for voice in voices}
    lengths = _lengths(wanted)
    return {
        pk: _choose([voice for voice in voices if voice.contribution_id in lengths], lengths)
        for pk, voices in candidates.items()
    }


def excerpt_of(contribution_id: int) -> str:
    """Give the words of a contribution as received, cut after a word where they are long."""
    text = Contribution.objects.values_list("text", flat=True).get(pk=contribution_id).strip()
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(maxsplit=1)[0]


def _candidates(material: IdeaMaterial) -> list[Voice]:
    preferred = [material.idea.quote_id, material.idea.second_quote_id]
    by_id = {voice.contribution_id: voice for voice in material.voices}
    first = [by_id[pk] for pk in preferred if pk in by_id]
    originals = [voice for voice in material.voices if voice.root_id == voice.contribution_id and voice not in first]
    others = originals or [voice for voice in material.voices if voice not in first]
    step = max(1, len(others) // _N_CANDIDATES)
    return first + others[::step][:_N_CANDIDATES]


def _lengths(contribution_ids: set[int]) -> dict[int, int]:
    """Count the words of those that may be shown and have any."""
    shown = Contribution.objects.kept().filter(pk__in=contribution_ids, is_hidden=False)
    lengths = ((pk, len(text.split())) for pk, text in shown.values_list("pk", "text"))
    return {pk: n_words for pk, n_words in lengths if n_words}


def _choose(voices: list[Voice], lengths: dict[int, int]) -> list[int]:
    low, high = _READABLE_WORDS
    chosen: list[Voice] = []
    waiting = list(voices)
    while waiting and len(chosen) < N_QUOTES:
        best = min(
            range(len(waiting)),
            key=lambda index: (
                bool(chosen) and waiting[index].territory_id in {voice.territory_id for voice in chosen},
                bool(chosen) and waiting[index].public in {voice.public for voice in chosen},
                not low <= lengths[waiting[index].contribution_id] <= high,
                index,
            ),
        )
        chosen.append(waiting.pop(best))
    return [voice.contribution_id for voice in chosen]
