"""What the report shows of a result: counts with their denominators, ideas by theme, and all that is left aside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from polyphonie.analysis.texts import Idea, IdeasResult, Status, Text
from polyphonie.ideas.wording import language_name, reason_sentence

MOST_IDEAS_PER_THEME = 40
MOST_LISTED = 150
MOST_COPIED_LISTED = 10
LEAST_COPIES = 3
LONGEST_SHOWN = 400


@dataclass(frozen=True)
class ThemeView:
    """One theme with its ideas, largest first."""

    number: int
    label: str
    ideas: tuple[Idea, ...]
    n_not_shown: int
    n_contributions: int
    n_distinct: int


@dataclass(frozen=True)
class AsideView:
    """Texts that share a reason: some are shown, all are counted."""

    reason: str
    n_texts: int
    texts: tuple[tuple[str, str, int], ...]
    n_not_shown: int


@dataclass(frozen=True)
class ReportView:
    """Everything that the page of the report says."""

    n_contributions: int
    n_distinct: int
    n_in_ideas: int
    n_with_content: int
    n_ideas: int
    n_fragile: int
    themes: tuple[ThemeView, ...]
    minorities: tuple[Idea, ...]
    unclassified: tuple[AsideView, ...]
    empty: tuple[AsideView, ...]
    copied: tuple[tuple[str, str, int], ...]
    languages: tuple[tuple[str, int], ...]
    emergent: bool

    @property
    def share_in_ideas(self) -> float:
        """Share of the contributions with content that stand in an idea."""
        return self.n_in_ideas / self.n_with_content if self.n_with_content else 0.0

    @property
    def n_copies(self) -> int:
        return self.n_with_content - self.n_distinct

    @property
    def n_unclassified(self) -> int:
        return self.n_with_content - self.n_in_ideas

    @property
    def n_empty(self) -> int:
        return self.n_contributions - self.n_with_content


def report_view(result: IdeasResult, texts: Sequence[Text]) -> ReportView:
    """Prepare the page of the report."""
    raw = {text.id: text.text for text in texts}
    n_empty, n_copies = result.count(Status.EMPTY), result.count(Status.DUPLICATE)
    return ReportView(
        n_contributions=len(result.placements),
        n_distinct=len(result.placements) - n_empty - n_copies,
        n_in_ideas=sum(placement.idea is not None for placement in result.placements),
        n_with_content=len(result.placements) - n_empty,
        n_ideas=len(result.ideas),
        n_fragile=sum(idea.is_fragile for idea in result.ideas),
        themes=_themes(result),
        minorities=tuple(idea for idea in result.ideas if idea.is_minority),
        unclassified=_aside(result, raw, Status.UNCLASSIFIED),
        empty=_aside(result, raw, Status.EMPTY),
        copied=_most_copied(result, raw),
        languages=tuple(
            (language_name(code), count)
            for code, count in Counter(placement.language for placement in result.placements).most_common()
        ),
        emergent=result.emergent_themes,
    )


def _themes(result: IdeasResult) -> tuple[ThemeView, ...]:
    labels: dict[str | None, str] = {theme.key: theme.label for theme in result.themes}
    by_theme: dict[str | None, list[Idea]] = defaultdict(list)
    for idea in result.ideas:
        by_theme[idea.theme].append(idea)
    order = sorted(by_theme, key=lambda key: (key is None, -sum(idea.n_distinct for idea in by_theme[key]), key or ""))
    return tuple(
        ThemeView(
            number=number,
            label=labels.get(key, ""),
            ideas=tuple(by_theme[key][:MOST_IDEAS_PER_THEME]),
            n_not_shown=max(0, len(by_theme[key]) - MOST_IDEAS_PER_THEME),
            n_contributions=sum(idea.n_contributions for idea in by_theme[key]),
            n_distinct=sum(idea.n_distinct for idea in by_theme[key]),
        )
        for number, key in enumerate(order, start=1)
    )


def _aside(result: IdeasResult, raw: dict[str, str], status: Status) -> tuple[AsideView, ...]:
    """Group the texts that stand in no idea by reason; the same words are shown once, with how many said them."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    reason_of = {placement.id: placement.reason.value for placement in result.placements}
    for placement in result.placements:
        if placement.status is status:
            by_reason[placement.reason.value].append(placement.id)
        elif status is Status.UNCLASSIFIED and placement.duplicate_of and placement.idea is None:
            by_reason[reason_of[placement.duplicate_of]].append(placement.id)
    views = []
    for reason, ids in sorted(by_reason.items(), key=lambda pair: -len(pair[1])):
        said = Counter(shortened(raw[identifier]) for identifier in ids)
        first = {shortened(raw[identifier]): identifier for identifier in reversed(ids)}
        shown = [(first[text], text, count) for text, count in said.most_common(MOST_LISTED) if text]
        not_shown = len(ids) - sum(count for _, _, count in shown) - said[""]
        views.append(AsideView(reason_sentence(reason), len(ids), tuple(shown), not_shown))
    return tuple(views)


def _most_copied(result: IdeasResult, raw: dict[str, str]) -> tuple[tuple[str, str, int], ...]:
    copies = Counter(placement.duplicate_of for placement in result.placements if placement.duplicate_of)
    return tuple(
        (identifier, shortened(raw[identifier]), count + 1)
        for identifier, count in copies.most_common(MOST_COPIED_LISTED)
        if count >= LEAST_COPIES
    )


def shortened(text: str) -> str:
    """
    Return a text on one line, cut where it is long.

    Examples
    --------
    >>> shortened("deux\\nlignes")
    'deux lignes'
    """
    joined = " ".join(text.split())
    return joined if len(joined) <= LONGEST_SHOWN else joined[: LONGEST_SHOWN - 1].rsplit(" ", 1)[0] + " …"
