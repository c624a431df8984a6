"""`polyphonie export`: take away what a consultation holds, from the command line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.utils.translation import gettext, override

from polyphonie.consultations.models import Consultation
from polyphonie.core.errors import DomainError
from polyphonie.exports.catalogue import FORMATS
from polyphonie.exports.queries.holding import Scope
from polyphonie.exports.services import make_archive, write_files

Format = StrEnum("Format", {name.upper().replace("-", "_"): name for name in FORMATS})  # type: ignore[misc]  # from the catalogue


class Language(StrEnum):
    """Languages of headings and of the page that goes with the files."""

    FR = "fr"
    EN = "en"


def export_command(
    consultation: Annotated[str, typer.Option(help="The slug of the consultation.")],
    form: Annotated[Format, typer.Option("--format", help="The format of the files.")],
    to: Annotated[
        Path | None,
        typer.Option(help="A folder, or a file whose name ends in .zip. By default, a zip here.", metavar="PLACE"),
    ] = None,
    include_hidden: Annotated[
        bool, typer.Option("--include-hidden", help="Also write what moderation hid, with its reason.")
    ] = False,
    public: Annotated[
        bool, typer.Option("--public", help="Write only what anyone may read; small counts are withheld.")
    ] = False,
    lang: Annotated[Language, typer.Option(help="The language of headings and of the page beside the files.")] = (
        Language.FR
    ),
) -> None:
    """
    Take away what a consultation holds, in a format that another tool or a person reads.

    What was erased never leaves. The same content gives the same bytes.

    Example: polyphonie export --consultation aulnes-ia --format polis --to aulnes.zip
    """
    with override(lang.value):
        try:
            for path in _write(_found(consultation), form.value, to, Scope(public, include_hidden), lang.value):
                typer.echo(str(path))
        except DomainError as error:
            _stop(str(error))
        except OSError as error:
            _stop(gettext("The files cannot be written there: %(why)s.") % {"why": error.strerror})


def _found(slug: str) -> Consultation:
    found = Consultation.objects.select_related("campaign", "territory").filter(slug=slug).first()
    if found is None:
        _stop(gettext("There is no consultation “%(slug)s” here.") % {"slug": slug})
    return found


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def _write(consultation: Consultation, name: str, to: Path | None, scope: Scope, language: str) -> list[Path]:
    to = to or Path(f"{consultation.slug}-{name}.zip")
    if to.suffix.lower() == ".zip":
        return [make_archive(consultation, name, to, scope=scope, language=language)]
    return write_files(consultation, name, to, scope=scope, language=language)
