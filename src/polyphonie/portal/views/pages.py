from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from polyphonie.core.policies import Policy, open_to
from polyphonie.portal.queries.examples import stave_examples


@open_to(Policy.ANYONE)
def about(request: HttpRequest) -> HttpResponse:
    """Say what Polyphonie is, who makes it, and where its data come from."""
    return render(request, "portal/about.html", {"stave_examples": stave_examples()})


@open_to(Policy.ANYONE)
def method(request: HttpRequest) -> HttpResponse:
    """Say how figures are made, for any citizen."""
    return render(request, "portal/method.html")


@open_to(Policy.ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say honestly how accessible the site is."""
    return render(request, "portal/accessibility.html")
