"""What a page and a report show of an opinion map, made from its record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from polyphonie.analysis.disclosure import is_small, withheld_beside
from polyphonie.core.templatetags.figures import public_count
from polyphonie.drawing.opinion_map import Landmark, MapDrawing, Region, draw_opinion_map
from polyphonie.drawing.stave import Stance, StaveVoice

Record = dict[str, Any]

N_REPRESENTATIVE = 4
N_CONSENSUS = 5
N_REJECTED = 3
N_DIVISIVE = 5
LEAST_CONSENSUS = 0.5
LEAST_DIVISIVENESS = 0.3


@dataclass(frozen=True)
class GroupAnswer:
    """
    What a group answered to a statement.

    The shares are None where the group cast too few votes to show them, or would tell those of one that did.
    """

    letter: str
    n_votes: int
    agree_share: float | None
    disagree_share: float | None

    @property
    def is_withheld(self) -> bool:
        return self.agree_share is None

    @property
    def voice(self) -> StaveVoice:
        """The line of the group on the stave."""
        return StaveVoice(_("Group %(letter)s") % {"letter": self.letter}, self._stance())

    def _stance(self) -> Stance:
        if self.agree_share is None or self.disagree_share is None:
            return Stance.SILENT
        if self.agree_share > 0.5:
            return Stance.CARRIES
        return Stance.DISSENTS if self.disagree_share > 0.5 else Stance.SILENT


@dataclass(frozen=True)
class StatementView:
    """A statement, its answers and, where it is drawn on the map, its number there."""

    id: str
    text: str
    n_agree: int
    n_disagree: int
    n_pass: int
    agree_low: float
    agree_high: float
    is_left_out: bool
    representative_of: str
    groups: tuple[GroupAnswer, ...]
    number: int | None = None

    @property
    def n_votes(self) -> int:
        return self.n_agree + self.n_disagree + self.n_pass

    @property
    def agree_share(self) -> float:
        return self.n_agree / max(self.n_votes, 1)

    @property
    def disagree_share(self) -> float:
        return self.n_disagree / max(self.n_votes, 1)

    @property
    def pass_share(self) -> float:
        return self.n_pass / max(self.n_votes, 1)

    @property
    def voices(self) -> list[StaveVoice]:
        return [group.voice for group in self.groups]


@dataclass(frozen=True)
class RepresentativeView:
    """A statement that a group answers one way more often than the others."""

    statement: StatementView
    is_agreement: bool
    n_votes: int
    share: float
    rest_share: float


@dataclass(frozen=True)
class GroupView:
    """A group and what makes it stand apart; `people` says its size in words where it is withheld."""

    letter: str
    index: int
    people: str
    n_between: int
    stability: float
    representative: tuple[RepresentativeView, ...]


@dataclass(frozen=True)
class MapView:
    """An opinion map, ready to be shown."""

    verdict: str
    n_participants: int
    n_placed: int
    n_statements: int
    n_left_out: int
    n_votes: int
    groups: tuple[GroupView, ...]
    consensus: tuple[StatementView, ...]
    rejected: tuple[StatementView, ...]
    divisive: tuple[StatementView, ...]
    drawing: str

    @property
    def has_positions(self) -> bool:
        return bool(self.drawing)

    @property
    def letters(self) -> list[str]:
        return [group.letter for group in self.groups]

    @property
    def n_between(self) -> int:
        return sum(group.n_between for group in self.groups)


def statement_views(record: Record, *, threshold: int) -> list[StatementView]:
    """Every statement, in the order of the file."""
    letters = [group["letter"] for group in record["groups"]]
    return [_statement(row, letters, threshold) for row in record["statements"]]


def map_view(
    record: Record, *, n_participants: int, threshold: int, here: tuple[float, float] | None = None
) -> MapView:
    """
    Choose what is shown first, number it, and draw the map.

    `threshold` is the number of people below which a count is withheld; 1 withholds nothing.
    """
    choice = _Choice(record, threshold)
    consensus = choice.best("consensus_low", LEAST_CONSENSUS, N_CONSENSUS)
    rejected = choice.best("rejection_low", LEAST_CONSENSUS, N_REJECTED)
    divisive = choice.best("divisiveness", LEAST_DIVISIVENESS, N_DIVISIVE)
    groups = tuple(choice.group(index, group) for index, group in enumerate(record["groups"]))
    rows = record["statements"]
    return MapView(
        verdict=record["verdict"],
        n_participants=n_participants,
        n_placed=record["n_placed"],
        n_statements=len(rows),
        n_left_out=sum(row["is_left_out"] for row in rows),
        n_votes=sum(row["n_agree"] + row["n_disagree"] + row["n_pass"] for row in rows),
        groups=groups,
        consensus=consensus,
        rejected=rejected,
        divisive=divisive,
        drawing=_drawing(record, choice.numbered(), choice.people, here),
    )


class _Choice:
    """Numbers the statements in the order in which they are shown."""

    def __init__(self, record: Record, threshold: int) -> None:
        self.rows: list[Record] = record["statements"]
        self.by_id = {row["id"]: row for row in self.rows}
        self.letters = [group["letter"] for group in record["groups"]]
        self.threshold = threshold
        self.people = _people(record, threshold)
        self.numbers: dict[str, int] = {}

    def view(self, row: Record) -> StatementView:
        number = self.numbers.setdefault(row["id"], len(self.numbers) + 1)
        return _statement(row, self.letters, self.threshold, number=number)

    def best(self, measure: str, least: float, n: int) -> tuple[StatementView, ...]:
        """The highest by a measure, among the statements of the map that reach the least."""
        reached = [row for row in self.rows if not row["is_left_out"] and self._is_reached(row, measure, least)]
        return tuple(self.view(row) for row in sorted(reached, key=lambda row: -row[measure])[:n])

    def _is_reached(self, row: Record, measure: str, least: float) -> bool:
        n_votes = row["n_agree"] + row["n_disagree"] + row["n_pass"]
        return row[measure] is not None and row[measure] > least and n_votes >= max(self.threshold, 5)

    def group(self, index: int, group: Record) -> GroupView:
        shown = [
            RepresentativeView(
                self.view(self.by_id[one["statement"]]),
                one["direction"] == "agree",
                one["n_votes"],
                one["share"],
                one["rest_share"],
            )
            for one in group["representative"][:N_REPRESENTATIVE]
            if one["n_votes"] >= self.threshold and not self._is_withheld(one["statement"], group["letter"])
        ]
        people = self.people[group["letter"]]
        return GroupView(group["letter"], index + 1, people, group["n_between"], group["stability"], tuple(shown))

    def _is_withheld(self, statement: str, letter: str) -> bool:
        return letter in _withheld(self.by_id[statement], self.letters, self.threshold)

    def numbered(self) -> list[tuple[int, Record]]:
        return [(number, self.by_id[identifier]) for identifier, number in self.numbers.items()]


def _statement(row: Record, letters: Sequence[str], threshold: int, *, number: int | None = None) -> StatementView:
    withheld = _withheld(row, letters, threshold)
    return StatementView(
        id=row["id"],
        text=row["text"] or _("Statement %(id)s (its text is not known)") % {"id": row["id"]},
        n_agree=row["n_agree"],
        n_disagree=row["n_disagree"],
        n_pass=row["n_pass"],
        agree_low=row["agree_low"],
        agree_high=row["agree_high"],
        is_left_out=row["is_left_out"],
        representative_of=row["representative_of"],
        groups=tuple(
            _answer(letter, counts, is_withheld=letter in withheld)
            for letter, counts in zip(letters, row["groups"], strict=True)
        ),
        number=number,
    )


def _withheld(row: Record, letters: Sequence[str], threshold: int) -> frozenset[str]:
    """Name the groups whose votes on a statement stay out, beside all its votes."""
    n_votes = {letter: sum(counts) for letter, counts in zip(letters, row["groups"], strict=True)}
    return withheld_beside(n_votes, threshold)


def _people(record: Record, threshold: int) -> dict[str, str]:
    """Say how many people each group holds, beside all those who are placed."""
    sizes = {group["letter"]: int(group["size"]) for group in record["groups"]}
    withheld = withheld_beside(sizes, threshold)
    not_shown = pgettext("count", "not shown")
    return {
        letter: not_shown if letter in withheld and not is_small(size, threshold) else public_count(size, threshold)
        for letter, size in sizes.items()
    }


def _answer(letter: str, counts: Sequence[int], *, is_withheld: bool) -> GroupAnswer:
    n_agree, n_disagree, n_pass = counts
    n_votes = n_agree + n_disagree + n_pass
    if is_withheld or not n_votes:
        return GroupAnswer(letter, n_votes, None, None)
    return GroupAnswer(letter, n_votes, n_agree / n_votes, n_disagree / n_votes)


def _drawing(
    record: Record,
    numbered: Iterable[tuple[int, Record]],
    people: Mapping[str, str],
    here: tuple[float, float] | None,
) -> str:
    density = record["density"]
    if density is None:
        return ""
    drawing = MapDrawing(
        tuple(density["x_range"]),
        tuple(density["y_range"]),
        density["everyone"],
        [
            Region(group["letter"], layer, *group["center"])
            for group, layer in zip(record["groups"], density["groups"], strict=True)
        ],
        [Landmark(number, *row["point"]) for number, row in numbered if row["point"][0] is not None],
        here,
    )
    return draw_opinion_map(drawing, title=_("Opinion map"), description=_description(people))


def _description(people: Mapping[str, str]) -> str:
    if not people:
        return _("A single cloud of people, without groups. The lists beside the map say the same in words.")
    sizes = ", ".join(f"{letter} ({words})" for letter, words in people.items())
    return _("Groups and number of people: %(sizes)s. The lists beside the map say the same in words.") % {
        "sizes": sizes
    }
