"""
Drafts: from the ideas of a campaign to a document that a person can edit.

A new draft is written into the same document, so that its address, its published versions and what people wrote stay
together. It rewrites the sentences that nobody touched, adds those of new ideas, and takes away those of ideas that
are gone. What a person wrote, changed, moved or took out is left as that person wanted it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext

from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Consultation
from polyphonie.ideas.models import IdeaRun
from polyphonie.syntheses.enums import DocumentKind, SentenceForm, Stance
from polyphonie.syntheses.models import Document, Evidence, Section, Sentence
from polyphonie.syntheses.services.material import Material, gather_material, run_for
from polyphonie.syntheses.services.planning import (
    MINORITIES,
    UNCLASSIFIED,
    VOTES,
    Extent,
    PlannedSection,
    PlannedSentence,
    plan_synthesis,
)
from polyphonie.syntheses.services.recognizing import recognize, removed_keys

_BATCH = 2000


def draft_local_synthesis(
    consultation: Consultation, *, language: str | None = None, run: IdeaRun | None = None, extent: Extent | None = None
) -> Document:
    """Draft the synthesis of one consultation, or draft it again."""
    with translation.override(language or consultation.campaign.language):
        material = gather_material(run or run_for(consultation.campaign, consultation), consultation=consultation)
        plan = plan_synthesis(material, is_national=False, extent=extent or Extent())
        title = gettext("What people said: %(consultation)s") % {"consultation": consultation.title}
        return write_draft(
            plan,
            material=material,
            campaign=consultation.campaign,
            kind=DocumentKind.LOCAL_SYNTHESIS,
            title=title,
            consultation=consultation,
        )


def draft_national_synthesis(
    campaign: Campaign, *, language: str | None = None, run: IdeaRun | None = None, extent: Extent | None = None
) -> Document:
    """Draft the synthesis of a whole campaign, or draft it again."""
    with translation.override(language or campaign.language):
        material = gather_material(run or run_for(campaign, None), consultation=None)
        plan = plan_synthesis(material, is_national=True, extent=extent or Extent())
        title = gettext("What the territories said: %(campaign)s") % {"campaign": campaign.title}
        return write_draft(
            plan, material=material, campaign=campaign, kind=DocumentKind.NATIONAL_SYNTHESIS, title=title
        )


@transaction.atomic
def write_draft(
    plan: Sequence[PlannedSection],
    *,
    material: Material,
    campaign: Campaign,
    kind: DocumentKind,
    title: str,
    consultation: Consultation | None = None,
) -> Document:
    """
    Write a plan in the current language into its document, which is made where there is none.

    Raises
    ------
    CampaignIsClosed
    """
    # two people who ask for a draft at once get one document
    refuse_if_closed(Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk))
    document = _document(campaign, kind, title, consultation)
    document.run = material.run
    document.save(update_fields=["run", "updated_at"])
    sentences = Sentence.objects.select_for_update(of=("self",)).filter(section__document=document)
    known = recognize(document, plan, {sentence.key: sentence for sentence in sentences if sentence.key})
    removed = removed_keys(document, plan)
    for planned in plan:
        section = _section(document, planned)
        wanted = [sentence for sentence in planned.sentences if sentence.key not in removed]
        _write_sentences(section, wanted, known)
    drafted = {sentence.key for planned in plan for sentence in planned.sentences}
    delete_sentences(row for key, row in known.items() if key not in drafted and not row.is_edited)
    document.sections.filter(sentences__isnull=True).exclude(key="").exclude(key__startswith="chapter").delete()
    return document


def delete_sentences(sentences: Iterable[Sentence]) -> None:
    """Delete sentences with their evidence."""
    Sentence.objects.filter(pk__in=[sentence.pk for sentence in sentences]).delete()


def _document(campaign: Campaign, kind: DocumentKind, title: str, consultation: Consultation | None) -> Document:
    language = translation.get_language()
    existing = Document.objects.filter(campaign=campaign, kind=kind, consultation=consultation, language=language)
    found = existing.order_by("id").first()
    if found is not None:
        return found
    return Document.objects.create(
        campaign=campaign,
        kind=kind,
        consultation=consultation,
        language=language,
        title=title[:200],
        slug=_free_slug(kind, language, consultation.slug if consultation else campaign.slug),
    )


def _free_slug(kind: DocumentKind, language: str, of: str) -> str:
    names = {DocumentKind.MANIFESTO: {"fr": "manifeste", "en": "manifesto"}}
    name = names.get(kind, {"fr": "synthese", "en": "synthesis"}).get(language, str(kind))
    wanted = slugify(f"{name}-{of}")[:110]
    taken = set(Document.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if slug not in taken)


def _section(document: Document, planned: PlannedSection) -> Section:
    found = document.sections.filter(key=planned.key).first()
    if found is not None:
        if found.topic_id != (planned.topic.pk if planned.topic else None) and planned.topic:
            found.topic = planned.topic
            found.save(update_fields=["topic"])
        return found
    last = document.sections.aggregate(last=Max("position"))["last"]
    made = document.sections.create(
        key=planned.key,
        kind=planned.kind,
        title=planned.title[:200],
        topic=planned.topic,
        position=0 if last is None else last + 1,
    )
    _put_before_the_last_ones(document)
    return made


def _put_before_the_last_ones(document: Document) -> None:
    """Keep the minority views, the other votes, then what is not classified, after a theme that a new draft brought."""
    ends = {MINORITIES: 1, VOTES: 2, UNCLASSIFIED: 3}
    sections = sorted(document.sections.all(), key=lambda row: (ends.get(row.key, 0), row.position, row.pk))
    for position, row in enumerate(sections):
        if row.position != position:
            Section.objects.filter(pk=row.pk).update(position=position)


def _write_sentences(section: Section, planned: Iterable[PlannedSentence], known: dict[str, Sentence]) -> None:
    """Rewrite the sentences that exist where they stand, and put each new one after the one planned before it."""
    position = section.sentences.aggregate(last=Max("position"))["last"]
    position = -1 if position is None else position
    for sentence in planned:
        existing = known.get(sentence.key)
        if existing is not None:
            if not existing.is_edited:
                _rewrite(existing, sentence)
            continue
        position += 1
        row = Sentence(section=section, key=sentence.key, position=position, **_columns(sentence))
        row.save()
        _write_evidence(row, sentence)


def _rewrite(row: Sentence, planned: PlannedSentence) -> None:
    row.evidence.all().delete()
    _write_evidence(row, planned)
    for name, value in _columns(planned).items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def _columns(planned: PlannedSentence) -> dict[str, object]:
    return {
        "text": planned.text,
        "form": planned.form,
        "figures": planned.figures,
        "idea_id": planned.idea_id,
    }


def _write_evidence(row: Sentence, planned: PlannedSentence) -> None:
    quoted = set(planned.quoted_ids)
    ordered = [*planned.quoted_ids, *(pk for pk in planned.contribution_ids if pk not in quoted)]
    evidence = [
        Evidence(sentence=row, contribution_id=pk, stance=Stance.CARRIES, is_quoted=pk in quoted) for pk in ordered
    ]
    evidence += [Evidence(sentence=row, statement_id=pk, stance=Stance.CARRIES) for pk in planned.statement_ids]
    Evidence.objects.bulk_create(evidence, batch_size=_BATCH)


def is_template(sentence: Sentence) -> bool:
    """Tell a sentence that the machine wrote and may write again from one that a person made theirs."""
    return not sentence.is_edited and sentence.form in (SentenceForm.COUNT, SentenceForm.VOTE)
