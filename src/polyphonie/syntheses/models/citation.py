"""An index of what is published: which sentence of the present version cites which contribution."""

from __future__ import annotations

from django.db import models

from polyphonie.consultations.models import Contribution
from polyphonie.syntheses.enums import SentenceForm, Stance
from polyphonie.syntheses.models.document import DocumentVersion


class PublishedSentence(models.Model):
    """
    A sentence of the last published version of a document, so that it can be found.

    Made from the content of the version, which alone is proof; it can be made again at any time.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="sentences")
    key = models.PositiveBigIntegerField(help_text="Identifier of the sentence in its document")
    number = models.PositiveIntegerField(help_text="As readers see it, from 1")
    section_title = models.CharField(max_length=200)
    form = models.CharField(max_length=10, choices=SentenceForm.choices)
    text = models.TextField()

    class Meta:
        ordering = ["version_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="sentence_is_published_once_in_a_version"),
        ]

    def __str__(self) -> str:
        return self.text


class Citation(models.Model):
    """A published sentence rests on a contribution."""

    sentence = models.ForeignKey(PublishedSentence, on_delete=models.CASCADE, related_name="citations")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="citations")
    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.CARRIES)

    class Meta:
        ordering = ["sentence_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sentence", "contribution"], name="contribution_is_cited_once_by_a_published_sentence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id}: {self.contribution_id}"
