"""Whether a text file is a document or a table: commas are in both."""

from __future__ import annotations

import csv
import re
from itertools import islice

from polyphonie.formats.documents.marks import BULLET
from polyphonie.formats.documents.plain_text import HASHES, TABLE_RULE, UNDERLINE
from polyphonie.formats.headings import plain

SEPARATORS = (";", "\t", ",", "|")
SAMPLE_CHARACTERS = 60_000
SAMPLE_ROWS = 60
LONGEST_HEADING = 80
MOST_HEADING_WORDS = 14
# How many of the rows must be as wide as the headings; a title may stand above them.
LEAST_EVEN_SHARE = 0.8
MOST_TITLE_LINES = 3
LEAST_MARKED_SHARE = 0.15
# A survey numbers its questions: with as many columns, the first may be one of them.
FEWEST_NUMBERED = 4
# The only column of a table of texts is called so.
_ONE_COLUMN = """
    texte text contribution contributions commentaire commentaires comment comments verbatim verbatims reponse
    reponses response responses answer answers avis message idee idees idea ideas proposition propositions body
    contenu content propos remarque remarques question questions enonce statement description note notes
"""
ONE_COLUMN = frozenset(_ONE_COLUMN.split())
JSON = re.compile(r"\{|\[\s*(?:[\[{\"\d\]-]|true|false|null)")
OF_MACHINES = re.compile(
    r"<(?!!--)|BEGIN:V(?:CARD|CALENDAR)|(?:From|Received|Return-Path|MIME-Version|Delivered-To): |WEBVTT|#!"
    r"|# vote-convention|sep="
)
CONTROLLED_CHARACTERS, MOST_CONTROLS = 2_000, 5
IDENTIFIER = re.compile(r"^[A-Za-z_][\w./-]*$")


def is_prose(text: str, *, suffix: str = "") -> bool:
    """
    Tell whether a text is a document that people wrote, rather than a table.

    Rows as wide as their headings make a table; marks of lists and headings, blank lines between paragraphs, and
    lines that commas cut anywhere make a document. The end of the name only counts where nothing else tells: in a
    column of lines without any mark.

    Parameters
    ----------
    text : str
        Decoded; its beginning is looked at.
    suffix : str
        The end of the file's name, as ".csv".
    """
    sample = text[:SAMPLE_CHARACTERS].lstrip("\ufeff \t\n\r")
    if (
        not any(map(str.isalpha, sample))
        or JSON.match(sample)
        or _is_of_machines(sample)
        or sample.startswith(("# vote-convention", "sep="))
    ):
        return False
    lines = sample.splitlines()
    if any(TABLE_RULE.match(line) and "|" in line for line in lines):
        return True
    if _is_table(sample) or _is_named_column(lines):
        return False
    if _is_marked(lines) or _has_paragraphs(sample):
        return True
    return suffix not in {".csv", ".tsv"}


def _is_of_machines(sample: str) -> bool:
    """Tell whether a text is data, a page, a calendar, a card, a mail or bytes: none is what people wrote down."""
    beginning = sample[:CONTROLLED_CHARACTERS]
    n_controls = sum(char < " " and char not in "\n\r\t\f" for char in beginning)
    return bool(JSON.match(sample) or OF_MACHINES.match(sample)) or n_controls > MOST_CONTROLS


def _is_table(sample: str) -> bool:
    return any(_is_cut_evenly(sample, separator) for separator in SEPARATORS)


def _is_cut_evenly(sample: str, separator: str) -> bool:
    rows = _rows(sample, separator)
    for n_title in range(min(MOST_TITLE_LINES, len(rows)) + 1):
        below = rows[n_title:]
        if not below or len(below[0]) < 2:
            continue
        return _are_headings(below[0], separator) and _is_even(below, separator)
    return False


def _rows(sample: str, separator: str) -> list[list[str]]:
    """Give the first rows that are not blank; the last may be cut by the end of the sample."""
    reader = csv.reader(sample.splitlines(keepends=True), delimiter=separator)
    try:
        rows = [row for row in islice(reader, SAMPLE_ROWS) if any(cell.strip() for cell in row)]
    except csv.Error:
        return []
    return rows[:-1] if len(rows) > 2 and len(sample) == SAMPLE_CHARACTERS else rows


def _are_headings(cells: list[str], separator: str) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2 or HASHES.match(cells[0]):
        return False
    if BULLET.match(cells[0]) and (len(filled) < FEWEST_NUMBERED or any(cell[:1] == " " for cell in cells[1:])):
        return False
    are_short = all(len(cell) <= LONGEST_HEADING or cell.rstrip().endswith("?") for cell in filled)
    are_ends_of_sentences = separator in ",;" and all(cell[:1] == " " for cell in cells[1:]) and not _are_names(filled)
    is_sentence = len(filled) <= 3 and filled[-1].endswith((".", "!")) and len(plain(filled[-1]).split()) > 2
    return are_short and not are_ends_of_sentences and not is_sentence


def _are_names(cells: list[str]) -> bool:
    """Tell whether all are names of columns rather than ends of sentences."""
    return all(len(plain(cell).split()) <= 2 and not cell.endswith((",", ".", ":")) for cell in cells)


def _is_even(rows: list[list[str]], separator: str) -> bool:
    width = len(rows[0])
    if all(IDENTIFIER.match(cell.strip()) for cell in rows[0]) and width >= 3:
        return True
    below = rows[1:]
    if not below:
        return all(len(plain(cell).split()) <= MOST_HEADING_WORDS for cell in rows[0]) and (
            separator != "," or _are_names([cell.strip() for cell in rows[0]])
        )
    if separator in ",;" and _is_spaced(below):
        return False
    n_even = sum(len(row) == width or (len(row) < width and width > 2 and len(row) >= 2) for row in below)
    return n_even >= LEAST_EVEN_SHARE * len(below)


def _is_spaced(rows: list[list[str]]) -> bool:
    """Tell whether a space follows most commas or semicolons, as in sentences."""
    cuts = [cell for row in rows for cell in row[1:]]
    return bool(cuts) and sum(cell[:1] == " " for cell in cuts) > 0.7 * len(cuts)


def _is_marked(lines: list[str]) -> bool:
    """Tell whether marks of lists or headings stand at the beginning of enough lines."""
    filled = [line for line in lines if line.strip()]
    n_headings = sum(bool(HASHES.match(line)) for line in filled)
    n_bullets = sum(bool(BULLET.match(line)) for line in filled)
    n_rules = sum(bool(UNDERLINE.match(line)) and len(line.strip()) > 2 for line in filled)
    return n_headings + n_rules > 0 or n_bullets > LEAST_MARKED_SHARE * len(filled)


def _is_named_column(lines: list[str]) -> bool:
    """Tell whether the lines are the rows of a table of one column, known by its name or by its quotation marks."""
    first, rows = (lines[0].strip().strip('"'), lines[1:]) if lines else ("", [])
    if not rows or not rows[0].strip():
        return False
    n_quoted = sum(line.startswith('"') for line in rows)
    n_bullets = sum(bool(BULLET.match(line)) for line in rows)
    is_named = plain(first) in ONE_COLUMN and not first.endswith(":")
    return 2 * n_quoted > len(rows) or (is_named and n_bullets <= LEAST_MARKED_SHARE * len(rows))


def _has_paragraphs(sample: str) -> bool:
    return "\n\n" in sample.replace("\r\n", "\n").replace("\r", "\n").strip()
