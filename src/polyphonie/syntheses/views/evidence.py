"""What a sentence rests on: attaching, detaching, saying who carries it and who dissents."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.core.templatetags.figures import number
from polyphonie.syntheses.enums import Stance
from polyphonie.syntheses.forms import EvidenceChangeForm, EvidenceForm
from polyphonie.syntheses.models import Evidence, Sentence
from polyphonie.syntheses.services import editing
from polyphonie.syntheses.views.access import says_it_is_closed, writable_sentence


@open_to(Policy.ANALYZE)
@login_required
@require_POST
@says_it_is_closed
def evidence_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach contributions, whole ideas or votes to a sentence."""
    sentence = writable_sentence(request, pk)
    form = EvidenceForm(request.POST, document=sentence.section.document)
    if not form.is_valid():
        messages.error(request, _("Choose at least one contribution, idea or vote among those found."))
        return redirect("syntheses:sentence_edit", pk=pk)
    n_new = editing.attach_evidence(
        sentence=sentence,
        contributions=form.chosen_contributions(),
        statements=form.chosen_statements(),
        stance=form.cleaned_data["stance"],
    )
    told = ngettext("%(n)s source is attached.", "%(n)s sources are attached.", n_new) % {"n": number(n_new)}
    messages.success(request, told)
    return redirect("syntheses:sentence_edit", pk=pk)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
@says_it_is_closed
def evidence_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the stance of evidence, show or hide its words, or detach it."""
    sentence = writable_sentence(request, pk)
    form = EvidenceChangeForm(request.POST, sentence=sentence)
    if not form.is_valid():
        messages.error(request, _("Choose at least one source in the list, then what to do with it."))
        return redirect("syntheses:sentence_edit", pk=pk)
    try:
        _apply(sentence, list(form.cleaned_data["evidence"]), form.cleaned_data["action"])
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The sources of this sentence are changed, and its figures counted again."))
    return redirect("syntheses:sentence_edit", pk=pk)


def _apply(sentence: Sentence, rows: list[Evidence], action: str) -> None:
    if action == EvidenceChangeForm.DETACH:
        editing.detach_evidence(sentence=sentence, evidence=rows)
        return
    for row in rows:
        if action in Stance.values:
            editing.mark_evidence(evidence=row, stance=action)
        else:
            editing.mark_evidence(evidence=row, is_quoted=action == EvidenceChangeForm.QUOTE)
