"""`polyphonie import`: bring files to a consultation from the command line, or undo an import."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from polyphonie.consultations.models import Activity, Consultation
from polyphonie.core.errors import DomainError
from polyphonie.formats import FormatError, Look, ReadOptions, is_bundle
from polyphonie.imports.enums import ImportStatus, RowOutcome
from polyphonie.imports.errors import ImportCannotBeUndone
from polyphonie.imports.models import Import
from polyphonie.imports.services import VOTES, import_paths, look_at_paths, undo_import
from polyphonie.imports.services.reading import bundle_in
from polyphonie.imports.wording import name_of, say, say_confidence, say_reason

MOST_REFUSALS = 50


class Language(StrEnum):
    FR = "fr"
    EN = "en"


class WrongCommand(ValueError):
    """The command cannot be carried out as it was written; its text says why."""


def import_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files, archives (zip) or folders.", metavar="FILE…")
    ] = None,
    consultation: Annotated[str, typer.Option(help="The slug of the consultation.")] = "",
    activity: Annotated[str, typer.Option(help="The title of the activity that they come from.")] = "",
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="What a column is: text=Avis, id=N°, title=, public=, kind=, date=, language=, url=, activity=, "
            "question=. Repeat text= where several columns hold contributions.",
        ),
    ] = None,
    agree: Annotated[int | None, typer.Option(help="The value that says “agree” in a file of votes: 1 or -1.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The only sheet of a workbook to read.")] = None,
    keep_incomplete: Annotated[
        bool, typer.Option("--keep-incomplete", help="Also take answers that were never submitted.")
    ] = False,
    apply: Annotated[
        bool | None,
        typer.Option("--apply/--dry-run", help="Import, or only show. By default, show, then ask on a terminal."),
    ] = None,
    undo: Annotated[int | None, typer.Option(help="Undo an import: its number.", metavar="NUMBER")] = None,
    lang: Annotated[Language, typer.Option(help="The language of the report.")] = Language.FR,
) -> None:
    """
    Bring files to a consultation, and account for each of their rows.

    Reads the exports of many tools, minutes of workshops, and any CSV, TSV, XLSX, JSON Lines or Parquet table, alone,
    in an archive or in a folder. Importing the same file twice changes nothing.
    """
    with override(lang.value):
        try:
            if undo is not None:
                _undo(undo)
                return
            if not files:
                raise WrongCommand(gettext("Give at least one file, or --undo and the number of an import."))
            options = _options(mapping or [], agree=agree, sheet=sheet, keep_incomplete=keep_incomplete)
            _bring(files, _consultation(consultation), activity, options=options, is_wanted=apply)
        except FormatError as error:
            _stop(say(error))
        except ImportCannotBeUndone as error:
            _stop("\n  ".join([str(error), *(obstacle.sentence for obstacle in error.obstacles)]))
        except (DomainError, WrongCommand) as error:
            _stop(str(error))


def _undo(number: int) -> None:
    of_import = Import.objects.filter(pk=number).first()
    if of_import is None:
        raise WrongCommand(gettext("There is no import number %(number)d here.") % {"number": number})
    undo_import(of_import=of_import, by=None, at=timezone.now())
    typer.echo(gettext("%(file)s: the import was undone.") % {"file": of_import.source_name})


def _stop(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def _options(mapping: list[str], *, agree: int | None, sheet: str | None, keep_incomplete: bool) -> ReadOptions:
    if agree not in (None, 1, -1):
        raise FormatError("wrong_agree")
    pairs = [pair.partition("=") for pair in mapping]
    if not all(column for _, _, column in pairs):
        raise WrongCommand(gettext("Write --map as a field and a column: --map text=Column"))
    return ReadOptions(
        columns={field: column for field, _, column in pairs if field != "text"},
        texts=tuple(column for field, _, column in pairs if field == "text"),
        agree=agree,
        keep_incomplete=keep_incomplete,
        sheet=sheet,
    )


def _consultation(slug: str) -> Consultation:
    if not slug:
        raise WrongCommand(gettext("Say which consultation: --consultation and its slug."))
    found = Consultation.objects.filter(slug=slug).first()
    if found is None:
        raise WrongCommand(gettext("There is no consultation “%(slug)s” here.") % {"slug": slug})
    return found


def _activity(consultation: Consultation, title: str) -> Activity | None:
    if not title:
        return None
    found = consultation.activities.filter(title=title).first()
    if found is None:
        raise WrongCommand(gettext("This consultation has no activity “%(title)s”.") % {"title": title})
    return found


def _bring(
    files: list[Path], consultation: Consultation, title: str, *, options: ReadOptions, is_wanted: bool | None
) -> None:
    activity = _activity(consultation, title)
    looks = look_at_paths(files, options)
    for path, wanted, look in looks:
        _show(wanted.member or path.name, look)
    for path in files:
        _show_aside(path)
    if not looks:
        raise WrongCommand(gettext("None of these files holds anything to import."))
    if is_wanted is None and sys.stdin.isatty() and sys.stdout.isatty():
        is_wanted = typer.confirm(gettext("Import?"))
    if not is_wanted:
        typer.echo(gettext("Nothing was imported: this was only a look. Add --apply to import."))
        return
    imports = import_paths(
        consultation=consultation, paths=files, activity=activity, options=options, at=timezone.now()
    )
    for of_import in imports:
        _report(of_import)
    if any(of_import.status == ImportStatus.FAILED for of_import in imports):
        raise typer.Exit(2)


def _show_aside(path: Path) -> None:
    """Say which files of a folder or of an archive are left aside, and why."""
    if not is_bundle(path):
        return
    for member in bundle_in(path, ReadOptions(file_name=path.name)).aside:
        if member.error:
            typer.echo(gettext("Left aside: %(reason)s") % {"reason": say(member.error)})


def _show(name: str, look: Look) -> None:
    """Say what a file is, what it holds, and what would be taken of it."""
    if look.harvest is None:
        raise look.error or FormatError("reader_died", file=name)
    harvest, recognition = look.harvest, look.harvest.recognition
    what = name_of(recognition.tool, recognition.kind)
    said = {"file": name, "what": what, "confidence": say_confidence(recognition.confidence)}
    typer.echo(gettext("%(file)s: %(what)s (%(confidence)s)") % said)
    _show_columns(gettext("What tells it: %(columns)s"), recognition.why)
    n_rows = harvest.n_rows - harvest.n_rows_aside
    typer.echo("  " + ngettext("%(number)d row", "%(number)d rows", n_rows) % {"number": n_rows})
    if look.n_contributions and not look.n_statements:
        sentence = ngettext("%(number)d contribution", "%(number)d contributions", look.n_contributions)
        typer.echo("  " + sentence % {"number": look.n_contributions})
    _show_columns(gettext("Columns read: %(columns)s"), harvest.used_columns.values())
    _show_columns(gettext("Columns that name a person, never taken: %(columns)s"), harvest.personal_columns)
    _show_columns(gettext("Columns left aside: %(columns)s"), harvest.ignored_columns)
    _show_columns(gettext("Sheets left aside: %(columns)s"), harvest.ignored_sheets)
    for code, number in look.n_refused_by_code.items():
        places = {"number": number, "reason": say_reason(code, _AnyPlace())}
        typer.echo(
            "  "
            + ngettext("%(number)d row refused: %(reason)s", "%(number)d rows refused: %(reason)s", number) % places
        )
    if harvest.recognition.kind in VOTES:
        _show_sign(look, is_declared=harvest.sign_declared, agree=harvest.agree)


class _AnyPlace(dict[str, str]):
    """The places of a sentence that stands for many rows."""

    def __missing__(self, name: str) -> str:
        return "…"


def _show_columns(sentence: str, columns: object) -> None:
    names = list(dict.fromkeys(columns))  # type: ignore[call-overload]  # any collection of names
    if names:
        typer.echo("  " + sentence % {"columns": ", ".join(names)})


def _show_sign(look: Look, *, is_declared: bool, agree: int) -> None:
    if is_declared:
        typer.echo("  " + gettext("“Agree” is written %(value)+d.") % {"value": agree})
    else:
        typer.echo("  " + gettext("The file does not say which value means “agree”: add --agree 1 or --agree -1."))
    sentence = gettext("Statement %(statement)s: %(n_agree)d agree, of %(n_votes)d")
    for statement, n_agree, n_votes in look.most_agreed:
        typer.echo("    " + sentence % {"statement": statement, "n_agree": n_agree, "n_votes": n_votes})


def _report(of_import: Import) -> None:
    """Say what became of each row, and why where it was refused."""
    if of_import.status == ImportStatus.FAILED:
        sentence = gettext("%(file)s: %(what)s") % {"file": of_import.source_name, "what": of_import.error}
        typer.echo(sentence, err=True)
        return
    sentence = gettext(
        "%(file)s: %(n_taken)d rows taken, %(n_already_there)d already there, %(n_updated)d updated at the source, "
        "%(n_refused)d refused, of %(n_rows)d (import number %(number)d)"
    )
    places = {
        "file": of_import.source_name,
        "number": of_import.pk,
        "n_taken": of_import.n_taken,
        "n_already_there": of_import.n_already_there,
        "n_updated": of_import.n_updated,
        "n_refused": of_import.n_refused,
        "n_rows": of_import.n_rows,
    }
    typer.echo(sentence % places)
    refused = of_import.rows.filter(outcome=RowOutcome.REFUSED)
    for row in refused[:MOST_REFUSALS]:
        reason = say_reason(row.reason, row.details.get("params", {}))
        typer.echo("  " + gettext("row %(row)d: %(reason)s") % {"row": row.row, "reason": reason})
    n_more = of_import.n_refused - MOST_REFUSALS
    if n_more > 0:
        typer.echo("  " + ngettext("and %(number)d more", "and %(number)d more", n_more) % {"number": n_more})
