"""The child of `run_limited`: binds itself, calls one function, answers, and ends."""

import os
import pickle
import resource
import sys
from importlib import import_module

from polyphonie.compute.limited import Limits
from polyphonie.compute.results import dumps

MOST_OPEN_FILES = 64


def bind(limits: Limits) -> None:
    """Give up what a reader of files does not need; none of it can be taken back."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, MOST_OPEN_FILES)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    _lower(resource.RLIMIT_AS, limits.memory_bytes)


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    # A soft bound on processor time sends SIGXCPU first, which tells time from another death.
    resource.setrlimit(limit, (value, value + 1 if limit == resource.RLIMIT_CPU and value < hard else value))


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
