"""Files that leave: tables in which no cell is a formula, and JSON that is the same each time."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r])")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_CHUNK = 1024 * 1024
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell: the same for each file, so that the same content gives the same bytes."""


def safe_cell(text: str) -> str:
    """
    Keep a text from being run as a formula by a spreadsheet; numbers stay as they are.

    A text that begins with apostrophes before such a mark gets one more, so that `restored_cell` gives back exactly
    what was said.

    References
    ----------
    .. [1] OWASP, "CSV Injection".

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("Oui"), safe_cell("-12"), safe_cell("'=1")
    ("'=1+1", 'Oui', '-12', "''=1")
    """
    return text if _NUMBER.fullmatch(text) or not _FORMULA.match(text) else f"'{text}"


def restored_cell(cell: str) -> str:
    """
    Take off the apostrophe that was put before a cell that looks like a formula.

    Examples
    --------
    >>> restored_cell("'=1+1"), restored_cell("''=1"), restored_cell("'tis"), restored_cell("l'eau")
    ('=1+1', "'=1", "'tis", "l'eau")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def write_table(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]], *, separator: str = ",") -> Path:
    """
    Write a CSV in UTF-8, row by row: an empty cell for None, and no text that starts a formula.

    Lines end as RFC 4180 says; a cell that holds either half of that end is quoted.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
        writer.writerow([safe_cell(name) for name in columns])
        writer.writerows([_cell(value) for value in row] for row in rows)
    return path


def write_json(path: Path, content: Mapping[str, Any]) -> Path:
    """Write a readable JSON, the same bytes for the same content."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def write_zip(path: Path, files: Iterable[Path]) -> Path:
    """Put files together in one archive, in the order of their names and without their dates."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files, key=lambda one: one.name):
            member = zipfile.ZipInfo(file.name, date_time=_OLDEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.file_size = file.stat().st_size
            with file.open("rb") as source, archive.open(member, "w") as target:
                shutil.copyfileobj(source, target, _CHUNK)
    return path


def _cell(value: object) -> object:
    if value is None:
        return ""
    return safe_cell(value) if isinstance(value, str) else value
