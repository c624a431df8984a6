"""Parquet for machines: typed columns, written piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from polyphonie.formats.holdings import Holding, tally
from polyphonie.formats.records import ContributionRecord, VoteColumns
from polyphonie.formats.workbook_words import VOTES
from polyphonie.formats.writing import safe_cell

ROWS_AT_ONCE = 20_000
TEXT = pl.String()
MOMENT = pl.Datetime("us", "UTC")
CONTRIBUTIONS: Mapping[str, pl.DataType] = {
    "id": TEXT, "title": TEXT, "text": TEXT, "kind": TEXT, "public": TEXT, "language": TEXT, "date": MOMENT,
    "question": TEXT, "activity": TEXT, "url": TEXT, "source": TEXT, "moderation": TEXT,
}  # fmt: skip
STATEMENTS: Mapping[str, pl.DataType] = {
    "comment-id": TEXT, "comment-body": TEXT, "kind": TEXT, "language": TEXT, "is-seed": pl.Boolean(),
    "moderated": pl.Int8(), "agrees": pl.Int64(), "disagrees": pl.Int64(), "passes": pl.Int64(),
}  # fmt: skip


@dataclass(frozen=True)
class ParquetWriter:
    """
    Writer of three tables.

    Texts are neutralized as those of every table that leaves; votes are words, so that nobody can mistake their sign.
    """

    name: str = "parquet"
    brand: str = "Parquet"

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write `contributions.parquet`, `statements.parquet` and `votes.parquet`."""
        rows = map(_contribution, holding.contributions())
        return [
            _write(folder / "contributions.parquet", CONTRIBUTIONS, rows),
            _write(folder / "statements.parquet", STATEMENTS, _statements(holding)),
            _write_votes(folder / "votes.parquet", holding.votes),
        ]


def _contribution(record: ContributionRecord) -> tuple[object, ...]:
    return (
        *(record.external_id, safe_cell(record.title), safe_cell(record.text), record.kind, record.public),
        *(record.language, record.created_at, safe_cell(record.question), safe_cell(record.activity_label), record.url),
        *(record.attributes.get("source", ""), safe_cell(record.attributes.get("moderation", ""))),
    )


def _statements(holding: Holding) -> Iterator[tuple[object, ...]]:
    counts = tally(holding.votes)
    for statement in holding.statements:
        yield (
            *(statement.external_id, safe_cell(statement.text), statement.kind, statement.language),
            *(statement.is_seed, statement.moderation, *counts.get(statement.external_id, (0, 0, 0))),
        )


def _write(path: Path, schema: Mapping[str, pl.DataType], rows: Iterable[tuple[object, ...]]) -> Path:
    """Write pieces beside, then one file of them: neither the rows nor the file stand in memory whole."""
    left = iter(rows)
    parts: list[Path] = []
    while chunk := list(islice(left, ROWS_AT_ONCE)):
        part = path.with_name(f"{path.stem}-{len(parts)}.part")
        pl.DataFrame(chunk, schema=dict(schema), orient="row").write_ipc(part)
        parts.append(part)
    if not parts:
        pl.DataFrame(schema=dict(schema)).write_parquet(path)
        return path
    pl.scan_ipc(parts).sink_parquet(path, row_group_size=ROWS_AT_ONCE)
    for part in parts:
        part.unlink()
    return path


def _write_votes(path: Path, votes: VoteColumns | None) -> Path:
    schema = {"timestamp": pl.Int64(), "comment-id": TEXT, "voter-id": TEXT, "vote": TEXT}
    if votes is None:
        pl.DataFrame(schema=schema).write_parquet(path)
        return path
    words = pl.Series([VOTES[value] for value in (-1, 0, 1)])
    moments = pl.Series("timestamp", votes.at)
    frame = pl.DataFrame(
        {
            "timestamp": pl.select(pl.when(moments >= 0).then(moments)).to_series(),
            "comment-id": pl.Series(votes.statement_ids, dtype=TEXT).gather(votes.statement_index),
            "voter-id": pl.Series(votes.participant_ids, dtype=TEXT).gather(votes.participant_index),
            "vote": words.gather(votes.value.astype("int64") + 1),
        }
    )
    frame.write_parquet(path)
    return path


WRITERS = (ParquetWriter(),)
