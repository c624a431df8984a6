from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from polyphonie.accounts.permissions import works_here
from polyphonie.portal.queries.desk import desk_of, memberships_of


@login_required
def desk_home(request: HttpRequest) -> HttpResponse:
    """Show what needs this person today, then the territories where they work."""
    if not works_here(request.user):
        raise PermissionDenied
    desk = desk_of(request.user)
    return render(request, "portal/desk.html", {"desk": desk, "memberships": memberships_of(request.user)})
