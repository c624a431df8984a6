"""A folder or an archive that holds votes: which file is what, and what its summary declares."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from polyphonie.formats.bundles import DECLARATIONS, declaration_of
from polyphonie.formats.errors import FormatError
from polyphonie.formats.tables.archives import Entry, entries_of
from polyphonie.formats.tables.opening import open_table
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools import Reader, ej, polis_comments, votes_by_participant, votes_by_row

VOTE_READERS: tuple[Reader, ...] = (votes_by_row.READER, ej.VOTES, votes_by_participant.READER)
TABLE_SUFFIXES = {".csv", ".tsv", ".xlsx", ".jsonl", ".parquet"}
STATEMENT_ID_NAMES = ("comment id", "statement", "statement id", "tid", "id", "enonce", "numero", "number")
STATEMENT_TEXT_NAMES = (
    "comment body", "comment text", "txt", "text", "texte", "body", "statement text", "titre", "title",
    "enonce", "libelle", "statement", "comment", "proposition",
)  # fmt: skip


@dataclass(frozen=True)
class InputFile:
    """A file that was read, and its SHA-256."""

    name: str
    digest: str
    role: str


@dataclass
class Folder:
    """The tables of a folder, known by their headings, and what its summary says."""

    tables: list[Table]
    agree: int | None = None
    topic: str = ""
    summary: InputFile | None = None
    name: str = ""

    @classmethod
    def of_folder(cls, folder: Path) -> "Folder":
        bundle = cls(tables=[], name=folder.name)
        for entry in entries_of(folder):
            bare = PurePosixPath(entry.name.lower().removesuffix(".gz"))
            if entry.error is None and bare.name.endswith(DECLARATIONS):
                bundle._read_declaration(folder, entry)
            elif entry.error is None and bare.suffix in TABLE_SUFFIXES:
                bundle._open(folder, entry)
        return bundle

    def _open(self, folder: Path, entry: Entry) -> None:
        try:
            self.tables.append(open_table(folder, member=entry.name))
        except FormatError as error:
            if error.code != "empty_file":
                raise

    def _read_declaration(self, folder: Path, entry: Entry) -> None:
        said = declaration_of(folder, entry)
        self.agree = said.agree or self.agree
        self.topic = said.topic or self.topic
        if entry.name.lower().removesuffix(".gz").endswith("summary.csv"):
            self.summary = InputFile(entry.name, said.digest, "summary")

    def votes(self) -> tuple[Table, Reader]:
        """Choose the table of votes: one vote per row rather than a matrix, then what is surest of itself."""
        found = [
            (recognition.kind == "votes", recognition.confidence, -place, reader)
            for reader in VOTE_READERS
            for place, table in enumerate(self.tables)
            if (recognition := reader.recognizes(table)) is not None
        ]
        if found:
            _, _, place, reader = max(found, key=lambda choice: choice[:3])
            return self.tables[-place], reader
        if len(self.tables) == 1:
            raise FormatError("not_votes", file=self.tables[0].file, columns=", ".join(self.tables[0].headings))
        raise FormatError("no_votes_in_folder", file=self.name)

    def statements(self, *, apart_from: Table) -> Table | None:
        others = [table for table in self.tables if table is not apart_from]
        by_polis = next((table for table in others if polis_comments.READER.recognizes(table)), None)
        return by_polis or next((table for table in others if _is_statements(table)), None)

    def participants(self, *, apart_from: Table) -> Table | None:
        others = [table for table in self.tables if table is not apart_from]
        return next((table for table in others if table.headings[0].casefold() == "participant"), None)


def _is_statements(table: Table) -> bool:
    identifier, text = statement_columns(table)
    return bool(identifier and text) and not any(reader.recognizes(table) for reader in VOTE_READERS)


def statement_columns(table: Table) -> tuple[str, str]:
    identifier = table.find(*STATEMENT_ID_NAMES)
    names = [name for name in STATEMENT_TEXT_NAMES if table.by_plain_name.get(name) != identifier]
    return identifier, table.find(*names)
