"""Inputs of Go Vocal (formerly CitizenLab), one sheet per phase: ideas, proposals, and answers to its surveys."""

from dataclasses import dataclass

from polyphonie.formats.choices import grouped, in_brackets
from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import plain
from polyphonie.formats.questions import unnumbered
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table
from polyphonie.formats.written_dates import written_moment

# What stands beside the questions, by language, as plain headings.
FIELDS = {
    "en": {
        "title": ("title",), "body": ("description",), "submitted": ("submitted at",), "published": ("published at",),
        "author": ("author name",), "email": ("author email",), "author_id": ("author id",), "url": ("url",),
        "project": ("project",), "status": ("status",), "tags": ("tags",), "comments": ("comments",),
        "likes": ("likes",), "dislikes": ("dislikes",), "neutral": ("unsure", "neutral"), "picks": ("picks",),
        "participants": ("participants",), "votes": ("votes",), "budget": ("budget",), "cost": ("cost",),
        "offline": ("offline votes",), "assignee": ("assignee", "assignee email"), "latitude": ("latitude",),
        "longitude": ("longitude",), "files": ("attachments", "image url", "images"),
    },
    "fr": {
        "title": ("titre",), "body": ("description",), "submitted": ("soumis le",), "published": ("publie le",),
        "author": ("nom de l auteur",), "email": ("e mail de l auteur",), "author_id": ("id de l auteur",),
        "url": ("url",), "project": ("projet",), "status": ("statut",), "tags": ("themes", "etiquettes"),
        "comments": ("commentaires",), "likes": ("nombre de likes",), "dislikes": ("nombre de dislikes",),
        "neutral": ("incertain e",), "picks": ("choix",), "participants": ("participants",), "votes": ("votes",),
        "budget": ("budget",), "cost": ("cout",), "offline": ("votes hors ligne",),
        "assignee": ("attribue", "attribue a", "e mails du destinataire", "e mail du destinataire"),
        "latitude": ("latitude",), "longitude": ("longitude",), "files": ("pieces jointes", "url de l image"),
    },
}  # fmt: skip
SIGNS = frozenset({"author", "author_id", "email", "url", "project", "status", "assignee", "likes", "published"})
LEAST_SIGNS = 3
PERSONAL_NAMES = frozenset(
    name
    for fields in FIELDS.values()
    for field in ("author", "email", "author_id", "assignee")
    for name in fields[field]
)
LINKS = frozenset({"files"})


@dataclass(frozen=True)
class GoVocal:
    """
    Reader of one sheet.

    The order and the headings were read in the source of the tool (`input_sheet_generator.rb` and its locales).
    """

    tool: str = "go-vocal"
    brand: str = "Go Vocal"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the identifier, which comes first, and the moment of submission beside what only this tool adds."""
        if plain(table.headings[0]) != "id":
            return None
        found, language = _fields(table)
        signs = SIGNS & found.keys()
        if not found.keys() & {"submitted", "published"} or len(signs) < LEAST_SIGNS:
            return None
        is_ideas = "title" in found or "body" in found
        why = (table.headings[0], *(found[name] for name in sorted({"submitted", *signs} & found.keys())))
        return Recognition(
            self.tool,
            "contributions" if is_ideas else "answers",
            "ideation" if is_ideas else "survey",
            0.95,
            why,
            language,
        )

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read the description of each input, and one contribution more per free answer to a question of its form.

        A sheet of answers without any free question is accounted for too, its rows refused. Who wrote an input, and
        to whom it was given, is never taken.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        found, _ = _fields(table)
        body, title = found.get("body", ""), found.get("title", "")
        known = {table.headings[0], *found.values()}
        asked = unnumbered(table.headings)
        lines = {name: parted for name in table.headings if name not in known and (parted := in_brackets(asked[name]))}
        moments = {"datestamp": found.get("published", ""), "startdate": found.get("submitted", "")}
        return Survey(
            table=table,
            recognition=recognition,
            metadata={"id": table.headings[0], **_filled({**moments, "url": found.get("url", "")})},
            always_free=frozenset({body} - {""}),
            never_free=frozenset(known - {body}),
            labels=asked,
            keys={body: ""},
            groups=grouped(lines),
            personal=frozenset(name for name in table.headings if plain(name) in PERSONAL_NAMES),
            aside=frozenset(found[name] for name in LINKS & found.keys()),
            title=title,
            has_markup=True,
            may_be_closed=True,
            read_moment=lambda cell: written_moment(cell, day_first=False),
        ).read(options)


def _fields(table: Table) -> tuple[dict[str, str], str]:
    """Give the columns that are no questions, and the language in which most of them are named."""
    best: tuple[dict[str, str], str] = ({}, "")
    for language, fields in FIELDS.items():
        found = _filled({field: table.find(*names) for field, names in fields.items()})
        if len(found) > len(best[0]):
            best = found, language
    return best


def _filled(columns: dict[str, str]) -> dict[str, str]:
    return {field: name for field, name in columns.items() if name}


READER = GoVocal()
READERS = (READER,)
