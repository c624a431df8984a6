"""Pages for what goes wrong: they say what happened and what to do, in the reader's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: the address or the form could not be read."""
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return _page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, in JSON to programs that ask the API."""
    if request.path_info.startswith("/api/v"):
        return _answer(404, "not_found", "There is nothing at this address.")
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500. The page uses neither the database nor the session: they may be what broke."""
    if request.path_info.startswith("/api/v"):
        return _answer(500, "server_error", "The fault is ours, not yours, and it has been recorded.")
    return render(None, "500.html", status=500)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413: more was sent than this site accepts."""
    return _page(request, 413)


def _answer(status: int, code: str, message: str) -> HttpResponse:
    """Answer in the one form that the errors of the API have."""
    return JsonResponse({"error": {"code": code, "message": message, "details": []}}, status=status)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"{status}.html", status=status)
