"""The API itself: its version, its errors, what it says to caches."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

KEPT_SECONDS = 60


class OpenDataAPI(NinjaAPI):
    """An API that anyone may read from anywhere."""

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        response = super().create_response(request, data, **options)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}" if response.status_code < 400 else "no-store"
        return response


api = OpenDataAPI(
    title="Polyphonie",
    version="1",
    description="What is published on this site, to read and to reuse.",
    urls_namespace="api-v1",
    docs_url=None,
)


def error_answer(
    request: HttpRequest, *, status: int, code: str, message: str, details: list[dict[str, str]] | None = None
) -> HttpResponse:
    """Answer an error in the one form that errors have."""
    return api.create_response(
        request, {"error": {"code": code, "message": message, "details": details or []}}, status=status
    )


@api.exception_handler(ValidationError)
def parameters_are_wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    details = [
        {"where": ".".join(str(part) for part in problem["loc"]), "message": problem["msg"]} for problem in error.errors
    ]
    return error_answer(
        request, status=422, code="invalid_parameters", message="Some parameters cannot be read.", details=details
    )


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return error_answer(request, status=404, code="not_found", message="There is nothing published at this address.")


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return error_answer(request, status=error.status_code, code="refused", message=str(error))
