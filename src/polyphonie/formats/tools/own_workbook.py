"""The workbook that we write for people, read back: each sheet is known by its headings, in French or in English."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import unescaped
from polyphonie.formats.plain_texts import read_texts
from polyphonie.formats.records import Harvest, ReadOptions, Recognition, Refusal, StatementRecord, refuse
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools import votes_by_row
from polyphonie.formats.workbook_words import MODERATIONS, WORDS, Words

KINDS = {"about": "unknown", "contributions": "contributions", "statements": "comments", "votes": "votes"}
MOMENT = "%Y-%m-%d %H:%M:%S%z"


@dataclass(frozen=True)
class OwnWorkbook:
    """Reader of one sheet of the workbook."""

    tool: str = "table"
    brand: str = ""

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise all the headings of a sheet."""
        for language, words in WORDS.items():
            for sheet, kind in KINDS.items():
                headings = tuple(words.of(sheet).values())
                if table.headings == headings:
                    # A workbook is what its sheets of data are.
                    confidence = 0.6 if kind == "unknown" else 1.0
                    return Recognition("table", kind, sheet, confidence, headings, language)
        return None

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read what the sheet holds.

        Raises
        ------
        FormatError
            If it is the sheet that says what the others are.
        """
        recognition = self.recognizes(table)
        if recognition is None or recognition.kind == "unknown":
            raise FormatError("not_contributions", file=table.file, what="Polyphonie")
        words = WORDS[recognition.language]
        if recognition.kind == "contributions":
            return _contributions(table, recognition, words)
        if recognition.kind == "votes":
            return replace(_votes(table, words, options), recognition=recognition)
        return _statements(table, recognition, words)


def _contributions(table: Table, recognition: Recognition, words: Words) -> Harvest:
    headings = words.contributions
    fields = ("id", "title", "text", "kind", "public", "language", "date", "question", "activity", "url")
    return read_texts(table, recognition, {field: headings[field] for field in fields})


def _votes(table: Table, words: Words, options: ReadOptions) -> Harvest:
    """Read votes as any table of votes, once their moments are numbers."""
    heading = words.votes["date"]
    moments = pl.col(heading).str.to_datetime(MOMENT, strict=False, time_zone="UTC").dt.epoch("ms")
    frame = table.frame.with_columns(moments.cast(pl.String).fill_null("").alias(heading))
    names = {name: field for field, name in words.votes.items()}
    head = replace(table.head, head=None).renamed(names) if table.head else None
    named = replace(table, frame=frame).renamed(names)
    return votes_by_row.READER.read(replace(named, head=head), options)


def _statements(table: Table, recognition: Recognition, words: Words) -> Harvest:
    headings = words.statements
    moderations = {words.labels[code]: value for value, code in MODERATIONS.items()}
    codes = {label: code for code, label in words.labels.items()}
    taken: list[StatementRecord] = []
    refused: list[Refusal] = []
    first_row: dict[str, int] = {}
    for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
        key, text = cells[headings["id"]].strip(), unescaped(cells[headings["text"]])
        if not key or not text.strip():
            refused.append(refuse(row, "empty_text" if key else "missing_id", external_id=key))
        elif key in first_row:
            refused.append(refuse(row, "duplicate_id", external_id=key, id=key, first=first_row[key]))
        else:
            first_row[key] = row
            kind = cells[headings["kind"]]
            taken.append(
                StatementRecord(
                    external_id=key,
                    row=row,
                    text=text,
                    is_seed=cells[headings["is_seed"]] == words.labels["yes"],
                    moderation=moderations.get(cells[headings["moderation"]], 0),
                    kind=codes.get(kind, kind),
                    language=cells[headings["language"]],
                )
            )
    used = {field: headings[field] for field in ("id", "text", "kind", "language", "is_seed", "moderation")}
    return Harvest(
        file=table.file,
        digest=table.digest,
        recognition=recognition,
        sheet=table.sheet,
        n_rows=table.n_rows,
        n_rows_taken=len(taken),
        n_blank=table.n_blank,
        statements=tuple(taken),
        refused=(*table.refused, *refused),
        used_columns=used,
        ignored_columns=tuple(name for name in table.headings if name not in used.values()),
    )


READERS = (OwnWorkbook(),)
