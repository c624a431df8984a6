"""The same table, as each office suite, tool and hand may leave it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.formats.files import Rows, csv_text, write, write_jsonl, write_xlsx

Variant = Callable[[Path, Rows], Path]


def _text(separator: str, *, encoding: str = "utf-8", quote_all: bool = False, newline: str = "\n") -> Variant:
    def build(folder: Path, rows: Rows) -> Path:
        text = csv_text(rows, separator=separator, quote_all=quote_all, newline=newline)
        return write(folder / "export.csv", text, encoding=encoding)

    return build


def _gzipped(folder: Path, rows: Rows) -> Path:
    return write(folder / "export.csv.gz", csv_text(rows))


def _odd_order(folder: Path, rows: Rows) -> Path:
    return write(folder / "export.csv", csv_text([row[::-1] for row in rows]))


def _extra_columns(folder: Path, rows: Rows) -> Path:
    widened = [["commune", *rows[0], "suivi"], *(["Saint-Malo", *row, "à voir"] for row in rows[1:])]
    return write(folder / "export.csv", csv_text(widened))


def _spaced_headings(folder: Path, rows: Rows) -> Path:
    spaced = [[f" {heading}  " for heading in rows[0]], *rows[1:]]
    return write(folder / "export.csv", csv_text(spaced))


def _workbook(folder: Path, rows: Rows) -> Path:
    return write_xlsx(folder / "export.xlsx", {"Export": rows})


def _objects(folder: Path, rows: Rows) -> Path:
    return write_jsonl(folder / "export.jsonl", [dict(zip(rows[0], row, strict=True)) for row in rows[1:]])


VARIANTS: Mapping[str, Variant] = {
    "commas": _text(","),
    "semicolons": _text(";"),
    "tabs": _text("\t"),
    "a byte order mark": _text(";", encoding="utf-8-sig"),
    "Windows-1252": _text(";", encoding="cp1252"),
    "UTF-16": _text("\t", encoding="utf-16"),
    "all quoted, CRLF": _text(",", quote_all=True, newline="\r\n"),
    "gzip": _gzipped,
    "columns in an odd order": _odd_order,
    "columns of somebody else": _extra_columns,
    "spaces around headings": _spaced_headings,
    "a workbook": _workbook,
    "JSON Lines": _objects,
}
