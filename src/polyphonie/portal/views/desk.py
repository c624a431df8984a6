from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from polyphonie.accounts.models import User
from polyphonie.core.policies import Policy, open_to
from polyphonie.portal.queries.desk import desk_of
from polyphonie.portal.queries.programme_tasks import pending_invitations


@open_to(Policy.WORKS_HERE)
@login_required
def desk_home(request: HttpRequest) -> HttpResponse:
    """Show what needs this person today, then the territories where they work."""
    person = request.user
    if not isinstance(person, User):
        raise PermissionDenied
    now = timezone.now()
    desk = desk_of(person, at=now)
    if not desk.memberships and not person.is_superuser:
        raise PermissionDenied
    invitations = [] if desk.is_coordinator else pending_invitations(person.email, at=now)
    context = {"desk": desk, "invitations": invitations}
    return render(request, "portal/desk.html", context)
