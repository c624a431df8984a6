"""What the columns of a survey are, as its first rows tell: free or closed, personal, which public speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from polyphonie.formats.choices import holds_files, holds_ticks, in_brackets, looks_closed, ticked
from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import ADDRESS, is_prose, personal_columns, refuse_personal
from polyphonie.formats.headings import names_a_person, plain
from polyphonie.formats.records import ReadOptions
from polyphonie.formats.survey_tables import SurveyTable

# The question that says which public speaks, in a plain heading.
PUBLIC = re.compile(
    r"\b(vous etes|you are|qui etes vous|who are you|a quel titre|en tant que|in what capacity|vous decrit|"
    r"vous correspond|describes you|type d[eu] (public|participant|repondant|profil)|"
    r"categorie d[eu] (public|participant|repondant))\b"
    r"(?! (d accord|favorable|satisfaite?|oppose|pour|contre|prete?|satisfied|in favour|for|against))"
    r"|^(etes vous|je suis|are you|i am)( une?| an?| plutot)?$"
    r"|^(quel est |quelle est |what is )?(votre |your |le |the )?"
    r"(public|profil|profile|college|(statut|status|situation)( professionnel| professionnelle)?)$"
)
LONGEST_PUBLIC_HEADING = 10
LONGEST_PUBLIC = 120


@dataclass(frozen=True)
class Ticks:
    """The options of a question that has one column per option, and what says that one is ticked."""

    options: Mapping[str, str]
    yes: frozenset[str]


@dataclass(frozen=True)
class Roles:
    """What each column is; `public` may be a question of several columns."""

    free: tuple[str, ...]
    closed: tuple[str, ...]
    undecided: tuple[str, ...]
    """Questions that nobody had answered yet in the first rows: each answer tells by itself."""
    personal: tuple[str, ...]
    groups: Mapping[str, Ticks]
    identifier: str
    public: str
    keep_incomplete: bool


def roles_of(survey: SurveyTable, options: ReadOptions) -> Roles:
    """
    Decide what each column is, on the first rows of the file and on what the person says.

    Raises
    ------
    FormatError
        If no question is free, or a column that was named is not there or names somebody.
    """
    _check_columns(survey, options)
    table = survey.table
    files = (name for name in table.headings if holds_files(table.sample.frame[name]))
    apart = {*survey.metadata.values(), survey.title, *survey.aside, *options.aside, *files}
    personal = _personal(survey)
    questions = [name for name in table.headings if name not in apart and name not in personal]
    public = options.columns.get("public") or survey.public
    if not public and not options.is_complete:
        public = _public_question(survey, questions)
    free = list(options.texts) or [name for name in questions if name != public and _is_free(survey, name)]
    if not free and not survey.may_be_closed:
        raise FormatError("no_answers_column", file=table.file)
    closed = tuple(name for name in questions if name not in free)
    groups = _tick_groups(survey, closed)
    identifier = survey.metadata.get("id", "")
    return Roles(
        free=tuple(free),
        closed=closed,
        undecided=tuple(name for name in closed if name not in survey.never_free and not _longest(survey, name)),
        personal=personal,
        groups=groups,
        identifier="" if identifier in personal else identifier,
        public=public or next((question for question in groups if _says_public(question)), ""),
        keep_incomplete=options.keep_incomplete,
    )


def _check_columns(survey: SurveyTable, options: ReadOptions) -> None:
    table, named = survey.table, (*options.texts, *options.columns.values())
    for name in named:
        if name not in table.headings:
            raise FormatError("unknown_column", file=table.file, column=name, columns=", ".join(table.headings))
    refuse_personal(table.sample, named)


def _personal(survey: SurveyTable) -> tuple[str, ...]:
    """List the columns that name somebody; ticks beside a heading such as "By e-mail" do not."""
    sample = survey.table.sample
    known = {*survey.metadata.values(), survey.title} - {survey.metadata.get("id", "")}
    found = {*personal_columns(sample), *(name for name in sample.headings if _option_names_a_person(name))}
    addresses = {name for name in survey.always_free if _holds_addresses(sample.frame[name])}
    found = (found - survey.always_free) | addresses
    return tuple(
        name
        for name in survey.table.headings
        if name in survey.personal or (name in found and name not in known and not holds_ticks(sample.frame[name]))
    )


def _option_names_a_person(heading: str) -> bool:
    parted = in_brackets(heading)
    return parted is not None and names_a_person(parted[1])


def _holds_addresses(column: pl.Series) -> bool:
    filled = column.str.strip_chars()
    filled = filled.filter(filled != "")
    return 2 * filled.str.contains(ADDRESS).sum() > len(filled)


def _is_free(survey: SurveyTable, name: str) -> bool:
    if name in survey.always_free or name in survey.never_free:
        return name in survey.always_free
    return is_prose(survey.table.sample.frame[name]) and not looks_closed(_alike(survey, name))


def _alike(survey: SurveyTable, name: str) -> pl.Series:
    """Give the answers of a question together: a choice comes back on several lines of a grid, or of a ranking."""
    frame = survey.table.sample.frame
    columns = next((columns for columns in survey.groups.values() if name in columns), {name: ""})
    return pl.concat([frame[other] for other in columns if other not in survey.always_free])


def _public_question(survey: SurveyTable, questions: Iterable[str]) -> str:
    one_of_several = {name for columns in survey.groups.values() for name in columns}
    asked = (name for name in questions if name not in survey.always_free and name not in one_of_several)
    said = (name for name in asked if _says_public(survey.label(name)))
    return next((name for name in said if 0 < _longest(survey, name) <= LONGEST_PUBLIC), "")


def _says_public(question: str) -> bool:
    name = plain(question)
    return len(name.split()) <= LONGEST_PUBLIC_HEADING and PUBLIC.search(name) is not None


def _longest(survey: SurveyTable, name: str) -> int:
    longest = survey.table.sample.frame[name].str.strip_chars().str.len_chars().max()
    return longest if isinstance(longest, int) else 0


def _tick_groups(survey: SurveyTable, closed: tuple[str, ...]) -> dict[str, Ticks]:
    """Keep the questions of which each column holds ticks, or nothing; an option with a text is told beside."""
    frame, found = survey.table.sample.frame, {}
    for question, columns in survey.groups.items():
        options = {heading: option for heading, option in columns.items() if heading in closed}
        yes = ticked(frame[heading] for heading in options)
        if yes is not None:
            found[question] = Ticks(options, yes)
    return found
