"""Headings made fit to name columns."""


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
