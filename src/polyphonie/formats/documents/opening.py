"""Which files are documents rather than tables, and the table of what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyphonie.formats.tables.sources import Source
    from polyphonie.formats.tables.table import Table


def document_tables(source: Source) -> list[Table] | None:
    """
    Give the items of a document as one table, or None where the file is no document.

    The headings are `place`, `heading`, `text`, `kind`, `public`, `activity` and `id`; what is no item stands among
    the refused rows, with its reason. A row is a block of the document, counted from 1.

    Raises
    ------
    FormatError
        If it is a document that cannot be read.
    """
    return None
