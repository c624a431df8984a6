"""
Run a function in a child process that can neither exhaust the machine nor take its parent with it.

A few kilobytes of XLSX can make a parser ask for half a terabyte and abort the process: no exception
tells it. So each file that somebody brings is read by a child with bounds on memory, processor time,
open files and what it may write, without the secrets of its parent's environment.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TypeVar

from polyphonie.compute.frames import Frames
from polyphonie.compute.results import UntrustedAnswerError, loads

Result = TypeVar("Result")
GIBIBYTE = 1024**3
PIPE_BYTES = 1024**2
KEPT_WORDS = 500
SECONDS_TO_END = 10.0
PASSED_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV")
# Each thread reserves address space, which the bound on memory counts.
FEW_THREADS = {
    "POLARS_MAX_THREADS": "2",
    "RAYON_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "PYTHONHASHSEED": "0",
}


@dataclass(frozen=True)
class Limits:
    """What a child may use. Wall time also bounds one that sleeps."""

    memory_bytes: int = GIBIBYTE
    cpu_seconds: int = 60
    wall_seconds: int = 120


@dataclass(frozen=True)
class Request:
    """What a child is asked: a function by its name, its arguments, and what it may use."""

    module: str
    name: str
    args: tuple[object, ...]
    limits: Limits
    is_stream: bool = False

    @classmethod
    def of(
        cls, function: Callable[..., object], args: tuple[object, ...], limits: Limits, *, is_stream: bool
    ) -> Request:
        """Name a function that stands at the top of a module."""
        return cls(function.__module__, function.__qualname__, args, limits, is_stream)


class ChildFailed(RuntimeError):
    """
    The child gave no result.

    `reason` is "memory", "time" or "crash"; `detail` is for the log, not for the page.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"the limited process failed ({self.reason}): {self.detail}"


def run_limited(
    function: Callable[..., Result],
    *args: object,
    memory_bytes: int = GIBIBYTE,
    cpu_seconds: int = 60,
    wall_seconds: int = 120,
) -> Result:
    """
    Call an importable function in a limited child process.

    Parameters
    ----------
    function : callable
        A function at the top of a module of `polyphonie`; the child imports it by its name.
    *args : object
        Its arguments, which pickle can carry.
    memory_bytes, cpu_seconds, wall_seconds : int
        What the child may use.

    Returns
    -------
    object
        What the function returned, made of plain values, arrays and classes of `polyphonie`.

    Raises
    ------
    ChildFailed
        If the child ran out of memory or of time, or died.
    ValueError
        The errors that the function itself raised, where they are classes of `polyphonie`.
    """
    limits = Limits(memory_bytes=memory_bytes, cpu_seconds=cpu_seconds, wall_seconds=wall_seconds)
    for value in _answers(Request.of(function, args, limits, is_stream=False)):
        return value  # type: ignore[return-value]  # what the function returned
    raise ChildFailed("crash", "it returned nothing")


def stream_limited(
    function: Callable[..., Iterator[Result]],
    *args: object,
    memory_bytes: int = GIBIBYTE,
    cpu_seconds: int = 60,
    wall_seconds: int = 120,
) -> Iterator[Result]:
    """
    Call a generator in a limited child process, and give each item as it is made.

    The child waits while its items are not taken, one item ahead at most, and ends when the iterator is closed.
    `wall_seconds` bounds the time during which the child is waited for, not that which its items are put to use.

    Parameters and errors are those of `run_limited`; an error comes after the items that were made before it.
    """
    limits = Limits(memory_bytes=memory_bytes, cpu_seconds=cpu_seconds, wall_seconds=wall_seconds)
    yield from _answers(Request.of(function, args, limits, is_stream=True))  # type: ignore[misc]  # what it gave


def _answers(request: Request) -> Iterator[object]:
    """Give what the child says, until it says that it has ended."""
    child = _Child(request)
    try:
        for outcome, value in child.words():
            if outcome == "raised" and isinstance(value, Exception):
                raise value
            if outcome == "end":
                return
            if outcome not in ("returned", "item"):
                raise ChildFailed(outcome, str(value))
            yield value
        raise child.failure()
    except UntrustedAnswerError as error:
        raise ChildFailed("crash", str(error)) from None
    finally:
        child.end()


class _Child:
    """The process, and what comes out of it."""

    def __init__(self, request: Request) -> None:
        self.seconds_left = float(request.limits.wall_seconds)
        self.wall_seconds = request.limits.wall_seconds
        self.said = b""
        environment = {name: os.environ[name] for name in PASSED_VARIABLES if name in os.environ}
        environment |= FEW_THREADS | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "polyphonie.compute.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        self._ask(pickle.dumps(request))

    def _ask(self, request: bytes) -> None:
        asked = _pipe(self.process.stdin)
        try:
            asked.write(request)
            asked.close()
        except BrokenPipeError:
            pass  # it died at once: its words and its end will say why

    def words(self) -> Iterator[tuple[str, object]]:
        """Give each thing it says, until its output is closed."""
        frames = Frames()
        for piece in self._pieces():
            for payload in frames.feed(piece):
                outcome, value = loads(payload)
                yield str(outcome), value

    def _pieces(self) -> Iterator[bytes]:
        output, errors = _pipe(self.process.stdout), _pipe(self.process.stderr)
        poll = select.poll()
        for pipe in (output, errors):
            poll.register(pipe, select.POLLIN)
        opened = {output.fileno(), errors.fileno()}
        while opened:
            for descriptor in self._ready(poll):
                piece = os.read(descriptor, PIPE_BYTES)
                if not piece:
                    poll.unregister(descriptor)
                    opened.remove(descriptor)
                elif descriptor == errors.fileno():
                    self.said = (self.said + piece)[-KEPT_WORDS:]
                else:
                    yield piece

    def _ready(self, poll: select.poll) -> list[int]:
        """Wait for the child, on its own time."""
        began = time.monotonic()
        ready = poll.poll(max(self.seconds_left, 0) * 1000)
        self.seconds_left -= time.monotonic() - began
        if not ready:
            raise ChildFailed("time", f"{self.wall_seconds} seconds passed")
        return [descriptor for descriptor, _ in ready]

    def failure(self) -> ChildFailed:
        """Say why it ended before it had said everything."""
        code = self.process.wait(timeout=SECONDS_TO_END)
        said = self.said.decode("utf-8", errors="replace")
        if code in (-signal.SIGXCPU, -signal.SIGALRM):
            return ChildFailed("time", said)
        if code == -signal.SIGKILL or "memory allocation" in said or "MemoryError" in said:
            return ChildFailed("memory", said)
        return ChildFailed("crash", f"exit {code}: {said}")

    def end(self) -> None:
        """End it, wherever it is, and leave nothing of it."""
        self.process.kill()
        for pipe in (self.process.stdout, self.process.stderr):
            _pipe(pipe).close()
        self.process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ChildFailed("crash", "it has no pipes")
    return pipe
