"""`polyphonie ideas`: from a file of contributions to a report that anyone can open."""

from __future__ import annotations

import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from polyphonie.analysis.texts import Status, Text, Theme, gather_ideas
from polyphonie.compute import ChildFailed, run_limited
from polyphonie.formats import FormatError, Harvest, read_contributions
from polyphonie.ideas.codebooks import read_codebook
from polyphonie.ideas.errors import CodebookRefused
from polyphonie.ideas.report import Report, write_report

GIBIBYTE = 1024**3
READING_MEMORY, READING_SECONDS = 4 * GIBIBYTE, 300


class Language(StrEnum):
    """Languages of the report."""

    FR = "fr"
    EN = "en"


def ideas_command(
    contributions: Annotated[Path, typer.Argument(help="File of contributions.", metavar="CONTRIBUTIONS")],
    out: Annotated[Path, typer.Option("--out", help="Folder where the report is written.", metavar="DIR")],
    text: Annotated[
        str | None, typer.Option("--text", help="Column that holds the texts; recognised where it is not said.")
    ] = None,
    id: Annotated[  # noqa: A002 - the name of the option
        str | None, typer.Option("--id", help="Column that holds the identifiers; the row number where there is none.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of everything random.", min=0)] = 0,
    codebook: Annotated[
        Path | None,
        typer.Option("--codebook", help="Themes to look for: a table theme, label, keywords, parent.", metavar="FILE"),
    ] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Language of the report.")] = Language.FR,
) -> None:
    """
    Gather contributions into ideas: what people say, how many say it, in their own words.

    Reads exports of Decidim, LimeSurvey and Polis, and any table with a column of texts, as CSV, TSV, JSONL, XLSX or
    Parquet, gzipped or not. Writes index.html, ideas.json, ideas.csv and contributions.csv.

    Example: polyphonie ideas contributions.csv --out idees/ --codebook themes.csv
    """
    with override(lang.value):
        harvest, themes = _read(contributions, text=text, identifier=id, codebook=codebook)
        texts = texts_of(harvest)
        started = time.process_time()
        result = gather_ideas(texts, codebook=themes, seed=seed, default_language=lang.value)
        report = Report(harvest, texts, themes, result, time.process_time() - started)
        try:
            write_report(report, out)
        except OSError as error:
            raise _refusal(_("“%(folder)s” cannot be written: choose another folder.") % {"folder": out}) from error
        typer.echo(_conclusion(report, out))


def texts_of(harvest: Harvest) -> list[Text]:
    """Return the texts of a file, title first; the statements of a vote where it holds no contribution."""
    if not harvest.contributions:
        return [Text(statement.external_id, statement.text) for statement in harvest.statements]
    return [
        Text(
            record.external_id,
            f"{record.title}\n{record.text}" if record.title else record.text,
            record.language[:2].lower() or None,
        )
        for record in harvest.contributions
    ]


def read_limited(path: str, text: str | None, identifier: str | None) -> Harvest:
    """Read contributions; called in a child process with bounds, for a file can hold a bomb."""
    return read_contributions(path, text=text, id=identifier)


def _read(
    path: Path, *, text: str | None, identifier: str | None, codebook: Path | None
) -> tuple[Harvest, tuple[Theme, ...]]:
    try:
        themes = read_codebook(codebook) if codebook else ()
        harvest = run_limited(
            read_limited,
            str(path),
            text,
            identifier,
            memory_bytes=READING_MEMORY,
            cpu_seconds=READING_SECONDS,
            wall_seconds=2 * READING_SECONDS,
        )
    except FormatError as error:
        raise _refusal(error.in_words(_)) from error
    except CodebookRefused as error:
        raise _refusal(str(error)) from error
    except ChildFailed as error:
        code = {"memory": "needs_memory", "time": "takes_time"}.get(error.reason, "reader_died")
        failure = FormatError(code, file=path.name)
        raise _refusal(failure.in_words(_)) from error
    return harvest, themes


def _refusal(sentence: str) -> typer.Exit:
    typer.echo(" ".join(sentence.split()), err=True)
    return typer.Exit(2)


def _conclusion(report: Report, out: Path) -> str:
    result = report.result
    n_ideas, n_contributions = len(result.ideas), len(result.placements)
    lines: Sequence[str] = [
        ngettext("%(n)s contribution was read.", "%(n)s contributions were read.", n_contributions)
        % {"n": n_contributions},
        ngettext("%(n)s idea was gathered.", "%(n)s ideas were gathered.", n_ideas) % {"n": n_ideas},
        _("%(copies)s copies, %(unclassified)s not classified, %(empty)s without content.")
        % {
            "copies": result.count(Status.DUPLICATE),
            "unclassified": result.count(Status.UNCLASSIFIED),
            "empty": result.count(Status.EMPTY),
        },
        _("%(seconds)s CPU-seconds. Open %(page)s")
        % {"seconds": round(report.cpu_seconds, 1), "page": out / "index.html"},
    ]
    return "\n".join(lines)
