"""What a document carries of what was said, and what it leaves out."""

from __future__ import annotations

from typing import Any

from polyphonie.analysis.coverage import Coverage, Share, measure_coverage
from polyphonie.ideas.models import Reading
from polyphonie.syntheses.enums import Stance
from polyphonie.syntheses.models import Document
from polyphonie.syntheses.services.freezing import Content, carries_voices
from polyphonie.syntheses.services.material import contributions_in_scope

N_SAMPLES = 200
SEED = 1


def coverage_of(document: Document, content: Content) -> dict[str, Any]:
    """Measure the share of contributions that a content carries, against as many quotes drawn at random."""
    scope = contributions_in_scope(document.campaign, document.consultation)
    fields = ("id", "consultation__territory__name", "public", "kind")
    rows = list(scope.order_by("id").values_list(*fields))
    carried, families = carried_ids(content), _families(document)
    coverage = measure_coverage(
        [row[0] in carried for row in rows],
        [families.get(row[0], -1) for row in rows],
        {"territory": [row[1] for row in rows], "public": [row[2] for row in rows], "kind": [row[3] for row in rows]},
        n_quotes=n_quotes(content),
        n_samples=N_SAMPLES,
        seed=SEED,
    )
    return _as_json(coverage)


def carried_ids(content: Content) -> set[int]:
    """Give the contributions that a sentence carries; those that are only listed as not classified are not."""
    return {
        pk
        for section in content["sections"]
        if carries_voices(section)
        for sentence in section["sentences"]
        for pk, _digest, stance, _is_quoted in sentence["contributions"]
        if stance == Stance.CARRIES
    }


def n_quotes(content: Content) -> int:
    """Count the sentences that rest on contributions: as many quotes are drawn at random to compare."""
    return sum(
        bool(sentence["contributions"])
        for section in content["sections"]
        if carries_voices(section)
        for sentence in section["sentences"]
    )


def _families(document: Document) -> dict[int, int]:
    """Number the family of each contribution: its idea or, outside ideas, the text that it copies."""
    readings = Reading.objects.filter(run_id=document.run_id)
    rows = list(readings.values_list("contribution_id", "idea_id", "idea__merged_into_id", "duplicate_of_id"))
    numbers: dict[tuple[str, int], int] = {}
    families = {}
    for pk, idea_id, merged_into_id, original_id in rows:
        family = ("idea", merged_into_id or idea_id) if idea_id else ("text", original_id or pk)
        families[pk] = numbers.setdefault(family, len(numbers))
    return families


def _as_json(coverage: Coverage) -> dict[str, Any]:
    return {
        **_share(coverage.overall),
        "n_orphans": len(coverage.orphans),
        "n_quotes": coverage.n_quotes,
        "n_samples": coverage.n_samples,
        "seed": coverage.seed,
        "strata": {name: [_share(share) for share in shares] for name, shares in coverage.strata.items()},
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "label": share.label,
        "n_contributions": share.n_contributions,
        "n_carried": share.n_carried,
        "share": round(share.share, 4),
        "random_mean": round(share.random_mean, 4),
        "random_low": round(share.random_low, 4),
        "random_high": round(share.random_high, 4),
    }
