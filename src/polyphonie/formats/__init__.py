"""Other tools' files: recognised, read, and accounted for row by row. Pure: no Django, no database."""

from polyphonie.formats.contributions import Reader, read_contributions, read_file, recognize
from polyphonie.formats.errors import SENTENCES, FormatError
from polyphonie.formats.folders import InputFile, files_of_folder
from polyphonie.formats.looking import Look, look
from polyphonie.formats.records import (
    ContributionRecord,
    Harvest,
    ReadOptions,
    Recognition,
    Refusal,
    StatementRecord,
    VoteColumns,
)
from polyphonie.formats.table import Table, open_table, open_tables
from polyphonie.formats.votes import VoteInput, most_agreed, read_votes

__all__ = [
    "SENTENCES",
    "ContributionRecord",
    "FormatError",
    "Harvest",
    "InputFile",
    "Look",
    "ReadOptions",
    "Reader",
    "Recognition",
    "Refusal",
    "StatementRecord",
    "Table",
    "VoteColumns",
    "VoteInput",
    "files_of_folder",
    "look",
    "most_agreed",
    "open_table",
    "open_tables",
    "read_contributions",
    "read_file",
    "read_votes",
    "recognize",
]
