"""Votes of a file or of a folder, whatever wrote them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from polyphonie.formats.bundles import is_bundle
from polyphonie.formats.errors import FormatError
from polyphonie.formats.folders import Folder, InputFile, statement_columns
from polyphonie.formats.headings import plain
from polyphonie.formats.records import Harvest, ReadOptions, Recognition, Refusal, VoteColumns
from polyphonie.formats.sign import check_agree
from polyphonie.formats.tables.opening import open_table
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools import polis_comments, votes_by_participant, votes_by_row

PARTICIPANT_ID_NAMES = (*votes_by_row.PARTICIPANT_NAMES, "id", "identifiant")


@dataclass(frozen=True)
class VoteInput:
    """
    Votes, the texts they are about, and the account of every row.

    Attributes
    ----------
    participant, statement : ndarray of str
        Identifiers, one per vote; `columns` has them as small integers.
    value : ndarray of int8
        +1 agree, -1 disagree, 0 pass, in the order of time: the last vote of a person on a
        statement is the one that counts.
    sign_declared : bool
        Whether the file, its summary, its words, or the person who runs the command says which
        value is "agree". Where it is False the values stand as the file has them.
    agree : int
        The value of the file that was read as "agree".
    likely_agree : int
        Which value probably says "agree": -1 for the raw database of Polis, 1 otherwise. A hint for
        a question, never applied.
    n_rows, n_rows_taken : int
        Rows of the file of votes; the others are in `refused` (those with `is_whole_row`).
    digest : str
        One SHA-256 over the input files, whatever their names.
    """

    columns: VoteColumns
    recognition: Recognition
    sign_declared: bool
    agree: int
    likely_agree: int
    n_rows: int
    n_rows_taken: int
    refused: tuple[Refusal, ...] = ()
    statement_texts: Mapping[str, str] = field(default_factory=dict)
    moderation: Mapping[str, int] = field(default_factory=dict)
    seeds: frozenset[str] = frozenset()
    metas: frozenset[str] = frozenset()
    participant_attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    topic: str = ""
    files: tuple[InputFile, ...] = ()
    harvests: tuple[Harvest, ...] = ()

    @property
    def participant(self) -> NDArray[np.object_]:
        return self.columns.participant

    @property
    def statement(self) -> NDArray[np.object_]:
        return self.columns.statement

    @property
    def value(self) -> NDArray[np.int8]:
        return self.columns.value

    @property
    def digest(self) -> str:
        together = "\n".join(sorted(f"{file.role} {file.digest}" for file in self.files))
        return hashlib.sha256(together.encode()).hexdigest()


def read_votes(
    path: str | Path,
    *,
    statements: str | Path | None = None,
    participants: str | Path | None = None,
    agree: int | None = None,
) -> VoteInput:
    """
    Read votes from a file, or from a folder that holds an export of Polis.

    Parameters
    ----------
    path : path
        A file of votes (one per row, or a matrix), or a folder. In a folder the files are known by
        their headings; one vote per row is preferred to a matrix, because it keeps the order.
    statements, participants : path, optional
        Texts of the statements, and attributes of the participants.
    agree : {1, -1}, optional
        Which value of the file says "agree". Without it, what the file declares; without that, 1,
        and `sign_declared` is False.

    Raises
    ------
    FormatError
        If no votes can be read.
    """
    check_agree(agree)
    path = Path(path)
    bundle = Folder.of_folder(path) if is_bundle(path) else Folder(tables=[open_table(path)], name=path.name)
    table, reader = bundle.votes()
    declared = agree if agree is not None else bundle.agree
    harvest = reader.read(table, ReadOptions(agree=declared))
    texts = _statement_harvest(open_table(statements) if statements else bundle.statements(apart_from=table))
    people = open_table(participants) if participants else bundle.participants(apart_from=table)
    texts_known = {record.external_id: record for record in texts.statements} if texts else {}
    votes = harvest.votes
    if votes is None:
        raise FormatError("not_votes", file=table.file, columns=", ".join(table.headings))
    return VoteInput(
        columns=votes,
        recognition=harvest.recognition,
        sign_declared=harvest.sign_declared,
        agree=harvest.agree,
        likely_agree=-1 if harvest.recognition.generation == "database" else 1,
        n_rows=harvest.n_rows,
        n_rows_taken=harvest.n_rows_taken,
        refused=harvest.refused,
        statement_texts={**_heading_texts(harvest), **{key: record.text for key, record in texts_known.items()}},
        moderation={key: record.moderation for key, record in texts_known.items()},
        seeds=frozenset(key for key, record in texts_known.items() if record.is_seed),
        metas=frozenset(key for key, record in texts_known.items() if record.is_meta),
        participant_attributes=_attributes(people) if people else {},
        topic=bundle.topic,
        files=_input_files(table, texts, people, bundle),
        harvests=(harvest, texts) if texts else (harvest,),
    )


def most_agreed(votes: VoteColumns, *, n_statements: int = 5) -> list[tuple[str, int, int]]:
    """
    List the statements that most agree with, for somebody to judge whether the sign is right.

    Returns
    -------
    list of (statement identifier, number who agree, number of votes)
        The last vote of each person on each statement counts.
    """
    pairs = votes.participant_index.astype(np.int64) * max(len(votes.statement_ids), 1) + votes.statement_index
    last = len(pairs) - 1 - np.unique(pairs[::-1], return_index=True)[1]
    statements, values = votes.statement_index[last], votes.value[last]
    n_votes = np.bincount(statements, minlength=len(votes.statement_ids))
    n_agree = np.bincount(statements[values == 1], minlength=len(votes.statement_ids))
    order = sorted(range(len(n_votes)), key=lambda place: (-n_agree[place], votes.statement_ids[place]))
    return [
        (votes.statement_ids[place], int(n_agree[place]), int(n_votes[place]))
        for place in order[:n_statements]
        if n_agree[place]
    ]


def put_together(pieces: list[VoteColumns]) -> VoteColumns:
    """Make one list of votes of its pieces, in their order."""
    participants = _Places()
    statements = _Places()
    return VoteColumns(
        participant_index=np.concatenate([participants.of(p.participant_ids)[p.participant_index] for p in pieces]),
        statement_index=np.concatenate([statements.of(p.statement_ids)[p.statement_index] for p in pieces]),
        value=np.concatenate([piece.value for piece in pieces]),
        at=np.concatenate([piece.at for piece in pieces]),
        row=np.concatenate([piece.row for piece in pieces]),
        participant_ids=tuple(participants.known),
        statement_ids=tuple(statements.known),
    )


class _Places:
    """The place of each identifier, in the order in which they are met."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def of(self, identifiers: tuple[str, ...]) -> NDArray[np.int32]:
        places = [self.known.setdefault(identifier, len(self.known)) for identifier in identifiers]
        return np.array(places, dtype=np.int32)


