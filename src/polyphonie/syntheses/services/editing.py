"""
What a person does to a draft. Each change is checked against the rule of evidence, then kept by later drafts.

Every function raises `CampaignIsClosed` where the campaign is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Contribution, Statement
from polyphonie.syntheses.enums import DocumentKind, SectionKind, SentenceForm, Stance
from polyphonie.syntheses.errors import (
    NoEvidenceError,
    NotVerbatimError,
    OutOfScopeError,
    SectionNotEmptyError,
    SentenceChangedError,
)
from polyphonie.syntheses.models import Document, Evidence, Section, Sentence
from polyphonie.syntheses.services.figures import recount
from polyphonie.syntheses.services.material import contributions_in_scope
from polyphonie.syntheses.services.recognizing import memory_of
from polyphonie.syntheses.services.rewriting import refresh


@transaction.atomic
def edit_sentence(*, sentence: Sentence, text: str, form: str, version: int) -> Sentence:
    """
    Change the words or the form of a sentence.

    `version` is the one that the person had under their eyes: if somebody changed the sentence since, nothing is
    written and the person is told.
    """
    locked = _locked(sentence)
    if locked.version != version:
        raise SentenceChangedError
    if locked.text == text and locked.form == form:
        return locked
    check_evidence(form, text, locked.evidence.all())
    locked.text, locked.form = text, form
    locked.is_edited = True
    locked.version += 1
    locked.figures = {} if form == SentenceForm.POSITION else recount(locked)
    locked.save()
    return locked


@transaction.atomic
def add_sentence(
    *,
    section: Section,
    text: str,
    form: str = SentenceForm.WRITTEN,
    contributions: Sequence[Contribution] = (),
    statements: Sequence[Statement] = (),
    stance: str = Stance.CARRIES,
) -> Sentence:
    """Add a sentence at the end of a section, with what it rests on; only a position rests on nothing."""
    refuse_if_closed(section.document.campaign)
    evidence = [Evidence(contribution=contribution, stance=stance) for contribution in contributions]
    evidence += [Evidence(statement=statement, stance=stance) for statement in statements]
    check_scope(section.document, evidence)
    check_evidence(form, text, evidence)
    last = section.sentences.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    sentence = Sentence.objects.create(section=section, position=position, text=text, form=form, is_edited=True)
    for row in evidence:
        row.sentence = sentence
        row.is_quoted = row.contribution is not None and not row.contribution.is_hidden
    Evidence.objects.bulk_create(evidence)
    if evidence and form != SentenceForm.POSITION:
        Sentence.objects.filter(pk=sentence.pk).update(figures=recount(sentence))
    return Sentence.objects.get(pk=sentence.pk)


@transaction.atomic
def remove_sentence(*, sentence: Sentence) -> None:
    """Take a sentence out of the draft; a later draft does not bring it back."""
    locked = _locked(sentence)
    document = locked.section.document
    if locked.key:
        document.removed = [*document.removed, memory_of(locked)]
        document.save(update_fields=["removed", "updated_at"])
    locked.delete()


@transaction.atomic
def move_sentence(*, sentence: Sentence, by: int) -> None:
    """Move a sentence up (-1) or down (+1); past the end of its section it goes on to the next one."""
    section = sentence.section
    refuse_if_closed(section.document.campaign)
    order = list(section.sentences.select_for_update().order_by("position", "id"))
    index = next(place for place, row in enumerate(order) if row.pk == sentence.pk)
    if 0 <= index + by < len(order):
        order[index], order[index + by] = order[index + by], order[index]
        _renumber(order)
        return
    neighbor = _neighbor(section, by)
    if neighbor is not None:
        others = list(neighbor.sentences.select_for_update().order_by("position", "id"))
        Sentence.objects.filter(pk=sentence.pk).update(section=neighbor)
        _renumber([*others, sentence] if by < 0 else [sentence, *others])


@transaction.atomic
def attach_evidence(
    *, sentence: Sentence, contributions: Sequence[Contribution] = (), statements: Sequence[Statement] = (), stance: str
) -> int:
    """Attach contributions or votes to a sentence; return how many are new. Those attached already take the stance."""
    locked = _locked(sentence)
    rows = [Evidence(sentence=locked, contribution=row, stance=stance) for row in contributions]
    rows += [Evidence(sentence=locked, statement=row, stance=stance) for row in statements]
    check_scope(locked.section.document, rows)
    n_new = 0
    for row in rows:
        _evidence, is_new = Evidence.objects.update_or_create(
            sentence=locked, contribution=row.contribution, statement=row.statement, defaults={"stance": stance}
        )
        n_new += is_new
    refresh(locked)
    return n_new


@transaction.atomic
def detach_evidence(*, sentence: Sentence, evidence: Sequence[Evidence]) -> None:
    """Detach evidence from a sentence, which must keep some unless it is a position."""
    locked = _locked(sentence)
    kept = locked.evidence.exclude(pk__in=[row.pk for row in evidence])
    check_evidence(locked.form, locked.text, kept)
    locked.evidence.filter(pk__in=[row.pk for row in evidence]).delete()
    refresh(locked)


@transaction.atomic
def mark_evidence(*, evidence: Evidence, stance: str | None = None, is_quoted: bool | None = None) -> None:
    """Say that a voice carries the sentence or dissents from it, or that its words are shown."""
    locked = _locked(evidence.sentence)
    row = locked.evidence.get(pk=evidence.pk)
    row.stance = stance if stance is not None else row.stance
    row.is_quoted = is_quoted if is_quoted is not None else row.is_quoted
    row.save(update_fields=["stance", "is_quoted"])
    refresh(locked)


@transaction.atomic
def add_section(*, document: Document, title: str) -> Section:
    """Add a section at the end of a document: a chapter, in the manifesto, where later drafts may bring ideas."""
    refuse_if_closed(document.campaign)
    is_chapter = document.kind == DocumentKind.MANIFESTO
    last = document.sections.aggregate(last=Max("position"))["last"]
    return document.sections.create(
        title=title,
        kind=SectionKind.CHAPTER if is_chapter else SectionKind.FREE,
        key=f"chapter:{slugify(title)}"[:200] if is_chapter else "",
        position=0 if last is None else last + 1,
    )


@transaction.atomic
def move_section(*, section: Section, by: int) -> None:
    """Move a section up (-1) or down (+1)."""
    refuse_if_closed(section.document.campaign)
    order = list(section.document.sections.select_for_update().order_by("position", "id"))
    index = next(place for place, row in enumerate(order) if row.pk == section.pk)
    if not 0 <= index + by < len(order):
        return
    order[index], order[index + by] = order[index + by], order[index]
    for position, row in enumerate(order):
        Section.objects.filter(pk=row.pk).update(position=position)


@transaction.atomic
def rename_section(*, section: Section, title: str) -> Section:
    """Change the title of a section."""
    refuse_if_closed(section.document.campaign)
    section.title = title
    section.save(update_fields=["title"])
    return section


@transaction.atomic
def remove_section(*, section: Section) -> None:
    """Remove a section that holds no sentence."""
    refuse_if_closed(section.document.campaign)
    if section.sentences.exists():
        raise SectionNotEmptyError
    section.delete()


def check_evidence(form: str, text: str, evidence: Iterable[Evidence]) -> None:
    """Refuse a sentence that rests on nothing and is not a position, and a quote that is not verbatim."""
    rows = list(evidence)
    if form == SentenceForm.POSITION:
        return
    if not rows:
        raise NoEvidenceError
    if form == SentenceForm.QUOTE and not any(row.contribution and text in row.contribution.text for row in rows):
        raise NotVerbatimError


def check_scope(document: Document, evidence: Sequence[Evidence]) -> None:
    """Refuse evidence from outside what the document covers: another territory's, or not published."""
    scope = contributions_in_scope(document.campaign, document.consultation)
    ids = {row.contribution.pk for row in evidence if row.contribution}
    if len(ids) != scope.filter(pk__in=ids).count():
        raise OutOfScopeError
    for statement in (row.statement for row in evidence if row.statement):
        of_consultation = document.consultation_id in (None, statement.consultation_id)
        if not of_consultation or statement.consultation.campaign_id != document.campaign_id:
            raise OutOfScopeError


def _locked(sentence: Sentence) -> Sentence:
    rows = Sentence.objects.select_for_update(of=("self",)).select_related("section__document__campaign", "idea")
    locked = rows.get(pk=sentence.pk)
    refuse_if_closed(locked.section.document.campaign)
    return locked


def _neighbor(section: Section, by: int) -> Section | None:
    sections = section.document.sections
    if by < 0:
        return sections.filter(position__lt=section.position).order_by("-position", "-id").first()
    return sections.filter(position__gt=section.position).order_by("position", "id").first()


def _renumber(order: Sequence[Sentence]) -> None:
    for position, row in enumerate(order):
        Sentence.objects.filter(pk=row.pk).update(position=position)
