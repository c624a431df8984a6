"""Headings made fit to name columns."""

from polyphonie.formats.errors import FormatError

LONGEST_HEADING = 20_000
NUL, REPLACEMENT = "\x00", "\ufffd"


def fit_headings(headings: list[str], *, file: str) -> list[str]:
    """
    Clean headings, and tell them apart.

    Raises
    ------
    FormatError
        If one of them is longer than any question.
    """
    if any(len(heading) > LONGEST_HEADING for heading in headings):
        raise FormatError("cell_too_big", file=file, row=1, limit=LONGEST_HEADING)
    return unique_headings([heading.strip().lstrip("\ufeff").replace(NUL, REPLACEMENT) for heading in headings])


def unique_headings(headings: list[str]) -> list[str]:
    """Number the headings that come twice, and name those that are empty by their place."""
    seen: set[str] = set()
    last: dict[str, int] = {}
    unique = []
    for place, heading in enumerate(headings, start=1):
        base = heading or f"column {place}"
        name, number = base, last.get(base, 1)
        while name in seen:
            number += 1
            name = f"{base} ({number})"
        last[base] = number
        seen.add(name)
        unique.append(name)
    return unique
