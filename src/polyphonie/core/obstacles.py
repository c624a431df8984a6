"""What keeps rows from being removed: something rests on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Obstacle:
    """
    One thing that rests on rows whose removal is asked.

    `sentence` says what it is, in the reader's language; `url` is its address, "" where it has none; `is_published`
    tells whether anyone may see it.
    """

    sentence: str
    url: str = ""
    is_published: bool = False
