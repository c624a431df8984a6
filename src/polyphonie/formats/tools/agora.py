"""Agora: comments of a conversation, and the files of its survey."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, attributes, personal_columns, unescaped
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.polis_comments import read_statements
from polyphonie.formats.values import moment

COMMENT_SIGNS = frozenset({"comment id", "comment text", "agrees", "disagrees", "passes"})
RESPONSE_SIGNS = frozenset({"participant id", "question id", "answer text plain"})
KEPT = ("question-id", "option-id", "answer-semantic-version")
# Figures and definitions: what each row is, and the headings that tell it.
FIGURES = (
    ("survey-aggregates", "results", frozenset({"cluster id", "question id", "option id", "is suppressed"})),
    ("survey-questions", "unknown", frozenset({"question slug id", "question type", "question text"})),
    ("survey-options", "unknown", frozenset({"option slug id", "question id", "option text"})),
)


@dataclass(frozen=True)
class AgoraComments:
    """Reader of comments, which are statements as those of Polis; Agora gives no file of votes."""

    tool: str = "agora"
    brand: str = "Agora"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a comment and its counts under the names of Agora."""
        if not table.by_plain_name.keys() >= COMMENT_SIGNS:
            return None
        return Recognition("agora", "comments", "", 1.0, _headings(table, COMMENT_SIGNS))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read each comment, moderated out or not; its counts are left aside.

        Raises
        ------
        FormatError
            If the table holds no comments.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("no_statement_texts", file=table.file)
        return read_statements(table, recognition, identifier=table.find("comment id"), text=table.find("comment text"))


@dataclass(frozen=True)
class AgoraResponses:
    """Reader of the answers to a survey, one row per answer or per option that was chosen."""

    tool: str = "agora"
    brand: str = "Agora"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise an answer in plain text, beside who gave it and the question."""
        if not table.by_plain_name.keys() >= RESPONSE_SIGNS:
            return None
        return Recognition("agora", "answers", "", 0.98, _headings(table, RESPONSE_SIGNS))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per free answer, in its plain form.

        A participant has a number of this export, and of no other. Answers that were withdrawn, or are not counted,
        are refused, the latter unless `keep_incomplete`; so are the options that were chosen.

        Raises
        ------
        FormatError
            If the table holds no answers.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        columns = {
            "participant": table.find("participant id"),
            "question": table.find("question id"),
            "text": table.find("answer text plain"),
            "date": table.find("completed at", "updated at", "created at"),
            "status": table.find("response status"),
            "counted": table.find("is currently counted"),
            "option": table.find("option id"),
        }
        kept = [name for name in table.headings if name in KEPT]
        gatherer = Gatherer(table, recognition)
        for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
            said = {field: cells[name].strip() if name else "" for field, name in columns.items()}
            record = _answer(row, said, attributes(cells, kept), sheet=table.sheet)
            fault = _fault_of(said, keep_incomplete=options.keep_incomplete)
            if fault:
                gatherer.refuse(row, fault, external_id=record.external_id)
            else:
                gatherer.add(record)
        used = {field: columns[field] for field in ("text", "date", "question") if columns[field]}
        hidden = personal_columns(table.sample, apart_from=used.values())
        known = (*kept, *(name for name in columns.values() if name))
        return gatherer.harvest(used=used, personal=hidden, kept=known)


def _answer(row: int, said: Mapping[str, str], others: Mapping[str, str], *, sheet: str) -> ContributionRecord:
    is_known = bool(said["participant"] and said["question"])
    key = f"answer-{said['participant']}:{said['question']}" if is_known else f"row-{row}"
    return ContributionRecord(
        external_id=key,
        row=row,
        is_numbered=not is_known,
        sheet=sheet,
        text=unescaped(said["text"]),
        created_at=moment(said["date"]),
        question=f"Question {said['question']}" if said["question"] else "",
        attributes=others,
    )


def _fault_of(said: Mapping[str, str], *, keep_incomplete: bool) -> str:
    if said["status"] == "withdrawn":
        return "withdrawn"
    if said["counted"] in {"0", "false"} and not keep_incomplete:
        return "incomplete_answer"
    if said["option"] and not said["text"]:
        return "closed_answer"
    return ""


@dataclass(frozen=True)
class AgoraFigures:
    """Reader of the questions, options and aggregates of a survey: it recognises, and takes nothing."""

    tool: str = "agora"
    brand: str = "Agora"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise aggregates, of which small cells are suppressed, questions, and options."""
        for generation, kind, signs in FIGURES:
            if signs <= table.by_plain_name.keys():
                return Recognition("agora", kind, generation, 0.98, _headings(table, signs))
        return None

    def read(self, table: Table, options: ReadOptions) -> NoReturn:
        """
        Take nothing.

        Raises
        ------
        FormatError
            Always, with a sentence that names the tool.
        """
        raise FormatError("not_contributions", file=table.file, what=self.brand)


def _headings(table: Table, signs: frozenset[str]) -> tuple[str, ...]:
    return tuple(table.by_plain_name[sign] for sign in sorted(signs))


READERS = (AgoraComments(), AgoraResponses(), AgoraFigures())
