"""A published version as a page shows it: a few sentences at a time, with the words of the people who carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext

from polyphonie.consultations.enums import Public
from polyphonie.consultations.models import Contribution
from polyphonie.drawing.stave import StaveVoice
from polyphonie.ideas.models import Reading
from polyphonie.syntheses.enums import SectionKind, SentenceForm, Stance
from polyphonie.syntheses.models import DocumentVersion
from polyphonie.syntheses.services.standing import OPINION_GROUPS
from polyphonie.territories.enums import TerritoryKind

SENTENCES_PER_PAGE = 8
_EXCERPT = 260
"""Characters of a quote that a document shows; the whole text is one link away."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """The words of a contribution, or the reason why they are no longer shown."""

    contribution: Contribution
    stance: str
    words: str
    is_cut: bool

    @property
    def is_shown(self) -> bool:
        return bool(self.words)

    @property
    def language(self) -> str:
        """The language that the source declared or, failing that, the one that the analysis recognized."""
        return self.contribution.language or getattr(self.contribution, "recognized_language", None) or ""

    @property
    def dissents(self) -> bool:
        return self.stance == Stance.DISSENTS


@dataclass(slots=True)
class ShownSentence:
    """One sentence with its trace."""

    key: int
    number: int
    content: dict[str, Any]
    is_listed_only: bool
    is_minority: bool
    quotes: list[ShownQuote] = field(default_factory=list)
    text: str = ""

    @property
    def is_position(self) -> bool:
        return bool(self.content["form"] == SentenceForm.POSITION)

    @property
    def is_quote(self) -> bool:
        return bool(self.content["form"] == SentenceForm.QUOTE)

    @property
    def language(self) -> str:
        """The language of a quote; other sentences are in that of the document."""
        return self.quotes[0].language if self.is_quote and self.quotes else ""

    @property
    def is_vote(self) -> bool:
        return bool(self.content["form"] == SentenceForm.VOTE)

    @property
    def is_by_territory(self) -> bool:
        """Whether the lines of its stave are kinds of territories, and not publics."""
        return any(voice["label"] in TerritoryKind.values for voice in self.content["voices"])

    @property
    def votes(self) -> list[dict[str, Any]]:
        """The votes that it rests on, the publics named in the reader's language."""
        return [{**vote, "publics": _named_publics(vote["publics"])} for vote in self.content["votes"]]

    @property
    def n_contributions(self) -> int:
        return self._count(Stance.CARRIES)

    @property
    def n_dissenting(self) -> int:
        return self._count(Stance.DISSENTS)

    @property
    def n_territories(self) -> int:
        return int(self.content["figures"].get("n_territories", 0))

    @property
    def dissent(self) -> list[str]:
        """Name who differs: territories, publics, then opinion groups."""
        differing = self.content["dissent"]
        groups = [gettext("opinion group %(group)s (%(territory)s)") % group for group in differing["groups"]]
        return [*differing["territories"], *(str(Public(each).label) for each in differing["publics"]), *groups]

    def voices(self) -> list[StaveVoice]:
        """The lines of the stave, in the reader's language."""
        return [StaveVoice(_line(voice["label"]), voice["stance"], voice["n"]) for voice in self.content["voices"]]

    def _count(self, stance: str) -> int:
        return sum(row[2] == stance for row in self.content["contributions"])


@dataclass(slots=True)
class ShownSection:
    """A section, or the part of it that stands on a page."""

    key: int
    title: str
    kind: str
    page: int
    is_continued: bool
    sentences: list[ShownSentence]

    @property
    def is_minorities(self) -> bool:
        return self.kind == SectionKind.MINORITIES

    @property
    def is_unclassified(self) -> bool:
        return self.kind == SectionKind.UNCLASSIFIED


@dataclass(slots=True)
class ShownPage:
    """One page of a version, and the contents of the whole."""

    number: int
    n_pages: int
    sections: list[ShownSection]
    contents: list[ShownSection]
    n_sentences: int

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.number < self.n_pages else None


def read_page(version: DocumentVersion, number: int) -> ShownPage:
    """Read one page of a version with the quotes of its sentences."""
    parts = _parts(version.content)
    n_pages = max((part.page for part in parts), default=1)
    number = min(max(number, 1), n_pages)
    here = [part for part in parts if part.page == number]
    fill_quotes([sentence for part in here for sentence in part.sentences], run_id=version.document.run_id)
    contents = [part for part in parts if not part.is_continued]
    n_sentences = sum(len(part.sentences) for part in parts)
    return ShownPage(number, n_pages, here, contents, n_sentences)


