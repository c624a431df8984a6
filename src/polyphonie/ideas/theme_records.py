"""A theme as it was written, by a person or in a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WrittenTheme:
    """A theme before it is a row; `parent` is the code of the theme above it, empty for one of the first level."""

    code: str
    label: str
    keywords: str = ""
    definition: str = ""
    parent: str = ""
