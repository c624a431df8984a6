"""The list of the data sets, the dictionary that says what each column is, and the terms of use."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from polyphonie.api.open_data import of_campaigns, of_consultations, of_grids
from polyphonie.api.open_data.tables import Column, Dataset, Rows, said
from polyphonie.campaigns.models import Campaign

FORMATS: Final = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
LICENCE: Final = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
CARD: Final = (
    (
        _("What"),
        _("What is public of one campaign: who engages, what was organized, said, voted and published."),
    ),
    (_("Who"), _("Territories and the campaign’s coordinator enter the data; this site makes the files.")),
    (_("When"), _("Made again once a day while the campaign is open. The files of a closed campaign stay.")),
    (
        _("How it is collected"),
        _("Declared by territories, imported from the tools that they use, or answered in the common grid."),
    ),
    (
        _("Limits"),
        _(
            "Whoever takes part chooses to: contributions and votes describe those who came, never the population. "
            "Territories describe themselves; nobody audits them. What is absent was not published, or does not exist."
        ),
    ),
    (
        _("Persons"),
        _(
            "No file holds a name, an address or an identifier of a person. Texts are given as they were received: if "
            "one names somebody, say so to the coordinator; it is gone from the next files."
        ),
    ),
    (_("Contact"), _("The coordinator of the campaign, who receives what is sent to the address of this site.")),
)
NEUTRALIZED: Final = _(
    "In CSV files, a text that a spreadsheet would run as a formula begins with an apostrophe that is not its own. "
    "JSON and Parquet files give every text exactly as it is."
)


def _dictionary(campaign: Campaign) -> Rows:
    for dataset in DATASETS.values():
        for column in dataset.columns:
            yield (dataset.name, column.name, column.type, *_meanings(column))


def _meanings(column: Column) -> tuple[str | None, ...]:
    sentences = (column.meaning, column.missing, column.unit)
    return tuple(said(one, language) or None for one in sentences for language in ("fr", "en"))


_ALL: Final = (
    of_campaigns.CAMPAIGNS,
    of_campaigns.QUESTIONS,
    of_campaigns.MILESTONES,
    of_campaigns.CHARTER,
    of_campaigns.TERRITORIES,
    of_campaigns.SIGNATURES,
    of_campaigns.EVIDENCE,
    of_consultations.CONSULTATIONS,
    of_consultations.PUBLICS,
    of_consultations.ACTIVITIES,
    of_consultations.ATTENDANCE,
    of_consultations.CONTRIBUTIONS,
    of_consultations.STATEMENTS,
    of_consultations.IDEAS,
    of_consultations.DOCUMENTS,
    of_grids.GRIDS,
    of_grids.GRID_FIELDS,
    of_grids.GRID_CHOICES,
    Dataset(
        "dictionary",
        _("Dictionary of these files"),
        _("One row per column of each file: its type, what it means, what an empty cell says, its unit."),
        (
            Column("dataset", "string", _("Name of the file.")),
            Column("column", "string", _("Name of the column.")),
            Column("type", "string", _("Type of its values.")),
            Column("meaning_fr", "string", _("What it means, in French.")),
            Column("meaning_en", "string", _("What it means, in English.")),
            Column("missing_fr", "string", _("What an empty cell says, in French."), _("no cell is empty")),
            Column("missing_en", "string", _("What an empty cell says, in English."), _("no cell is empty")),
            Column("unit_fr", "string", _("Unit, in French."), _("it has none")),
            Column("unit_en", "string", _("Unit, in English."), _("it has none")),
        ),
        _dictionary,
    ),
)
DATASETS: Final = {dataset.name: dataset for dataset in _ALL}
