"""
Run a function in a child process that can neither exhaust the machine nor take its parent with it.

A few kilobytes of XLSX can make a parser ask for half a terabyte and abort the process: no exception
tells it. So each file that somebody brings is read by a child with bounds on memory, processor time,
open files and what it may write, without the secrets of its parent's environment.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from polyphonie.compute.results import UntrustedAnswerError, loads

Result = TypeVar("Result")
GIBIBYTE = 1024**3
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
    request = pickle.dumps((function.__module__, function.__qualname__, args, limits))
    done = _run_child(request, limits)
    outcome, value = _outcome(done)
    if outcome == "raised" and isinstance(value, Exception):
        raise value
    if outcome != "returned":
        raise ChildFailed(outcome, str(value))
    return value  # type: ignore[return-value]  # what the function returned


def _run_child(request: bytes, limits: Limits) -> subprocess.CompletedProcess[bytes]:
    environment = {name: os.environ[name] for name in PASSED_VARIABLES if name in os.environ}
    environment |= FEW_THREADS | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        return subprocess.run(
            [sys.executable, "-m", "polyphonie.compute.child"],
            input=request,
            capture_output=True,
            timeout=limits.wall_seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ChildFailed("time", f"{limits.wall_seconds} seconds passed") from None


def _outcome(done: subprocess.CompletedProcess[bytes]) -> tuple[str, object]:
    if done.returncode == 0:
        try:
            outcome, value = loads(done.stdout)
        except UntrustedAnswerError as error:
            return "crash", error
        return str(outcome), value
    said = done.stderr.decode("utf-8", errors="replace")[-500:]
    if done.returncode in (-signal.SIGXCPU, -signal.SIGALRM):
        return "time", said
    if done.returncode == -signal.SIGKILL or "memory allocation" in said or "MemoryError" in said:
        return "memory", said
    return "crash", f"exit {done.returncode}: {said}"
