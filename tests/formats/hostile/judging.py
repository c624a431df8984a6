"""How the answer to a hostile file is judged, and the child that looks at many of them."""

from __future__ import annotations

import pickle
import unicodedata

from django.utils.translation import gettext

from polyphonie.formats import FormatError, Look, ReadOptions, look
from polyphonie.formats.errors import printable
from tests.formats.hostile.making import READ, HostileFile

LONGEST_SENTENCE = 400
# Of an archive, it is the member that is named.
MEMBERS = ("votes.csv", "contributions.csv")
LARGEST_ANSWER = 32 * 1024 * 1024
STEMS = (
    "",
    "<script>alert(1)</script>",
    "--output=",
    "\x1b[31m",
    "\u202e",
    "a\nb\r",
    '" onload="alert(1)',
    "'; DROP TABLE imports;--",
    "%(file)s%s%n",
    "{{ 7*7 }}{% load %}",
    "../../../etc/",
    "C:\\Windows\\",
    "=cmd|'/c calc'!A0",
    "é\u0301\ufeff",
    "n" * 240,
    "$(reboot)`id`",
)
"""What stands before the names under which the files are brought, in turn."""

Outcome = Look | FormatError


def look_at_each(asked: list[tuple[str, ReadOptions]]) -> list[Outcome]:
    """Look into several files, one after the other: called in one child, which is quicker."""
    return [_look(path, options) for path, options in asked]


def _look(path: str, options: ReadOptions) -> Outcome:
    try:
        return look(path, options)
    except FormatError as error:
        return error


def complaints(file: HostileFile, name: str, outcome: Outcome) -> list[str]:
    """List what is wrong with an answer; nothing where it is a good one."""
    if isinstance(outcome, FormatError):
        return _wrong_code(file, outcome.code) + _wrong_sentence(outcome, name)
    found = _wrong_code(file, READ)
    if outcome.error is not None:
        found += _wrong_sentence(outcome.error, name)
    harvest = outcome.harvest
    if harvest is not None and harvest.n_rows != harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside:
        n_refused = sum(outcome.n_refused_by_code.values())
        if harvest.n_rows != harvest.n_rows_taken + n_refused + harvest.n_rows_aside:
            found.append(f"{harvest.n_rows} rows are not all accounted for")
    if len(pickle.dumps(outcome)) > LARGEST_ANSWER:
        found.append("the answer is as large as a file")
    return found


def _wrong_code(file: HostileFile, code: str) -> list[str]:
    return [] if not file.expects or code in file.expects else [f"“{code}” is not the truth about it"]


def _wrong_sentence(error: FormatError, name: str) -> list[str]:
    sentence = error.in_words(gettext)
    found = []
    if not sentence.strip() or sentence == error.message:
        found.append(f"nothing is said in French: {sentence}")
    if len(sentence) >= LONGEST_SENTENCE:
        found.append(f"{len(sentence)} characters are too many")
    if any(unicodedata.category(character)[0] == "C" for character in sentence):
        found.append(f"a control character is shown: {sentence!r}")
    if not any(known in sentence for known in (printable(name), *MEMBERS)):
        found.append(f"it is not named: {sentence}")
    return found
