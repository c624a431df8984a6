from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from polyphonie.core.addresses import words_asked
from polyphonie.core.policies import Policy, open_to
from polyphonie.ideas.forms import MergeForm, RenameForm
from polyphonie.ideas.models import Idea, IdeaRun
from polyphonie.ideas.permissions import can_decide, can_see
from polyphonie.ideas.queries.lists import (
    IdeaFilters,
    filter_choices,
    ideas_of,
    members_of,
    published_run,
    readings_in_no_idea,
    reasons_in_no_idea,
    visible_campaigns,
)
from polyphonie.ideas.queries.voices import stated_votes, voices_of
from polyphonie.ideas.services.counting import families_of, family_of
from polyphonie.ideas.services.deciding import final_idea

IDEAS_PER_PAGE = 10
MEMBERS_PER_PAGE = 10
ASIDE_PER_PAGE = 20


@open_to(Policy.PUBLISHED)
def idea_list(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the published ideas of a campaign, by theme."""
    campaign = get_object_or_404(visible_campaigns(request.user), slug=campaign_slug)
    run = published_run(campaign)
    if run is None:
        return render(request, "ideas/none.html", {"campaign": campaign})
    return _list(request, run)


@open_to(Policy.PUBLISHED)
def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """List the ideas of one run, published or not."""
    return _list(request, _visible_run(request, pk))


@open_to(Policy.PUBLISHED)
def minority_list(request: HttpRequest, pk: int) -> HttpResponse:
    """List the minority ideas of a run."""
    return _list(request, _visible_run(request, pk), minorities_only=True)


@open_to(Policy.PUBLISHED)
def idea_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one idea: who carries it, its quotes, its votes and all its contributions."""
    idea = get_object_or_404(_IDEAS, pk=pk)
    decides = can_decide(request.user, idea.run)
    if not can_see(request.user, idea.run) or (idea.is_hidden and not decides):
        raise Http404
    if idea.merged_into_id and not decides:
        return redirect("ideas:detail", pk=final_idea(idea).pk)
    family = family_of(idea)
    quotes = [quote for quote in (idea.quote, idea.second_quote) if quote is not None and quote.is_public()]
    context = _context(request, idea.run) | {
        "idea": idea,
        "voices": voices_of(idea.run, {idea.pk: family})[idea.pk],
        "quotes": quotes,
        "votes": stated_votes(family),
        "page": Paginator(members_of(family), MEMBERS_PER_PAGE).get_page(request.GET.get("page")),
        "rename_form": RenameForm(initial={"label": idea.label}) if decides else None,
        "merge_form": MergeForm(idea=idea) if decides else None,
    }
    return render(request, "ideas/detail.html", context)


@open_to(Policy.PUBLISHED)
def unclassified_list(request: HttpRequest, pk: int) -> HttpResponse:
    """List the contributions that stand in no idea, with the reason."""
    run = _visible_run(request, pk)
    reason = words_asked(request, "reason")
    readings = readings_in_no_idea(run, reason)
    context = _context(request, run) | {
        "reasons": reasons_in_no_idea(run),
        "reason": reason,
        "page": Paginator(readings, ASIDE_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "ideas/unclassified.html", context)


_IDEAS = Idea.objects.select_related(
    "run__campaign",
    "run__consultation__territory",
    "topic",
    "merged_into",
    "quote__consultation__territory",
    "quote__consultation__campaign",
    "second_quote__consultation__territory",
    "second_quote__consultation__campaign",
)


def _list(request: HttpRequest, run: IdeaRun, *, minorities_only: bool = False) -> HttpResponse:
    filters = _filters_of(request)
    ideas = ideas_of(run, filters, minorities_only=minorities_only)
    page = Paginator(ideas, IDEAS_PER_PAGE).get_page(request.GET.get("page"))
    staves = voices_of(run, families_of(run.pk, [idea.pk for idea in page]))
    context = _context(request, run) | {
        "filters": filters,
        "choices": filter_choices(run),
        "page": page,
        "entries": [(idea, staves[idea.pk]) for idea in page],
        "minorities_only": minorities_only,
        "n_minorities": Idea.objects.filter(run=run, is_minority=True).visible().count(),
        "n_aside": sum(count for _, _, count in reasons_in_no_idea(run)),
    }
    return render(request, "ideas/list.html", context)


def _context(request: HttpRequest, run: IdeaRun) -> dict[str, object]:
    return {
        "campaign": run.campaign,
        "territory": run.consultation.territory if run.consultation else None,
        "run": run,
        "can_decide": can_decide(request.user, run) and not run.campaign.is_closed,
    }


def _visible_run(request: HttpRequest, pk: int) -> IdeaRun:
    run = get_object_or_404(IdeaRun.objects.select_related("campaign", "consultation__territory"), pk=pk)
    if not can_see(request.user, run):
        raise Http404
    return run


def _filters_of(request: HttpRequest) -> IdeaFilters:
    return IdeaFilters(
        topic=words_asked(request, "topic"),
        territory=words_asked(request, "territory"),
        public=words_asked(request, "public"),
        kind=words_asked(request, "kind"),
    )
