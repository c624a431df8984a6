"""Proposals of Decidim: open data and exports for administrators, recent, older and oldest."""

from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, personal_columns
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.decidim_columns import (
    Translated,
    Withdrawals,
    fields_of,
    generation_of,
    kept_columns,
    said_column,
)
from polyphonie.formats.tools.decidim_objects import flattened
from polyphonie.formats.tools.decidim_texts import Layout, gather_translated

# Columns that only Decidim writes: one of them is enough, beside an identifier, a title and a body.
SIGNS = frozenset(
    {"component id", "feature id", "participatory space id", "participatory space url", "category id", "scope id",
     "taxonomies id", "taxonomies name", "author id", "is amend", "created in meeting", "coauthorships count",
     "likes total count", "likes user likes", "endorsements total count", "endorsements user endorsements",
     "meeting urls", "state published at", "original proposal url", "related proposals"}
)  # fmt: skip
# A post of a blog has a title, a body and a component too, but counts what it gathered under other names.
POST_SIGNS = frozenset({"comments count", "likes count", "endorsements count"})
PROPOSAL_FIELDS = frozenset(
    {"state", "votes", "supports", "likes", "endorsements", "is amend", "reference", "withdrawn", "comments", "answer",
     "coauthorships count", "created in meeting", "cost", "meeting urls", "state published at"}
)  # fmt: skip
KEPT = ("state", "votes", "supports", "comments", "likes/total_count", "endorsements/total_count", "is_amend",
        "reference", "latitude", "longitude", "answered_at", "created_in_meeting", "cost",
        "participatory_space/url", "original_proposal/url", "related_proposals", "taxonomies/name", "category/name",
        "scope/name")  # fmt: skip
KEPT_TREES = ("taxonomies/name", "category/name", "scope/name", "answer")


@dataclass(frozen=True)
class DecidimProposals:
    """Reader of proposals: one column per language, of which usually one is filled."""

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a title and a body, in one or several languages, beside what only Decidim writes."""
        table = flattened(table)
        titles, bodies = Translated.of(table, "title"), Translated.of(table, "body")
        signs = tuple(sorted(table.by_plain_name[name] for name in SIGNS & table.by_plain_name.keys()))
        if not (titles and bodies and signs and table.find("id")) or is_post(table):
            return None
        why = (*titles.columns.values(), *bodies.columns.values(), *signs)
        confidence = 0.98 if len(signs) > 1 or any(titles.columns) else 0.9
        language = bodies.language(table)
        return Recognition("decidim", "contributions", generation_of(table), confidence, why, language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read each proposal that its author did not withdraw.

        The text is that of the first language of the file that is filled; what the same proposal says in others is
        kept beside it. The identifier is that of Decidim.

        Raises
        ------
        FormatError
            If the table holds no proposals, or a column that was named is not there.
        """
        table = flattened(table)
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        titles, bodies = Translated.of(table, "title"), Translated.of(table, "body")
        layout = Layout(
            texts=bodies,
            titles=titles,
            key=table.find("id"),
            dates=(table.find("published at"), table.find("created at")),
            kept=kept_columns(table, KEPT, trees=KEPT_TREES),
            url=table.find("url"),
            public=said_column(table, options, "public"),
            kind="proposal",
        )
        gatherer = Gatherer(table, recognition)
        gather_translated(gatherer, layout)
        used = {"id": layout.key, "public": layout.public, "date": next(filter(None, layout.dates), "")}
        used |= {"url": layout.url, **titles.named("title"), **bodies.named("text")}
        used = {field: heading for field, heading in used.items() if heading}
        personal = personal_columns(table.sample, apart_from=used.values())
        known = (*layout.kept, *layout.dates, *Withdrawals(table).columns)
        return gatherer.harvest(used=used, personal=personal, kept=known)


def is_post(table: Table) -> bool:
    """Tell whether a table holds posts of a blog, which the organizers write."""
    return bool(POST_SIGNS & table.by_plain_name.keys()) and not PROPOSAL_FIELDS & fields_of(table)


READERS = (DecidimProposals(),)
