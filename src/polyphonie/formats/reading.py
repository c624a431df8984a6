"""What a file holds, whatever wrote it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import VOTE_KINDS, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.opening import open_tables
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools import Reader, readers
from polyphonie.formats.tools.any_table import READER as ANY_TABLE

Found = tuple[Reader, Recognition]


def best_reader(table: Table, is_wanted: Callable[[Found], bool] = lambda found: True) -> Found | None:
    """Give the reader that is the surest of itself, among those that are wanted."""
    found = [(reader, recognition) for reader in readers() if (recognition := reader.recognizes(table)) is not None]
    return max(filter(is_wanted, found), key=lambda pair: pair[1].confidence, default=None)


def recognize(path: str | Path) -> Recognition | None:
    """Tell what wrote a file, by its content and never by its name; None where nobody knows."""
    pairs = [best_reader(table) for table in open_tables(path)]
    return max((pair[1] for pair in pairs if pair), key=lambda found: found.confidence, default=None)


def read_file(path: str | Path, options: ReadOptions | None = None) -> Harvest:
    """
    Read whatever a file holds: contributions, statements or votes.

    Raises
    ------
    FormatError
        If the file cannot be read, or no reader knows it.
    """
    return _read(path, options or ReadOptions())


def read_stream(path: str | Path, options: ReadOptions | None = None) -> Iterator[Harvest]:
    """
    Read a file piece by piece: each piece accounts for its own rows, in the order of the file.

    Raises
    ------
    FormatError
        If the file cannot be read, or no reader knows it.
    """
    yield read_file(path, options)


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


def _read(path: str | Path, options: ReadOptions, is_wanted: Callable[[Found], bool] = lambda found: True) -> Harvest:
    tables = open_tables(path, sheet=options.sheet, name=options.file_name)
    harvests, ignored = [], []
    for table in tables:
        pair = _chosen(table, options, is_wanted)
        is_named = bool(options.texts) and set(options.texts) <= set(table.headings)
        if pair is None and not is_named and len(tables) > 1:
            ignored.append(table.sheet)
            continue
        reader = pair[0] if pair else ANY_TABLE
        harvests.append(reader.read(table, options))
    if not harvests:
        columns = ", ".join(tables[0].headings)
        raise FormatError("no_text_column", file=tables[0].file, columns=columns)
    return _together(harvests, ignored=ignored)


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


def _together(harvests: list[Harvest], *, ignored: list[str]) -> Harvest:
    """Make one account of several sheets; their identifiers are told apart by the sheet's name."""
    first = harvests[0]
    if len(harvests) == 1:
        return replace(first, ignored_sheets=tuple(ignored))
    if any(harvest.votes is not None for harvest in harvests):
        others = [harvest.sheet for harvest in harvests[1:]]
        return replace(first, ignored_sheets=(*ignored, *others))
    contributions = [
        replace(record, external_id=f"{harvest.sheet}/{record.external_id}")
        for harvest in harvests
        for record in harvest.contributions
    ]
    return replace(
        first,
        sheet="",
        n_rows=sum(harvest.n_rows for harvest in harvests),
        n_rows_taken=sum(harvest.n_rows_taken for harvest in harvests),
        n_rows_aside=sum(harvest.n_rows_aside for harvest in harvests),
        n_blank=sum(harvest.n_blank for harvest in harvests),
        contributions=tuple(contributions),
        statements=tuple(record for harvest in harvests for record in harvest.statements),
        refused=tuple(refusal for harvest in harvests for refusal in harvest.refused),
        ignored_columns=tuple(dict.fromkeys(name for harvest in harvests for name in harvest.ignored_columns)),
        personal_columns=tuple(dict.fromkeys(name for harvest in harvests for name in harvest.personal_columns)),
        ignored_sheets=tuple(ignored),
    )
