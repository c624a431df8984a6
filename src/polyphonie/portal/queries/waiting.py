"""Something that waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

MAX_TASKS = 20


@dataclass(frozen=True)
class Waiting:
    """Something that waits: what to do, about what, where, since when; its keys lead to its page."""

    label: str | Promise
    subject: str
    place: str
    since: datetime
    url_name: str
    key: int | str
    second_key: int | str | None = None
