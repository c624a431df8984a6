"""Sources by name: a field of the form names one, and is filled with what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from polyphonie.campaigns.models import Engagement
from polyphonie.info_grids.definition import Field
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.knowledge import debates, results, territory
from polyphonie.info_grids.knowledge.facts import Facts
from polyphonie.info_grids.knowledge.known import Known
from polyphonie.info_grids.values import MAX_ROWS, ValueRefused, read_value

Source = Callable[[Facts], Known | None]

_SOURCES: dict[str, tuple[Promise, Source]] = {
    "territory_identifier": (_("identifier, from the administrative reference"), territory.identifier),
    "territory_name": (_("name, from the administrative reference"), territory.name),
    "territory_kind": (_("kind, from the administrative reference"), territory.kind),
    "territory_population": (_("population, from the administrative reference"), territory.population),
    "charter_signed_on": (_("signature of the charter on this site"), territory.charter_signed_on),
    "contact_function": (_("function given when joining"), territory.contact_function),
    "consultations": (_("consultations published on this site"), debates.consultations),
    "activities": (_("activities declared on this site"), debates.activities),
    "publics": (_("publics declared on this site"), debates.publics),
    "publics_absent": (_("publics absent, as declared on this site"), debates.publics_absent),
    "contributions_count": (_("number of contributions on this site"), debates.contributions_count),
    "ideas": (_("ideas published on this site"), results.ideas),
    "themes": (_("themes of the ideas published on this site"), results.themes),
    "synthesis_published": (_("synthesis published on this site"), results.synthesis_published),
    "synthesis_address": (_("address of the synthesis on this site"), results.synthesis_address),
    "tools": (_("tools used on this site"), results.tools),
}

SOURCE_NAMES: Mapping[str, Promise] = {name: words for name, (words, _source) in _SOURCES.items()}
"""What each source is, in words; its keys are what a form may name."""


def source_name(name: str) -> str:
    """Say what a source is; nothing where there is no such source."""
    return str(SOURCE_NAMES.get(name, ""))


def known_values(engagement: Engagement, fields: Iterable[Field]) -> dict[str, Known]:
    """
    Give what is known for some fields, by key.

    What a form does not take (a choice that it does not offer, a column that it does not have) is left out:
    forms are edited, and what is known follows them.
    """
    facts = Facts(engagement)
    found: dict[str, Known] = {}
    for one in fields:
        if one.source in _SOURCES and (known := _SOURCES[one.source][1](facts)) is not None:
            fitted = _fit(one, known)
            found |= {one.key: fitted} if fitted is not None else {}
    return found


def _fit(one: Field, known: Known) -> Known | None:
    if one.kind == FieldKind.ROWS:
        return _fit_rows(one, known)
    value = _fit_value(one, known.value)
    return Known(value, known.sentence, known.url) if value is not None else None


def _fit_rows(one: Field, known: Known) -> Known | None:
    if not isinstance(known.value, list):
        return None
    limit = min(one.max_length, MAX_ROWS)
    rows = [
        {column.key: value for column in one.columns if (value := _fit_value(column, row.get(column.key))) is not None}
        for row in known.value[:limit]
    ]
    kept = [row for row in rows if row]
    sentence = known.sentence
    if len(known.value) > limit:
        sentence += " " + ngettext(
            "Only the first %(limit)s row is taken, of %(number)s.",
            "Only the first %(limit)s rows are taken, of %(number)s.",
            limit,
        ) % {"limit": limit, "number": len(known.value)}
    return Known(kept, sentence, known.url) if kept else None


def _fit_value(one: Field, value: Any) -> Any:
    """Read a known value as the field takes it; None where it does not."""
    if isinstance(value, str) and one.kind in {FieldKind.TEXT, FieldKind.LONG_TEXT}:
        value = _shortened(value, one.max_length)
    if isinstance(value, list) and one.kind == FieldKind.CHOICES:
        value = [key for key in value if key in one.choice_keys]
    try:
        return read_value(one, value)
    except ValueRefused:
        return None


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
