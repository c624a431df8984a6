"""What the readers give: plain records, the same whatever tool wrote the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from polyphonie.formats.errors import SENTENCES, printable

KINDS = (
    "contributions",
    "comments",
    "votes",
    "participants",
    "answers",
    "meetings",
    "results",
    "register",
    "unknown",
)
"""What one row of a file is."""
VOTE_KINDS = frozenset({"votes", "participants"})
"""Kinds of rows that are votes, or that hold those of one person."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    A row, or one cell of it, that was not taken, and why.

    `row` is the row as a spreadsheet numbers it, the headings being row 1 when they come first.
    """

    row: int
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    column: str = ""
    sheet: str = ""
    external_id: str = ""
    is_whole_row: bool = True

    @property
    def sentence(self) -> str:
        """The English template, which is also the key of its translation."""
        return SENTENCES[self.code]

    @property
    def message(self) -> str:
        """The English sentence."""
        return self.sentence % self.params


def refuse(row: int, code: str, *, column: str = "", external_id: str = "", **params: object) -> Refusal:
    """Refuse a row, with the places of the sentence that says why."""
    return Refusal(row=row, code=code, params=shown(params), column=column, external_id=external_id)


def shown(params: Mapping[str, object]) -> dict[str, str]:
    """Make places of a sentence fit to be shown."""
    return {name: printable(value) for name, value in params.items()}


@dataclass(frozen=True, slots=True)
class ContributionRecord:
    """
    One free text that somebody gave, as the file has it.

    `is_numbered` says that the file gives no identifier, so that its row number stands for one.
    `kind` and `public` keep the words of the file; `attributes` are the other columns, without
    those that name a person.
    """

    external_id: str
    row: int
    text: str
    title: str = ""
    sheet: str = ""
    kind: str = ""
    public: str = ""
    language: str = ""
    created_at: datetime | None = None
    url: str = ""
    activity_label: str = ""
    question: str = ""
    is_numbered: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """One statement that people vote on; `moderation` is -1 out, 0 not moderated, 1 in. `kind` as the file has it."""

    external_id: str
    row: int
    text: str
    created_at: datetime | None = None
    is_seed: bool = False
    is_meta: bool = False
    moderation: int = 0
    kind: str = ""
    language: str = ""


@dataclass(frozen=True)
class VoteColumns:
    """
    Votes as columns, since there may be millions of them.

    `participant_index` and `statement_index` point into the two lists of identifiers; `value` is
    +1 agree, -1 disagree, 0 pass; `at` is in milliseconds since 1970, -1 where unknown. In the
    order of time where the file tells it, otherwise in the order of the file.
    """

    participant_ids: tuple[str, ...]
    statement_ids: tuple[str, ...]
    participant_index: NDArray[np.int32]
    statement_index: NDArray[np.int32]
    value: NDArray[np.int8]
    at: NDArray[np.int64]
    row: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.value)

    @property
    def participant(self) -> NDArray[np.object_]:
        """The participant's identifier of each vote."""
        return np.array(self.participant_ids, dtype=object)[self.participant_index]

    @property
    def statement(self) -> NDArray[np.object_]:
        """The statement's identifier of each vote."""
        return np.array(self.statement_ids, dtype=object)[self.statement_index]


@dataclass(frozen=True)
class Recognition:
    """
    What wrote a file, as its headings tell.

    `tool` is a word such as "polis"; `kind` says what one row is, a word of `KINDS`; `generation` is the version of
    the format, in words that only its reader knows; `confidence` is in [0, 1]; `why` names the headings that
    decided; `language` is that of the headings, "" where they tell none.
    """

    tool: str
    kind: str
    generation: str = ""
    confidence: float = 1.0
    why: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class ReadOptions:
    """
    What the person who imports may say.

    `texts` are the columns that hold contributions, `columns` what the others are (see
    `any_table.FIELDS`), `aside` those of which nothing is kept; `is_complete` says that the person went through every
    column, so that none is guessed; `agree` is the value of the file that says "agree"; `sheet` the one sheet to read;
    `file_name` the name under which the file was brought, where it is kept under another; `member` the one file to
    read of an archive or of a folder.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    agree: int | None = None
    keep_incomplete: bool = False
    sheet: str | None = None
    file_name: str | None = None
    member: str | None = None
    aside: tuple[str, ...] = ()
    is_complete: bool = False


@dataclass(frozen=True)
class Harvest:
    """
    All that a table gave, and all that was refused.

    Each row that is not blank is taken, or refused as a whole, or (`n_rows_aside`) belongs to
    another row, as the second line of an unquoted comment: `n_rows` is the sum.
    """

    file: str
    digest: str
    recognition: Recognition
    n_rows: int
    n_rows_taken: int
    n_rows_aside: int = 0
    n_blank: int = 0
    sheet: str = ""
    ignored_sheets: tuple[str, ...] = ()
    contributions: Sequence[ContributionRecord] = ()
    statements: tuple[StatementRecord, ...] = ()
    votes: VoteColumns | None = None
    refused: tuple[Refusal, ...] = ()
    used_columns: Mapping[str, str] = field(default_factory=dict)
    ignored_columns: tuple[str, ...] = ()
    personal_columns: tuple[str, ...] = ()
    sign_declared: bool = False
    agree: int = 1

    @property
    def n_rows_refused(self) -> int:
        """Rows refused as a whole."""
        return sum(refusal.is_whole_row for refusal in self.refused)
