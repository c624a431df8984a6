"""Ideas, comments and polls of adhocracy4 (adhocracy+, meinBerlin), in English and in German."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from polyphonie.formats.choices import grouped, holds_ticks
from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import is_prose
from polyphonie.formats.headings import plain
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table

# Headings are translated with the site: English, German, and French as far as it can be guessed.
NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "id": {"en": ("id",), "de": ("id",), "fr": ("id",)},
    "reference": {
        "en": ("reference no", "reference number"),
        "de": ("referenznr", "referenz nr", "referenznummer", "bezugsnr", "bezugsnummer"),
        "fr": ("numero de reference", "n de reference", "reference"),
    },
    "link": {"en": ("link",), "de": ("link",), "fr": ("lien",)},
    "title": {"en": ("title", "name"), "de": ("titel", "name", "titel der idee"), "fr": ("titre", "nom")},
    "description": {"en": ("description",), "de": ("beschreibung",), "fr": ("description",)},
    "comment": {"en": ("comment",), "de": ("kommentar",), "fr": ("commentaire",)},
    "creator": {
        "en": ("creator", "creator email", "creator phone"),
        "de": ("ersteller", "ersteller in", "erstellerin", "erstellt von", "autor", "autor in", "urheber",
               "e mail der ersteller in", "e mail des erstellers", "telefon der ersteller in"),
        "fr": ("createur", "createur trice", "auteur"),
    },
    "created": {"en": ("created",), "de": ("erstellt", "erstellt am", "erstellungsdatum"), "fr": ("cree", "cree le")},
    "positive": {
        "en": ("positive ratings",),
        "de": ("positive bewertungen", "positive stimmen"),
        "fr": ("evaluations positives",),
    },
    "negative": {
        "en": ("negative ratings",),
        "de": ("negative bewertungen", "negative stimmen"),
        "fr": ("evaluations negatives",),
    },
    "count": {
        "en": ("comment count",),
        "de": ("anzahl der kommentare", "anzahl kommentare", "kommentaranzahl", "zahl der kommentare"),
        "fr": ("nombre de commentaires",),
    },
    "comments": {"en": ("comments",), "de": ("kommentare",), "fr": ("commentaires",)},
    "reply": {
        "en": ("reply to comment", "reply to reference"),
        "de": ("antwort auf kommentar", "antwort auf den kommentar", "antwort auf referenz", "antwort auf bezugsnr"),
        "fr": ("reponse au commentaire",),
    },
    "longitude": {
        "en": ("location longitude",),
        "de": ("ort langengrad", "standort langengrad", "langengrad"),
        "fr": ("lieu longitude",),
    },
}  # fmt: skip
SIGNS = frozenset({"reference", "creator", "positive", "negative", "count", "reply", "longitude"})
LEAST_SIGNS = 2
# Names, and comments, which begin with the date and the name of who wrote them and have a file of their own.
PERSONAL = frozenset({"creator", "comments"})
EARLIER_QUESTION = re.compile(r"\(q(?P<id>\d+)\) ?(?P<asked>.*?)( - \(c\d+\) ?(?P<option>.*))?", re.DOTALL)
LATER_QUESTION = re.compile(r"Q(?P<id>\d+)(_A(?P<option>\d+))?(?P<text>_text)?")
EARLIER_VOTERS = {"voter id": "en", **dict.fromkeys(("stimm id", "wahler id", "abstimmende id", "teilnehmer id"), "de")}
OTHER = re.compile(r" - [^-()]*\([^()]+\)$")


@dataclass(frozen=True)
class Items:
    """
    Reader of ideas, proposals and comments.

    The English headings were read in the source of the tool (`exports/mixins`); the German ones are hints.
    """

    tool: str = "adhocracy"
    brand: str = "adhocracy+"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise ratings, counts of comments, references and creators, two of them at least, beside a link."""
        found, language = _fields(table)
        signs = SIGNS & found.keys()
        if len(signs) < LEAST_SIGNS or "link" not in found or not _text(table, found):
            return None
        kind = "comments" if "comment" in found and "description" not in found else "contributions"
        why = tuple(found[name] for name in ("link", *sorted(signs)))
        return Recognition(self.tool, kind, "ideas" if kind == "contributions" else "comments", 0.92, why, language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per item, known by its reference, its number or its link.

        The names of creators are never taken, nor the comments beside an idea, which say who wrote them: they have a
        file of their own.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        found, _ = _fields(table)
        text, title = _text(table, found), found.get("title", "")
        identifier = found.get("reference") or found.get("id") or found["link"]
        metadata = {"id": identifier, "datestamp": found.get("created", "")}
        metadata |= {"url": found["link"]}
        names = {said for field in PERSONAL for all_said in NAMES[field].values() for said in all_said}
        return Survey(
            table=table,
            recognition=recognition,
            metadata={role: name for role, name in metadata.items() if name},
            always_free=frozenset({text}),
            never_free=frozenset(table.headings) - {text},
            keys={text: ""},
            personal=frozenset(name for name in table.headings if plain(name) in names),
            title="" if title == text else title,
            prefix="comment-" if recognition.kind == "comments" else "",
            has_markup=True,
            may_be_closed=True,
        ).read(options)


@dataclass(frozen=True)
class Poll:
    """
    Reader of the answers to a poll, one row per person, in both shapes that the tool has written.

    The earlier one has the texts of the questions; the later one, only their numbers.
    """

    tool: str = "adhocracy"
    brand: str = "adhocracy+"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the person, who comes first, and nothing but numbered questions after."""
        first, *others = table.headings
        why = (first, *others[:3])
        if others and first == "user" and all(LATER_QUESTION.fullmatch(name) for name in others):
            return Recognition(self.tool, "answers", "poll-numbers", 0.97, why)
        if others and all(EARLIER_QUESTION.fullmatch(name) for name in others):
            language = EARLIER_VOTERS.get(plain(first), "")
            return Recognition(self.tool, "answers", "poll", 0.97 if language else 0.9, why, language)
        return None

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per answer to an open question, and per "other" that was specified.

        The number of a person changes with each export, or follows them: the row stands for it. Choices, 0 or 1, are
        put together by question.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        first, *others = table.headings
        is_early = recognition.generation == "poll"
        choices, free, told = _earlier(table, others) if is_early else _later(others)
        return Survey(
            table=table,
            recognition=recognition,
            metadata={},
            always_free=frozenset(free),
            never_free=frozenset(others) - set(free),
            labels=told,
            groups=grouped(choices),
            personal=frozenset({first}),
            aside=frozenset(name for name in others if not is_early and f"{name}_text" in free and name not in choices),
        ).read(options)


def _earlier(table: Table, names: list[str]) -> tuple[dict[str, tuple[str, str]], list[str], dict[str, str]]:
    """Give the question and option of each choice, the free answers, and the text of each question."""
    choices, free, told = {}, [], {}
    for name in names:
        match = EARLIER_QUESTION.fullmatch(name)
        asked, option = (match["asked"].strip(), match["option"]) if match else (name, None)
        told[name] = asked if option is None else f"{asked} / {option.strip()}"
        column = table.sample.frame[name]
        is_blank = not (column.str.strip_chars() != "").any()
        if option is not None and (holds_ticks(column) or (is_blank and not OTHER.search(option))):
            choices[name] = (asked, option.strip())
        else:
            free.append(name)
    return choices, free, told


def _later(names: list[str]) -> tuple[dict[str, tuple[str, str]], list[str], dict[str, str]]:
    """Give the same for questions that have only their numbers."""
    matches = {name: LATER_QUESTION.fullmatch(name) for name in names}
    choices = {
        name: (f"Q{match['id']}", match["option"])
        for name, match in matches.items()
        if match and match["option"] and not match["text"]
    }
    free = [name for name, match in matches.items() if match and match["text"]]
    return choices, free, {name: name.removesuffix("_text") for name in names}


def _fields(table: Table) -> tuple[dict[str, str], str]:
    """Give the columns that are known, and the language in which most of them are named."""
    best: tuple[dict[str, str], str] = ({}, "")
    for language in ("en", "de", "fr"):
        named = {field: table.find(*names[language]) for field, names in NAMES.items()}
        found = {field: name for field, name in named.items() if name}
        if len(found) > len(best[0]):
            best = found, language
    return best


def _text(table: Table, found: Mapping[str, str]) -> str:
    """Give the column of texts: the description or the comment, or else the first of prose."""
    named = found.get("description") or found.get("comment")
    if named:
        return named
    apart = set(found.values()) - {found.get("title", "")}
    sample = table.sample.frame
    return next((name for name in table.headings if name not in apart and is_prose(sample[name])), "")


READERS = (Items(), Poll())
