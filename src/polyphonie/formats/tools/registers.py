"""Registers of algorithms and AI systems: known, so that nobody imports them as what people said."""

from dataclasses import dataclass

from polyphonie.formats.errors import FormatError, gettext_noop
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table

CONFIDENCE = 0.95
# How many of the columns that a register needs may be missing: publishers leave some out.
MOST_MISSING = 1


@dataclass(frozen=True)
class Register:
    """
    Reader of one standard of register.

    `needed` are the columns that each register of the standard has, in their plain form; `signs` those that nothing
    else has, of which two are enough beside the needed ones, and one where none of those is missing.
    """

    generation: str
    language: str
    needed: tuple[str, ...]
    signs: tuple[str, ...]
    tool: str = "table"
    brand: str = ""

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the columns that the standard asks for."""
        n_missing = sum(not _found(table, name) for name in self.needed)
        why = tuple(heading for name in self.signs if (heading := _found(table, name)))
        if n_missing > MOST_MISSING or len(why) < (2 if n_missing else 1):
            return None
        return Recognition("table", "register", self.generation, CONFIDENCE, why, self.language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Refuse the file: what systems a territory uses is not what people said about them.

        Raises
        ------
        FormatError
            Always.
        """
        raise FormatError("not_contributions", file=table.file, what=gettext_noop("a register of AI systems"))


def _found(table: Table, name: str) -> str:
    """Find a column, or the first of several that a register numbers, as `risk_name_1`."""
    return table.find(name) or next(
        (heading for plain, heading in table.by_plain_name.items() if plain.startswith(f"{name} ")), ""
    )


READERS = (
    Register(
        "nl-1.0.0",
        "",
        needed=("name", "organization", "description short", "status", "publication category", "lang"),
        signs=("publication category", "standard version", "lawful basis", "impacttoetsen", "human intervention",
               "methods and models", "publiccode", "source data", "proportionality", "process index url"),
    ),
    Register(
        "atrs",
        "en",
        needed=("name", "description", "organisation", "senior responsible owner"),
        signs=("senior responsible owner", "appeals and review", "alternatives considered", "human decisions",
               "frequency usage", "system architecture", "process integration", "required training",
               "external supplier", "impact assessment name", "risk mitigation"),
    ),
    Register(
        "interconnectes",
        "fr",
        needed=("nom collectivite", "nom du projet", "type de collectivite", "statut du projet"),
        signs=("nom collectivite", "description service", "sous theme", "date de derniere mise a jour", "url service",
               "type de collectivite", "statut du projet", "audience", "siret"),
    ),
)  # fmt: skip
