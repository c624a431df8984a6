"""Decidim open data and exports: proposals old and new, and comments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, attributes, personal_columns, unescaped
from polyphonie.formats.headings import plain
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import is_yes, moment

# Columns that only Decidim writes: one of them is enough, beside an identifier and a body.
PROPOSAL_SIGNS = frozenset(
    {"component id", "participatory space id", "participatory space url", "is amend", "created in meeting",
     "coauthorships count", "likes total count", "endorsements total count", "meeting urls"}
)  # fmt: skip
KEPT = ("state", "votes", "supports", "comments", "likes/total_count", "endorsements/total_count", "is_amend",
        "reference", "address", "latitude", "longitude", "answered_at", "created_in_meeting", "cost",
        "participatory_space/url", "alignment", "commentable_id", "commentable_type", "depth")  # fmt: skip
KEPT_TREES = ("taxonomies/name", "category/name", "scope/name", "answer")


@dataclass(frozen=True)
class DecidimProposals:
    """Reader of proposals: one column per language, of which usually one is filled."""

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a title and a body, in one or several languages, beside what only Decidim writes."""
        title, body = _translations(table, "title"), _translations(table, "body")
        signs = tuple(sorted(PROPOSAL_SIGNS & table.by_plain_name.keys()))
        if not (title and body and signs and "id" in table.by_plain_name):
            return None
        is_recent = any(heading.startswith(("taxonomies/", "likes/")) for heading in table.headings)
        return Recognition("decidim", "contributions", "recent" if is_recent else "older", 0.95, signs)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read each proposal that its author did not withdraw."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what="Decidim")
        titles, bodies = _translations(table, "title"), _translations(table, "body")
        public = _said_column(table, options, "public")
        used = {
            "id": table.find("id"),
            "public": public,
            "date": table.find("published at", "created at"),
            "url": table.find("url"),
            **_named("title", titles),
            **_named("text", bodies),
        }
        gatherer = Gatherer(table, recognition)
        kept = _kept(table)
        for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
            key = cells[used["id"]].strip()
            if is_yes(cells.get("withdrawn", "")) or plain(cells.get("state", "")) in {"withdrawn", "retiree"}:
                gatherer.refuse(row, "withdrawn", external_id=key)
                continue
            title, _ = _filled(cells, titles)
            text, language = _filled(cells, bodies)
            gatherer.add(
                ContributionRecord(
                    external_id=key or f"row-{row}",
                    row=row,
                    sheet=table.sheet,
                    text=text or title,
                    title=title if text else "",
                    kind="proposal",
                    public=cells[public].strip() if public else "",
                    language=language,
                    created_at=moment(cells[used["date"]]) if used["date"] else None,
                    url=cells[used["url"]].strip() if used["url"] else "",
                    attributes=attributes(cells, kept),
                )
            )
        used = {field: name for field, name in used.items() if name}
        return gatherer.harvest(used=used, personal=personal_columns(table), kept=(*kept, "withdrawn"))


@dataclass(frozen=True)
class DecidimComments:
    """Reader of the comments under proposals, meetings or debates."""

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise what a comment is about, and its alignment."""
        signs = ("id", "body", "commentable id", "alignment")
        if not all(sign in table.by_plain_name for sign in signs):
            return None
        return Recognition("decidim", "comments", "", 0.95, signs)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read each comment, with what it answers and whether it is for or against."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what="Decidim")
        used = {field: table.find(*names) for field, names in COMMENT_COLUMNS.items()}
        used = {field: name for field, name in used.items() if name}
        gatherer = Gatherer(table, recognition)
        kept = _kept(table)
        for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
            gatherer.add(
                ContributionRecord(
                    external_id=cells[used["id"]].strip() or f"row-{row}",
                    row=row,
                    sheet=table.sheet,
                    text=unescaped(cells[used["text"]]),
                    language=cells[used["language"]].strip() if "language" in used else "",
                    created_at=moment(cells[used["date"]]) if "date" in used else None,
                    url=cells[used["url"]].strip() if "url" in used else "",
                    attributes=attributes(cells, kept),
                )
            )
        return gatherer.harvest(used=used, personal=personal_columns(table), kept=kept)


COMMENT_COLUMNS = {
    "id": ("id",),
    "text": ("body",),
    "language": ("locale",),
    "date": ("created at",),
    "url": ("root commentable url",),
}


def _said_column(table: Table, options: ReadOptions, field: str) -> str:
    """Give the column that the person named for this field, or "" where none was named."""
    name = options.columns.get(field, "")
    if name and name not in table.headings:
        raise FormatError("unknown_column", file=table.file, column=name, columns=", ".join(table.headings))
    return name


def _translations(table: Table, field: str) -> dict[str, str]:
    """Give the columns of a field by language: `title/fr`, `title/pt-BR`; "" for `title` alone."""
    found = {}
    for heading in table.headings:
        match = re.fullmatch(
            rf"{field}(?:/([A-Za-z]{{2,3}}(?:[-_][A-Za-z]{{2,4}})?|machine_translations/\w+))?", heading
        )
        if match and "machine" not in (match[1] or ""):
            found[match[1] or ""] = heading
    return found


def _named(field: str, columns: Mapping[str, str]) -> dict[str, str]:
    return {f"{field} {language}".strip(): heading for language, heading in columns.items()}


def _filled(cells: Mapping[str, str], columns: Mapping[str, str]) -> tuple[str, str]:
    """Give the first translation that is filled, and its language."""
    for language, heading in columns.items():
        if cells[heading].strip():
            return unescaped(cells[heading]), language
    return "", ""


def _kept(table: Table) -> list[str]:
    return [name for name in table.headings if name in KEPT or name.startswith(KEPT_TREES)]


READERS = (DecidimProposals(), DecidimComments())
