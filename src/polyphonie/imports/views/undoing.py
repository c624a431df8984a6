"""Undo an import as a whole, or say what rests on it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.imports import page_queries
from polyphonie.imports.errors import ImportCannotBeUndone
from polyphonie.imports.jobs import undo_and_queue
from polyphonie.imports.services import obstacles_to_undoing
from polyphonie.imports.views.access import context_of, import_asked, person_of


@open_to(Policy.ANALYZE)
@login_required
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what undoing an import would remove, or what prevents it; then undo it."""
    of_import = import_asked(request, pk)
    if not page_queries.may_be_undone(of_import):
        return redirect("imports:detail", pk)
    if request.method == "POST":
        try:
            undo_and_queue(of_import, by=person_of(request), at=timezone.now())
        except ImportCannotBeUndone:
            messages.error(request, gettext("Something rests on this import since you opened the page."))
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("The import was undone."))
            return redirect("imports:detail", pk)
    context = context_of(
        of_import.consultation,
        of_import=of_import,
        obstacles=obstacles_to_undoing(of_import),
        brought=page_queries.brought_by(of_import),
    )
    return render(request, "imports/undo.html", context)
