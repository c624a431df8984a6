from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from polyphonie.portal.queries.examples import stave_examples


def about(request: HttpRequest) -> HttpResponse:
    """Say what Polyphonie is, who makes it, and where its data come from."""
    return render(request, "portal/about.html", {"stave_examples": stave_examples()})


def method(request: HttpRequest) -> HttpResponse:
    """Say how figures are made, for any citizen."""
    return render(request, "portal/method.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """Say honestly how accessible the site is."""
    return render(request, "portal/accessibility.html")
