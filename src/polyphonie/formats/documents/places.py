"""Where an item stands in a document, in words of the language of the document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SEPARATOR = " > "
LONGEST_HEADING = 80


@dataclass(frozen=True)
class Words:
    """The words that tell a place."""

    item_word: str
    paragraph_word: str
    table_word: str
    row_word: str
    column_word: str

    def path(self, headings: Iterable[str]) -> str:
        """
        Say the headings that something stands under.

        Examples
        --------
        >>> words_in("en").path(["Workshop 2", "Concerns"])
        'Workshop 2 > Concerns'
        """
        return SEPARATOR.join(one if len(one) <= LONGEST_HEADING else f"{one[:LONGEST_HEADING]}…" for one in headings)

    def item(self, headings: Iterable[str], number: int, *, is_paragraph: bool) -> str:
        """Say the place of an item of a list, or of a paragraph."""
        word = self.paragraph_word if is_paragraph else self.item_word
        return _joined(self.path(headings), f"{word} {number}")

    def cell(self, headings: Iterable[str], table: int, row: int, column: str) -> str:
        """Say the place of a cell; `row` counts from 1, the headings of the table being the first."""
        column = f"{self.column_word} {self.path([column])}" if column else ""
        return _joined(self.path(headings), f"{self.table_word} {table}", f"{self.row_word} {row}", column)


def _joined(*parts: str) -> str:
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


ENGLISH = Words("item", "paragraph", "table", "row", "column")
FRENCH = Words("point", "paragraphe", "tableau", "ligne", "colonne")


def words_in(language: str) -> Words:
    """Give the words of a language; English where it is not French."""
    return FRENCH if language == "fr" else ENGLISH
