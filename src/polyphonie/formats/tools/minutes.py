"""Minutes of workshops: documents, and tables where what was said stands beside the table or the group."""

from collections.abc import Mapping
from dataclasses import dataclass

from polyphonie.formats.documents.columns import Part, part_of
from polyphonie.formats.documents.words import (
    activity_of_heading,
    is_any_idea,
    is_subgroup,
    kind_of_heading,
    public_of_heading,
)
from polyphonie.formats.errors import FormatError, gettext_noop
from polyphonie.formats.gathering import Gatherer, attributes, personal_columns, unescaped
from polyphonie.formats.headings import plain
from polyphonie.formats.languages import language_of
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table

BRAND = gettext_noop("Minutes of a workshop")
DOCUMENT_CONFIDENCE, TABLE_CONFIDENCE = 0.9, 0.65
LEAST_KINDS, LONGEST_NAME = 2, 4
PLACES = (Part.ACTIVITY, Part.GROUP)
# Columns of exports, which minutes do not have.
EXPORTED = ("id", "identifiant", "uuid", "comment id", "contribution id", "participant id", "reference", "horodateur",
            "timestamp", "created at", "published at", "url", "token", "user id", "voter id", "author id")  # fmt: skip


@dataclass(frozen=True)
class WrittenMinutes:
    """Reader of documents: each item was found, and the rest set aside, when the document was opened."""

    tool: str = "minutes"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the items of a document."""
        if table.origin != "document":
            return None
        sample = table.sample.frame
        language = language_of([*sample["text"], *sample["place"].unique(maintain_order=True)])
        return Recognition("minutes", "contributions", "document", DOCUMENT_CONFIDENCE, ("place", "text"), language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per item, with the place it came from.

        Raises
        ------
        FormatError
            If the document holds nothing that was said.
        """
        recognition = self.recognizes(table)
        if recognition is None or not table.frame.height:
            raise FormatError("no_item_in_document", file=table.file)
        gatherer = Gatherer(table, recognition)
        for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
            gatherer.add(
                ContributionRecord(
                    external_id=cells["id"],
                    row=row,
                    is_numbered=True,
                    text=cells["text"],
                    kind=cells["kind"],
                    public=cells["public"],
                    language=recognition.language,
                    activity_label=cells["activity"],
                    question=cells["heading"],
                    attributes=attributes(cells, ("place",)),
                )
            )
        used = {"text": "text", "id": "id", "question": "heading", "activity": "activity"}
        return gatherer.harvest(used={**used, "kind": "kind", "public": "public"}, personal=(), kept=("place",))


@dataclass(frozen=True)
class TabledMinutes:
    """Reader of tables of minutes: columns such as "Table", "Attentes", "Craintes", one idea per filled cell."""

    tool: str = "minutes"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise columns of ideas beside the one that tells the workshop or the group, or several of them."""
        if table.origin != "table" or table.find(*EXPORTED):
            return None
        parts = _parts(table)
        texts = _named(parts, Part.TEXT)
        places = [name for part in PLACES for name in _named(parts, part)]
        kinds = {kind_of_heading(name) for name in texts if _is_short(name)} - {""}
        is_placed = bool(places) or is_subgroup(table.sheet) or bool(activity_of_heading(table.sheet))
        if not (texts and is_placed) and len(kinds) < LEAST_KINDS:
            return None
        why = (*places, *texts)
        return Recognition("minutes", "contributions", "table", TABLE_CONFIDENCE, why, language_of(why))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read one contribution per filled cell of the columns of ideas, each of the kind that its heading says."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        parts = _parts(table)
        texts = _named(parts, Part.TEXT)
        personal = personal_columns(table.sample, apart_from=texts)
        people = dict.fromkeys([*personal, *_named(parts, Part.PERSON)])
        used = {part.value: name for name, part in reversed(parts.items()) if part not in {Part.TEXT, Part.OTHER}}
        used = {field: name for field, name in used.items() if name not in people and field in FIELDS}
        kept = [name for name in table.headings if name not in {*texts, *people, *used.values()}]
        columns = _Columns(texts, used, [*kept, *_places(used)], _activity(table))
        gatherer = Gatherer(table, recognition)
        for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
            _add_row(gatherer, row, cells, columns)
        named = {FIELDS[field]: name for field, name in used.items()}
        numbered = {f"text {place}" if len(texts) > 1 else "text": name for place, name in enumerate(texts, start=1)}
        return gatherer.harvest(used={**numbered, **named}, personal=people, kept=kept)


# What a column tells, and how it is called among the fields of a contribution.
FIELDS = {"theme": "question", "kind": "kind", "public": "public", "activity": "activity", "group": "place"}


@dataclass(frozen=True)
class _Columns:
    texts: list[str]
    used: Mapping[str, str]
    kept: list[str]
    activity: str


def _parts(table: Table) -> dict[str, Part]:
    return {heading: part_of(heading) for heading in table.headings}


def _named(parts: Mapping[str, Part], wanted: Part) -> list[str]:
    return [name for name, part in parts.items() if part is wanted]


def _is_short(name: str) -> bool:
    """A column of a survey asks; one of minutes only names."""
    return len(plain(name).split()) <= LONGEST_NAME and "?" not in name


def _activity(table: Table) -> str:
    """Give the workshop that the title above the headings or the name of the sheet tells."""
    return next((said for words in (*table.notes, table.sheet) if (said := activity_of_heading(words))), "")


def _places(used: Mapping[str, str]) -> list[str]:
    return [used["group"]] if "group" in used else []


def _add_row(gatherer: Gatherer, row: int, cells: Mapping[str, str], columns: _Columns) -> None:
    def cell(field: str) -> str:
        return cells[columns.used[field]].strip() if field in columns.used else ""

    filled = [name for name in columns.texts if cells[name].strip()]
    if not filled:
        gatherer.refuse(row, "empty_text")
        return
    for name in filled:
        kind = "" if is_any_idea(name) and cell("kind") else kind_of_heading(name)
        gatherer.add(
            ContributionRecord(
                external_id=f"row-{row}:{name[:60]}" if len(columns.texts) > 1 else f"row-{row}",
                row=row,
                is_numbered=True,
                sheet=gatherer.table.sheet,
                text=unescaped(cells[name]),
                kind=kind or cell("kind"),
                public=cell("public") or public_of_heading(name),
                activity_label=cell("activity") or columns.activity,
                question=cell("theme"),
                attributes=attributes(cells, columns.kept),
            )
        )


READERS = (WrittenMinutes(), TabledMinutes())
