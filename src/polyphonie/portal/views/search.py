from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from polyphonie.core.addresses import words_asked
from polyphonie.core.policies import Policy, open_to
from polyphonie.portal.models import SearchEntry
from polyphonie.portal.search import Piece, excerpt, search

PAGE_SIZE = 15
_RELATED = ("campaign", "contribution__consultation__territory", "sentence__version__document")


@dataclass(frozen=True)
class Result:
    """One entry found, and where the words stand in it."""

    entry: SearchEntry
    pieces: list[Piece]


@open_to(Policy.ANYONE)
def search_page(request: HttpRequest) -> HttpResponse:
    """Search the contributions and the published documents of every public campaign."""
    query = words_asked(request, "q")
    found = search(query).public().select_related(*_RELATED)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    results = [Result(entry, excerpt(_text_of(entry), query)) for entry in page]
    return render(request, "portal/search.html", {"query": query, "page": page, "results": results})


def _text_of(entry: SearchEntry) -> str:
    return entry.contribution.whole_text if entry.contribution else entry.sentence.text if entry.sentence else ""
