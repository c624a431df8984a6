"""What each column of a file is: read today, guessed, or said by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from polyphonie.formats import ReadOptions
from polyphonie.imports.models import Import
from polyphonie.imports.services.bringing import saved_options

TEXT, DETAIL, ASIDE, PERSONAL = "text", "detail", "aside", "personal"
SINGLE_ROLES = ("title", "id", "date", "public", "kind", "language", "url", "activity", "question")
ROLES = (TEXT, *SINGLE_ROLES, DETAIL, ASIDE)
# A survey keeps its own identifiers and dates: only its questions are for a person to tell.
ROLES_OF_ANSWERS = (TEXT, "public", DETAIL)
# How the readers of surveys call what they read beside the answers.
TECHNICAL = frozenset({"submitdate", "startdate", "datestamp", "startlanguage"})


@dataclass(frozen=True)
class Column:
    """One column as a person is asked about it."""

    heading: str
    role: str
    reason: str
    examples: tuple[str, ...]

    @property
    def is_personal(self) -> bool:
        return self.role == PERSONAL


def roles_offered(of_import: Import) -> tuple[str, ...]:
    """Give what a column of this file can be."""
    return ROLES_OF_ANSWERS if of_import.kind == "answers" else ROLES


def columns_of(of_import: Import) -> list[Column]:
    """Give each column with its role as it stands: said by a person, otherwise read, otherwise guessed."""
    said = _said(saved_options(of_import))
    read = _read(of_import)
    offered = {*roles_offered(of_import), PERSONAL}
    columns = []
    taken = {*said.values(), *read.values()}
    for heading, guess, reason, examples in of_import.preview.get("columns", []):
        known = said.get(heading) or read.get(heading)
        role = known or (guess if guess not in taken or guess in (DETAIL, PERSONAL) else DETAIL)
        if said and not known:
            role = DETAIL
        role = PERSONAL if guess == PERSONAL else role if role in offered else DETAIL
        columns.append(Column(heading, role, reason, tuple(examples)))
    return columns


def _said(options: ReadOptions) -> dict[str, str]:
    if not options.is_complete:
        return {}
    named = {heading: field for field, heading in options.columns.items()}
    return named | dict.fromkeys(options.texts, TEXT) | dict.fromkeys(options.aside, ASIDE)


def _read(of_import: Import) -> dict[str, str]:
    used = of_import.preview.get("used_columns", {})
    return {heading: field.split(" ")[0] for field, heading in used.items()}


def options_of(roles: Mapping[str, str], before: ReadOptions) -> ReadOptions:
    """Make options of the role of every column; what is not about columns stays."""
    return replace(
        before,
        texts=tuple(heading for heading, role in roles.items() if role == TEXT),
        columns={role: heading for heading, role in roles.items() if role in SINGLE_ROLES},
        aside=tuple(heading for heading, role in roles.items() if role == ASIDE),
        is_complete=True,
    )


def without_columns(options: ReadOptions) -> ReadOptions:
    """Forget what was said of the columns."""
    return replace(options, texts=(), columns={}, aside=(), is_complete=False)
