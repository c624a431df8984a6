"""`polyphonie recognize`: tell what files are, by their content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext, ngettext, override

from polyphonie.formats import Description, FormatError
from polyphonie.formats.errors import printable
from polyphonie.imports.commands import Language
from polyphonie.imports.services.reading import describe_path
from polyphonie.imports.wording import name_of, name_of_generation, name_of_language, say, say_confidence

KEYS = (
    "file",
    "tool",
    "kind",
    "generation",
    "language",
    "confidence",
    "why",
    "n_rows",
    "columns",
    "personal_columns",
)
MOST_COLUMNS_SHOWN = 12


# What is left aside is not therefore unreadable: it is told as it is.
READABLE = frozenset({"companion_file", "redundant_votes", "not_contributions", "no_answers_column", "no_text_column"})


def recognize_command(
    files: Annotated[list[Path], typer.Argument(help="Files, archives (zip) or folders.", metavar="FILE…")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per file, one line each.")] = False,
    lang: Annotated[Language, typer.Option(help="The language of the answer.")] = Language.FR,
) -> None:
    """
    Tell what wrote files, by their content and never by their names.

    An archive or a folder is told file by file. A file that cannot be read gets one sentence; the others are still
    told, and the exit code is 2.
    """
    went_wrong = False
    with override(lang.value):
        for path in files:
            for described in _descriptions_of(path):
                went_wrong = went_wrong or _is_unreadable(described)
                typer.echo(json.dumps(_object(described), ensure_ascii=False) if as_json else _text(described))
    if went_wrong:
        raise typer.Exit(2)


def _descriptions_of(path: Path) -> list[Description]:
    try:
        return describe_path(path)
    except FormatError as error:
        return [Description(path.name, "", "unknown", error=error)]


def _is_unreadable(described: Description) -> bool:
    return described.error is not None and described.error.code not in READABLE


def _object(described: Description) -> dict[str, Any]:
    values = {key: getattr(described, key) for key in KEYS}
    told = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
    if described.error is None or not _is_unreadable(described):
        return told
    return {**told, "tool": None, "error": say(described.error)}


def _text(described: Description) -> str:
    if described.error is not None and (_is_unreadable(described) or not described.columns):
        return _told(described, say(described.error))
    lines = [_told(described, _name(described))]
    if described.generation and described.tool != "table":
        generation = name_of_generation(described.generation)
        lines.append(gettext("Version of the format: %(generation)s") % {"generation": generation})
    if described.language:
        lines.append(gettext("Language: %(language)s") % {"language": name_of_language(described.language)})
    lines.append(ngettext("%(number)d row", "%(number)d rows", described.n_rows) % {"number": described.n_rows})
    lines += _columns(gettext("What tells it: %(columns)s"), described.why)
    lines += _columns(gettext("Columns: %(columns)s"), described.columns)
    lines += _columns(gettext("Columns that name a person, never taken: %(columns)s"), described.personal_columns)
    return "\n  ".join(lines)


def _told(described: Description, what: str) -> str:
    return gettext("%(file)s: %(what)s") % {"file": printable(described.file), "what": what}


def _name(described: Description) -> str:
    if described.tool == "table" and described.kind == "unknown":
        return gettext("a table whose columns must be described")
    places = {
        "name": name_of(described.tool, described.kind),
        "confidence": say_confidence(described.confidence),
        "share": round(100 * described.confidence),
    }
    return gettext("%(name)s (%(confidence)s, %(share)d %%)") % places


def _columns(sentence: str, columns: tuple[str, ...]) -> list[str]:
    if not columns:
        return []
    more = ["…"] if len(columns) > MOST_COLUMNS_SHOWN else []
    return [sentence % {"columns": ", ".join([*map(printable, columns[:MOST_COLUMNS_SHOWN]), *more])}]
