"""Who can see what, and why; taking a role back."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from polyphonie.accounts import wording
from polyphonie.accounts.enums import WHAT_ROLES_ALLOW, Role
from polyphonie.accounts.forms.filters import AccessFilterForm
from polyphonie.accounts.forms.people import TakeRoleBackForm
from polyphonie.accounts.models import Membership
from polyphonie.accounts.permissions import can_manage, can_take_role_back, works_here
from polyphonie.accounts.queries.access import Reader, administrators, memberships_seen_by, reader_of, table_of
from polyphonie.accounts.queries.territories import territories_by_key
from polyphonie.accounts.services.leaving import is_last_of_its_role, take_role_back
from polyphonie.accounts.views.reading import person_of
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to

ROWS_PER_PAGE = 25


@open_to(Policy.WORKS_HERE)
@login_required
@require_GET
def who_can_see_what(request: HttpRequest) -> HttpResponse:
    """Show everyone who holds a role where I hold one: what it lets them do, since when, given by whom."""
    reader = _reader(request)
    form = AccessFilterForm(request.GET or None)
    page = Paginator(_found(form, reader), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, reader.sees_address_of(row), reader.can_end(row)) for row in page.object_list],
        "reader": reader,
        "led": territories_by_key(reader.led_ids),
        "administrators": administrators(),
        "roles": [(role.label, WHAT_ROLES_ALLOW[role]) for role in Role],
        "kinds_of_pages": wording.pages_and_readers(),
    }
    return render(request, "accounts/access.html", context)


@open_to(Policy.WORKS_HERE)
@login_required
@require_GET
def access_export(request: HttpRequest) -> StreamingHttpResponse:
    """Download the same list, as a spreadsheet opens it."""
    reader = _reader(request)
    rows = _found(AccessFilterForm(request.GET or None), reader)
    writer = csv.writer(_Echo(), delimiter=";")

    def lines() -> Iterator[str]:
        yield "\ufeff"
        for cells in table_of(rows.iterator(chunk_size=1000), reader):
            yield writer.writerow(cells)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="roles-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


@open_to(Policy.MANAGE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back, after a page that says what it changes."""
    membership = _membership_to_end(request, pk)
    is_last = is_last_of_its_role(membership)
    answers = request.POST if request.method == "POST" else None
    form = TakeRoleBackForm(answers, is_last=is_last and membership.role == Role.TERRITORY_LEAD)
    if form.is_valid():
        knowing = form.cleaned_data.get("knowing_it_is_the_last", False)
        try:
            take_role_back(
                membership=membership, person=person_of(request), at=timezone.now(), knowing_it_is_the_last=knowing
            )
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("role_end", pk) if Membership.objects.filter(pk=pk).exists() else redirect("access")
        messages.success(request, gettext("The role was taken back, and the person is told by e-mail."))
        return redirect("access" if works_here(request.user) else "my_account")
    context = {"membership": membership, "territory": membership.territory, "form": form, "is_last": is_last}
    return render(request, "accounts/end_role.html", context)


def _reader(request: HttpRequest) -> Reader:
    if not works_here(request.user):
        raise PermissionDenied
    return reader_of(person_of(request))


def _found(form: AccessFilterForm, reader: Reader) -> QuerySet[Membership]:
    """List what the filters ask for; a filter that cannot be read shows nothing, and says why beside the field."""
    if not form.is_bound:
        return memberships_seen_by(reader)
    if not form.is_valid():
        return Membership.objects.none()
    return memberships_seen_by(reader, role=form.cleaned_data["role"], territories=form.cleaned_data["territory"])


def _membership_to_end(request: HttpRequest, pk: int) -> Membership:
    """Give a role to whoever may end it; a stranger does not learn that it exists."""
    membership = get_object_or_404(Membership.objects.select_related("user", "territory"), pk=pk)
    if can_take_role_back(request.user, membership):
        return membership
    if membership.territory is not None and can_manage(request.user, membership.territory):
        raise PermissionDenied
    raise Http404


class _Echo:
    """A file that hands back what is written."""

    def write(self, value: str) -> str:
        return value
