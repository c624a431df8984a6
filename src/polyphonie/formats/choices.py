"""Closed answers: columns of ticks, and columns of choices that read like sentences."""

import re
from collections.abc import Iterable, Mapping

import polars as pl

# What says "ticked" beside what says "not ticked" or "not asked", in small letters.
PAIRS = (
    (frozenset({"y"}), frozenset[str]()),
    (frozenset({"x"}), frozenset[str]()),
    (frozenset({"oui"}), frozenset({"non", "n/a"})),
    (frozenset({"yes"}), frozenset({"no", "n/a"})),
    (frozenset({"ja"}), frozenset({"nein", "n/a"})),
    (frozenset({"1"}), frozenset({"0"})),
    (frozenset({"true"}), frozenset({"false"})),
)
TICK_WORDS = frozenset().union(*(yes | no for yes, no in PAIRS)) | {"n", "u", "2", ""}
SEPARATORS = (";", "|", ", ")
# Choices come back; sentences seldom do, they are longer, and end with a mark.
LONGEST_MEAN_CHOICE = 80
MOST_SENTENCES = 0.3
LEAST_REPEATED = 0.5
MOST_RARE_CHOICES = 12
MOST_RARE_SHARE = 0.1
LEAST_DEGREES = 0.8
N_LOOKED_AT = 5000
LEAST_WORDS = 3
FILE = r"""^\[\s*\{.*"(filename|ext)"\s*:"""
SENTENCE = r"[.!?…](\s|$)"
DEGREE = (
    r"(?i)^(oui|non|plutôt|tout à fait|pas du tout|pas vraiment|très|assez|peu|moins de|plus de|entre|de|à partir de|"
    r"jamais|rarement|parfois|souvent|toujours|tous les|toutes les|chaque|une fois|plusieurs fois|ne sait pas|"
    r"je ne sais pas|sans avis|strongly|somewhat|rather|very|not at all|neither|totally|fully|under|over|less than|"
    r"more than|between|every|once|twice|several times|a few times|never|rarely|sometimes|often|always|sehr|eher|"
    r"gar nicht|\d+)\b[^.!?]{0,40}$"
)


def ticked(columns: Iterable[pl.Series]) -> frozenset[str] | None:
    """
    Give what says "ticked" in columns of ticks, in small letters; None where they hold anything else, or nothing.

    Examples
    --------
    >>> ticked([pl.Series(["X", ""]), pl.Series(["", ""])])
    frozenset({'x'})
    >>> ticked([pl.Series(["Oui", "Peut-être"])]) is None
    True
    """
    values = {value for column in columns for value in _lowered(column).unique().to_list()} - {""}
    return next((yes for yes, no in PAIRS if values and values <= yes | no), None)


def holds_ticks(column: pl.Series) -> bool:
    """Tell whether a column holds ticks or yes and no, and at least one."""
    values = set(_lowered(column).unique().to_list())
    return bool(values - {""}) and values <= TICK_WORDS


def holds_files(column: pl.Series) -> bool:
    """Tell whether a column describes files that people sent, whose names may be theirs."""
    filled = column.str.strip_chars()
    filled = filled.filter(filled != "")
    return bool(len(filled)) and bool(filled.str.contains(FILE).all())


def joined(cells: Mapping[str, str], options: Mapping[str, str], *, yes: frozenset[str]) -> str:
    """
    Join the options that a person ticked; a cell that is no tick is told beside its option, so that nothing is lost.

    Examples
    --------
    >>> joined({"a": "X", "b": "", "c": "autre"}, {"a": "Site", "b": "Mairie", "c": "Plus"}, yes=frozenset({"x"}))
    'Site, Plus: autre'
    """
    told = []
    for heading, option in options.items():
        cell = cells[heading].strip()
        if cell.casefold() in yes:
            told.append(option)
        elif cell.casefold() not in TICK_WORDS:
            told.append(f"{option}: {cell}")
    return ", ".join(told)


def looks_closed(column: pl.Series) -> bool:
    """Tell whether answers that read like short sentences are choices, one or several in a cell."""
    filled = column.str.strip_chars()
    filled = filled.filter(filled != "").head(N_LOOKED_AT)
    if not len(filled) or filled.str.contains(SENTENCE).sum() > MOST_SENTENCES * len(filled):
        return False
    if _mostly_repeated(filled) or filled.str.contains(DEGREE).sum() >= LEAST_DEGREES * len(filled):
        return True
    cut = (filled.str.split(separator).explode().str.strip_chars() for separator in SEPARATORS)
    return any(len(pieces) > len(filled) and _mostly_repeated(pieces) for pieces in cut)


def reads_as_answer(cell: str) -> bool:
    """
    Tell whether a cell, alone, reads like words of somebody rather than like a choice.

    Examples
    --------
    >>> reads_as_answer("Il faudrait un guichet."), reads_as_answer("Tout à fait d’accord"), reads_as_answer("A2")
    (True, False, False)
    """
    n_words = len(re.findall(r"[^\W\d_]{2,}", cell))
    return n_words >= LEAST_WORDS and re.search(DEGREE, cell) is None


def _mostly_repeated(values: pl.Series) -> bool:
    if values.str.len_chars().sum() > LONGEST_MEAN_CHOICE * len(values):
        return False
    counts = values.alias("value").value_counts(name="n")["n"]
    n_rare = int((counts == 1).sum())
    n_repeated = len(values) - n_rare
    return n_repeated >= LEAST_REPEATED * len(values) and n_rare <= max(
        MOST_RARE_CHOICES, MOST_RARE_SHARE * len(values)
    )


def _lowered(column: pl.Series) -> pl.Series:
    return column.str.strip_chars().str.to_lowercase()


def grouped(options: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    """
    Gather the columns of each question that has several, from the question and option of each heading.

    Examples
    --------
    >>> grouped({"Q1[a]": ("Q1", "a"), "Q1[b]": ("Q1", "b"), "Q2[a]": ("Q2", "a")})
    {'Q1': {'Q1[a]': 'a', 'Q1[b]': 'b'}}
    """
    found: dict[str, dict[str, str]] = {}
    for heading, (question, option) in options.items():
        found.setdefault(question, {})[heading] = option
    return {question: columns for question, columns in found.items() if len(columns) > 1}


def in_brackets(heading: str) -> tuple[str, str] | None:
    """
    Part a heading such as `Question [Option]` into question and option.

    Examples
    --------
    >>> in_brackets("Vos outils [Le site]")
    ('Vos outils', 'Le site')
    """
    match = re.fullmatch(r"(.*[^\s_])[\s_]*\[([^\[\]]+)\][\s_]*", heading, re.DOTALL)
    return (match[1], match[2].strip()) if match else None
