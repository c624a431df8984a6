"""Steps of a platform of Cap Collectif, as its back office writes them: consultations, proposals, questionnaires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polyphonie.formats.choices import looks_closed
from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, attributes, is_prose, personal_columns, unescaped
from polyphonie.formats.markup import without_markup
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import is_yes, moment


@dataclass(frozen=True)
class RowKind:
    """One kind of row: where its identifier, its text and the rest stand; `refusal` says why it is never taken."""

    word: str
    id: str
    prefix: str = ""
    text: str = ""
    title: str = ""
    public: str = ""
    refusal: str = ""


# Where a file says the kind of each row; what comes last is what a row is when it is nothing else.
CONSULTATION = (
    RowKind("vote", "contributions_votes_id", refusal="closed_answer"),
    RowKind("reportings", "contributions_reportings_id", refusal="not_a_contribution"),
    RowKind("argument", "contributions_arguments_id", "contributions_arguments_", "contributions_arguments_body"),
    RowKind("source", "contributions_sources_id", "contributions_sources_", "contributions_sources_body"),
    RowKind("version", "contribution_versions_id", "contribution_versions_", "contribution_versions_bodyText",
            "contribution_versions_title"),
    RowKind("context_element", "", "contributions_context_", "contributions_context_element_bodyText",
            "contributions_context_element_title"),
    RowKind("opinion", "contributions_id", "contributions_", "contributions_bodyText", "contributions_title"),
)  # fmt: skip
COLLECT = (
    RowKind("report", "proposal_reportings_id", refusal="not_a_contribution"),
    RowKind("report", "proposal_news_comments_reportings_id", refusal="not_a_contribution"),
    RowKind("vote", "proposal_news_comments_vote_id", refusal="closed_answer"),
    RowKind("comment", "proposal_news_comments_id", "proposal_news_comments_", "proposal_news_comments_body",
            public="proposal_news_comments_author_userType_name"),
    RowKind("news", "proposal_news_id", refusal="not_a_contribution"),
    RowKind("vote", "proposal_comments_vote_id", refusal="closed_answer"),
    RowKind("comment", "proposal_comments_id", "proposal_comments_", "proposal_comments_body",
            public="proposal_comments_author_userType_name"),
    RowKind("vote", "proposal_votes_id", refusal="closed_answer"),
    RowKind("proposal", "proposal_id", "proposal_", "proposal_description", "proposal_title",
            public="proposal_author_userType_name"),
)  # fmt: skip
SUMMARY = "proposal_summary"
# Headings of each thing that belong to its parts, which have rows of their own.
PARTS = ("votes_id", "votes_author", "votes_created", "arguments_", "reportings_", "sources_", "versions_", "context_",
         "comments_", "news_")  # fmt: skip
NEVER_KEPT = ("_id", "_url", "_link", "_createdAt", "_updatedAt", "_publishedAt", "_trashed", "_trashedAt",
              "_trashedStatus", "_trashedReason", "_isEmailConfirmed", "_illustration")  # fmt: skip


@dataclass(frozen=True)
class Step:
    """
    Reader of a file that mixes a consultation or a call for proposals with what was said about each of them.

    The columns were read in the source of the platform (its commands that export a step).
    """

    generation: str
    kinds: tuple[RowKind, ...]
    signs: tuple[str, ...]
    tool: str = "cap-collectif"
    brand: str = "Cap Collectif"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the identifier and the text of the thing itself, under the names that this tool alone gives."""
        if not all(sign in table.headings for sign in self.signs):
            return None
        return Recognition(self.tool, "contributions", self.generation, 1.0, self.signs)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per proposal, argument, version, source or comment, and per answer to a question.

        What was put in the bin is refused, and so are votes and reports of abuse. A proposal without a description
        gives its summary. The type of an author is the public; who it is, is never taken.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        gatherer = Gatherer(table, recognition)
        personal = _personal(table)
        questions = _questions(table, personal)
        for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(named=True), strict=True):
            kind = self._kind(cells)
            key = cells.get(kind.id, "").strip()
            reason = kind.refusal or _refusal(kind, cells)
            if reason:
                gatherer.refuse(row, reason, external_id=key)
                continue
            _take(gatherer, row, cells, kind, questions=questions if kind is self.kinds[-1] else ())
        texts = [kind.text for kind in self.kinds if kind.text in table.headings]
        used = {f"text {place}": name for place, name in enumerate([*texts, *questions], start=1)}
        return gatherer.harvest(used=used, personal=personal, kept=_kept(table.headings, personal))

    def _kind(self, cells: Mapping[str, str]) -> RowKind:
        """Tell what a row is by its word, or else by the most particular identifier that is filled."""
        word = cells.get("type", "").strip()
        said = next((kind for kind in self.kinds if word and kind.word == word), None)
        filled = (kind for kind in self.kinds if cells.get(kind.id, "").strip())
        return said or next(filled, self.kinds[-1])


