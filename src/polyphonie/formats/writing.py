"""Files that leave: tables in which no cell is a formula, and JSON that is the same each time."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def safe_cell(text: str) -> str:
    """
    Keep a text from being run as a formula by a spreadsheet; numbers stay as they are.

    References
    ----------
    .. [1] OWASP, "CSV Injection".

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("Oui"), safe_cell("-12")
    ("'=1+1", 'Oui', '-12')
    """
    if _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS) else text


def write_table(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a CSV in UTF-8, separated by commas: an empty cell for None, and no text that starts a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a readable JSON, the same bytes for the same content."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _cell(value: object) -> object:
    if value is None:
        return ""
    return safe_cell(value) if isinstance(value, str) else value
