"""Coverage in words and in tables, small groups withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polyphonie.analysis.disclosure import withheld_beside
from polyphonie.consultations.enums import Kind, Public
from polyphonie.syntheses.models import DocumentVersion
from polyphonie.syntheses.services.material import contributions_in_scope
from polyphonie.syntheses.services.measuring import carried_ids

_LABELS: dict[str, dict[str, Any]] = {"public": dict(Public.choices), "kind": dict(Kind.choices)}
_TITLES: tuple[tuple[str, Promise], ...] = (
    ("territory", _("By territory")),
    ("public", _("By public")),
    ("kind", _("By kind of contribution")),
)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One stratum. `is_withheld` where it counts so few people that its figures stay out of public view."""

    label: str
    n_contributions: int
    n_carried: int
    share: float
    random_mean: float
    is_withheld: bool
    is_below_chance: bool


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """One dimension of the coverage."""

    title: str
    rows: list[CoverageRow]


def coverage_tables(version: DocumentVersion, *, threshold: int) -> list[CoverageTable]:
    """Give the coverage by territory, public and kind; a dimension with a single value says nothing more."""
    strata = version.coverage.get("strata", {})
    tables = [CoverageTable(str(title), _rows(name, strata.get(name, []), threshold)) for name, title in _TITLES]
    return [table for table in tables if len(table.rows) > 1]


def below_chance(version: DocumentVersion, *, threshold: int) -> list[str]:
    """Name the publics and territories that the document carries less than nearly all random samples would."""
    tables = coverage_tables(version, threshold=threshold)
    return [row.label for table in tables[:2] for row in table.rows if row.is_below_chance]


def orphan_ids(version: DocumentVersion) -> Sequence[int]:
    """Give the contributions that no sentence of the version carries, in the order received."""
    document = version.document
    carried = carried_ids(version.content)
    scope = contributions_in_scope(document.campaign, document.consultation)
    return [pk for pk in scope.order_by("id").values_list("id", flat=True) if pk not in carried]


def _rows(name: str, shares: list[dict[str, Any]], threshold: int) -> list[CoverageRow]:
    counts = {share["label"]: share["n_contributions"] for share in shares}
    small = withheld_beside(counts, threshold) if name == "public" else frozenset()
    return [
        CoverageRow(
            label=str(_LABELS.get(name, {}).get(share["label"], share["label"])),
            n_contributions=share["n_contributions"],
            n_carried=share["n_carried"],
            share=share["share"],
            random_mean=share["random_mean"],
            is_withheld=share["label"] in small,
            is_below_chance=share["share"] < share["random_low"] and share["n_contributions"] >= threshold,
        )
        for share in shares
    ]
