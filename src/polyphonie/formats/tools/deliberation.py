"""
The deliberation JSON: the objects that deliberation tools share, and what they lack.

The shapes of projects, phases, statements, votes, groups and summaries follow the lexicons of the W3C community group
on deliberation data (`org.dds-wg.v1`); each object says who or what made it, as metagov's ontology asks. We add the
territory, the method, the reason of a moderation and the coverage of each synthesis.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from polyphonie.formats.errors import FormatError
from polyphonie.formats.holdings import Holding, OpinionGroup, Phase, Summary, utc_text
from polyphonie.formats.plain_texts import read_texts
from polyphonie.formats.records import (
    ContributionRecord,
    Harvest,
    ReadOptions,
    Recognition,
    StatementRecord,
    VoteColumns,
)
from polyphonie.formats.tables.reports import DELIBERATION
from polyphonie.formats.tables.table import Table

BRAND = "Polyphonie"
PARTICIPANT, HOST = {"type": "participant"}, {"type": "host"}
# From how people came to an activity to the modes of participation of the lexicon.
MODES = {
    "open": "open",
    "invitation": "invite",
    "outreach": "invite",
    "lot": "sortition",
    "quotas": "curated",
    "office": "curated",
}
MODERATION = {-1: "rejected", 0: "notModerated", 1: "accepted"}
Object = Mapping[str, object]


@dataclass(frozen=True)
class DeliberationWriter:
    """Writer of `deliberation.json`, one object per line, so that a long one is written and read piece by piece."""

    name: str = "deliberation"
    brand: str = "JSON"

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write the file: who and where first, then the lists."""
        path = folder / "deliberation.json"
        with path.open("w", encoding="utf-8") as file:
            file.write("{\n")
            for name, value in _head(holding).items():
                file.write(f"{_json(name)}: {_json(value)},\n")
            _write_list(file, "statements", _statements(holding))
            _write_list(file, "votes", _votes(holding.votes))
            _write_list(file, "groups", map(_group, holding.groups))
            _write_list(file, "summaries", map(_summary, holding.summaries), end="\n")
            file.write("}\n")
        return [path]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write_list(file: TextIO, name: str, objects: Iterable[Object], *, end: str = ",\n") -> None:
    file.write(f"{_json(name)}: [")
    for place, found in enumerate(objects):
        file.write(("\n" if not place else ",\n") + _json(found))
    file.write(f"\n]{end}")


def _head(holding: Holding) -> dict[str, object]:
    return {
        "format": DELIBERATION,
        "writtenAt": utc_text(holding.written_at) or None,
        "licence": holding.licence,
        "dataCard": holding.card,
        "project": {
            "name": holding.name,
            "question": holding.question,
            "creator": holding.territory,
            "url": holding.url,
            "campaign": holding.campaign,
            "language": holding.language,
            "territory": holding.place,
            **holding.project,
            "phases": [_phase(phase, order) for order, phase in enumerate(holding.phases)],
            "madeBy": HOST,
        },
        "algorithms": [
            {"name": name, "metadata": metadata, "madeBy": HOST}
            for name, metadata in {
                str(group.algorithm.get("name")): group.algorithm for group in holding.groups
            }.items()
        ],
    }


def _algorithms(holding: Holding) -> dict[str, Object]:
    return {str(group.algorithm.get("name")): group.algorithm for group in holding.groups}


def _phase(phase: Phase, order: int) -> Object:
    return {
        "name": phase.name,
        "order": order,
        "status": phase.status or None,
        "method": phase.method or None,
        "participation": {"mode": MODES.get(phase.recruitment), "recruitment": phase.recruitment or None},
        "startsAt": utc_text(phase.starts_at) or None,
        "endsAt": utc_text(phase.ends_at) or None,
        "nHours": phase.n_hours,
        "nParticipants": phase.n_participants,
        "madeBy": HOST,
    }


def _statements(holding: Holding) -> Iterator[Object]:
    for record in holding.contributions():
        yield _contribution(record)
    for statement in holding.statements:
        yield _statement(statement)


def _contribution(record: ContributionRecord) -> Object:
    reason = record.attributes.get("moderation", "")
    return {
        "id": record.external_id,
        "type": "contribution",
        "text": record.text,
        "title": record.title,
        "kind": record.kind,
        "public": record.public,
        "language": record.language,
        "question": record.question,
        "step": record.activity_label,
        "date": utc_text(record.created_at),
        "url": record.url,
        "source": record.attributes.get("source", ""),
        "author": None,
        "replyTo": None,
        "moderation": {"status": "hidden", "reason": reason, "madeBy": HOST} if reason else None,
        "madeBy": PARTICIPANT,
    }


def _statement(statement: StatementRecord) -> Object:
    return {
        "id": statement.external_id,
        "type": "statement",
        "text": statement.text,
        "kind": statement.kind,
        "language": statement.language,
        "date": utc_text(statement.created_at),
        "author": None,
        "replyTo": None,
        "moderation": {"status": MODERATION[statement.moderation], "reason": None, "madeBy": HOST},
        "madeBy": HOST if statement.is_seed else PARTICIPANT,
    }


def _votes(votes: VoteColumns | None) -> Iterator[Object]:
    if votes is None:
        return
    for place in range(len(votes)):
        author = votes.participant_ids[votes.participant_index[place]]
        yield {
            "author": author,
            "target": {"type": "statement", "id": votes.statement_ids[votes.statement_index[place]]},
            "value": {"type": "ordinal", "value": int(votes.value[place])},
            "at": int(votes.at[place]) if votes.at[place] >= 0 else None,
            "madeBy": {"type": "participant", "id": author},
        }


def _group(group: OpinionGroup) -> Object:
    return {
        "name": group.name,
        "nParticipants": group.n_participants,
        "members": [{"type": "statement", "id": key} for key in group.statements],
        "madeBy": {"type": "algorithm", "name": group.algorithm.get("name")},
    }


def _summary(summary: Summary) -> Object:
    return {
        "name": summary.name,
        "kind": summary.kind,
        "subject": {"type": "project"},
        "url": summary.url,
        "version": summary.version,
        "digest": summary.digest,
        "coverage": summary.coverage or None,
        "madeBy": HOST,
    }


@dataclass(frozen=True)
class DeliberationReader:
    """Reader of the contributions of such a file."""

    tool: str = "table"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the name of the format, which each row bears."""
        if table.headings[0] != "deliberation" or "text" not in table.headings:
            return None
        return Recognition("table", "contributions", DELIBERATION, 1.0, ("deliberation", "text"))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read each contribution, as it was written."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=BRAND)
        names = ("id", "text", "title", "kind", "public", "language", "question", "date", "url")
        used = {field: field if field in table.headings else "" for field in names} | {"activity": table.find("step")}
        return read_texts(table, recognition, used)


READERS = (DeliberationReader(),)
WRITERS = (DeliberationWriter(),)
