"""Other tools' files: recognised, read, and accounted for row by row. Pure: no Django, no database."""

from polyphonie.formats.bundles import Bundle, Member, bundle_of, is_bundle, members_of
from polyphonie.formats.describing import Description, describe
from polyphonie.formats.errors import SENTENCES, FormatError
from polyphonie.formats.folders import InputFile
from polyphonie.formats.guessing import ColumnGuess, guess_columns
from polyphonie.formats.holdings import Holding
from polyphonie.formats.looking import Look, look
from polyphonie.formats.reading import read_contributions, read_file, read_stream, recognize
from polyphonie.formats.records import (
    KINDS,
    VOTE_KINDS,
    ContributionRecord,
    Harvest,
    ReadOptions,
    Recognition,
    Refusal,
    StatementRecord,
    VoteColumns,
)
from polyphonie.formats.tables.opening import open_table, open_tables
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools import Reader, Writer, brands, readers, writers
from polyphonie.formats.votes import VoteInput, most_agreed, read_votes

__all__ = [
    "KINDS",
    "SENTENCES",
    "VOTE_KINDS",
    "Bundle",
    "ColumnGuess",
    "ContributionRecord",
    "Description",
    "FormatError",
    "Harvest",
    "Holding",
    "InputFile",
    "Look",
    "Member",
    "ReadOptions",
    "Reader",
    "Recognition",
    "Refusal",
    "StatementRecord",
    "Table",
    "VoteColumns",
    "VoteInput",
    "Writer",
    "brands",
    "bundle_of",
    "describe",
    "guess_columns",
    "is_bundle",
    "look",
    "members_of",
    "most_agreed",
    "open_table",
    "open_tables",
    "read_contributions",
    "read_file",
    "read_stream",
    "read_votes",
    "readers",
    "recognize",
    "writers",
]
