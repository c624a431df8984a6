"""What survey readers share: one contribution per free answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, attributes, is_prose, personal_columns, unescaped
from polyphonie.formats.headings import plain
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import moment

PUBLIC_WORDS = ("vous etes", "public", "profil", "statut", "you are", "vous participez en tant que", "a quel titre")


@dataclass(frozen=True)
class Survey:
    """A table of answers: which columns are metadata, and which questions are free."""

    table: Table
    recognition: Recognition
    metadata: Mapping[str, str]
    always_free: frozenset[str] = frozenset()
    labels: Mapping[str, str] | None = None

    def read(self, options: ReadOptions) -> Harvest:
        """Read one contribution per filled free answer of each answer that was submitted."""
        table = self.table
        questions = [name for name in table.headings if name not in self.metadata.values()]
        personal = personal_columns(table, apart_from=options.texts)
        free = self._free(questions, personal=personal, options=options)
        if not free:
            raise FormatError("no_answers_column", file=table.file)
        closed = [name for name in questions if name not in free and name not in personal]
        public = options.columns.get("public") or self._public_column(closed)
        gatherer = Gatherer(table, self.recognition)
        for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
            self._add_row(gatherer, row, cells, _Roles(free, closed, public, options.keep_incomplete))
        used = {name: heading for name, heading in self.metadata.items() if name in USED_METADATA}
        used |= {f"text {place}": name for place, name in enumerate(free, start=1)}
        used |= {"public": public} if public else {}
        hidden = [name for key, name in self.metadata.items() if key in PERSONAL_METADATA]
        return gatherer.harvest(used=used, personal=dict.fromkeys([*personal, *hidden]), kept=closed)

    def _free(self, questions: list[str], *, personal: Iterable[str], options: ReadOptions) -> list[str]:
        if options.texts:
            missing = [name for name in options.texts if name not in self.table.headings]
            if missing:
                columns = ", ".join(self.table.headings)
                raise FormatError("unknown_column", file=self.table.file, column=missing[0], columns=columns)
            return list(options.texts)
        hidden = set(personal)
        return [
            name
            for name in questions
            if name not in hidden and (name in self.always_free or is_prose(self.table.frame[name]))
        ]

    def _public_column(self, closed: list[str]) -> str:
        for name in closed:
            if any(words in plain(name) for words in PUBLIC_WORDS):
                return name
        return ""

    def _add_row(self, gatherer: Gatherer, row: int, cells: Mapping[str, str], roles: "_Roles") -> None:
        def cell(key: str) -> str:
            return cells[self.metadata[key]].strip() if key in self.metadata else ""

        answer_id = cell("id") or f"row-{row}"
        is_complete = "submitdate" not in self.metadata or bool(cell("submitdate"))
        if not is_complete and not roles.keep_incomplete:
            gatherer.refuse(row, "incomplete_answer", external_id=answer_id)
            return
        filled = [name for name in roles.free if cells[name].strip()]
        if not filled:
            gatherer.refuse(row, "no_free_answer", external_id=answer_id)
            return
        marks = {} if is_complete else {"incomplete": "true"}
        for name in filled:
            gatherer.add(
                ContributionRecord(
                    external_id=f"{answer_id}:{name[:60]}",
                    row=row,
                    is_numbered=not cell("id"),
                    sheet=self.table.sheet,
                    text=unescaped(cells[name]),
                    public=cells[roles.public].strip() if roles.public else "",
                    language=cell("startlanguage"),
                    created_at=moment(cell("submitdate") or cell("datestamp") or cell("startdate")),
                    question=(self.labels or {}).get(name, name),
                    attributes={**attributes(cells, roles.closed), **marks},
                )
            )


@dataclass(frozen=True)
class _Roles:
    free: list[str]
    closed: list[str]
    public: str
    keep_incomplete: bool


USED_METADATA = frozenset({"id", "submitdate", "startlanguage", "datestamp", "startdate"})
PERSONAL_METADATA = frozenset({"token", "ipaddr", "refurl", "session", "user_status"})
