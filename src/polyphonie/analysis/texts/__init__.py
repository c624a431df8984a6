"""Free texts: normalizing, languages, copies, ideas, themes, quotes. Pure: no Django, no files, no clock."""

from polyphonie.analysis.texts.gathering import gather_ideas
from polyphonie.analysis.texts.matching import Match, match_statements
from polyphonie.analysis.texts.results import (
    Idea,
    IdeaSettings,
    IdeasResult,
    Placement,
    Quote,
    Reason,
    Status,
    Text,
    Theme,
)

__all__ = [
    "Idea",
    "IdeaSettings",
    "IdeasResult",
    "Match",
    "Placement",
    "Quote",
    "Reason",
    "Status",
    "Text",
    "Theme",
    "gather_ideas",
    "match_statements",
]
