"""The formats in which a consultation leaves: what each is good for, and what it cannot carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polyphonie.exports.errors import UnknownFormat
from polyphonie.formats import Writer, writers

LICENCE: Final = "Licence Ouverte / Open Licence 2.0 (etalab-2.0)"


@dataclass(frozen=True)
class ExportFormat:
    """
    One format, in plain words.

    `reference` is the anchor of the page that gives its columns; `needs` what a consultation must hold for the format
    to say anything: contributions, statements, or either of them.
    """

    name: str
    title: Promise | str
    purpose: Promise
    left_out: Promise
    needs: str = "contributions"

    @property
    def writer(self) -> Writer:
        return writers()[self.name]


_TEXTS_ONLY: Final = _(
    "It has one text for each contribution: title and text are put together. Statements and votes are left out."
)
FORMATS: Final[dict[str, ExportFormat]] = {
    one.name: one
    for one in (
        ExportFormat(
            "xlsx",
            _("Spreadsheet (XLSX)"),
            _("To read, sort and count at your desk. It opens in any spreadsheet program."),
            _("Texts of more than 32,767 characters, which no cell can hold, are cut, and say so."),
            "anything",
        ),
        ExportFormat(
            "polis",
            _("Polis"),
            _("Statements and votes, to compute an opinion map again in Polis or in any tool that reads its exports."),
            _(
                "It carries no contributions. Of statements, it leaves out who wrote them, their kind, their language "
                "and whether the organizer wrote them. Votes are dated to the second."
            ),
            "statements",
        ),
        ExportFormat(
            "decidim",
            _("Decidim (proposals)"),
            _("Contributions in the shape of the proposals of a Decidim platform, to import them there."),
            _(
                "Every contribution becomes a proposal: kind, public, question and activity are left out. A text that "
                "declares no language takes that of the campaign. Statements and votes are left out."
            ),
        ),
        ExportFormat(
            "kouchou-ai",
            "kouchou-ai",
            _("Comments and their attributes, to group them with kouchou-ai."),
            _TEXTS_ONLY,
        ),
        ExportFormat(
            "talk-to-the-city",
            "Talk to the City",
            _("Comments to make a report of topics, claims and quotes."),
            _(
                "It has one text for each contribution: title and text are put together, and nothing else is said of "
                "it. Each contribution stands for a speaker of its own. Texts of more than 10,000 characters, which "
                "the tool refuses, are listed apart. Statements and votes are left out."
            ),
        ),
        ExportFormat(
            "jigsaw",
            "Jigsaw Sensemaking",
            _("Answers to find topics and opinions in with Jigsaw’s tools."),
            _(
                "It has one text for each contribution: title and text are put together, and nothing else is said of "
                "it. Each contribution stands for a participant of its own. Statements and votes are left out."
            ),
        ),
        ExportFormat(
            "deliberation",
            _("Deliberation (JSON)"),
            _(
                "Everything in one file, in the shapes that deliberation tools agree on: project, phases, statements, "
                "votes, groups, syntheses and what they carry. Each object says who or what made it."
            ),
            _("Brought back here, it gives its contributions; for statements and votes, take Polis."),
            "anything",
        ),
        ExportFormat(
            "parquet",
            _("Tables for machines (Parquet)"),
            _("Typed tables of contributions, statements and votes, for analysis programs; the lightest of all."),
            _("Brought back here, the kind and the language of statements are left out."),
            "anything",
        ),
    )
}


def format_named(name: str) -> ExportFormat:
    """
    Give a format by its name.

    Raises
    ------
    UnknownFormat
    """
    found = FORMATS.get(name)
    if found is None:
        raise UnknownFormat
    return found
