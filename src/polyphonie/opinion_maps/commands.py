"""`polyphonie map`: from a file of votes to a report that anyone can open."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from polyphonie.formats import FormatError, VoteInput, read_votes
from polyphonie.opinion_maps.report import Report, make_report, vote_table, write_report

N_SHOWN = 5
LONGEST_SHOWN = 160


class Language(StrEnum):
    """Languages of the report."""

    FR = "fr"
    EN = "en"


def map_command(
    votes: Annotated[Path, typer.Argument(help="File of votes, or folder with an export of Polis.", metavar="VOTES")],
    out: Annotated[Path, typer.Option("--out", help="Folder where the report is written.", metavar="DIR")],
    statements: Annotated[
        Path | None, typer.Option("--statements", help="File with the text of the statements.", metavar="FILE")
    ] = None,
    participants: Annotated[
        Path | None, typer.Option("--participants", help="File with what is known of the participants.", metavar="FILE")
    ] = None,
    agree: Annotated[
        int | None,
        typer.Option("--agree", help="Value that says “agree”: 1 or -1. Needed where the file does not say it."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of everything random.", min=0)] = 0,
    lang: Annotated[Language, typer.Option("--lang", help="Language of the report.")] = Language.FR,
) -> None:
    """
    Draw the opinion map of a vote: who votes alike, what is shared, what divides.

    Reads long tables (one vote a row), matrices (one person a row) and folders exported by Polis, as CSV, TSV, JSONL,
    XLSX or Parquet, gzipped or not. Writes index.html, map.json, participants.csv and statements.csv.

    Example: polyphonie map export-polis/ --out carte/ --agree 1
    """
    with override(lang.value):
        try:
            read = read_votes(votes, statements=statements, participants=participants, agree=agree)
        except FormatError as error:
            raise _refusal(error.in_words(_)) from error
        if not read.sign_declared:
            raise _refusal(_sign_question(read))
        report = make_report(read, seed=seed)
        try:
            write_report(report, out)
        except OSError as error:
            raise _refusal(_("“%(folder)s” cannot be written: choose another folder.") % {"folder": out}) from error
        typer.echo(_conclusion(report, out))


def _refusal(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(2)


def _sign_question(votes: VoteInput) -> str:
    """Say that the file does not declare its sign, and show what would be the most agreed statements."""
    return "\n".join(
        [
            _(
                "This file does not say which value means “agree”: run the command again with --agree 1 if people do "
                "agree with the statements below, with --agree -1 if they reject them."
            ),
            *(f"  {place}. {text}" for place, text in enumerate(_most_agreed(votes), start=1)),
        ]
    )


def _most_agreed(votes: VoteInput) -> Iterator[str]:
    """The statements with the largest share of 1, drawn towards one half so that few votes do not come first."""
    table = vote_table(votes)
    agreed = np.bincount(table.columns[table.values == 1], minlength=table.n_statements)
    cast = np.bincount(table.columns, minlength=table.n_statements)
    for j in np.argsort(-(agreed + 2) / (cast + 4), kind="stable")[:N_SHOWN]:
        identifier = table.statements[j]
        text = " ".join((votes.statement_texts.get(identifier) or identifier).split())
        shown = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
        counts = {"text": shown, "n": agreed[j], "votes": cast[j]}
        yield _("“%(text)s” (1 in %(n)s votes of %(votes)s)") % counts


def _conclusion(report: Report, out: Path) -> str:
    result = report.result
    return "\n".join(
        [
            _verdict(report),
            ngettext("%(n)s vote was counted.", "%(n)s votes were counted.", result.n_votes) % {"n": result.n_votes},
            _("Open %(page)s") % {"page": out / "index.html"},
        ]
    )


def _verdict(report: Report) -> str:
    groups = report.result.groups
    sentences = {
        "continuum": _("Opinions vary by degrees: no group stands out."),
        "too_few": _("Too few people voted to draw a map; the statements are counted."),
        "no_votes": _("Nobody voted."),
    }
    found = ngettext("%(n)s group votes in its own way.", "%(n)s groups vote in their own way.", len(groups))
    return sentences.get(report.result.verdict, found % {"n": len(groups)})
