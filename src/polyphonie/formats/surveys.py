"""What survey readers share: one contribution per free answer, with the closed answers beside it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from polyphonie.formats.choices import joined, reads_as_answer
from polyphonie.formats.gathering import LONGEST_ATTRIBUTE, Gatherer, unescaped
from polyphonie.formats.markup import without_markup
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions
from polyphonie.formats.survey_roles import Roles, roles_of
from polyphonie.formats.survey_tables import PERSONAL_METADATA, SurveyTable
from polyphonie.formats.values import is_yes

LONGEST_KEY = 60
USED_METADATA = frozenset({"id", "submitdate", "startlanguage", "datestamp", "startdate", "url"})
MOMENTS = ("submitdate", "datestamp", "startdate")


class Survey(SurveyTable):
    """A table of answers, read row by row."""

    def read(self, options: ReadOptions) -> Harvest:
        """
        Read one contribution per filled free answer of each answer that was submitted.

        Raises
        ------
        FormatError
            If no question is free, or a column that was named is not there or names somebody.
        """
        table = self.table
        roles = roles_of(self, options)
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

    def _add_row(self, gatherer: Gatherer, row: int, cells: Mapping[str, str], roles: Roles) -> None:
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

    def _closed(self, cells: Mapping[str, str], roles: Roles, *, apart_from: list[str]) -> dict[str, str]:
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
