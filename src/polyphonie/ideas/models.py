"""Themes, ideas, and where each contribution stands among them."""

from __future__ import annotations

from typing import Self

from django.db import models

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation, Contribution, Statement
from polyphonie.core.models import TimeStampedModel
from polyphonie.ideas.enums import DecisionKind, ReadingStatus
from polyphonie.territories.models import Territory


class CodebookQuerySet(models.QuerySet["Codebook"]):
    """Chainable filters; each name reads after `Codebook.objects`."""

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class Codebook(TimeStampedModel):
    """The themes of a campaign, in one version. Once published, the themes of everyone in it never change."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="codebooks")
    version = models.PositiveSmallIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True, help_text="From then on it no longer changes")
    change_note = models.TextField(blank=True, help_text="What changed since the version before")

    objects = CodebookQuerySet.as_manager()

    class Meta:
        ordering = ["campaign_id", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "version"], name="codebook_version_is_unique_in_its_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}, v{self.version}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class TopicQuerySet(models.QuerySet["Topic"]):
    """Chainable filters; each name reads after `Topic.objects`."""

    def of_everyone(self) -> Self:
        return self.filter(territory__isnull=True)

    def local(self) -> Self:
        return self.filter(territory__isnull=False)

    def of(self, territory: Territory) -> Self:
        """Those that a territory added for itself."""
        return self.filter(territory=territory)


class Topic(models.Model):
    """One theme of a codebook: of everyone, or added by a territory for itself."""

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="topics")
    code = models.SlugField(max_length=60)
    label = models.CharField(max_length=200)
    keywords = models.TextField(blank=True, help_text="Words that tell it, separated by commas")
    definition = models.TextField(blank=True, help_text="What it covers, for whoever reads the list of themes")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_topics",
        help_text="The territory that added it for itself; empty for a theme of everyone",
    )
    proposed_by = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The territory that had added it, where the coordination made it a theme of everyone",
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged_from",
        help_text="The theme of everyone that holds it since the coordination merged it",
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["codebook_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "code"], name="topic_code_is_unique_in_its_codebook"),
        ]

    def __str__(self) -> str:
        return self.label


class IdeaRunQuerySet(models.QuerySet["IdeaRun"]):
    """Chainable filters; each name reads after `IdeaRun.objects`."""

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def national(self) -> Self:
        return self.filter(consultation__isnull=True)

    def of(self, territory: Territory) -> Self:
        return self.filter(consultation__territory=territory)

    def published(self) -> Self:
        return self.filter(is_published=True).exclude(campaign__status="draft")

    def of_scope(self, campaign: Campaign, consultation: Consultation | None) -> Self:
        return self.filter(campaign=campaign, consultation=consultation)


class IdeaRun(TimeStampedModel):
    """One computation of the ideas of a campaign, or of one of its consultations."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="idea_runs")
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, null=True, blank=True, related_name="idea_runs"
    )
    texts_digest = models.CharField(max_length=64, help_text="SHA-256 of the texts, in canonical order")
    parameters = models.JSONField(default=dict)
    seed = models.BigIntegerField(default=0)
    versions = models.JSONField(default=dict)
    n_contributions = models.PositiveIntegerField(default=0)
    n_distinct = models.PositiveIntegerField(default=0)
    cpu_seconds = models.FloatField(default=0.0)
    is_published = models.BooleanField(default=False)

    objects = IdeaRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.consultation or self.campaign} ({self.texts_digest[:12]})"


class IdeaQuerySet(models.QuerySet["Idea"]):
    """Chainable filters; each name reads after `Idea.objects`."""

    def visible(self) -> Self:
        return self.filter(is_hidden=False, merged_into__isnull=True)


class Idea(TimeStampedModel):
    """Contributions that say the same thing, gathered by the machine and named with people's words."""

    run = models.ForeignKey(IdeaRun, on_delete=models.CASCADE, related_name="ideas")
    key = models.CharField(max_length=64, help_text="Stable under recomputation of the same texts")
    label = models.CharField(max_length=300)
    suggested_label = models.CharField(max_length=300, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="ideas")
    emergent_topic = models.CharField(max_length=200, blank=True, help_text="Where no theme of the codebook fits")
    quote = models.ForeignKey(
        Contribution, on_delete=models.SET_NULL, null=True, blank=True, related_name="heads_ideas"
    )
    second_quote = models.ForeignKey(
        Contribution, on_delete=models.SET_NULL, null=True, blank=True, related_name="seconds_ideas"
    )
    n_contributions = models.PositiveIntegerField(default=0)
    n_distinct = models.PositiveIntegerField(default=0)
    n_territories = models.PositiveIntegerField(default=0)
    stability = models.FloatField(null=True, blank=True, help_text="0 to 1; empty where not measured")
    is_fragile = models.BooleanField(default=False)
    is_minority = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["run_id", "-n_distinct", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="idea_key_is_unique_in_its_run"),
        ]

    def __str__(self) -> str:
        return self.label


class Reading(models.Model):
    """Where one contribution stands in a run. Every contribution of the run has one: nothing is lost."""

    run = models.ForeignKey(IdeaRun, on_delete=models.CASCADE, related_name="readings")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="readings")
    idea = models.ForeignKey(Idea, on_delete=models.SET_NULL, null=True, blank=True, related_name="readings")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="readings")
    duplicate_of = models.ForeignKey(
        Contribution, on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    language = models.CharField(max_length=8, blank=True)
    status = models.CharField(max_length=15, choices=ReadingStatus.choices)
    reason = models.CharField(max_length=60, blank=True)
    is_decided = models.BooleanField(default=False, help_text="A person placed it")

    class Meta:
        ordering = ["run_id", "contribution_id"]
        indexes = [models.Index(fields=["run", "status"])]
        constraints = [
            models.UniqueConstraint(fields=["run", "contribution"], name="contribution_is_read_once_in_a_run"),
            models.CheckConstraint(
                condition=~models.Q(status=ReadingStatus.IDEA) | models.Q(idea__isnull=False),
                name="reading_in_an_idea_names_the_idea",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution}: {self.status}"


class IdeaStatement(models.Model):
    """A statement that people voted on says the same as an idea: suggested, then confirmed or refused by a person."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="statement_links")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="idea_links")
    similarity = models.FloatField(help_text="0 to 1")
    is_confirmed = models.BooleanField(null=True, help_text="Empty: suggested, nobody has looked")

    class Meta:
        ordering = ["idea_id", "-similarity"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "statement"], name="statement_is_linked_once_to_an_idea"),
        ]

    def __str__(self) -> str:
        return f"{self.idea} – {self.statement}"


class IdeaDecision(TimeStampedModel):
    """What a person decided of an idea; decisions are replayed on the next run."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="idea_decisions")
    consultation = models.ForeignKey(
        Consultation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="idea_decisions",
        help_text="Whose ideas; empty for those of the whole campaign",
    )
    idea = models.ForeignKey(Idea, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    anchor = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="+", help_text="A contribution at the heart of the idea"
    )
    value = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
