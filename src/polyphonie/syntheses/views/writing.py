"""Writing a draft: sections, and the words and order of its sentences."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.core.addresses import words_asked
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.syntheses.errors import NoEvidenceError, NotVerbatimError, SentenceChangedError
from polyphonie.syntheses.forms import EvidenceForm, SectionForm, SentenceAddForm, SentenceEditForm
from polyphonie.syntheses.models import Section, Sentence
from polyphonie.syntheses.queries import last_version
from polyphonie.syntheses.queries.writing import find_evidence, sections_to_write
from polyphonie.syntheses.services import editing
from polyphonie.syntheses.services.comparing import word_pieces
from polyphonie.syntheses.services.publishing import without_evidence
from polyphonie.syntheses.views.access import (
    context_of,
    says_it_is_closed,
    writable_document,
    writable_section,
    writable_sentence,
)

_EVIDENCE_PER_PAGE = 15
_SECTIONS_PER_PAGE = 1


@open_to(Policy.ANALYZE)
@login_required
def document_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the draft of a document, one section at a time."""
    document = writable_document(request, slug)
    sections = sections_to_write(document)
    page = Paginator(sections, _SECTIONS_PER_PAGE).get_page(request.GET.get("page"))
    context = context_of(
        document,
        sections=sections,
        page=page,
        here=page.object_list[0] if sections else None,
        gaps=without_evidence(document),
        last=last_version(document),
        section_form=SectionForm(),
    )
    return render(request, "syntheses/edit.html", context)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
@says_it_is_closed
def section_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a section to a draft."""
    document = writable_document(request, slug)
    form = SectionForm(request.POST)
    if form.is_valid():
        section = editing.add_section(document=document, title=form.cleaned_data["title"])
        return redirect(_address(section))
    messages.error(request, _("A section needs a title of at most 200 characters."))
    return redirect("syntheses:edit", slug=slug)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
@says_it_is_closed
def section_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the title of a section."""
    section = writable_section(request, pk)
    form = SectionForm(request.POST)
    if form.is_valid():
        editing.rename_section(section=section, title=form.cleaned_data["title"])
        messages.success(request, _("The title is saved."))
    else:
        messages.error(request, _("A section needs a title of at most 200 characters."))
    return redirect(_address(section))


@open_to(Policy.ANALYZE)
@login_required
@require_POST
@says_it_is_closed
def section_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a section up or down."""
    section = writable_section(request, pk)
    editing.move_section(section=section, by=_direction(request))
    return redirect(_address(section))


@open_to(Policy.ANALYZE)
@login_required
@require_POST
@says_it_is_closed
def section_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an empty section."""
    section = writable_section(request, pk)
    try:
        editing.remove_section(section=section)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("syntheses:edit", slug=section.document.slug)


@open_to(Policy.ANALYZE)
@login_required
@says_it_is_closed
def sentence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new sentence: search what it rests on, choose it, save."""
    section = writable_section(request, pk)
    form = SentenceAddForm(request.POST or None, section=section)
    found = find_evidence(section.document, request.POST.get("query", ""))
    if request.method == "POST" and "save" in request.POST and form.is_valid():
        try:
            sentence = _added(section, form)
        except DomainError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("The sentence is added at the end of its section."))
            return redirect("syntheses:sentence_edit", pk=sentence.pk)
    if "save" not in request.POST:
        form.errors.clear()
    chosen = _chosen(request)
    kept = {name: ids - {row.pk for row in getattr(found, name)} for name, ids in chosen.items()}
    context = context_of(section.document, section=section, form=form, found=found, chosen=chosen, kept=kept)
    context["n_kept"] = sum(len(ids) for ids in kept.values())
    return render(request, "syntheses/sentence_add.html", context)


@open_to(Policy.ANALYZE)
@login_required
@says_it_is_closed
def sentence_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a sentence, and see what it rests on."""
    sentence = writable_sentence(request, pk)
    form = SentenceEditForm(request.POST or None, sentence=sentence)
    if request.method == "POST" and form.is_valid():
        try:
            editing.edit_sentence(sentence=sentence, **form.cleaned_data)
        except SentenceChangedError as error:
            return _conflict(request, sentence, form, str(error))
        except (NoEvidenceError, NotVerbatimError) as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("The sentence is saved."))
            return redirect("syntheses:sentence_edit", pk=pk)
    return render(request, "syntheses/sentence_edit.html", _editing_context(request, sentence, form))


@open_to(Policy.ANALYZE)
@login_required
@require_POST
@says_it_is_closed
def sentence_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a sentence up or down, on to the next section at the end of its own."""
    sentence = writable_sentence(request, pk)
    editing.move_sentence(sentence=sentence, by=_direction(request))
    sentence.refresh_from_db()
    return redirect(f"{_address(sentence.section)}#sentence-{pk}")


@open_to(Policy.ANALYZE)
@login_required
@require_POST
@says_it_is_closed
def sentence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sentence out of the draft."""
    sentence = writable_sentence(request, pk)
    section = sentence.section
    editing.remove_sentence(sentence=sentence)
    messages.success(request, _("The sentence is out of the draft. The published versions keep it."))
    return redirect(_address(section))


def _added(section: Section, form: SentenceAddForm) -> Sentence:
    return editing.add_sentence(
        section=section,
        text=form.cleaned_data["text"],
        form=form.cleaned_data["form"],
        contributions=form.chosen_contributions(),
        statements=form.chosen_statements(),
        stance=form.cleaned_data["stance"],
    )


def _conflict(request: HttpRequest, sentence: Sentence, form: SentenceEditForm, told: str) -> HttpResponse:
    """Show both texts: the one saved meanwhile, and the one that was being written, ready to be saved over it."""
    sentence.refresh_from_db()
    mine = form.cleaned_data
    again = SentenceEditForm(
        initial={"text": mine["text"], "form": mine["form"], "version": sentence.version}, sentence=sentence
    )
    context = _editing_context(request, sentence, again)
    context |= {"conflict": told, "pieces": word_pieces(sentence.text, mine["text"])}
    return render(request, "syntheses/sentence_edit.html", context, status=409)


def _editing_context(request: HttpRequest, sentence: Sentence, form: SentenceEditForm) -> dict[str, Any]:
    document = sentence.section.document
    rows = sentence.evidence.select_related(
        "contribution__consultation__territory", "statement__consultation__territory"
    )
    page = Paginator(rows.order_by("-is_quoted", "stance", "id"), _EVIDENCE_PER_PAGE).get_page(request.GET.get("page"))
    query = words_asked(request, "q")
    return context_of(
        document,
        sentence=sentence,
        form=form,
        page=page,
        query=query,
        found=find_evidence(document, query, besides=sentence),
        evidence_form=EvidenceForm(document=document),
        back=_address(sentence.section),
    )


def _chosen(request: HttpRequest) -> dict[str, set[int]]:
    """Keep what was ticked before another search."""
    names = ("contributions", "ideas", "statements")
    return {name: {int(value) for value in request.POST.getlist(name) if value.isdigit()} for name in names}


def _address(section: Section) -> str:
    """Give the page of the desk that shows a section."""
    before = section.document.sections.filter(position__lt=section.position).count()
    return f"{reverse('syntheses:edit', args=[section.document.slug])}?page={before + 1}"


def _direction(request: HttpRequest) -> int:
    return -1 if request.POST.get("direction") == "up" else 1
