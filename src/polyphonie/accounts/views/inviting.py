"""Inviting people, and following the invitations that were sent."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from polyphonie.accounts.enums import WHAT_ROLES_ALLOW, InvitationState, Role
from polyphonie.accounts.forms.people import InviteForm
from polyphonie.accounts.models import Invitation
from polyphonie.accounts.permissions import can_give_role, can_manage, is_coordinator
from polyphonie.accounts.queries.invitations import as_rows, invitations_followed
from polyphonie.accounts.services.inviting import invite, resend, revoke
from polyphonie.accounts.views.reading import managed_territory, person_of, require_coordinator
from polyphonie.core.addresses import words_asked
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.territories.models import Territory

ROWS_PER_PAGE = 25


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def national_invitations(request: HttpRequest) -> HttpResponse:
    """List all the invitations of the site."""
    require_coordinator(request)
    return _list(request, None)


@open_to(Policy.MANAGE)
@login_required
@require_GET
def territory_invitations(request: HttpRequest, territory_slug: str) -> HttpResponse:
    """List the invitations to work in one territory."""
    return _list(request, managed_territory(request, territory_slug))


@open_to(Policy.COORDINATE)
@login_required
def national_invite(request: HttpRequest) -> HttpResponse:
    """Invite a person to any role, in any territory or nationally."""
    require_coordinator(request)
    return _invite(request, None)


@open_to(Policy.MANAGE)
@login_required
def territory_invite(request: HttpRequest, territory_slug: str) -> HttpResponse:
    """Invite a person to work in one territory."""
    return _invite(request, managed_territory(request, territory_slug))


@open_to(Policy.MANAGE)
@login_required
@require_POST
def resend_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation again, with a new link."""
    invitation = _invitation_to_change(request, pk)
    try:
        resend(invitation=invitation, person=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        _say_sent(request, invitation)
    return _back_to_list(request, invitation.territory)


@open_to(Policy.MANAGE)
@login_required
@require_POST
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = _invitation_to_change(request, pk)
    try:
        revoke(invitation=invitation, person=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("The invitation was taken back: its link no longer works."))
    return _back_to_list(request, invitation.territory)


def _list(request: HttpRequest, territory: Territory | None) -> HttpResponse:
    now, wanted = timezone.now(), request.GET.get("state", "")
    state = InvitationState(wanted) if wanted in InvitationState.values else None
    found = invitations_followed(territory=territory, state=state, when=now)
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "territory": territory,
        "page": page,
        "rows": as_rows(list(page.object_list), coordinates=is_coordinator(request.user), when=now),
        "states": InvitationState.choices,
        "state": state or "",
    }
    return render(request, "accounts/invitations.html", context)


def _invite(request: HttpRequest, territory: Territory | None) -> HttpResponse:
    person = person_of(request)
    # A link from another page may say which role is wanted there.
    linked = {name: words_asked(request, name) for name in ("role", "territory")}
    initial = {"language": get_language(), **linked}
    form = InviteForm(request.POST or None, person=person, territory=territory, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            invitation = invite(
                email=given["email"],
                name=given["name"],
                role=Role(given["role"]),
                territory=given["territory"],
                invited_by=person,
                at=timezone.now(),
                language=given["language"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            _say_sent(request, invitation)
            return _back_to_list(request, territory)
    offered = [Role(value) for value, _ in form.role_choices]
    roles = [{"label": role.label, "what": WHAT_ROLES_ALLOW[role]} for role in offered]
    return render(request, "accounts/invite.html", {"form": form, "territory": territory, "roles": roles})


def _invitation_to_change(request: HttpRequest, pk: int) -> Invitation:
    """Give an invitation to whoever may offer its role; a stranger does not learn that it exists."""
    invitation = get_object_or_404(Invitation.objects.select_related("territory"), pk=pk)
    if can_give_role(request.user, Role(invitation.role), invitation.territory):
        return invitation
    if invitation.territory is not None and can_manage(request.user, invitation.territory):
        raise PermissionDenied
    raise Http404


def _say_sent(request: HttpRequest, invitation: Invitation) -> None:
    """Tell what became of the mail, which leaves when the transaction is kept."""
    invitation.refresh_from_db(fields=["mailed_at"])
    if invitation.mailed_at is None:
        sentence = gettext(
            "The invitation is kept, but its message to %(email)s could not leave: send it again in a moment."
        )
        messages.warning(request, sentence % {"email": invitation.email})
        return
    messages.success(request, gettext("The invitation was sent to %(email)s.") % {"email": invitation.email})


def _back_to_list(request: HttpRequest, territory: Territory | None) -> HttpResponse:
    if territory is not None and not is_coordinator(request.user):
        return redirect("territory_invitations", territory.slug)
    return redirect("invitations")
