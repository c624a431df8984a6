"""
Time and memory of an opinion map on made-up votes: `python benchmarks/votes.py [10k] [100k]`.

Each size runs in its own process, so that the peak of memory is its own; making the votes is not counted in the time.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

import numpy as np

from polyphonie.analysis.votes import VoteTable, map_opinions

SIZES = {"10k": (10_000, 500), "100k": (100_000, 1_000)}
VOTES_PER_PERSON = 50
BARS = {"100k": "10 s and 1024 MiB"}


def made_up_votes(n_people: int, n_statements: int, rng: np.random.Generator) -> VoteTable:
    """Three camps; some statements are seen far more than others, some people vote far more than others."""
    angle = 2 * np.pi * (np.arange(n_people) % 3) / 3
    positions = 1.5 * np.column_stack((np.cos(angle), np.sin(angle))) + 0.35 * rng.standard_normal((n_people, 2))
    exposure = rng.pareto(2.0, n_statements) + 0.3
    n_votes = np.clip(rng.lognormal(np.log(VOTES_PER_PERSON) - 0.3, 0.8, n_people), 1, n_statements / 2).astype(int)
    rows = np.repeat(np.arange(n_people), n_votes)
    columns = rng.choice(n_statements, len(rows), p=exposure / exposure.sum())
    slopes, easiness = rng.standard_normal((n_statements, 2)), rng.normal(0.4, 0.8, n_statements)
    agreement = 1 / (1 + np.exp(-(easiness[columns] + (slopes[columns] * positions[rows]).sum(axis=1))))
    values = np.where(rng.random(len(rows)) < agreement, 1, -1).astype(np.int8)
    values[rng.random(len(rows)) < 0.15] = 0
    order = rng.permutation(len(rows))
    names = [str(i) for i in range(n_people)], [str(j) for j in range(n_statements)]
    return VoteTable.from_codes(*names, rows[order], columns[order], values[order])


def measure(size: str) -> dict[str, object]:
    """Compute one map in this process."""
    table = made_up_votes(*SIZES[size], np.random.default_rng(1))
    before = time.perf_counter()
    result = map_opinions(table, rng=np.random.default_rng(0))
    return {
        "size": size,
        "people": table.n_participants,
        "statements": table.n_statements,
        "votes": table.n_votes,
        "seconds": round(time.perf_counter() - before, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "verdict": result.verdict,
        "groups": len(result.groups),
    }


def main(arguments: list[str]) -> None:
    """Print one line for each size."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measure(arguments[1])))
        return
    for size in arguments or list(SIZES):
        command = [sys.executable, __file__, "--one", size]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        bar = f" (bar: {BARS[size]})" if size in BARS else ""
        print(
            f"map {found['people']} x {found['statements']}, {found['votes']} votes: {found['seconds']} s, "
            f"peak {found['peak_mib']} MiB, {found['groups']} groups{bar}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
