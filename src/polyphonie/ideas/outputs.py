"""The tables and the JSON that `polyphonie ideas` writes: a contract, described in docs/reference/ideas.md."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

IDEA_COLUMNS = ("idea", "label", "theme", "n_contributions", "n_distinct", "stability", "quote_id")
CONTRIBUTION_COLUMNS = ("id", "idea", "theme", "duplicate_of", "language", "status", "reason")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_table(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a CSV in UTF-8; text cells can start no formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a readable JSON, the same bytes for the same content."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def safe_cell(text: str) -> str:
    """
    Keep a text from being run as a formula by a spreadsheet.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("Oui")
    ("'=1+1", 'Oui')
    """
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) or text.startswith(_FORMULA_STARTS) else text


def _cell(value: object) -> object:
    if value is None:
        return ""
    return safe_cell(value) if isinstance(value, str) else value
