"""kouchou-ai (広聴AI): the comments that it is given, the files of its analysis, and comments written for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import names_a_person, plain
from polyphonie.formats.holdings import Holding, utc_text, whole_text
from polyphonie.formats.plain_texts import read_texts, read_texts_once
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.writing import write_table

BRAND = "kouchou-ai"
ATTRIBUTE = "attribute_"
# Attributes that say what we say of a contribution; the others are kept as they are.
FIELDS = ("title", "question", "kind", "public", "language", "date", "activity")
# The least that the tool asks for; Polis always writes more.
BARE = {"comment id", "comment body"}
# Each file of an analysis by the headings that it always has, and what one of its rows is.
OUTPUTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("final_result_with_comments", "contributions", ("comment id", "original comment", "argument", "category id")),
    ("hierarchical_clusters", "results", ("arg id", "argument", "x", "y")),
    ("hierarchical_merge_labels", "results", ("level", "id", "label", "description", "value", "parent")),
    ("relations", "results", ("arg id", "comment id")),
    ("args", "results", ("arg id", "argument")),
)


@dataclass(frozen=True)
class Comments:
    """Reader of the comments that an analysis starts from; a plain file of Polis stays one of Polis."""

    tool: str = "kouchou-ai"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise comments beside attributes, beside a source and an address, or beside nothing at all."""
        text = table.find("comment body", "comment")
        identifier = table.find("comment id")
        marks = tuple(heading for heading in table.headings if heading.casefold().startswith(ATTRIBUTE))
        if not marks and identifier and table.find("comment body") and table.find("source", "url"):
            marks = tuple(filter(None, (table.find("source"), table.find("url"))))
        if table.by_plain_name.keys() == BARE:
            return Recognition("kouchou-ai", "contributions", "input", 0.8, (identifier, text))
        if not text or not marks:
            return None
        return Recognition(
            "kouchou-ai", "contributions", "input", 0.95, tuple(filter(None, (identifier, text, *marks)))
        )

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read each comment, with its attributes."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=BRAND)
        used = {"id": table.find("comment id"), "text": table.find("comment body", "comment"), "url": table.find("url")}
        used |= {field: table.find(plain(ATTRIBUTE + field)) for field in FIELDS}
        return read_texts(table, recognition, used, personal=_personal(table))


@dataclass(frozen=True)
class Analysis:
    """Reader of what an analysis gives: only one of its files holds the comments themselves."""

    tool: str = "kouchou-ai"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a file of an analysis by the headings that it always has."""
        for generation, kind, signs in OUTPUTS:
            if all(sign in table.by_plain_name for sign in signs):
                why = tuple(table.find(sign) for sign in signs)
                return Recognition("kouchou-ai", kind, generation, 0.95, why)
        return None

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read the comments of the file that holds them, once each: it has one row per argument.

        Raises
        ------
        FormatError
            If the file holds arguments and groups that the tool made, and nothing that people said.
        """
        recognition = self.recognizes(table)
        if recognition is None or recognition.kind != "contributions":
            raise FormatError("not_contributions", file=table.file, what=BRAND)
        used = {"id": table.find("comment id"), "text": table.find("original comment"), "url": table.find("url")}
        used |= {field: table.find(plain(ATTRIBUTE + field)) for field in FIELDS}
        return read_texts_once(table, recognition, used, personal=_personal(table))


def _personal(table: Table) -> list[str]:
    """List the attributes that name people: `attribute_email` is an address as much as `email` is."""
    return [
        heading
        for heading in table.headings
        if heading.casefold().startswith(ATTRIBUTE) and names_a_person(heading[len(ATTRIBUTE) :])
    ]


@dataclass(frozen=True)
class CommentsWriter:
    """Writer of `comments.csv`: title and text together, and what is said of each as attributes."""

    name: str = "kouchou-ai"
    brand: str = BRAND

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write one comment per contribution."""
        attributes = (f"{ATTRIBUTE}{field}" for field in FIELDS[1:])
        columns = ("comment-id", "comment-body", "source", "url", *attributes)
        return [write_table(folder / "comments.csv", columns, map(_row, holding.contributions()))]


def _row(record: ContributionRecord) -> Iterator[object]:
    yield from (record.external_id, whole_text(record), record.attributes.get("source", ""), record.url)
    yield from (record.question, record.kind, record.public, record.language)
    yield from (utc_text(record.created_at), record.activity_label)


READERS = (Comments(), Analysis())
WRITERS = (CommentsWriter(),)
