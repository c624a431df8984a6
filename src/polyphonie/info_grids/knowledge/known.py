"""Something that the software knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Known:
    """A value, the sentence that says where it comes from, and the page where it can be changed or read."""

    value: Any
    sentence: str
    url: str = ""
