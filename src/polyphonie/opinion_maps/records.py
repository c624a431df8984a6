"""An opinion map as plain values: what is kept in the database, and what the pages and the reports are made from."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import scipy

from polyphonie import __version__
from polyphonie.analysis.votes import DensityGrid, MapSettings, OpinionGroup, OpinionMapResult, Representative
from polyphonie.analysis.votes.axes import FloatArray

MOST_REPRESENTATIVE = 50
"""Statements kept for each group in the record; `statements.csv` marks them all."""


def versions() -> dict[str, str]:
    """What computed the map."""
    return {
        "polyphonie": __version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "python": platform.python_version(),
    }


def parameters_of(settings: MapSettings) -> dict[str, Any]:
    """The settings, by name."""
    return asdict(settings)


def map_record(result: OpinionMapResult, texts: Mapping[str, str]) -> dict[str, Any]:
    """Write the groups, the statements and the density; nothing of any one person."""
    return {
        "verdict": result.verdict,
        "n_placed": result.n_placed,
        "n_replaced": result.n_replaced,
        "axis_lengths": [_rounded(length) for length in result.axis_lengths],
        "groups": [_group(group, result) for group in result.groups],
        "statements": _statements(result, texts),
        "trials": [
            {name: _rounded(value) if isinstance(value, float) else value for name, value in asdict(trial).items()}
            for trial in result.trials
        ],
        "density": None if result.density is None else _density(result.density),
    }


def positions_record(result: OpinionMapResult) -> dict[str, list[Any]]:
    """Write where each person stands, in columns."""
    people = result.participants
    return {
        "participant": list(people.ids),
        "x": [_rounded(x) for x in people.points[:, 0]],
        "y": [_rounded(y) for y in people.points[:, 1]],
        "group": [letter_of(result, index) for index in people.group],
        "membership": [_rounded(share) for share in people.membership],
        "n_votes": [int(n) for n in people.n_votes],
    }


def letter_of(result: OpinionMapResult, index: int) -> str:
    """The letter of a group, nothing for no group."""
    return result.groups[index].letter if index >= 0 else ""


def representative_of(result: OpinionMapResult) -> list[str]:
    """For each statement, the groups it represents and how: "A:agree B:disagree"."""
    found: list[list[str]] = [[] for _ in result.statements.ids]
    for group in result.groups:
        for one in group.representative:
            found[one.statement].append(f"{group.letter}:{one.direction}")
    return [" ".join(each) for each in found]


def _group(group: OpinionGroup, result: OpinionMapResult) -> dict[str, Any]:
    return {
        "letter": group.letter,
        "size": group.size,
        "n_between": group.n_between,
        "stability": _rounded(group.stability),
        "center": [_rounded(value) for value in group.center],
        "n_representative": len(group.representative),
        "representative": [_representative(one, result) for one in group.representative[:MOST_REPRESENTATIVE]],
    }


def _representative(one: Representative, result: OpinionMapResult) -> dict[str, Any]:
    values = asdict(one) | {"statement": result.statements.ids[one.statement]}
    return {name: _rounded(value, 6) if isinstance(value, float) else value for name, value in values.items()}


def _statements(result: OpinionMapResult, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    all_votes, by_group = result.statements.counts, result.statements.group_counts
    measures = (
        "agree_low",
        "agree_high",
        "consensus",
        "consensus_low",
        "rejection",
        "rejection_low",
        "divisiveness",
    )
    represented = representative_of(result)
    return [
        {
            "id": identifier,
            "text": texts.get(identifier, ""),
            "n_agree": int(all_votes.n_agree[0, j]),
            "n_disagree": int(all_votes.n_disagree[0, j]),
            "n_pass": int(all_votes.n_pass[0, j]),
            **{name: _rounded(getattr(result.statements, name)[j]) for name in measures},
            "point": [_rounded(value) for value in result.statements.points[j]],
            "is_left_out": bool(result.statements.is_left_out[j]),
            "representative_of": represented[j],
            "groups": [
                [int(by_group.n_agree[g, j]), int(by_group.n_disagree[g, j]), int(by_group.n_pass[g, j])]
                for g in range(len(result.groups))
            ],
        }
        for j, identifier in enumerate(result.statements.ids)
    ]


def _density(density: DensityGrid) -> dict[str, Any]:
    return {
        "x_range": list(density.x_range),
        "y_range": list(density.y_range),
        "everyone": _rows(density.everyone),
        "groups": [_rows(layer) for layer in density.groups],
    }


def _rows(layer: FloatArray) -> list[list[float]]:
    """Keep three figures of the summit: enough for a drawing."""
    summit = max(float(layer.max()), 1e-12)
    return [[float(value) for value in row] for row in np.round(layer / summit, 3)]


def _rounded(value: float, digits: int = 4) -> float | None:
    """Unknown is null, never a number."""
    return None if np.isnan(value) else round(float(value), digits)
