"""The report of `polyphonie ideas`: one page that stands alone, two tables and a JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language

from polyphonie.analysis.texts import IdeasResult, Status, Text, Theme
from polyphonie.formats import Harvest
from polyphonie.formats.writing import write_json, write_table
from polyphonie.ideas.outputs import CONTRIBUTION_COLUMNS, IDEA_COLUMNS
from polyphonie.ideas.presentation import report_view
from polyphonie.ideas.records import parameters_of, versions

FORMAT = "polyphonie-ideas/1"
STYLES = ("core/tokens.css", "core/base.css", "ideas/ideas.css", "ideas/report.css")
_EMPTY_CODES = ("empty_text", "no_free_answer")


@dataclass(frozen=True)
class Report:
    """The contributions that were read, and the ideas gathered from them."""

    harvest: Harvest
    texts: Sequence[Text]
    codebook: Sequence[Theme]
    result: IdeasResult
    cpu_seconds: float


def write_report(report: Report, folder: Path) -> None:
    """Write the four files."""
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "ideas.csv", IDEA_COLUMNS, _idea_rows(report.result))
    write_table(folder / "contributions.csv", CONTRIBUTION_COLUMNS, _contribution_rows(report))
    write_json(folder / "ideas.json", _summary(report))
    (folder / "index.html").write_text(_page(report), encoding="utf-8")


def _idea_rows(result: IdeasResult) -> Iterator[tuple[object, ...]]:
    for idea in result.ideas:
        quote_id = idea.quotes[0].text_id
        counts = (idea.n_contributions, idea.n_distinct, idea.stability)
        yield (idea.key, idea.label, idea.theme, *counts, quote_id)


def _contribution_rows(report: Report) -> Iterator[tuple[object, ...]]:
    for place in report.result.placements:
        outcome = (place.language, place.status.value, place.reason.value)
        yield (place.id, place.idea, place.theme, place.duplicate_of, *outcome)
    for refusal in report.harvest.refused:
        is_empty = refusal.code in _EMPTY_CODES
        status = ("empty", "blank") if is_empty else ("refused", refusal.code)
        yield (refusal.external_id or f"row-{refusal.row}", None, None, None, "", *status)


def _summary(report: Report) -> dict[str, Any]:
    result, harvest = report.result, report.harvest
    return {
        "format": FORMAT,
        "counts": {
            "n_rows": harvest.n_rows,
            "n_refused": len(harvest.refused),
            "n_contributions": len(result.placements),
            "n_distinct": len(result.placements) - result.count(Status.DUPLICATE) - result.count(Status.EMPTY),
            "n_ideas": len(result.ideas),
            "n_minority_ideas": sum(idea.is_minority for idea in result.ideas),
            "n_fragile_ideas": sum(idea.is_fragile for idea in result.ideas),
            "n_themes": len(result.themes),
            **{f"n_{status.value}": result.count(status) for status in Status},
            "reasons": dict(sorted(Counter(p.reason.value for p in result.placements if p.reason).items())),
            "languages": dict(sorted(Counter(p.language for p in result.placements).items())),
        },
        "input": {"file": harvest.file, "sha256": harvest.digest, "columns": dict(harvest.used_columns)},
        "parameters": parameters_of(result.settings, report.codebook),
        "n_resamples": result.n_resamples,
        "seed": result.seed,
        "versions": versions(),
        "cpu_seconds": round(report.cpu_seconds, 2),
    }


def _page(report: Report) -> str:
    context = {
        "view": report_view(report.result, report.texts),
        "harvest": report.harvest,
        "result": report.result,
        "versions": versions(),
        "language": get_language(),
        "styles": "\n".join(_style(name) for name in STYLES),
    }
    return render_to_string("ideas/report.html", context)


def _style(name: str) -> str:
    found = finders.find(name)
    return Path(str(found)).read_text(encoding="utf-8") if found else ""
