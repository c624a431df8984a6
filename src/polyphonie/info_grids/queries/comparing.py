"""Published grids side by side, by territory in alphabetical order; what they say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.cache import cache as kept
from django.core.paginator import Page, Paginator
from django.db.models import Count, Max
from django.utils.translation import gettext, ngettext, pgettext

from polyphonie.analysis.disclosure import is_small
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.core.templatetags.figures import number, public_count
from polyphonie.info_grids.definition import Block, Definition, Field, said_in
from polyphonie.info_grids.disclosure import withheld_cells
from polyphonie.info_grids.enums import FieldKind, Visibility
from polyphonie.info_grids.models import GridForm, GridVersion
from polyphonie.info_grids.published import last_versions, values_in
from polyphonie.info_grids.queries.filling import definition_of
from polyphonie.info_grids.showing import show_value
from polyphonie.info_grids.totals import FieldTotals, totals_of

ROWS_PER_PAGE = 20
COLUMNS_PER_PAGE = 5
NAMES_SAID = 20
KEPT_SECONDS = 3600


@dataclass(frozen=True)
class ComparedRow:
    """One territory, and its answers to the fields that are shown."""

    slug: str
    name: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Missing:
    """Who has not published a grid: the first names, and how many more."""

    names: Sequence[str]
    n_more: int

    @property
    def n_all(self) -> int:
        """How many territories in all."""
        return len(self.names) + self.n_more


def public_blocks(definition: Definition) -> list[tuple[Block, list[Field]]]:
    """Give the blocks that hold fields that anyone may read, with these fields."""
    found = []
    for block in definition:
        fields = [one for one in block.fields if one.visibility == Visibility.PUBLIC]
        if fields:
            found.append((block, fields))
    return found


def published_page(campaign: Campaign, *, words: str, page: str | None) -> Page[GridVersion]:
    """Give one page of the last published versions, by territory."""
    rows = last_versions(campaign).select_related("grid__engagement__territory")
    if words:
        rows = rows.filter(grid__engagement__territory__name_search__contains=words)
    rows = rows.order_by("grid__engagement__territory__name_search", "grid_id")
    return Paginator(rows, ROWS_PER_PAGE).get_page(page)


def compared_rows(
    versions: Page[GridVersion], fields: Sequence[Field], *, threshold: int, language: str
) -> list[ComparedRow]:
    """Write the answers of some grids to some fields. Each grid is read by the form that it was filled on."""
    forms = GridForm.objects.in_bulk({version.form_id for version in versions})

    @cache
    def definition(form_id: int) -> Definition:
        return definition_of(forms[form_id])

    rows = []
    for version in versions:
        territory = version.grid.engagement.territory
        cells = _cells(definition(version.form_id), values_in(version.content), fields, threshold, language)
        rows.append(ComparedRow(territory.slug, territory.name, cells))
    return rows


def _cells(
    definition: Definition, values: dict[str, Any], fields: Sequence[Field], threshold: int, language: str
) -> list[str]:
    withheld = withheld_cells(definition, values, threshold)
    cells = []
    for one in fields:
        its_own, value = definition.fields.get(one.key), values.get(one.key)
        if its_own is None:
            cells.append(gettext("not asked"))
        elif (one.key, 0, "") in withheld:
            cells.append(_few(value, threshold))
        elif its_own.kind == FieldKind.ROWS:
            cells.append(_number_of_rows(value))
        elif its_own.kind == FieldKind.FILE:
            cells.append(gettext("a file") if value else "")
        else:
            cells.append(show_value(its_own, value, language))
    return cells


def _few(value: Any, threshold: int) -> str:
    """Say that a count is small; or that it is withheld for another that is."""
    if isinstance(value, int) and is_small(value, threshold):
        return public_count(value, threshold)
    return pgettext("count of people", "withheld")


def _number_of_rows(value: Any) -> str:
    n = len(value) if isinstance(value, list) else 0
    return ngettext("%(number)s row", "%(number)s rows", n) % {"number": number(n)} if n else ""


def n_engaged(campaign: Campaign) -> int:
    """Count the territories that take part."""
    return Engagement.objects.in_campaign(campaign).active().count()


def not_published(campaign: Campaign) -> Missing:
    """Name those that take part and have not published a grid."""
    rows = Engagement.objects.in_campaign(campaign).active().filter(grid__versions__isnull=True)
    names = list(rows.order_by("territory__name_search").values_list("territory__name", flat=True)[: NAMES_SAID + 1])
    if len(names) <= NAMES_SAID:
        return Missing(names, 0)
    return Missing(names[:NAMES_SAID], rows.count() - NAMES_SAID)


def field_totals(campaign: Campaign, definition: Definition, one: Field) -> FieldTotals:
    """Total a field over all published grids; kept until another grid is published."""
    state = last_versions(campaign).order_by().aggregate(n=Count("pk"), last=Max("pk"))
    key = f"grid-totals-{campaign.pk}-{one.key}-{state['n']}-{state['last']}-{campaign.disclosure_threshold}"
    found: FieldTotals | None = kept.get(key)
    if found is None:
        found = _field_totals(campaign, definition, one)
        kept.set(key, found, KEPT_SECONDS)
    return found


def _field_totals(campaign: Campaign, definition: Definition, one: Field) -> FieldTotals:
    threshold = campaign.disclosure_threshold
    of_rows = one.formula.of.partition(".")[0] if one.formula else ""
    names = [f"content__answers__{key}__value" for key in (one.key, of_rows) if key]
    found = list(last_versions(campaign).order_by().values_list(*names))
    values = [row[0] for row in found]
    hidden = [
        bool(of_rows) and (one.key, 0, "") in withheld_cells(definition, {one.key: row[0], of_rows: row[-1]}, threshold)
        for row in found
    ]
    return totals_of(one, values, threshold=threshold, is_hidden=hidden)


def distribution(one: Field, totals: FieldTotals, language: str) -> list[tuple[str, int, float]]:
    """Give, by choice in the order of the form, how many territories made it and which share that is."""
    labels = {choice.key: said_in(choice.label, language) for choice in one.choices}
    n = max(totals.n_answered, 1)
    return [(labels[key], count, count / n) for key, count in totals.counts.items()]
