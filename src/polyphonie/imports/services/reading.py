"""Files are read by a limited child process, whoever brings them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from polyphonie.compute import ChildFailed, run_limited
from polyphonie.formats import FormatError, Harvest, Look, ReadOptions, look, read_file

Result = TypeVar("Result")
GIBIBYTE = 1024**3
LEAST_MEMORY, MOST_MEMORY = GIBIBYTE, 3 * GIBIBYTE
GROWTH, GROWTH_OF_GZIP = 40, 400
REASONS = {"memory": "needs_memory", "time": "takes_time", "crash": "reader_died"}


def look_into(path: Path, options: ReadOptions) -> Look:
    """Look into a file in a limited child process."""
    return _limited(look, path, options)


def harvest_of(path: Path, options: ReadOptions) -> Harvest:
    """Read a file whole in a limited child process."""
    return _limited(read_file, path, options)


def _limited(function: Callable[[str, ReadOptions], Result], path: Path, options: ReadOptions) -> Result:
    try:
        return run_limited(function, str(path), options, memory_bytes=memory_for(path, options))
    except ChildFailed as failure:
        raise FormatError(REASONS[failure.reason], file=options.file_name or path.name) from failure


def memory_for(path: Path, options: ReadOptions) -> int:
    """
    Bound the memory of a reader by the size of its file.

    A small file has no reason to need much; a large one is read into columns several times its size, and
    the bound counts the addresses that allocators only reserve.
    """
    growth = GROWTH_OF_GZIP if (options.file_name or path.name).endswith(".gz") else GROWTH
    size = path.stat().st_size if path.is_file() else 0
    return min(LEAST_MEMORY + growth * size, MOST_MEMORY)


def options_from(saved: Mapping[str, Any], *, file_name: str) -> ReadOptions:
    """Make options of what is saved with an import."""
    return ReadOptions(
        columns=dict(saved.get("columns", {})),
        texts=tuple(saved.get("texts", ())),
        agree=saved.get("agree"),
        keep_incomplete=bool(saved.get("keep_incomplete")),
        sheet=saved.get("sheet") or None,
        aside=tuple(saved.get("aside", ())),
        is_complete=bool(saved.get("is_complete")),
        file_name=file_name,
    )


def options_to_save(options: ReadOptions) -> dict[str, Any]:
    """Make of options what is saved with an import."""
    return {
        "columns": dict(options.columns),
        "texts": list(options.texts),
        "agree": options.agree,
        "keep_incomplete": options.keep_incomplete,
        "sheet": options.sheet,
        "aside": list(options.aside),
        "is_complete": options.is_complete,
    }
