"""What survey readers share: one contribution per free answer, with the closed answers beside it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

import polars as pl

from polyphonie.formats.choices import (
    holds_files,
    holds_ticks,
    in_brackets,
    joined,
    looks_closed,
    reads_as_answer,
    ticked,
)
from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import (
    LONGEST_ATTRIBUTE,
    Gatherer,
    is_prose,
    personal_columns,
    refuse_personal,
    unescaped,
)
from polyphonie.formats.headings import names_a_person, plain
from polyphonie.formats.markup import without_markup
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import is_yes, moment

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
LONGEST_KEY = 60
USED_METADATA = frozenset({"id", "submitdate", "startlanguage", "datestamp", "startdate", "url"})
PERSONAL_METADATA = frozenset({"token", "ipaddr", "refurl", "session", "user_status", "user", "username"})
MOMENTS = ("submitdate", "datestamp", "startdate")


@dataclass(frozen=True)
class Survey:
    """
    A table of answers: which columns are metadata, and what the questions are.

    What a column is, is decided on the first rows of the file (`table.sample`), so that each piece is read alike.
    """

    table: Table
    recognition: Recognition
    metadata: Mapping[str, str]
    """Columns by role: `id`, `submitdate` (empty where the answer was not submitted), `draft` (yes where it was not),
    `datestamp`, `startdate`, `startlanguage`, `url`; those of `PERSONAL_METADATA` are never taken."""
    always_free: frozenset[str] = frozenset()
    never_free: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    """The question that each heading asks; the heading itself where it is not here."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """What stands for a heading in identifiers; "" for a text that answers no question."""
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The columns and options of each question that has one column per option."""
    personal: frozenset[str] = frozenset()
    """Columns that name somebody, beside those that are known by their headings or by what they hold."""
    aside: frozenset[str] = frozenset()
    """Columns of which nothing is kept."""
    blanks: frozenset[str] = frozenset()
    """Cells that say that there is no answer, in small letters."""
    title: str = ""
    public: str = ""
    kind: str = ""
    prefix: str = ""
    """What stands before identifiers, where the tool numbers things of another kind alike."""
    has_markup: bool = False
    """Whether texts were written in a web editor, whose tags are taken off."""
    may_be_closed: bool = False
    """Whether a table without free questions is read all the same, its rows being refused one by one."""
    read_moment: Callable[[str], datetime | None] = moment
    refusal: Callable[[Mapping[str, str]], str] = lambda _: ""
    """Why a row is refused, a key of `SENTENCES`; "" where it is not."""

    def read(self, options: ReadOptions) -> Harvest:
        """
        Read one contribution per filled free answer of each answer that was submitted.

        Raises
        ------
        FormatError
            If no question is free, or a column that was named is not there or names somebody.
        """
        table = self.table
        _check_columns(table, options)
        roles = self._roles(options)
        gatherer = Gatherer(table, self.recognition)
        for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
            self._add_row(gatherer, row, cells, roles)
        used = {
            name: heading
            for name, heading in self.metadata.items()
            if name in USED_METADATA and heading not in roles.personal
        }
        used |= {f"text {place}": name for place, name in enumerate(roles.free, start=1)}
        used |= {"title": self.title} if self.title else {}
        used |= {"public": roles.public} if roles.public in table.headings else {}
        hidden = [name for key, name in self.metadata.items() if key in PERSONAL_METADATA]
        return gatherer.harvest(used=used, personal=dict.fromkeys([*roles.personal, *hidden]), kept=roles.closed)

    def _roles(self, options: ReadOptions) -> "_Roles":
        files = (name for name in self.table.headings if holds_files(self.table.sample.frame[name]))
        apart = {*self.metadata.values(), self.title, *self.aside, *options.aside, *files}
        personal = self._personal()
        questions = [name for name in self.table.headings if name not in apart and name not in personal]
        public = options.columns.get("public") or self.public
        if not public and not options.is_complete:
            public = self._public_question(questions)
        free = list(options.texts) or [name for name in questions if name != public and self._is_free(name)]
        if not free and not self.may_be_closed:
            raise FormatError("no_answers_column", file=self.table.file)
        closed = tuple(name for name in questions if name not in free)
        groups = self._tick_groups(closed)
        return _Roles(
            free=tuple(free),
            closed=closed,
            undecided=tuple(name for name in closed if name not in self.never_free and not self._longest(name)),
            personal=personal,
            groups=groups,
            identifier="" if (identifier := self.metadata.get("id", "")) in personal else identifier,
            public=public or next((question for question in groups if self._says_public(question)), ""),
            keep_incomplete=options.keep_incomplete,
        )

    def _personal(self) -> tuple[str, ...]:
        """List the columns that name somebody; ticks beside a heading such as "By e-mail" do not."""
        sample = self.table.sample
        identifier = self.metadata.get("id", "")
        known = {*self.metadata.values(), *self.always_free, self.title} - {identifier}
        found = {*personal_columns(sample), *(name for name in sample.headings if _option_names_a_person(name))}
        return tuple(
            name
            for name in self.table.headings
            if name in self.personal or (name in found and name not in known and not holds_ticks(sample.frame[name]))
        )

    def _is_free(self, name: str) -> bool:
        column = self.table.sample.frame[name]
        if name in self.always_free or name in self.never_free:
            return name in self.always_free
        return is_prose(column) and not looks_closed(self._alike(name))

    def _alike(self, name: str) -> pl.Series:
        """Give the answers of a question together: a choice comes back on several lines of a grid, or of a ranking."""
        frame = self.table.sample.frame
        columns = next((columns for columns in self.groups.values() if name in columns), {name: ""})
        return pl.concat([frame[other] for other in columns if other not in self.always_free])

    def _public_question(self, questions: Iterable[str]) -> str:
        one_of_several = {name for columns in self.groups.values() for name in columns}
        asked = (name for name in questions if name not in self.always_free and name not in one_of_several)
        return next(
            (
                name
                for name in asked
                if self._says_public(self.label(name)) and 0 < self._longest(name) <= LONGEST_PUBLIC
            ),
            "",
        )

    def _longest(self, name: str) -> int:
        longest = self.table.sample.frame[name].str.strip_chars().str.len_chars().max()
        return longest if isinstance(longest, int) else 0

    def _says_public(self, question: str) -> bool:
        name = plain(question)
        return len(name.split()) <= LONGEST_PUBLIC_HEADING and PUBLIC.search(name) is not None

    def _tick_groups(self, closed: tuple[str, ...]) -> dict[str, "_Ticks"]:
        """Keep the questions of which each column holds ticks, or nothing; an option with a text is told beside."""
        frame, found = self.table.sample.frame, {}
        for question, columns in self.groups.items():
            options = {heading: option for heading, option in columns.items() if heading in closed}
            yes = ticked(frame[heading] for heading in options)
            if yes is not None:
                found[question] = _Ticks(options, yes)
        return found

    def label(self, name: str) -> str:
        """Give the question that a heading asks."""
        return self.labels.get(name, name)

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Give what stands for each heading in identifiers: its beginning, and its place where two begin alike."""
        seen: dict[str, int] = {}
        keys = {}
        for name in self.table.headings:
            key = self.keys.get(name, name)[:LONGEST_KEY]
            seen[key] = seen.get(key, 0) + 1
            keys[name] = key if seen[key] == 1 else f"{key[: LONGEST_KEY - 4]}~{seen[key]}"
        return keys

    @cached_property
    def _names(self) -> dict[str, str]:
        """Give the name of each attribute: the question where no other column has it, otherwise the heading."""
        labels = [self.label(name) for name in self.table.headings]
        return {
            name: label if labels.count(label) == 1 else name
            for name, label in zip(self.table.headings, labels, strict=True)
        }

    def _add_row(self, gatherer: Gatherer, row: int, cells: Mapping[str, str], roles: "_Roles") -> None:
        def cell(role: str) -> str:
            return self._said(cells[self.metadata[role]]) if role in self.metadata else ""

        said_id = self._said(cells[roles.identifier]) if roles.identifier else ""
        answer_id = f"{self.prefix}{said_id}" if said_id else f"row-{row}"
        is_complete = ("submitdate" not in self.metadata or bool(cell("submitdate"))) and not is_yes(cell("draft"))
        reason = self.refusal(cells) or ("" if is_complete or roles.keep_incomplete else "incomplete_answer")
        filled = [name for name in roles.free if self._said(cells[name])]
        filled += [name for name in roles.undecided if reads_as_answer(self._said(cells[name]))]
        title = unescaped(self._said(cells[self.title])) if self.title else ""
        if reason or not (filled or title):
            gatherer.refuse(row, reason or "no_free_answer", external_id=answer_id)
            return
        closed = self._closed(cells, roles, apart_from=filled)
        moments = (self.read_moment(cell(role)) for role in MOMENTS if cell(role))
        public = closed.get(self._names.get(roles.public, roles.public), "")
        record = ContributionRecord(
            external_id=answer_id,
            row=row,
            text=title,
            is_numbered=not said_id,
            sheet=self.table.sheet,
            kind=self.kind,
            public=public or (self._said(cells[roles.public]) if roles.public in cells else ""),
            language=cell("startlanguage"),
            created_at=next((at for at in moments if at), None),
            url=cell("url"),
            attributes=closed if is_complete else {**closed, "incomplete": "true"},
        )
        if not filled:
            gatherer.add(record)
        for name in filled:
            key = self._keys[name]
            gatherer.add(
                replace(
                    record,
                    external_id=f"{answer_id}:{key}" if key else answer_id,
                    text=self._text(cells[name]),
                    title=title,
                    question=self.label(name) if key else "",
                )
            )

    def _closed(self, cells: Mapping[str, str], roles: "_Roles", *, apart_from: list[str]) -> dict[str, str]:
        """Give the closed answers by question, cut where they are long."""
        told = {question: joined(cells, ticks.options, yes=ticks.yes) for question, ticks in roles.groups.items()}
        in_groups = {heading for ticks in roles.groups.values() for heading in ticks.options}
        alone = (name for name in roles.closed if name not in in_groups and name not in apart_from)
        told |= {self._names[name]: self._said(cells[name]) for name in alone}
        return {name: unescaped(answer)[:LONGEST_ATTRIBUTE] for name, answer in told.items() if answer}

    def _text(self, cell: str) -> str:
        text = unescaped(cell)
        return without_markup(text) if self.has_markup else text

    def _said(self, cell: str) -> str:
        said = cell.strip()
        return "" if self.blanks and said.casefold() in self.blanks else said


@dataclass(frozen=True)
class _Ticks:
    options: Mapping[str, str]
    yes: frozenset[str]


@dataclass(frozen=True)
class _Roles:
    free: tuple[str, ...]
    closed: tuple[str, ...]
    undecided: tuple[str, ...]
    """Questions that nobody had answered yet in the first rows: each answer tells by itself."""
    personal: tuple[str, ...]
    groups: Mapping[str, _Ticks]
    identifier: str
    public: str
    keep_incomplete: bool


def _option_names_a_person(heading: str) -> bool:
    parted = in_brackets(heading)
    return parted is not None and names_a_person(parted[1])


def _check_columns(table: Table, options: ReadOptions) -> None:
    """Refuse columns that are not there, or that name somebody."""
    named = (*options.texts, *options.columns.values())
    for name in named:
        if name not in table.headings:
            raise FormatError("unknown_column", file=table.file, column=name, columns=", ".join(table.headings))
    refuse_personal(table.sample, named)
