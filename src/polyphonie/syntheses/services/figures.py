"""Every number that a sentence prints, counted from its evidence and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from polyphonie.ideas.models import Reading
from polyphonie.syntheses.enums import SentenceForm, Stance
from polyphonie.syntheses.models import Sentence
from polyphonie.syntheses.services.material import Voice
from polyphonie.syntheses.services.voting import Tally, tallies_of

Figures = dict[str, int]


def count_figures(voices: Iterable[Voice]) -> Figures:
    """Count contributions, distinct texts (copies count once) and territories."""
    listed = list(voices)
    return {
        "n_contributions": len({voice.contribution_id for voice in listed}),
        "n_distinct": len({voice.root_id for voice in listed}),
        "n_territories": len({voice.territory_id for voice in listed}),
    }


def vote_figures(tally: Tally) -> Figures:
    """Give the counts of a vote and, in whole percents, the share who agree with its interval."""
    low, high = tally.interval
    return {
        "n_agree": tally.n_agree,
        "n_disagree": tally.n_disagree,
        "n_pass": tally.n_pass,
        "n_votes": tally.n_votes,
        "agree_percent": round(100 * tally.agree_share),
        "low_percent": round(100 * low),
        "high_percent": round(100 * high),
    }


def voices_of(sentence: Sentence) -> list[Voice]:
    """Read back the voices that carry a sentence from its evidence."""
    carried = sentence.evidence.filter(contribution__isnull=False, stance=Stance.CARRIES)
    rows = list(
        carried.values_list(
            "contribution_id",
            "contribution__consultation__territory_id",
            "contribution__public",
            "contribution__kind",
        )
    )
    originals = _originals(sentence, [row[0] for row in rows])
    return [Voice(pk, originals.get(pk) or pk, territory_id, public, kind) for pk, territory_id, public, kind in rows]


def recount(sentence: Sentence) -> Figures:
    """Count again, from the evidence, every number that the sentence may print."""
    if sentence.form == SentenceForm.VOTE:
        statement_ids = sentence.evidence.filter(statement__isnull=False).values_list("statement_id", flat=True)[:1]
        tallies = tallies_of(list(statement_ids))
        return vote_figures(next(iter(tallies.values()))) if tallies else {}
    return count_figures(voices_of(sentence))


def differences(sentence: Sentence) -> Mapping[str, tuple[Any, int | None]]:
    """Name the figures whose recount is not what is kept, each with (kept, recounted)."""
    counted = recount(sentence)
    return {name: (kept, counted.get(name)) for name, kept in sentence.figures.items() if counted.get(name) != kept}


def _originals(sentence: Sentence, contribution_ids: list[int]) -> dict[int, int | None]:
    """Say of which text each contribution is a copy, in the run that the document was drafted from."""
    run_id = sentence.section.document.run_id
    readings = Reading.objects.filter(run_id=run_id, contribution__evidence__sentence=sentence)
    return dict(readings.values_list("contribution_id", "duplicate_of_id")) if contribution_ids else {}
