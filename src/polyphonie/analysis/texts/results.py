"""What goes in and what comes out of the gathering of ideas: frozen records, no behavior."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Text:
    """One contribution as received; `language` is what the form declared, if anything."""

    id: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """One entry of a codebook: what a person decided to look for."""

    key: str
    label: str
    keywords: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class IdeaSettings:
    """
    Everything that changes the result, besides the texts, the codebook and the seed.

    Attributes
    ----------
    n_neighbors : int
        Nearest texts that each text is linked to.
    resolution : float
        Fineness of the ideas at 1,500 distinct texts and above; it shrinks with smaller corpora.
    min_idea_size : int
        Distinct texts below which a group is not called an idea.
    min_similarity : float
        Cosine under which two texts are not neighbors.
    min_cohesion : float
        Mean cosine to the rest of its group under which a text is taken out of it.
    duplicate_similarity : float
        Share of common five-letter sequences from which two texts are near copies.
    n_resamples : int
        Subsamples (80 %) over which the stability of each idea is measured, at most; fewer on large corpora.
    fragile_below : float
        Stability under which an idea is marked fragile.
    minority_share : float
        Largest share of the distinct texts that a minority idea holds.
    quote_words : (int, int)
        Shortest and longest quote, in words.
    """

    n_neighbors: int = 10
    resolution: float = 20.0
    min_idea_size: int = 3
    min_similarity: float = 0.08
    min_cohesion: float = 0.03
    duplicate_similarity: float = 0.5
    n_resamples: int = 10
    fragile_below: float = 0.6
    minority_share: float = 0.01
    quote_words: tuple[int, int] = (8, 60)


class Status(StrEnum):
    """What became of a text."""

    IDEA = "idea"
    DUPLICATE = "duplicate"
    UNCLASSIFIED = "unclassified"
    EMPTY = "empty"


class Reason(StrEnum):
    """Why a text has its status; empty for a text in an idea."""

    NONE = ""
    EXACT_COPY = "exact_copy"
    NEAR_COPY = "near_copy"
    NO_NEIGHBOR = "no_neighbor"
    SMALL_GROUP = "small_group"
    FAR_FROM_ITS_GROUP = "far_from_its_group"
    BLANK = "blank"
    NO_LETTER = "no_letter"
    NO_CONTENT = "no_content"


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span: `text` is `raw[start:end]` of the contribution `text_id`."""

    text_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Placement:
    """What became of one text: every text has exactly one."""

    id: str
    idea: str | None
    theme: str | None
    duplicate_of: str | None
    language: str
    status: Status
    reason: Reason


@dataclass(frozen=True, slots=True)
class Idea:
    """
    Distinct texts that say nearly the same, and their copies.

    `n_contributions` counts everything received, `n_distinct` counts a text and its copies once. `stability` is in
    [0, 1], more is better, None where it could not be measured. `coherence` is the mean cosine of the members to
    the center of the idea.
    """

    key: str
    label: str
    words: tuple[str, ...]
    theme: str | None
    language: str
    n_contributions: int
    n_distinct: int
    stability: float | None
    is_fragile: bool
    is_minority: bool
    coherence: float
    quotes: tuple[Quote, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdeasResult:
    """Ideas, largest first by distinct texts, and the place of each text, in the order received."""

    ideas: tuple[Idea, ...]
    themes: tuple[Theme, ...]
    placements: tuple[Placement, ...]
    emergent_themes: bool
    settings: IdeaSettings
    seed: int
    n_resamples: int = 0
    notes: tuple[str, ...] = field(default=())

    def count(self, status: Status) -> int:
        """Return how many texts have this status."""
        return sum(placement.status is status for placement in self.placements)


def check_unique_ids(texts: Sequence[Text]) -> Mapping[str, int]:
    """Return the position of each id, or refuse an id that stands twice."""
    positions: dict[str, int] = {}
    for position, text in enumerate(texts):
        if positions.setdefault(text.id, position) != position:
            message = f"Each text needs an id of its own; {text.id!r} stands twice."
            raise ValueError(message)
    return positions
