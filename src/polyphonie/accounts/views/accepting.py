"""Accepting an invitation."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from polyphonie.accounts import wording
from polyphonie.accounts.forms.people import AcceptInvitationForm
from polyphonie.accounts.models import Invitation, Membership, User
from polyphonie.accounts.secrets import digest_of
from polyphonie.accounts.services.accepting import (
    AccountExistsError,
    InvitationClosedError,
    accept_as,
    accept_as_new_person,
    note_wrong_try,
)
from polyphonie.core.policies import Policy, open_to


@open_to(Policy.SECRET_LINK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an invitation to whoever holds its link; posting accepts it, looking changes nothing."""
    related = Invitation.objects.select_related("territory", "invited_by")
    invitation = related.filter(secret_digest=digest_of(secret)).first()
    try:
        response = _answer(request, invitation, secret)
    except InvitationClosedError:
        response = _closed(request, Invitation.objects.filter(secret_digest=digest_of(secret)).first())
    # Never the address, which holds the secret. "no-referrer" would say even less, but browsers then send
    # "Origin: null" with the form, and the protection against forged requests refuses it.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _answer(request: HttpRequest, invitation: Invitation | None, secret: str) -> HttpResponse:
    if invitation is None or not invitation.is_pending(timezone.now()):
        return _closed(request, invitation)
    if isinstance(request.user, User):
        return _accept_logged_in(request, invitation, request.user)
    holder = User.objects.filter(email=invitation.email).first()
    if holder is not None and (holder.has_usable_password() or not holder.is_active):
        return _ask_to_log_in(request, invitation)
    return _accept_new_person(request, invitation)


def _accept_logged_in(request: HttpRequest, invitation: Invitation, person: User) -> HttpResponse:
    if not invitation.is_for(person.email):
        return render(request, "accounts/invitation_for_another.html", {"person": person}, status=403)
    if request.method == "POST":
        membership = accept_as(invitation=invitation, person=person, at=timezone.now())
        return _welcome(request, membership)
    return render(request, "accounts/invitation.html", {"invitation": invitation, "person": person})


def _ask_to_log_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Someone who has an account proves that it is theirs: a link alone does not choose a password."""
    login = f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: request.path})}"
    return render(request, "accounts/invitation.html", {"invitation": invitation, "login_url": login})


def _accept_new_person(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    answers = request.POST if request.method == "POST" else None
    form = AcceptInvitationForm(answers, initial={"name": invitation.name})
    if form.is_bound:
        is_complete = form.is_valid()
        email = form.cleaned_data.get("email")
        if email and not invitation.is_for(email):
            left = note_wrong_try(invitation=invitation, at=timezone.now())
            if not left:
                raise InvitationClosedError
            form.add_error("email", wording.wrong_address(left))
        elif is_complete:
            return _open_account(request, invitation, form)
    return render(request, "accounts/invitation.html", {"invitation": invitation, "form": form})


def _open_account(request: HttpRequest, invitation: Invitation, form: AcceptInvitationForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        membership = accept_as_new_person(
            invitation=invitation,
            email=given["email"],
            name=given["name"],
            password=given["password"],
            at=timezone.now(),
        )
    except AccountExistsError:
        return redirect(request.path)
    # The password was typed a moment ago: setting up a second factor need not ask for it again.
    record_authentication(request, membership.user, method="password", reauthenticated=True)
    perform_login(request, membership.user)
    return _welcome(request, membership)


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    place = membership.territory.name if membership.territory else gettext("national")
    sentence = gettext("Welcome. You now hold this role: %(role)s (%(place)s).")
    messages.success(request, sentence % {"role": membership.get_role_display(), "place": place})
    return redirect("my_account")


def _closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Say why a link leads nowhere, and what to do. It says nothing of who was invited, nor to what."""
    context = {"closing": wording.why_closed(invitation)}
    return render(request, "accounts/invitation_closed.html", context, status=410 if invitation else 404)
