"""Running what must not run just anywhere: for now, the reading of hostile files in a limited child process."""

from polyphonie.compute.limited import ChildFailed, Limits, run_limited, stream_limited

__all__ = ["ChildFailed", "Limits", "run_limited", "stream_limited"]
