"""Files are read by a limited child process, whoever brings them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from polyphonie.compute import ChildFailed, run_limited, stream_limited
from polyphonie.formats import Description, FormatError, Harvest, Look, ReadOptions, look
from polyphonie.formats.bundles import Bundle
from polyphonie.formats.streaming import bundle_as_named, descriptions_of, stream_columns

Result = TypeVar("Result")
GIBIBYTE = 1024**3
LEAST_MEMORY, MOST_MEMORY = GIBIBYTE, 3 * GIBIBYTE
GROWTH, GROWTH_OF_GZIP = 40, 400
# Whoever waits for a first look is answered within a minute.
SECONDS_OF_A_LOOK, SECONDS_WAITED = 45, 55
LEAST_SECONDS = 120
SLOWEST_BYTES_A_SECOND = 250_000
REASONS = {"memory": "needs_memory", "time": "takes_time", "crash": "reader_died"}


def look_into(path: Path, options: ReadOptions) -> Look:
    """Look into a file in a limited child process."""
    return _limited(look, path, options)


def describe_path(path: Path) -> list[Description]:
    """
    Say what a file is, or each file of an archive or of a folder, in a limited child process.

    Raises
    ------
    FormatError
        If it cannot be read.
    """
    return _limited(descriptions_of, path, ReadOptions())


def bundle_in(path: Path, options: ReadOptions) -> Bundle:
    """
    Tell what the files of an archive or of a folder are, in a limited child process.

    Raises
    ------
    FormatError
        If the archive is damaged or hostile.
    """
    return _limited(bundle_as_named, path, options)


def harvests_of(path: Path, options: ReadOptions) -> Iterator[Harvest]:
    """
    Read a file piece by piece, in a limited child process that reads the next piece meanwhile.

    Raises
    ------
    FormatError
        At the piece that cannot be read; those before it were given.
    """
    seconds = LEAST_SECONDS + size_of(path) // SLOWEST_BYTES_A_SECOND
    try:
        yield from stream_limited(
            stream_columns,
            str(path),
            options,
            memory_bytes=memory_for(path, options),
            cpu_seconds=seconds,
            wall_seconds=2 * seconds,
        )
    except ChildFailed as failure:
        raise _as_said_of_the_file(failure, path, options) from failure


def _as_said_of_the_file(failure: ChildFailed, path: Path, options: ReadOptions) -> FormatError:
    return FormatError(REASONS[failure.reason], file=options.file_name or path.name)


def _limited(function: Callable[[str, ReadOptions], Result], path: Path, options: ReadOptions) -> Result:
    try:
        return run_limited(
            function,
            str(path),
            options,
            memory_bytes=memory_for(path, options),
            cpu_seconds=SECONDS_OF_A_LOOK,
            wall_seconds=SECONDS_WAITED,
        )
    except ChildFailed as failure:
        raise _as_said_of_the_file(failure, path, options) from failure


def memory_for(path: Path, options: ReadOptions) -> int:
    """
    Bound the memory of a reader by the size of its file.

    A small file has no reason to need much; a large one is read into columns several times its size, and
    the bound counts the addresses that allocators only reserve.
    """
    growth = GROWTH_OF_GZIP if (options.file_name or path.name).endswith((".gz", ".zip")) else GROWTH
    return min(LEAST_MEMORY + growth * size_of(path), MOST_MEMORY)


def size_of(path: Path) -> int:
    """Give the bytes of a file; 0 where it is none, or cannot even be asked about."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def options_from(saved: Mapping[str, Any], *, file_name: str, member: str = "") -> ReadOptions:
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
        member=member or None,
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
