"""Reminders: write, look at what real people would get, confirm, follow, settle what is uncertain."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.programme.enums import MailingStatus, MailOutcome, Stage
from polyphonie.programme.forms.mailings import MailingForm
from polyphonie.programme.jobs import confirm_and_queue, go_on, send_again_and_queue
from polyphonie.programme.models import Mail, Mailing
from polyphonie.programme.queries.mailings import previews_of, recipients_of
from polyphonie.programme.services.mailings import leave_as_sent
from polyphonie.programme.texts import PLACEHOLDERS, ready_made
from polyphonie.programme.views.reaching import coordinator

ROWS_PER_PAGE = 25


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def mailing_list(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the reminders of a campaign, the last first."""
    coordinator(request)
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    mailings = campaign.mailings.annotate(
        n_mails=Count("mails"), n_sent=Count("mails", filter=Q(mails__outcome=MailOutcome.SENT))
    ).order_by("-created_at", "-pk")
    context = {
        "campaign": campaign,
        "page": Paginator(mailings, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "stages": [stage for stage in Stage if stage != Stage.WITHDRAWN],
    }
    return render(request, "programme/mailings.html", context)


@open_to(Policy.COORDINATE)
@login_required
def mailing_write(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Write a reminder, from the text that is proposed for a stage."""
    person = coordinator(request)
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    mailing = Mailing(campaign=campaign, written_by=person)
    form = MailingForm(request.POST or None, instance=mailing, initial=_proposed(request.GET.get("stage", "")))
    return _saved(request, campaign, form)


@open_to(Policy.COORDINATE)
@login_required
def mailing_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a reminder that nobody confirmed yet."""
    mailing, _person = _mailing(request, pk)
    if mailing.status != MailingStatus.DRAFT:
        raise Http404
    return _saved(request, mailing.campaign, MailingForm(request.POST or None, instance=mailing))


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def mailing_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a reminder: before it is confirmed, who gets what; afterwards, what became of each mail."""
    mailing, _person = _mailing(request, pk)
    if mailing.status == MailingStatus.DRAFT:
        return _preview(request, mailing)
    mails = mailing.mails.select_related("person", "engagement__territory").order_by("pk")
    outcome = request.GET.get("outcome", "")
    shown = mails.filter(outcome=outcome) if outcome in MailOutcome.values else mails
    counts = dict(mailing.mails.order_by().values_list("outcome").annotate(n=Count("pk")))
    context = {
        "campaign": mailing.campaign,
        "mailing": mailing,
        "counts": [(one, counts[one.value]) for one in MailOutcome if counts.get(one.value)],
        "n_mails": sum(counts.values()),
        "n_settled": sum(counts.values()) - counts.get(MailOutcome.WAITING, 0) - counts.get(MailOutcome.SENDING, 0),
        "page": Paginator(shown, ROWS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "programme/mailing.html", context)


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def mailing_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the reminder to those whom the person has just read."""
    mailing, person = _mailing(request, pk)
    seen = request.POST.get("seen", "")[:64]
    try:
        confirm_and_queue(mailing=mailing, seen_digest=seen, person=person, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("The reminder leaves. This page says what becomes of each mail."))
    return redirect("programme:mailing", pk)


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def mailing_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a reminder that was interrupted. Nothing is sent twice."""
    mailing, _person = _mailing(request, pk)
    if mailing.status == MailingStatus.SENDING:
        go_on(mailing=mailing)
        messages.success(request, gettext("The reminder goes on from where it stopped."))
    return redirect("programme:mailing", pk)


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def mail_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide of a mail that was refused or is uncertain: send it again, or take it for sent."""
    person = coordinator(request)
    mail = get_object_or_404(Mail.objects.select_related("mailing"), pk=pk)
    try:
        if request.POST.get("decision") == "again":
            send_again_and_queue(mail=mail, person=person, at=timezone.now())
        else:
            leave_as_sent(mail=mail, person=person, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("programme:mailing", mail.mailing_id)


def _mailing(request: HttpRequest, pk: int) -> tuple[Mailing, User]:
    person = coordinator(request)
    return get_object_or_404(Mailing.objects.select_related("campaign"), pk=pk), person


def _preview(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    recipients = recipients_of(mailing, at=timezone.now())
    context = {
        "campaign": mailing.campaign,
        "mailing": mailing,
        "stages": [Stage(value).label for value in mailing.stages if value in Stage.values],
        "digest": recipients.digest,
        "n_written": len(recipients.written),
        "messages_shown": previews_of(mailing, recipients),
        "page": Paginator(recipients.written, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "left_out": Paginator(recipients.left_out, ROWS_PER_PAGE).get_page(request.GET.get("left_out")),
    }
    return render(request, "programme/mailing_preview.html", context)


def _saved(request: HttpRequest, campaign: Campaign, form: MailingForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        mailing = form.save()
        return redirect("programme:mailing", mailing.pk)
    context = {"campaign": campaign, "form": form, "names": [f"%({name})s" for name in PLACEHOLDERS]}
    return render(request, "programme/mailing_form.html", context)


def _proposed(stage: str) -> dict[str, object]:
    if stage not in Stage.values:
        return {}
    texts = ready_made(Stage(stage))
    return {
        "stages": [stage],
        "subject_fr": texts.subject_fr,
        "body_fr": texts.body_fr,
        "subject_en": texts.subject_en,
        "body_en": texts.body_en,
    }
