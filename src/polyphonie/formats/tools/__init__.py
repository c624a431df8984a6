"""
The tools whose files are known, one module each.

A module offers `READERS`, and `WRITERS` where the tool can be given its own files back. It is found by standing in
this folder: adding a format touches one new file and its test.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from polyphonie.formats.holdings import Holding
    from polyphonie.formats.records import Harvest, ReadOptions, Recognition
    from polyphonie.formats.tables.table import Table


class Reader(Protocol):
    """What a tool's module offers to read its files."""

    @property
    def tool(self) -> str:
        """The short name of the tool, such as `decidim`."""

    @property
    def brand(self) -> str:
        """The name that people know it by, such as `Decidim`."""

    def recognizes(self, table: Table) -> Recognition | None:
        """
        Tell whether this reader knows a table, by its headings and by the first rows (`table.sample`).

        It never looks at the name of the file, and answers the same for each piece of a long one.
        """

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read a table, or a piece of a long one, and account for each of its rows.

        What a column holds is decided on `table.sample`, so that each piece is read alike.
        """


class Writer(Protocol):
    """What a tool's module offers to write files that the tool reads."""

    @property
    def name(self) -> str:
        """The name of the format in commands and addresses, such as `polis`."""

    @property
    def brand(self) -> str:
        """The name that people know it by."""

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write what a consultation holds into files of this folder, and give their paths."""


@cache
def readers() -> tuple[Reader, ...]:
    """List every reader; the order never decides, for only confidence does."""
    return tuple(reader for name in _modules() for reader in getattr(import_module(name), "READERS", ()))


@cache
def writers() -> Mapping[str, Writer]:
    """List every writer by the name of its format."""
    found = [writer for name in _modules() for writer in getattr(import_module(name), "WRITERS", ())]
    return {writer.name: writer for writer in found}


@cache
def brands() -> Mapping[str, str]:
    """Give the name that people know each tool by."""
    return {reader.tool: reader.brand for reader in readers()}


def _modules() -> list[str]:
    return sorted(f"{__name__}.{module.name}" for module in iter_modules(__path__))
