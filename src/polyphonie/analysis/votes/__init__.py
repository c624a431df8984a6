"""
Opinion maps: who votes alike, what is shared, what divides, and how sure one may be.

`VoteTable` holds the votes, `map_opinions` computes the map, `MapSettings` what may be changed. Numbers only: no file,
no clock, no Django. Read `opinion_map.py` first; each other module holds one notion.
"""

from polyphonie.analysis.votes.density import DensityGrid
from polyphonie.analysis.votes.opinion_map import map_opinions
from polyphonie.analysis.votes.results import (
    OpinionGroup,
    OpinionMapResult,
    ParticipantResults,
    Representative,
    StatementResults,
)
from polyphonie.analysis.votes.search import GroupTrial
from polyphonie.analysis.votes.settings import MapSettings
from polyphonie.analysis.votes.table import VoteTable, sorting_key

__all__ = [
    "DensityGrid",
    "GroupTrial",
    "MapSettings",
    "OpinionGroup",
    "OpinionMapResult",
    "ParticipantResults",
    "Representative",
    "StatementResults",
    "VoteTable",
    "map_opinions",
    "sorting_key",
]
