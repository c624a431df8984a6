"""The child of `run_limited`: binds itself, calls one function, answers, and ends."""

import math
import os
import pickle
import resource
import sys
import time
from importlib import import_module

from polyphonie.compute.limited import Limits
from polyphonie.compute.results import dumps

MOST_OPEN_FILES = 64
SPARE_SECONDS = 5


def bind(limits: Limits) -> None:
    """Give up what a reader of files does not need; none of it can be taken back."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, MOST_OPEN_FILES)
    # What the imports of libraries took is not the function's.
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds + math.ceil(time.process_time()), spare=SPARE_SECONDS)
    _lower(resource.RLIMIT_AS, limits.memory_bytes)


def _lower(limit: int, value: int, *, spare: int = 0) -> None:
    """Lower a bound; the soft one tells (SIGXCPU) what the hard one, with its spare, only cuts short (SIGKILL)."""
    _, hard = resource.getrlimit(limit)
    highest = value + spare if hard == resource.RLIM_INFINITY else min(value + spare, hard)
    resource.setrlimit(limit, (min(value, highest), highest))


def answer(request: bytes) -> bytes:
    """Call the function that the request names, within its limits."""
    module, name, args, limits = pickle.loads(request)  # noqa: S301 - from our own parent
    function = getattr(import_module(module), name)
    bind(limits)
    try:
        return dumps(("returned", function(*args)))
    except MemoryError:
        return dumps(("memory", f"more than {limits.memory_bytes} bytes"))
    except ValueError as error:
        is_ours = type(error).__module__.startswith("polyphonie.")
        return dumps(("raised", error)) if is_ours else dumps(("crash", repr(error)))


def main() -> None:
    """Answer on the first output, kept apart from what libraries print."""
    private = os.dup(1)
    os.dup2(2, 1)
    reply = answer(sys.stdin.buffer.read())
    with os.fdopen(private, "wb") as stream:
        stream.write(reply)


if __name__ == "__main__":
    main()
