"""Explore one target with Atheris: `python -m tests.fuzz.explore csv 60 FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found]  # installed by `make fuzz` alone

with atheris.instrument_imports(include=["polyphonie.formats", "csv", "json"]):
    from tests.fuzz.targets import TARGETS, ask_about

MOST_MEGABYTES = 4096
SLOWEST_SECONDS = 60


def main() -> None:
    """Give the target to the fuzzer, with its seeds; what it breaks on is kept in the folder."""
    name, seconds, kept = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    target = TARGETS[name]
    corpus = kept / name
    corpus.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(target.seeds):
        (corpus / f"seed-{place}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-timeout={SLOWEST_SECONDS}",
        f"-artifact_prefix={kept}/{name}-",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda content: ask_about(target, content))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
