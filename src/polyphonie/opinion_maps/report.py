"""The report of `polyphonie map`: one page that stands alone, two tables and a JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language

from polyphonie.analysis.votes import MapSettings, OpinionMapResult, VoteTable, map_opinions
from polyphonie.formats import VoteInput
from polyphonie.formats.writing import write_json
from polyphonie.opinion_maps.outputs import write_participants, write_statements
from polyphonie.opinion_maps.presentation import map_view, statement_views
from polyphonie.opinion_maps.records import map_record, parameters_of, versions

FORMAT = "polyphonie-map/1"
STYLES = ("core/tokens.css", "core/base.css", "opinion_maps/map.css", "opinion_maps/report.css")
MOST_STATEMENTS_LISTED = 300


@dataclass(frozen=True)
class Report:
    """The votes that were read, and the map made from them."""

    votes: VoteInput
    result: OpinionMapResult
    seed: int


def make_report(votes: VoteInput, *, seed: int, settings: MapSettings | None = None) -> Report:
    """Compute the map of the votes that were read."""
    left_out = [identifier for identifier, state in votes.moderation.items() if state == -1]
    rng = np.random.default_rng(seed)
    result = map_opinions(vote_table(votes), rng=rng, settings=settings, left_out=left_out)
    return Report(votes, result, seed)


def vote_table(votes: VoteInput) -> VoteTable:
    """Bring the columns that were read into canonical order; statements without votes are listed too."""
    columns = votes.columns
    silent = [one for one in votes.statement_texts if one not in set(columns.statement_ids)]
    return VoteTable.from_codes(
        columns.participant_ids,
        [*columns.statement_ids, *silent],
        columns.participant_index,
        columns.statement_index,
        columns.value,
    )


def write_report(report: Report, folder: Path) -> None:
    """Write the four files."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = report.votes.statement_texts
    record = map_record(report.result, texts)
    write_participants(folder / "participants.csv", report.result)
    write_statements(folder / "statements.csv", report.result, texts)
    write_json(folder / "map.json", _summary(report, record))
    (folder / "index.html").write_text(_page(report, record), encoding="utf-8")


def _summary(report: Report, record: dict[str, Any]) -> dict[str, Any]:
    votes, result = report.votes, report.result
    return {
        "format": FORMAT,
        "verdict": result.verdict,
        "counts": {
            "n_participants": len(result.participants.ids),
            "n_placed": result.n_placed,
            "n_statements": len(result.statements.ids),
            "n_statements_left_out": int(result.statements.is_left_out.sum()),
            "n_votes": result.n_votes,
            "n_replaced": result.n_replaced,
            "n_rows": votes.n_rows,
            "n_rows_taken": votes.n_rows_taken,
            "n_refused": len(votes.refused),
        },
        "groups": record["groups"],
        "trials": record["trials"],
        "axis_lengths": record["axis_lengths"],
        "input": {
            "digest": votes.digest,
            "files": [{"name": one.name, "role": one.role, "sha256": one.digest} for one in votes.files],
        },
        "parameters": {
            "agree": votes.agree,
            "sign_declared_by_file_or_option": votes.sign_declared,
            **parameters_of(result.settings),
        },
        "seed": report.seed,
        "versions": versions(),
    }


def _page(report: Report, record: dict[str, Any]) -> str:
    statements = statement_views(record, threshold=1)
    listed = sorted(statements, key=lambda one: -one.n_votes)[:MOST_STATEMENTS_LISTED]
    context = {
        "report": report,
        "votes": report.votes,
        "map": map_view(record, n_participants=len(report.result.participants.ids), threshold=1),
        "statements": listed,
        "n_not_listed": len(statements) - len(listed),
        "trials": record["trials"],
        "versions": versions(),
        "language": get_language(),
        "styles": "\n".join(_style(name) for name in STYLES),
    }
    return render_to_string("opinion_maps/report.html", context)


def _style(name: str) -> str:
    found = finders.find(name)
    return Path(str(found)).read_text(encoding="utf-8") if found else ""
