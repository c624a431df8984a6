"""Answers to the surveys of Decidim, as open data gives them: one row per answer."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import MOST_CHOICES, Gatherer, personal_columns, unescaped
from polyphonie.formats.pseudonyms import pseudonym
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.decidim_surveys import QUESTION, WITHIN
from polyphonie.formats.values import moment

# A question whose many answers are few and short was answered by ticking a box.
FEWEST_ANSWERS_TO_TELL = 20
LONGEST_CHOICE = 60


@dataclass(frozen=True)
class DecidimAnswers:
    """Reader of published answers."""

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a question and an answer beside the hash of an address or the status of a person."""
        question, body = table.find("question"), table.find("body")
        signs = tuple(table.find(name) for name in ("ip hash", "user status") if table.find(name))
        if not (question and body and signs):
            return None
        return Recognition("decidim", "answers", "long", 0.97, (*signs, question, body))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per answer.

        Where the first rows tell that a question was answered by choosing among a few options, its answers are
        refused: they are no free texts. The session is only kept as a pseudonym.

        Raises
        ------
        FormatError
            If the table holds no answers.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        question, body = recognition.why[-2:]
        hidden = [name for name in (table.find("id"), *recognition.why[:-2]) if name]
        closed = _closed_questions(table.sample, question=question, body=body)
        columns = {"session": table.find("id"), "date": table.find("created at"), "question": question, "text": body}
        gatherer = Gatherer(table, recognition)
        for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
            record = _record(row, cells, columns, sheet=table.sheet)
            if cells[question].strip() in closed and record.text.strip():
                gatherer.refuse(row, "closed_answer", external_id=record.external_id)
            else:
                gatherer.add(record)
        used = {field: name for field, name in columns.items() if name and field != "session"}
        personal = dict.fromkeys([*personal_columns(table.sample, apart_from=used.values()), *hidden])
        return gatherer.harvest(used=used, personal=personal)


def _record(row: int, cells: Mapping[str, str], columns: Mapping[str, str], *, sheet: str) -> ContributionRecord:
    def cell(field: str) -> str:
        return cells[columns[field]].strip() if columns[field] else ""

    session, question = cell("session"), cell("question")
    key = f"answer-{pseudonym(session, within=WITHIN)}" if session else f"row-{row}"
    return ContributionRecord(
        external_id=f"{key}:{question[:60]}",
        row=row,
        is_numbered=not session,
        sheet=sheet,
        text=unescaped(cells[columns["text"]]),
        created_at=moment(cell("date")),
        question=QUESTION.sub(r"\1", question),
    )


def _closed_questions(sample: Table, *, question: str, body: str) -> frozenset[str]:
    answers = sample.frame.select(
        pl.col(question).str.strip_chars().alias("question"), pl.col(body).str.strip_chars().alias("answer")
    ).filter(pl.col("answer") != "")
    told = answers.group_by("question").agg(
        pl.len().alias("n_answers"),
        pl.col("answer").n_unique().alias("n_distinct"),
        pl.col("answer").str.len_chars().max().alias("longest"),
    )
    closed = told.filter(
        (pl.col("n_answers") >= FEWEST_ANSWERS_TO_TELL)
        & (pl.col("n_distinct") <= MOST_CHOICES)
        & (pl.col("longest") <= LONGEST_CHOICE)
    )
    return frozenset(closed["question"])


READERS = (DecidimAnswers(),)
