"""Answers to Google Forms, from its own file or from the sheet that gathers them."""

from dataclasses import dataclass

import polars as pl

from polyphonie.formats.choices import grouped, in_brackets
from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import plain
from polyphonie.formats.questions import unnumbered
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table
from polyphonie.formats.written_dates import day_comes_first, written_moment

# The first column, by language. French and English were seen in public files; the others are hints.
MOMENT_NAMES = {
    "Horodateur": "fr",
    "Timestamp": "en",
    "Zeitstempel": "de",
    "Marca temporal": "es",
    "Informazioni cronologiche": "it",
    "Carimbo de data/hora": "pt",
    "Tijdstempel": "nl",
}
PERSONAL = frozenset(
    {"adresse e mail", "e mail", "email address", "email", "username", "nom d utilisateur", "e mail adresse",
     "nutzername", "direccion de correo electronico", "nombre de usuario"}
)  # fmt: skip
SCORES = frozenset({"score", "note", "punkte", "puntuacion"})
MOMENT = r"^(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})[ T]+(à )?\d{1,2}[:h]\d{2}"
LEAST_MOMENTS = 0.9


@dataclass(frozen=True)
class GoogleForms:
    """Reader of the answers, one row each: the moment first, then what was asked of who answers, then the questions."""

    tool: str = "google-forms"
    brand: str = "Google Forms"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the moment, which comes first, under its exact name; other tools write it in small letters."""
        first = table.headings[0]
        language = MOMENT_NAMES.get(first, "")
        if not language or len(table.headings) < 2 or not _holds_moments(table.sample.frame[first]):
            return None
        why = (first, *(name for name in table.headings[1:4] if plain(name) in PERSONAL | SCORES))
        return Recognition(self.tool, "answers", "", 0.9 if language == "fr" or len(why) > 1 else 0.85, why, language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per filled free answer.

        Answers have no identifier: their row stands for one. A question of checkboxes, whose choices come back, is
        closed even where its cells read like sentences.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        first, *questions = table.headings
        day_first = day_comes_first(table.sample.frame[first], language=recognition.language)
        asked = unnumbered(questions)
        lines = {name: parted for name in questions if (parted := in_brackets(asked[name]))}
        return Survey(
            table=table,
            recognition=recognition,
            metadata={"datestamp": first},
            never_free=frozenset(name for name in questions if plain(name) in SCORES),
            labels=asked,
            groups=grouped(lines),
            personal=frozenset(name for name in questions if plain(name) in PERSONAL),
            read_moment=lambda cell: written_moment(cell, day_first=day_first),
        ).read(options)


def _holds_moments(column: pl.Series) -> bool:
    filled = column.str.strip_chars()
    filled = filled.filter(filled != "")
    return not len(filled) or filled.str.contains(MOMENT).sum() >= LEAST_MOMENTS * len(filled)


READER = GoogleForms()
READERS = (READER,)
