from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import works_here
from polyphonie.portal.queries.desk import desk_of


@login_required
def desk_home(request: HttpRequest) -> HttpResponse:
    """Show what needs this person today, then the territories where they work."""
    person = request.user
    if not isinstance(person, User) or not works_here(person):
        raise PermissionDenied
    return render(request, "portal/desk.html", {"desk": desk_of(person)})
