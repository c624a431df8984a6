"""What campaigns and the rooms above them tell each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing to have before a campaign opens: whether it is there, and where one sees to it."""

    label: str
    is_done: bool
    url: str
    is_required: bool = False
