"""A sentence and the voices that carry it."""

from __future__ import annotations

from django.db import models

from polyphonie.consultations.models import Contribution, Statement
from polyphonie.core.models import TimeStampedModel
from polyphonie.ideas.models import Idea
from polyphonie.syntheses.enums import FIGURE_LABELS, SentenceForm, Stance
from polyphonie.syntheses.models.document import Section


class Sentence(TimeStampedModel):
    """
    One sentence of a document: a template over counts, a verbatim quote, a vote result,
    or words of its authors.

    `figures` holds every number that the text prints, by name, so that each can be recounted
    from the evidence. A sentence without evidence is a position, and is shown as one; the
    database refuses to change or publish any other that has none.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="sentences")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=200, blank=True, help_text="What a new draft recognizes it by")
    text = models.TextField()
    form = models.CharField(max_length=10, choices=SentenceForm.choices, default=SentenceForm.WRITTEN)
    idea = models.ForeignKey(Idea, on_delete=models.SET_NULL, null=True, blank=True, related_name="sentences")
    figures = models.JSONField(default=dict, blank=True)
    is_edited = models.BooleanField(default=False, help_text="A person wrote it or changed it: a new draft keeps it")
    version = models.PositiveIntegerField(default=1, help_text="Raised by each change, against lost updates")

    class Meta:
        ordering = ["section_id", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(form__in=SentenceForm.values), name="sentence_form_is_one_of_the_known_forms"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="sentence_has_words"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def named_figures(self) -> list[tuple[str, int]]:
        """What the sentence counts, each figure under a name that people read."""
        return [(str(FIGURE_LABELS[name]), number) for name, number in self.figures.items()]

    @property
    def is_position(self) -> bool:
        return self.form == SentenceForm.POSITION


class Evidence(models.Model):
    """What a sentence rests on: one contribution, or the votes on one statement."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="evidence")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.CARRIES)
    is_quoted = models.BooleanField(default=False, help_text="Its words are shown, not only counted")

    class Meta:
        ordering = ["sentence_id", "-is_quoted", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contribution__isnull=False, statement__isnull=True)
                | models.Q(contribution__isnull=True, statement__isnull=False),
                name="evidence_is_one_contribution_or_one_statement",
            ),
            models.UniqueConstraint(
                fields=["sentence", "contribution"],
                condition=models.Q(contribution__isnull=False),
                name="contribution_is_evidence_once_for_a_sentence",
            ),
            models.UniqueConstraint(
                fields=["sentence", "statement"],
                condition=models.Q(statement__isnull=False),
                name="statement_is_evidence_once_for_a_sentence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id}: {self.contribution or self.statement}"
