"""Why a contribution stands in no idea, as a sentence."""

from __future__ import annotations

from django import template

from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Reading
from polyphonie.ideas.wording import reason_sentence

register = template.Library()


@register.filter
def why_aside(reading: Reading) -> str:
    """Return the reason of a reading; one whose idea was set aside says so."""
    return reason_sentence("hidden" if reading.status == ReadingStatus.IDEA else reading.reason)
