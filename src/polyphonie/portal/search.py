"""Search, the same on both engines: FTS5 on SQLite, tsvector with a GIN index on PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from polyphonie.portal.models import SearchEntry, SearchEntryQuerySet
from polyphonie.portal.stems import alternatives, words

MAX_WORDS = 12
_EXCERPT_LENGTH = 260
_BEFORE_MATCH = 80


@dataclass(frozen=True)
class Piece:
    """A piece of an excerpt, found or not."""

    text: str
    is_match: bool


def search(query: str) -> SearchEntryQuerySet:
    """Find the entries that hold every word of the query, nearest first. An empty query finds nothing."""
    groups = alternatives(query)[:MAX_WORDS]
    if not groups:
        return SearchEntry.objects.none()
    if connection.vendor == "postgresql":
        return _on_postgresql(groups)
    return _on_sqlite(groups)


def excerpt(text: str, query: str) -> list[Piece]:
    """Cut a text around the first word found, and mark each word that was asked for."""
    wanted = {stem for group in alternatives(query) for stem in group}
    tokens = text.split(" ")
    matches = [any(wanted.intersection(*alternatives(part)) for part in words(token)) for token in tokens]
    return _merged(*_window(tokens, matches))


def _on_sqlite(groups: list[list[str]]) -> SearchEntryQuerySet:
    expression = " AND ".join("(" + " OR ".join(f'"{stem}"' for stem in group) + ")" for group in groups)
    return SearchEntry.objects.extra(
        tables=["portal_search"],
        where=["portal_search.rowid = portal_searchentry.id", "portal_search MATCH %s"],
        params=[expression],
        order_by=["portal_search.rank", "id"],
    )


def _on_postgresql(groups: list[list[str]]) -> SearchEntryQuerySet:
    expression = " & ".join("(" + " | ".join(f"'{stem}'" for stem in group) + ")" for group in groups)
    return SearchEntry.objects.extra(
        select={"rank": "-ts_rank(to_tsvector('simple', portal_searchentry.stems), to_tsquery('simple', %s))"},
        select_params=[expression],
        where=["to_tsvector('simple', portal_searchentry.stems) @@ to_tsquery('simple', %s)"],
        params=[expression],
        order_by=["rank", "id"],
    )


def _window(tokens: list[str], matches: list[bool]) -> tuple[list[str], list[bool]]:
    """Keep the tokens around the first match, with an ellipsis where something is cut."""
    first = matches.index(True) if True in matches else 0
    start, before = first, 0
    while start > 0 and before < _BEFORE_MATCH:
        start -= 1
        before += len(tokens[start]) + 1
    end, length = start, 0
    while end < len(tokens) and length < _EXCERPT_LENGTH:
        length += len(tokens[end]) + 1
        end += 1
    kept, kept_matches = tokens[start:end], matches[start:end]
    if start > 0:
        kept, kept_matches = ["…", *kept], [False, *kept_matches]
    if end < len(tokens):
        kept, kept_matches = [*kept, "…"], [*kept_matches, False]
    return kept, kept_matches


def _merged(tokens: list[str], matches: list[bool]) -> list[Piece]:
    pieces: list[Piece] = []
    for position, (token, is_match) in enumerate(zip(tokens, matches, strict=True)):
        space = " " if position else ""
        if pieces and not is_match and not pieces[-1].is_match:
            pieces[-1] = Piece(pieces[-1].text + space + token, is_match=False)
        elif is_match and space:
            pieces += [Piece(space, is_match=False), Piece(token, is_match=True)]
        else:
            pieces.append(Piece(space + token, is_match=is_match))
    return pieces
