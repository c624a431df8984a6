"""What a file holds, whatever wrote it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import VOTE_KINDS, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.opening import open_streams
from polyphonie.formats.tables.streams import TableStream
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools import Reader, readers
from polyphonie.formats.tools.any_table import READER as ANY_TABLE

Found = tuple[Reader, Recognition]


def best_reader(table: Table, is_wanted: Callable[[Found], bool] = lambda found: True) -> Found | None:
    """Give the reader that is the surest of itself, among those that are wanted."""
    found = [(reader, recognition) for reader in readers() if (recognition := reader.recognizes(table)) is not None]
    return max(filter(is_wanted, found), key=lambda pair: pair[1].confidence, default=None)


def recognize(path: str | Path, *, name: str | None = None, member: str | None = None) -> Recognition | None:
    """Tell what wrote a file, by the content of its beginning and never by its name; None where nobody knows."""
    streams = open_streams(path, name=name, member=member, is_sample=True)
    pairs = [best_reader(stream.head) for stream in streams]
    return max((pair[1] for pair in pairs if pair), key=lambda found: found.confidence, default=None)


def read_file(path: str | Path, options: ReadOptions | None = None) -> Harvest:
    """
    Read whatever a file holds, at once: contributions, statements or votes.

    Raises
    ------
    FormatError
        If the file cannot be read, or no reader knows it.
    """
    return _read(path, options or ReadOptions())


def read_stream(path: str | Path, options: ReadOptions | None = None) -> Iterator[Harvest]:
    """
    Read a file piece by piece: each piece accounts for its own rows, in the order of the file.

    What each column holds is decided on the first rows, so that all pieces are read alike. An identifier that comes
    twice is refused within a piece only: the others are for whoever keeps what was taken.

    Raises
    ------
    FormatError
        If the file cannot be read, or no reader knows it; maybe after some pieces, where a later one is damaged.
    """
    options = options or ReadOptions()
    chosen, ignored = choose(open_wanted(path, options), options)
    for choice in chosen:
        for table in choice.stream.pieces():
            harvest = replace(choice.reader.read(table, options), ignored_sheets=tuple(ignored))
            yield told_apart(harvest) if len(chosen) > 1 else harvest


def read_contributions(path: str | Path, *, text: str | None = None, id: str | None = None) -> Harvest:  # noqa: A002 - the name of the option
    """
    Read contributions from a file.

    Parameters
    ----------
    path : path
        An export of a tool that is known, or any table with a column of texts.
    text, id : str, optional
        Headings of the columns that hold the texts and the identifiers. By default they are
        recognised; a row without identifier is named by its number (`row-12`).

    Returns
    -------
    Harvest
        `contributions`, and `refused` for the rows that have no usable text.
    """
    options = ReadOptions(columns={"id": id} if id else {}, texts=(text,) if text else ())
    return _read(path, options, is_wanted=lambda found: found[1].kind not in VOTE_KINDS)


def open_wanted(path: str | Path, options: ReadOptions) -> list[TableStream]:
    """Find the tables that somebody asks for."""
    return open_streams(path, sheet=options.sheet, name=options.file_name, member=options.member)


@dataclass(frozen=True)
class Choice:
    """A table, and who reads it."""

    stream: TableStream
    reader: Reader


def choose(
    streams: list[TableStream], options: ReadOptions, is_wanted: Callable[[Found], bool] = lambda found: True
) -> tuple[list[Choice], list[str]]:
    """
    Choose who reads each table, and name the sheets that are left aside.

    Sheets of votes are not put together, for nothing says that their numbers mean the same persons.

    Raises
    ------
    FormatError
        If nobody reads any.
    """
    chosen: list[Choice] = []
    ignored: list[str] = []
    has_votes = False
    for stream in streams:
        pair = _chosen(stream.head, options, is_wanted)
        is_named = bool(options.texts) and set(options.texts) <= set(stream.head.headings)
        holds_nothing = not is_named if pair is None else pair[1].kind == "unknown"
        if holds_nothing and len(streams) > 1:
            ignored.append(stream.sheet)
            continue
        has_votes = has_votes or (pair is not None and pair[1].kind in VOTE_KINDS)
        chosen.append(Choice(stream, pair[0] if pair else ANY_TABLE))
    if not chosen:
        first = streams[0].head
        raise FormatError("no_text_column", file=first.file, columns=", ".join(first.headings))
    if has_votes:
        ignored += [choice.stream.sheet for choice in chosen[1:]]
        chosen = chosen[:1]
    return chosen, ignored


def _read(path: str | Path, options: ReadOptions, is_wanted: Callable[[Found], bool] = lambda found: True) -> Harvest:
    chosen, ignored = choose(open_wanted(path, options), options, is_wanted)
    return together([choice.reader.read(choice.stream.whole(), options) for choice in chosen], ignored=ignored)


def _is_any_table(found: Found) -> bool:
    return found[0] is ANY_TABLE


def _chosen(table: Table, options: ReadOptions, is_wanted: Callable[[Found], bool]) -> Found | None:
    """
    Give the reader of a table, once a person said what its columns are, if they did.

    Only surveys and any table let a person say which columns hold the texts.
    """
    if "id" in options.columns:
        return best_reader(table, _is_any_table)
    pair = best_reader(table, is_wanted)
    is_survey = pair is not None and pair[1].kind == "answers"
    return best_reader(table, _is_any_table) if options.texts and not is_survey else pair


def told_apart(harvest: Harvest) -> Harvest:
    """Tell the identifiers of several sheets apart by the sheet's name."""
    contributions = [
        replace(record, external_id=f"{harvest.sheet}/{record.external_id}") for record in harvest.contributions
    ]
    return replace(harvest, contributions=tuple(contributions))


def together(harvests: list[Harvest], *, ignored: list[str]) -> Harvest:
    """Make one account of several sheets."""
    if len(harvests) == 1:
        return replace(harvests[0], ignored_sheets=tuple(ignored))
    harvests = [told_apart(harvest) for harvest in harvests]
    return replace(
        harvests[0],
        sheet="",
        n_rows=sum(harvest.n_rows for harvest in harvests),
        n_rows_taken=sum(harvest.n_rows_taken for harvest in harvests),
        n_rows_aside=sum(harvest.n_rows_aside for harvest in harvests),
        n_blank=sum(harvest.n_blank for harvest in harvests),
        contributions=tuple(record for harvest in harvests for record in harvest.contributions),
        statements=tuple(record for harvest in harvests for record in harvest.statements),
        refused=tuple(refusal for harvest in harvests for refusal in harvest.refused),
        ignored_columns=tuple(dict.fromkeys(name for harvest in harvests for name in harvest.ignored_columns)),
        personal_columns=tuple(dict.fromkeys(name for harvest in harvests for name in harvest.personal_columns)),
        ignored_sheets=tuple(ignored),
    )