def read_sentence(version: DocumentVersion, key: int) -> tuple[ShownSection, ShownSentence] | None:
    """Find one sentence of a version by its key."""
    for part in _parts(version.content):
        for sentence in part.sentences:
            if sentence.key == key:
                return part, sentence
    return None


def read_all(version: DocumentVersion) -> list[ShownSection]:
    """Read a whole version, for paper."""
    parts = _parts(version.content)
    fill_quotes([sentence for part in parts for sentence in part.sentences], run_id=version.document.run_id)
    return parts


def fill_quotes(sentences: list[ShownSentence], *, run_id: int | None) -> None:
    """Fetch the words of the quotes of some sentences, where they may still be read."""
    wanted = {row[0] for sentence in sentences for row in sentence.content["contributions"] if row[3]}
    wanted |= {sentence.content["span"][0] for sentence in sentences if sentence.content["span"]}
    contributions = contributions_by_id(wanted, run_id=run_id)
    for sentence in sentences:
        quoted = [row for row in sentence.content["contributions"] if row[3] and row[0] in contributions]
        sentence.quotes = [quote_of(contributions[row[0]], row[2]) for row in quoted]
        sentence.text = sentence.content["text"] or _verbatim(sentence, contributions)


def contributions_by_id(ids: Iterable[int], *, run_id: int | None) -> dict[int, Contribution]:
    """Fetch contributions with what tells whether anyone may read them, and in which language they are."""
    languages = Reading.objects.filter(run_id=run_id, contribution=OuterRef("pk")).values("language")[:1]
    rows = Contribution.objects.filter(pk__in=ids).annotate(recognized_language=Subquery(languages))
    return rows.select_related("consultation__territory", "consultation__campaign").in_bulk()


def quote_of(contribution: Contribution, stance: str, *, whole: bool = False) -> ShownQuote:
    """Show the words of a contribution, cut at a word where they are long; nothing where they may not be read."""
    if not contribution.is_public():
        return ShownQuote(contribution, stance, "", is_cut=False)
    words = contribution.text.strip() or contribution.title
    if whole or len(words) <= _EXCERPT:
        return ShownQuote(contribution, stance, words, is_cut=False)
    return ShownQuote(contribution, stance, words[:_EXCERPT].rsplit(maxsplit=1)[0], is_cut=True)


def _verbatim(sentence: ShownSentence, contributions: dict[int, Contribution]) -> str:
    contribution_id, start, end = sentence.content["span"] or (0, 0, 0)
    contribution = contributions.get(contribution_id)
    return contribution.text[start:end] if contribution and contribution.is_public() else ""


def _parts(content: dict[str, Any]) -> list[ShownSection]:
    """Cut a content into pages: short sections share a page, a long one goes over several."""
    parts: list[ShownSection] = []
    page, room, number = 1, SENTENCES_PER_PAGE, 0
    for section in content["sections"]:
        sentences = section["sentences"]
        if len(sentences) > room and room < SENTENCES_PER_PAGE:
            page, room = page + 1, SENTENCES_PER_PAGE
        for start in range(0, len(sentences), SENTENCES_PER_PAGE):
            if start:
                page, room = page + 1, SENTENCES_PER_PAGE
            here = sentences[start : start + SENTENCES_PER_PAGE]
            shown = [_shown(row, number + place, section) for place, row in enumerate(here, start=1)]
            parts.append(ShownSection(section["id"], section["title"], section["kind"], page, start > 0, shown))
            number += len(here)
            room -= len(here)
    return parts


def _shown(row: dict[str, Any], number: int, section: dict[str, Any]) -> ShownSentence:
    return ShownSentence(
        key=row["id"],
        number=number,
        content=row,
        is_listed_only=section["kind"] == SectionKind.UNCLASSIFIED,
        is_minority=section["kind"] == SectionKind.MINORITIES,
        text=row["text"],
    )


def _named_publics(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Name the publics; where nobody said who they are, there is nothing to tell apart."""
    if [row["label"] for row in rows] == [Public.UNKNOWN]:
        return []
    return [{**row, "name": str(Public(row["label"]).label).capitalize()} for row in rows]


def _line(label: str) -> str:
    names = {**dict(TerritoryKind.choices), **dict(Public.choices), OPINION_GROUPS: gettext("opinion groups")}
    return str(names.get(label, label)).capitalize()