def _take(gatherer: Gatherer, row: int, cells: Mapping[str, str], kind: RowKind, *, questions: Iterable[str]) -> None:
    def cell(name: str) -> str:
        return cells.get(name, "").strip()

    title = unescaped(cell(kind.title))
    text = _text(cell(kind.text) or (cell(SUMMARY) if kind.word == "proposal" else ""))
    key = cell(kind.id) or f"{cell('contributions_id') or 'row'}:{kind.word}-{row}"
    at = moment(cell(f"{kind.prefix}publishedAt") or cell(f"{kind.prefix}createdAt"))
    url = cell(f"{kind.prefix}url") or cell(f"{kind.prefix}link")
    kept = attributes(cells, _kept_of(cells, kind))

    def add(external_id: str, said: str, *, question: str = "", under: str = "") -> None:
        gatherer.add(
            ContributionRecord(
                external_id=external_id,
                row=row,
                sheet=gatherer.table.sheet,
                text=said,
                title=under,
                kind=kind.word,
                public=cell(kind.public),
                created_at=at,
                url=url,
                question=question,
                is_numbered=not cell(kind.id),
                attributes=kept,
            )
        )

    answered = [name for name in questions if cell(name)]
    if text or not answered:
        add(key, text or title, under=title if text else "")
    for name in answered:
        add(f"{key}:{name[:60]}", _text(cell(name)), question=name, under=title)


def _text(cell: str) -> str:
    return without_markup(unescaped(cell))


def _refusal(kind: RowKind, cells: Mapping[str, str]) -> str:
    """Say why a row is refused: it was put in the bin, or never published."""
    status = cells.get(f"{kind.prefix}publicationStatus", "").strip().upper()
    is_trashed = is_yes(cells.get(f"{kind.prefix}trashed", "")) or cells.get(f"{kind.prefix}trashedAt", "").strip()
    if is_trashed or status.startswith(("TRASHED", "DELETED")):
        return "trashed"
    return "incomplete_answer" if status == "DRAFT" else ""


def _personal(table: Table) -> tuple[str, ...]:
    """List the columns of authors, apart from the type that they belong to."""
    authors = {name for name in table.headings if "author" in name and "userType" not in name}
    named = {name for name in personal_columns(table.sample) if "userType" not in name}
    return tuple(name for name in table.headings if name in authors | named)


def _questions(table: Table, personal: tuple[str, ...]) -> tuple[str, ...]:
    """Give the questions of the form of a call for proposals whose answers are sentences."""
    own = ("proposal_", "contributions_", "contribution_", "type")
    asked = [name for name in table.headings if not name.startswith(own) and name not in personal]
    frame = table.sample.frame
    return tuple(name for name in asked if is_prose(frame[name]) and not looks_closed(frame[name]))


def _kept(headings: Iterable[str], personal: tuple[str, ...]) -> list[str]:
    return [name for name in headings if name not in personal and not name.endswith(NEVER_KEPT)]


def _kept_of(cells: Mapping[str, str], kind: RowKind) -> list[str]:
    """Give the columns that say more about one thing: its own, not those of its parts nor of its author."""
    own = [name for name in cells if name.startswith(kind.prefix) and name not in {kind.text, kind.title, SUMMARY}]
    others = [name for name in own if not name.removeprefix(kind.prefix).startswith(PARTS) and "author" not in name]
    related = [name for name in own if name.endswith("_related_id")]
    return [name for name in others if not name.endswith(NEVER_KEPT)] + related


QUESTIONNAIRE = {"id": "id", "published_at": "datestamp", "created_at": "startdate", "draft": "draft"}
SENDER = frozenset({"author", "author_id", "author_email", "phone", "noAccount_email", "noAccount_email_isConfirmed"})
ABOUT = frozenset({"published", "updated_at", "anonymous", "undraft_at", "account", "internalComm"})
LEAST_SENDER = 2


@dataclass(frozen=True)
class Questionnaire:
    """Reader of the answers to a questionnaire."""

    tool: str = "cap-collectif"
    brand: str = "Cap Collectif"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise what is said of each answer, and of who sent it, under the names of this tool."""
        headings = set(table.headings)
        senders = SENDER & headings
        if not {"id", "draft"} <= headings or len(senders) < LEAST_SENDER or not ABOUT & headings:
            return None
        return Recognition(self.tool, "answers", "questionnaire", 0.95, ("id", "draft", *sorted(senders)))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read one contribution per filled free answer of each answer that is no draft."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        return Survey(
            table=table,
            recognition=recognition,
            metadata={role: name for name, role in QUESTIONNAIRE.items() if name in table.headings},
            personal=SENDER & set(table.headings),
            aside=ABOUT & set(table.headings),
            has_markup=True,
        ).read(options)


READERS = (
    Step("consultation-step", CONSULTATION, ("contributions_id", "contributions_title", "contributions_bodyText")),
    Step("collect-step", COLLECT, ("proposal_id", "proposal_title", "proposal_description")),
    Questionnaire(),
)
