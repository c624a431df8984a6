"""The page of a person who logs in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from polyphonie.accounts.models import Membership
from polyphonie.accounts.permissions import is_coordinator
from polyphonie.accounts.second_factor import has_second_factor, needs_second_factor
from polyphonie.accounts.views.reading import person_of
from polyphonie.core.policies import Policy, open_to


@open_to(Policy.LOGGED_IN)
@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """Show who I am here, the roles that I hold and what each lets me do."""
    person = person_of(request)
    context = {
        "person": person,
        "roles": Membership.objects.of(person).select_related("territory"),
        "coordinates": is_coordinator(person),
        "has_second_factor": has_second_factor(person),
        "needs_second_factor": needs_second_factor(person),
    }
    return render(request, "accounts/my_account.html", context)


@open_to(Policy.LOGGED_IN)
@login_required
def no_other_address(request: HttpRequest) -> HttpResponse:
    """
    Stand where allauth lets people change their address.

    Invitations are sent to an address and accepted by whoever holds it: nobody gives themselves another one.
    """
    return redirect("my_account")
