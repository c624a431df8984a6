"""
Files of Decidim from which nothing is taken: they are known, so that nobody takes them for contributions.

Results say what the authority did of the proposals (`proposal_urls`), projects what was put to a vote on a budget:
the organizers wrote them, and a territory answers here for what it did in its own follow-up. Spaces, taxonomies, posts,
metrics and moderations describe the platform; users are personal data.
"""

from dataclasses import dataclass
from typing import NoReturn

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.decidim_columns import Translated, fields_of, generation_of
from polyphonie.formats.tools.decidim_objects import flattened
from polyphonie.formats.tools.decidim_proposals import is_post

RESULT_FIELDS = frozenset({"progress", "proposal urls"})
PROJECT_FIELDS = frozenset({"budget", "budget amount", "confirmed votes", "decidim budgets budget id"})
SPACE_FIELDS = frozenset(
    {"short description", "promoted", "hashtag", "developer group", "participatory scope", "participatory structure",
     "local area", "meta scope", "slogan", "signature type", "composition"}
)  # fmt: skip
USER_FIELDS = frozenset({"about", "avatar url", "profile url", "badge", "direct messages enabled", "deleted"})
BLOCK_FIELDS = frozenset({"blocked at", "block reasons", "blocking user", "blocking justification", "blocked"})


@dataclass(frozen=True)
class DecidimRest:
    """Reader of what Decidim exports beside contributions: it recognises, and takes nothing."""

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise results, projects, spaces, posts, people, moderations, metrics and taxonomies."""
        table = flattened(table)
        names = fields_of(table) | table.by_plain_name.keys()
        return _objects(table, names) or _people(table, names) or _platform(table, names)

    def read(self, table: Table, options: ReadOptions) -> NoReturn:
        """
        Take nothing.

        Raises
        ------
        FormatError
            Always, with a sentence that names the tool, or says that the file holds personal data.
        """
        recognition = self.recognizes(table)
        if recognition is not None and recognition.kind == "participants":
            raise FormatError("only_people", file=table.file)
        raise FormatError("not_contributions", file=table.file, what=self.brand)


def _objects(table: Table, names: frozenset[str]) -> Recognition | None:
    titles, descriptions = Translated.of(table, "title"), Translated.of(table, "description")
    if not titles or not ({"id", "signature type"} & names):
        return None
    generation, language = generation_of(table), titles.language(table)
    results, projects, space = RESULT_FIELDS & names, PROJECT_FIELDS & names, SPACE_FIELDS & names
    anchored = {"component id", "feature id"} & table.by_plain_name.keys()
    followed = anchored | ({"status id", "parent id"} & table.by_plain_name.keys())
    if descriptions and results and followed:
        return Recognition("decidim", "results", generation, 0.95, _why(table, results | followed), language)
    if descriptions and projects and anchored:
        return Recognition("decidim", "results", generation, 0.95, _why(table, projects | anchored), language)
    if space and (table.find("slug") or "signature type" in space) and not anchored:
        return Recognition("decidim", "unknown", _space(names), 0.9, _why(table, space | {"slug"}), language)
    if is_post(table) and anchored and Translated.of(table, "body"):
        return Recognition("decidim", "unknown", "posts", 0.9, _why(table, anchored | {"body"}), language)
    return None


def _space(names: frozenset[str]) -> str:
    if {"signature type", "signature end date"} & names:
        return "initiatives"
    if {"slogan", "registrations enabled"} & names:
        return "conferences"
    return "assemblies" if {"composition", "purpose of action", "duration"} & names else "participatory_processes"


def _people(table: Table, names: frozenset[str]) -> Recognition | None:
    users, blocks = USER_FIELDS & names, BLOCK_FIELDS & names
    if {"id", "name", "nickname"} <= names and users:
        return Recognition("decidim", "participants", "users", 0.95, _why(table, {"nickname"} | users))
    if table.find("user id", "id") and blocks and {"report count", "about", "reports"} & names:
        return Recognition("decidim", "participants", "moderated_users", 0.9, _why(table, blocks))
    return None


def _platform(table: Table, names: frozenset[str]) -> Recognition | None:
    for generation, signs in (
        ("moderations", frozenset({"reportable type", "report count"})),
        ("metrics", frozenset({"metric type", "cumulative", "quantity"})),
        ("taxonomies", frozenset({"parent id", "taxonomizations count"})),
    ):
        if signs <= names:
            return Recognition("decidim", "unknown", generation, 0.95, _why(table, signs))
    return None


def _why(table: Table, signs: frozenset[str] | set[str]) -> tuple[str, ...]:
    """Give the headings that decided, as the file writes them."""
    return tuple(table.by_plain_name.get(name, name) for name in sorted(signs))


READERS = (DecidimRest(),)
