from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.accounts.models import User
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.ideas.forms import MergeForm, RenameForm
from polyphonie.ideas.models import Idea, IdeaRun, IdeaStatement
from polyphonie.ideas.permissions import can_decide, can_see
from polyphonie.ideas.services import hide_idea, merge_ideas, publish_run, rename_idea, settle_link, withdraw_run


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def idea_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an idea another name."""
    idea, person = _idea_to_decide(request, pk)
    form = RenameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a name of at most 300 characters."))
        return redirect("ideas:detail", pk=pk)
    try:
        rename_idea(idea=idea, label=form.cleaned_data["label"], by=person)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The idea has its new name. It will keep it when ideas are gathered again."))
    return redirect("ideas:detail", pk=pk)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def idea_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge an idea into another, or take it out again."""
    idea, person = _idea_to_decide(request, pk)
    if "undo" in request.POST:
        return _taken_out_again(request, idea, person)
    form = MergeForm(request.POST, idea=idea)
    if not form.is_valid():
        messages.error(request, _("No other idea of this list has this number."))
        return redirect("ideas:detail", pk=pk)
    try:
        merged = merge_ideas(idea=idea, into=form.cleaned_data["into"], by=person)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("ideas:detail", pk=pk)
    messages.success(request, _("The two ideas are one."))
    return redirect("ideas:detail", pk=merged.merged_into_id or pk)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def idea_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Set an idea aside, or bring it back."""
    idea, person = _idea_to_decide(request, pk)
    hides = request.POST.get("hide") == "yes"
    try:
        hide_idea(idea=idea, hides=hides, by=person)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("ideas:detail", pk=pk)
    said = _("The idea is set aside: its contributions are listed with those of no idea.")
    messages.success(request, said if hides else _("The idea is back in the list."))
    return redirect("ideas:detail", pk=pk)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def link_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or refuse that a statement says an idea."""
    related = ("idea__run__campaign", "idea__run__consultation__territory")
    link = get_object_or_404(IdeaStatement.objects.select_related(*related), pk=pk)
    _idea_to_decide(request, link.idea_id)
    try:
        settle_link(link=link, is_confirmed=request.POST.get("confirm") == "yes")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("ideas:detail", pk=link.idea_id)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def run_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a run, or take it back."""
    run = get_object_or_404(IdeaRun.objects.select_related("campaign", "consultation__territory"), pk=pk)
    if not can_see(request.user, run):
        raise Http404
    if not can_decide(request.user, run):
        raise PermissionDenied
    try:
        messages.success(request, _published_or_withdrawn(run, publishes=request.POST.get("publish") == "yes"))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("ideas:run", pk=pk)


def _published_or_withdrawn(run: IdeaRun, *, publishes: bool) -> str:
    if publishes:
        publish_run(run=run)
        return _("These ideas are published: anyone can read them.")
    withdraw_run(run=run)
    return _("These ideas are withdrawn: they are a draft again.")


def _taken_out_again(request: HttpRequest, idea: Idea, person: User) -> HttpResponse:
    try:
        merge_ideas(idea=idea, into=None, by=person)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The idea stands by itself again."))
    return redirect("ideas:detail", pk=idea.pk)


def _idea_to_decide(request: HttpRequest, pk: int) -> tuple[Idea, User]:
    """Find an idea that this person may decide of; strangers to a draft do not learn that it exists."""
    ideas = Idea.objects.select_related("run__campaign", "run__consultation__territory", "quote", "merged_into")
    idea = get_object_or_404(ideas, pk=pk)
    person = request.user
    if not isinstance(person, User) or not can_see(person, idea.run):
        raise Http404
    if not can_decide(person, idea.run):
        raise PermissionDenied
    return idea, person
