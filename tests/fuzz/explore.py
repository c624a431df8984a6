"""
Explore the readers with Atheris: `python -m tests.fuzz.explore csv sheet 60`, every target where none is named.

What breaks a reader is kept in `var/fuzz/`, with what was learned of each target.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found]  # installed by `make fuzz` alone

with atheris.instrument_imports(include=["polyphonie.formats", "csv", "json"]):
    from tests.fuzz.targets import TARGETS, ask_about

KEPT = Path(__file__).resolve().parents[2] / "var" / "fuzz"
SECONDS = "60"
MOST_MEGABYTES = 4096
SLOWEST_SECONDS = 60


def main() -> int:
    """Explore each target in a process of its own: the fuzzer ends the one it runs in."""
    seconds = next((word for word in sys.argv[1:] if word.isdecimal()), SECONDS)
    names = [word for word in sys.argv[1:] if word in TARGETS] or list(TARGETS)
    if sys.argv[1:2] == ["--alone"]:
        explore(names[0], seconds)
    command = [sys.executable, "-m", "tests.fuzz.explore", "--alone"]
    broken = [name for name in names if subprocess.run([*command, name, seconds], check=False).returncode]
    print(f"Broken: {', '.join(broken)}. See {KEPT}." if broken else "Nothing broke.", flush=True)
    return 1 if broken else 0


def explore(name: str, seconds: str) -> None:
    """Give one target to the fuzzer, with its seeds."""
    target = TARGETS[name]
    corpus = KEPT / name
    corpus.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(target.seeds):
        (corpus / f"seed-{place}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-timeout={SLOWEST_SECONDS}",
        f"-artifact_prefix={KEPT}/{name}-",
        "-print_final_stats=1",
    ]
    atheris.Setup([name, *options, str(corpus)], lambda content: ask_about(target, content))
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
