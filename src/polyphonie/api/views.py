"""The page that documents the API."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from polyphonie.api.documentation import describe_operations, format_codes


def docs(request: HttpRequest) -> HttpResponse:
    """Say what the API gives and how to ask, in plain HTML made from its own schema."""
    return render(request, "api/docs.html", {"operations": describe_operations(), "codes": format_codes()})
