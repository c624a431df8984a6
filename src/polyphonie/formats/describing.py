"""What files are, said before anything is read of them: tool, kind, language, columns."""

from dataclasses import dataclass, replace
from pathlib import Path

from polyphonie.formats.bundles import bundle_of, is_bundle
from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import personal_columns
from polyphonie.formats.headings import personal
from polyphonie.formats.languages import language_of
from polyphonie.formats.reading import best_reader
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.archives import is_companion
from polyphonie.formats.tables.opening import open_streams
from polyphonie.formats.tables.streams import TableStream
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools import Reader

UNKNOWN = Recognition("table", "unknown", confidence=0.0)
N_TEXTS = 200


@dataclass(frozen=True)
class Description:
    """
    What one file is.

    `file` is its name, with that of its archive or folder before it; `n_rows` counts the rows that are not blank;
    `error` says why a file of an archive or of a folder is left aside.
    """

    file: str
    tool: str
    kind: str
    generation: str = ""
    language: str = ""
    confidence: float = 0.0
    why: tuple[str, ...] = ()
    n_rows: int = 0
    columns: tuple[str, ...] = ()
    personal_columns: tuple[str, ...] = ()
    error: FormatError | None = None


def describe(path: str | Path, *, name: str | None = None) -> list[Description]:
    """
    Say what a file is, or each file of an archive or of a folder.

    A table that nobody knows is a "table" whose rows are "unknown", with no confidence.

    Raises
    ------
    FormatError
        If the file is no table at all.
    """
    path = Path(path)
    file = name or path.name
    if not is_bundle(path, name=name):
        return [_described(open_streams(path, name=name), file=file)]
    return [_member(path, entry.name, entry.error, file=file) for entry in bundle_of(path, name=name).members]


def _member(path: Path, member: str, error: FormatError | None, *, file: str) -> Description:
    place = f"{file}/{member}"
    unknown = Description(place, UNKNOWN.tool, UNKNOWN.kind, error=error)
    if is_companion(member):
        return unknown
    try:
        return replace(_described(open_streams(path, member=member), file=place), error=error)
    except FormatError as refusal:
        return replace(unknown, error=error or refusal)


def _described(streams: list[TableStream], *, file: str) -> Description:
    found = [(best_reader(stream.head), stream) for stream in streams]
    pair, stream = max(found, key=lambda choice: choice[0][1].confidence if choice[0] else 0.0)
    recognition = pair[1] if pair else UNKNOWN
    head = stream.head
    harvest = harvest_of_head(pair[0], head) if pair else None
    return Description(
        file=file,
        tool=recognition.tool,
        kind=recognition.kind,
        generation=recognition.generation,
        language=recognition.language or spoken_in(harvest, head),
        confidence=recognition.confidence,
        why=recognition.why,
        n_rows=sum(table.n_rows for each in streams for table in each.pieces()),
        columns=head.headings,
        personal_columns=_personal(harvest, head),
    )


def harvest_of_head(reader: Reader, head: Table) -> Harvest | None:
    """Read the first rows; None where nothing of them is to be imported."""
    try:
        return reader.read(head, ReadOptions())
    except FormatError:
        return None


def spoken_in(harvest: Harvest | None, head: Table) -> str:
    """Tell the language of the texts, or else of the headings; "" where neither tells."""
    records = (harvest.contributions or harvest.statements)[:N_TEXTS] if harvest else ()
    return language_of(record.text for record in records) or language_of(head.headings)


def _personal(harvest: Harvest | None, head: Table) -> tuple[str, ...]:
    """Ask the reader, which may know more; headings and cells tell the others."""
    found = harvest.personal_columns if harvest else ()
    told = dict.fromkeys((*found, *personal(head.headings), *(() if harvest else personal_columns(head))))
    return tuple(name for name in head.headings if name in told)
