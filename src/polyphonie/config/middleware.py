"""What every request goes through: a number in the logs, headers that protect, a limit to what is sent."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from polyphonie.config import health
from polyphonie.config.errors import too_large

Respond = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

logger = structlog.get_logger("polyphonie.requests")


class HealthMiddleware:
    """Answer /healthz and /readyz before anything else: a probe knows neither the site's name nor its languages."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = health.ANSWERS.get(request.path_info)
        return answer(request) if answer else self.respond(request)


class RequestLogMiddleware:
    """
    Number each request, and say in one line what became of it.

    The line names the page (its route) and never the address typed, the person or the machine:
    a journal of visits is not needed to run a site.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        request_id = _id_of(request)
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.respond(request)
            logger.info(
                "request",
                method=request.method,
                page=request.resolver_match.view_name if request.resolver_match else None,
                status=response.status_code,
                ms=round((time.perf_counter() - start) * 1000, 1),
            )
        response["X-Request-ID"] = request_id
        return response


class ProtectionHeadersMiddleware:
    """Close the browser's features that no page uses, and keep pages of people out of caches."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            _say_how_to_keep(request, response)
        return response


class UploadLimitMiddleware:
    """Refuse what is larger than the site accepts before reading it."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        # Beside the file, a form holds a few fields.
        if announced.isdigit() and int(announced) > settings.UPLOAD_MAX_BYTES + 1024 * 1024:
            return too_large(request)
        return self.respond(request)


def _say_how_to_keep(request: HttpRequest, response: HttpResponse) -> None:
    """Pages of a person are never kept; public ones are, and asked for again with their ETag."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, no_cache=True)


def _id_of(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "")
    return given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
