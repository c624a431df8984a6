"""Results of the votes on a statement: for everyone, by public and by opinion group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from polyphonie.analysis.intervals import wilson_interval
from polyphonie.consultations.models import Vote
from polyphonie.drawing.stave import Stance as Position


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one vote. People chose to take part: they are a denominator, not a sample."""

    n_agree: int = 0
    n_disagree: int = 0
    n_pass: int = 0

    @property
    def n_votes(self) -> int:
        return self.n_agree + self.n_disagree + self.n_pass

    @property
    def agree_share(self) -> float:
        return self.n_agree / self.n_votes if self.n_votes else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson interval, at 95 %, of the share who agree among all who voted."""
        return wilson_interval(self.n_agree, self.n_votes)

    @property
    def position(self) -> Position:
        """Tell where these people stand, and only where the interval leaves no doubt."""
        decided = self.n_agree + self.n_disagree
        if decided == 0:
            return Position.SILENT
        low, high = wilson_interval(self.n_agree, decided)
        if low > 0.5:
            return Position.CARRIES
        return Position.DISSENTS if high < 0.5 else Position.DIVIDED

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.n_agree + other.n_agree, self.n_disagree + other.n_disagree, self.n_pass + other.n_pass)


def tally(values: Iterable[int]) -> Tally:
    """Count votes that are +1, -1 or 0."""
    counts = Counter(values)
    return Tally(n_agree=counts[1], n_disagree=counts[-1], n_pass=counts[0])


_COLUMNS = {1: "n_agree", -1: "n_disagree", 0: "n_pass"}


def tallies_of(statement_ids: Sequence[int]) -> dict[int, Tally]:
    """Count the votes on some statements."""
    by_public = tallies_by_public(statement_ids)
    return {statement_id: sum(parts.values(), Tally()) for statement_id, parts in by_public.items()}


def tallies_by_public(statement_ids: Sequence[int]) -> dict[int, dict[str, Tally]]:
    """Count the votes on some statements for each public that voted."""
    found: dict[int, dict[str, Tally]] = {statement_id: {} for statement_id in statement_ids}
    rows = Vote.objects.filter(statement__in=statement_ids).order_by()
    counted = rows.values_list("statement_id", "participant__public", "value").annotate(n=Count("id"))
    columns: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for statement_id, public, value, n in counted:
        columns[statement_id, public][_COLUMNS[value]] = n
    for (statement_id, public), counts in columns.items():
        found[statement_id][public] = Tally(**counts)
    return found