def _heading_texts(harvest: Harvest) -> dict[str, str]:
    """In a matrix that no tool wrote, the headings often are the statements themselves."""
    if harvest.recognition.kind != "participants" or harvest.votes is None:
        return {}
    return {name: name for name in harvest.votes.statement_ids if " " in name.strip()}


def _statement_harvest(table: Table | None) -> Harvest | None:
    """Read the texts of statements with the names of their columns brought to those of Polis."""
    if table is None:
        return None
    if polis_comments.READER.recognizes(table) is None:
        identifier, text = statement_columns(table)
        if not identifier or not text:
            raise FormatError("no_statement_texts", file=table.file)
        table = table.renamed({identifier: "comment-id", text: "comment-body"})
    return polis_comments.READER.read(table, ReadOptions())


def _attributes(table: Table) -> dict[str, dict[str, str]]:
    identifier = table.find(*PARTICIPANT_ID_NAMES)
    if not identifier:
        return {}
    keys = table.frame[identifier].str.strip_chars()
    others = table.public_frame(apart_from=identifier)
    is_matrix = votes_by_participant.READER.recognizes(table) is not None
    if is_matrix or "n important" in table.by_plain_name:
        others = others.select([name for name in others.columns if plain(name) == "group id"])
    return {key: dict(row) for key, row in zip(keys, others.iter_rows(named=True), strict=True) if key}


def _input_files(votes: Table, texts: Harvest | None, people: Table | None, bundle: Folder) -> tuple[InputFile, ...]:
    files = [InputFile(votes.file, votes.digest, "votes")]
    if texts:
        files.append(InputFile(texts.file, texts.digest, "statements"))
    if people:
        files.append(InputFile(people.file, people.digest, "participants"))
    return tuple([*files, bundle.summary] if bundle.summary else files)
