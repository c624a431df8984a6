"""Countries by their ISO 3166-1 code, in French and in English (names of Unicode CLDR)."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from django.utils.translation import get_language

from polyphonie.territories.names import searchable


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, str]]:
    text = (files("polyphonie.territories") / "data" / "countries.csv").read_text(encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}


def country_name(code: str) -> str:
    """
    Name a country in the language of the page; the code itself where it is unknown.

    >>> country_name("CM")
    'Cameroun'
    """
    row = _rows().get(code)
    return row[_language()] if row else code


def country_choices() -> list[tuple[str, str]]:
    """Every country but France, in the order of their names: for a list in a form."""
    language = _language()
    named = [(code, row[language]) for code, row in _rows().items() if code != "FR"]
    return sorted(named, key=lambda pair: searchable(pair[1]))


@lru_cache(maxsize=1)
def codes_by_name() -> dict[str, str]:
    """Codes of countries by what people type: their name in French or in English, or the code itself."""
    found = {code.lower(): code for code in _rows()}
    for code, row in _rows().items():
        found[searchable(row["fr"])] = found[searchable(row["en"])] = code
    return found


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"
