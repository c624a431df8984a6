"""The child of `run_limited` and of `stream_limited`: binds itself, calls one function, answers, and ends."""

import math
import os
import pickle
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module

from polyphonie.compute.confinement import confine
from polyphonie.compute.frames import frame
from polyphonie.compute.kernel import refuse_system_calls
from polyphonie.compute.limited import Limits, Request
from polyphonie.compute.results import dumps

MOST_OPEN_FILES = 64
SPARE_SECONDS = 5
Say = Callable[[tuple[str, object]], None]


def bind(limits: Limits) -> None:
    """Give up what a reader of files does not need; none of it can be taken back."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, MOST_OPEN_FILES)
    # What the imports of libraries took is not the function's.
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds + math.ceil(time.process_time()), spare=SPARE_SECONDS)
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    refuse_system_calls()
    confine()


def _lower(limit: int, value: int, *, spare: int = 0) -> None:
    """Lower a bound; the soft one tells (SIGXCPU) what the hard one, with its spare, only cuts short (SIGKILL)."""
    _, hard = resource.getrlimit(limit)
    highest = value + spare if hard == resource.RLIM_INFINITY else min(value + spare, hard)
    resource.setrlimit(limit, (min(value, highest), highest))


def answer(request: Request, say: Say) -> None:
    """Call the function that the request names, within its limits; say what it returned, or each item it gave."""
    function = getattr(import_module(request.module), request.name)
    bind(request.limits)
    try:
        if request.is_stream:
            for item in function(*request.args):
                say(("item", item))
            say(("end", None))
        else:
            say(("returned", function(*request.args)))
    except MemoryError:
        say(("memory", f"more than {request.limits.memory_bytes} bytes"))
    except ValueError as error:
        is_ours = type(error).__module__.startswith("polyphonie.")
        say(("raised", error) if is_ours else ("crash", repr(error)))


def main() -> None:
    """Answer on the first output, kept apart from what libraries print."""
    private = os.dup(1)
    os.dup2(2, 1)
    request = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from our own parent
    with os.fdopen(private, "wb", buffering=0) as stream:

        def say(words: tuple[str, object]) -> None:
            pending = memoryview(frame(dumps(words)))
            while pending:
                pending = pending[stream.write(pending) or 0 :]

        answer(request, say)


if __name__ == "__main__":
    main()
