"""Reports that are one JSON object, laid out as a table: one row per leaf."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import cast

from polyphonie.formats.writing import safe_cell

QUOTE_HEADINGS = ("topic", "subtopic", "claim", "quote")
DEEPEST_SEARCH = 4
DELIBERATION = "polyphonie-deliberation/1"
Rows = list[dict[str, object]]


def report_rows(text: str) -> Rows | None:
    """
    Give the rows of a report that is known; None where the text is no such object.

    A report of Talk to the City gives one row per quote (`QUOTE_HEADINGS`); a result of kouchou-ai one per argument;
    a deliberation written by us one per contribution; the `format.json` of Polis one. One object per line is no
    report: it is left to its reader.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    if document.get("format") == DELIBERATION:
        return _contributions(document)
    if "vote-convention" in document:
        return [document]
    if _objects(document.get("arguments")) and "clusters" in document:
        return [_argument(found) for found in _objects(document.get("arguments"))]
    topics = _topics(document, depth=0)
    return list(_quotes(topics)) or None


def _contributions(document: dict[str, object]) -> Rows:
    """Neutralize the cells as those of any table that leaves: whoever reads a table takes that off."""
    return [
        {"deliberation": DELIBERATION, **{name: _neutral(value) for name, value in found.items()}}
        for found in _objects(document.get("statements"))
        if found.get("type") == "contribution"
    ]


def _neutral(value: object) -> object:
    return safe_cell(value) if isinstance(value, str) else value


def _argument(found: dict[str, object]) -> dict[str, object]:
    return {"arg-id": found.get("arg_id"), "argument": found.get("argument"), "x": found.get("x"), "y": found.get("y")}


def _topics(found: object, *, depth: int) -> Rows:
    """Look for the list of topics, which stands at another depth in each version of a report."""
    if depth > DEEPEST_SEARCH:
        return []
    if isinstance(found, list):
        if any("subtopics" in item for item in _objects(found)):
            return _objects(found)
        return next(filter(None, (_topics(item, depth=depth + 1) for item in found[:10])), [])
    if isinstance(found, dict):
        values = (found[name] for name in ("topics", "data", "tree", "report", "result") if name in found)
        return next(filter(None, (_topics(value, depth=depth + 1) for value in values)), [])
    return []


def _quotes(topics: Rows) -> Iterator[dict[str, object]]:
    for topic in topics:
        for subtopic in _objects(topic.get("subtopics")):
            for claim in _objects(subtopic.get("claims")):
                for quote in _objects(claim.get("quotes")) or [{}]:
                    levels = (_title(topic), _title(subtopic), _title(claim), quote.get("text", ""))
                    yield dict(zip(QUOTE_HEADINGS, levels, strict=True))


def _title(found: dict[str, object]) -> object:
    return next((found[name] for name in ("title", "name", "topicName", "subtopicName", "claim") if name in found), "")


def _objects(found: object) -> Rows:
    return (
        [cast("dict[str, object]", item) for item in found if isinstance(item, dict)] if isinstance(found, list) else []
    )
