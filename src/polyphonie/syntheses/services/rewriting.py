"""Writing a template sentence again from its evidence, after the evidence changed."""

from __future__ import annotations

from django.utils import translation

from polyphonie.syntheses.enums import SectionKind, SentenceForm
from polyphonie.syntheses.models import Sentence
from polyphonie.syntheses.services.figures import recount, voices_of
from polyphonie.syntheses.services.groups import dissenting_groups
from polyphonie.syntheses.services.planning import UNCLASSIFIED
from polyphonie.syntheses.services.wording import (
    idea_sentence,
    left_out_sentence,
    main_kind,
    minority_sentence,
    vote_sentence,
)
from polyphonie.territories.models import Territory


def refresh(sentence: Sentence) -> None:
    """Count the figures again from the evidence and, where no person changed the words, write them again."""
    figures = recount(sentence)
    text = sentence.text
    if not sentence.is_edited:
        with translation.override(sentence.section.document.language):
            text = _template_text(sentence, figures)
    if figures == sentence.figures and text == sentence.text:
        return
    sentence.figures, sentence.text = figures, text
    sentence.version += 1
    sentence.save(update_fields=["figures", "text", "version", "updated_at"])


def _template_text(sentence: Sentence, figures: dict[str, int]) -> str:
    if sentence.form == SentenceForm.VOTE:
        return _vote_text(sentence, figures)
    if sentence.form != SentenceForm.COUNT or not figures.get("n_contributions"):
        return sentence.text
    if sentence.key.startswith(f"{UNCLASSIFIED}:"):
        return left_out_sentence(figures, sentence.key.partition(":")[2])
    if sentence.idea is None:
        return sentence.text
    voices = voices_of(sentence)
    place = None
    if sentence.section.document.consultation_id is None:
        place = Territory.objects.get(pk=voices[0].territory_id).name
    label = sentence.idea.label
    if sentence.section.kind == SectionKind.MINORITIES:
        return minority_sentence(figures, label=label, place=place)
    return idea_sentence(figures, label=label, kind=main_kind(voices), place=place)


def _vote_text(sentence: Sentence, figures: dict[str, int]) -> str:
    evidence = sentence.evidence.filter(statement__isnull=False).select_related("statement__consultation__territory")
    found = evidence.first()
    if found is None or found.statement is None:
        return sentence.text
    return vote_sentence(
        figures,
        statement=found.statement.text,
        place=found.statement.consultation.territory.name,
        dissenting_groups=dissenting_groups([found.statement.pk])[found.statement.pk],
    )
