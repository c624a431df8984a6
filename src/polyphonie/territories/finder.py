"""
Finding a territory by what a person types: accents, capitals, hyphens, abbreviations and slips forgiven.

The names of all territories are kept in the memory of each process. `NamesStamp`, one row, changes whenever a
name does: a process that reads another stamp than its own reads the names again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz, process

from polyphonie.territories.countries import codes_by_name
from polyphonie.territories.enums import TerritoryKind
from polyphonie.territories.models import NamesStamp, Territory
from polyphonie.territories.names import searchable, short_name

LONGEST_QUERY: Final = 100
MOST_HITS: Final = 200
_MOST_CLOSE: Final = 40
_CLOSE_ENOUGH: Final = 74.0

_ABBREVIATIONS: Final = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "agglo": "agglomeration",
}
_LEGAL_FORMS: Final = {
    "cc": "communaute de communes",
    "ca": "communaute d agglomeration",
    "cu": "communaute urbaine",
}
_OVER: Final = re.compile(r"(?<!\w)(s|ss)/", re.IGNORECASE)
_DEPARTEMENT_AT_THE_END: Final = re.compile(r"^(.*?\D)\s+(\d{2,3}|2[ab])$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A territory that was found; `is_close` where the words only resemble its name."""

    pk: int
    is_close: bool = False
    former_name: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    pk: int
    population: int
    departement: str
    country: str
    former_name: str


@dataclass(frozen=True, slots=True)
class _Index:
    stamp: str
    keys: tuple[str, ...]
    names: tuple[_Name, ...]


_kept: _Index | None = None


def name_key(words: str) -> str:
    """
    Write words as names are compared: plain letters, abbreviations in full. Other scripts stay as they are.

    >>> name_key("St-Étienne s/ Loire")
    'saint etienne sur loire'
    """
    opened = _OVER.sub(lambda found: "sur " if len(found[1]) == 1 else "sous ", words)
    plain = searchable(opened) or " ".join(opened.casefold().split())
    first, *others = plain.split() or [""]
    written = _LEGAL_FORMS.get(first, first) if others else first
    return " ".join(_ABBREVIATIONS.get(word, word) for word in (written, *others))


def find_by_words(words: str) -> list[Hit]:
    """Find by name, present or former; « Saint-Denis 93 » and « Namur Belgique » say where. The best first."""
    index = _index()
    key = name_key(words[:LONGEST_QUERY])
    if not key:
        return []
    hits = _search(index, key)
    name, departement = _split_departement(key)
    if departement:
        hits = _search(index, name, departement=departement) + hits
    name, country = _split_country(key)
    if country:
        hits = _search(index, name, country=country) + hits
    return list({hit.pk: hit for hit in reversed(hits)}.values())[::-1][:MOST_HITS]


def _search(index: _Index, key: str, *, departement: str = "", country: str = "") -> list[Hit]:
    def is_there(name: _Name) -> bool:
        return (not departement or name.departement == departement) and (not country or name.country == country)

    direct = [
        (rank, -name.population, name)
        for known, name in zip(index.keys, index.names, strict=True)
        if (rank := _rank(key, known)) is not None and is_there(name)
    ]
    direct.sort(key=lambda found: (found[0], found[1], found[2].pk))
    hits = [Hit(name.pk, former_name=name.former_name) for _, _, name in direct[:MOST_HITS]]
    return hits + [hit for hit in _close(index, key, is_there) if hit.pk not in {hit.pk for hit in hits}]


def _rank(key: str, known: str) -> int | None:
    """Tell how well a name answers: 0 the same, 1 begins with the words, 2 begins with the letters, 3 holds a word."""
    if key not in known:
        return None
    if key == known:
        return 0
    if known.startswith(key):
        return 1 if known[len(key)] == " " else 2
    return 3 if f" {key}" in known else None


def _close(index: _Index, key: str, is_there: Callable[[_Name], bool]) -> list[Hit]:
    if len(key) < 3:
        return []
    found = process.extract(key, index.keys, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=4 * _MOST_CLOSE)
    named = [(round(-score), -index.names[place].population, index.names[place]) for _, score, place in found]
    named.sort(key=lambda one: (one[0], one[1], one[2].pk))
    return [Hit(name.pk, True, name.former_name) for _, _, name in named if is_there(name)][:_MOST_CLOSE]


def _split_departement(key: str) -> tuple[str, str]:
    found = _DEPARTEMENT_AT_THE_END.match(key)
    return (found[1].strip(), found[2].upper()) if found else (key, "")


def _split_country(key: str) -> tuple[str, str]:
    """Cut the country off the end of the words; the longest name of a country first."""
    words = key.split()
    for place in range(1, len(words)):
        country = codes_by_name().get(" ".join(words[place:]), "")
        if country:
            return " ".join(words[:place]), country
    return key, ""


def country_of(words: str) -> str:
    """Tell which country abroad the words name, by its name or its code; nothing for any other words."""
    country = codes_by_name().get(searchable(words[:LONGEST_QUERY]), "")
    return "" if country == "FR" else country


def _index() -> _Index:
    global _kept
    stamp = NamesStamp.current()
    kept = _kept
    if kept is None or kept.stamp != stamp:
        kept = _kept = _read(stamp)
    return kept


def _read(stamp: str) -> _Index:
    columns = ("pk", "name", "kind", "country", "population", "departement__identifier", "identifier", "former_names")
    return build_index(Territory.objects.order_by("pk").values_list(*columns).iterator(chunk_size=5000), stamp)


def build_index(rows: Iterable[tuple[Any, ...]], stamp: str) -> _Index:
    """Gather names, short names of intercommunal bodies and former names, as they are compared."""
    keys: list[str] = []
    names: list[_Name] = []
    for pk, name, kind, country, population, departement, identifier, former_names in rows:
        place = identifier if kind == TerritoryKind.DEPARTEMENT else departement or ""
        short = [short_name(name)] if kind == TerritoryKind.EPCI else []
        for one in dict.fromkeys([name, *short]):
            keys.append(name_key(one))
            names.append(_Name(pk, population or 0, place, country, ""))
        for former in filter(None, map(str.strip, former_names.splitlines())):
            keys.append(name_key(former))
            names.append(_Name(pk, population or 0, place, country, former))
    return _Index(stamp, tuple(keys), tuple(names))
