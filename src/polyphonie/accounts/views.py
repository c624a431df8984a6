"""The page of a person who logs in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from polyphonie.accounts.models import Membership, User


@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """Show who I am here, the roles that I hold and what each lets me do."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101 - login_required lets nobody else in
    roles = Membership.objects.of(person).select_related("territory")
    return render(request, "accounts/my_account.html", {"person": person, "roles": roles})
