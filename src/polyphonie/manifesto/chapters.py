"""
The chapters of a manifesto: data, not code.

The five that are shipped are where a manifesto begins; once it exists, its own chapters, as people renamed, added or
removed them, are where ideas go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from polyphonie.syntheses.enums import SectionKind
from polyphonie.syntheses.models import Document
from polyphonie.syntheses.services.material import IdeaMaterial

PREFIX = "chapter:"
_FILE = Path(__file__).parent / "data" / "chapters.json"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter, and the beginnings of words that tell which ideas belong to it."""

    key: str
    title: str
    keywords: tuple[str, ...]

    def score(self, words: str) -> int:
        """Count how many of its keywords begin a word of a text."""
        return sum(bool(re.search(rf"\b{re.escape(keyword)}", words)) for keyword in self.keywords)


def shipped_chapters(language: str) -> list[Chapter]:
    """Read the chapters that the project ships."""
    return [
        Chapter(f"{PREFIX}{row['code']}", row["title"].get(language, row["title"]["en"]), tuple(row["keywords"]))
        for row in _shipped()
    ]


def chapters_of(document: Document | None, language: str) -> list[Chapter]:
    """Give the chapters of a manifesto as people edited them, or the shipped ones where there is none yet."""
    shipped = shipped_chapters(language)
    sections = list(document.sections.filter(kind=SectionKind.CHAPTER).order_by("position", "id")) if document else []
    if not sections:
        return shipped
    keywords = {chapter.key: chapter.keywords for chapter in shipped}
    return [Chapter(row.key, row.title, keywords.get(row.key, ()) + _words_of(row.title)) for row in sections]


def chapter_for(material: IdeaMaterial, chapters: Sequence[Chapter]) -> Chapter | None:
    """Choose the chapter whose keywords an idea and its theme hold most; none where they hold none."""
    topic = material.idea.topic
    theme = f"{topic.label} {topic.keywords}" if topic else material.idea.emergent_topic
    words = f"{material.idea.label} {theme}".lower()
    best = max(chapters, key=lambda chapter: chapter.score(words), default=None)
    return best if best is not None and best.score(words) else None


def _words_of(title: str) -> tuple[str, ...]:
    """The long words of a title: a chapter that people added calls the ideas that hold them."""
    return tuple(word for word in re.findall(r"\w+", title.lower()) if len(word) > 5)


@cache
def _shipped() -> list[dict[str, Any]]:
    chapters: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))["chapters"]
    return chapters
