"""Facts that sources read: each set of rows is fetched once, however many fields rest on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.consultations.models import Activity, Attendance, Consultation, Contribution, SoughtPublic
from polyphonie.ideas.models import IdeaRun, Reading
from polyphonie.imports.models import Import
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.syntheses.models import Document
from polyphonie.territories.models import Territory


@dataclass(frozen=True)
class Facts:
    """Published rows of one territory in one campaign, read when a source asks for them."""

    engagement: Engagement

    @property
    def territory(self) -> Territory:
        return self.engagement.territory

    @property
    def campaign(self) -> Campaign:
        return self.engagement.campaign

    @cached_property
    def consultations(self) -> Sequence[Consultation]:
        return list(Consultation.objects.of(self.territory).in_campaign(self.campaign).filter(is_published=True))

    @cached_property
    def activities(self) -> Sequence[Activity]:
        held = Activity.objects.of(self.territory).in_campaign(self.campaign)
        published = held.filter(consultation__is_published=True, is_cancelled=False)
        return list(published.prefetch_related("documents").order_by("held_on", "id"))

    @cached_property
    def sought_publics(self) -> Sequence[SoughtPublic]:
        rows = SoughtPublic.objects.filter(consultation__territory=self.territory, consultation__campaign=self.campaign)
        return list(rows.filter(consultation__is_published=True).order_by("id"))

    @cached_property
    def attendance(self) -> Sequence[Attendance]:
        rows = Attendance.objects.filter(activity__consultation__territory=self.territory)
        published = rows.filter(activity__consultation__campaign=self.campaign, activity__is_cancelled=False)
        return list(published.filter(activity__consultation__is_published=True).order_by("id"))

    @cached_property
    def n_contributions(self) -> int:
        rows = Contribution.objects.of(self.territory).in_campaign(self.campaign).kept()
        return rows.filter(consultation__is_published=True).count()

    @cached_property
    def synthesis(self) -> Document | None:
        documents = Document.objects.of(self.territory).in_campaign(self.campaign)
        return documents.local().published().first()

    @cached_property
    def has_import(self) -> bool:
        return Import.objects.of(self.territory).filter(consultation__campaign=self.campaign, status="done").exists()

    @cached_property
    def has_opinion_map(self) -> bool:
        return OpinionMap.objects.of(self.territory).in_campaign(self.campaign).published().exists()

    @cached_property
    def idea_run(self) -> IdeaRun | None:
        """The published ideas of the campaign, else those of a consultation of the territory."""
        runs = IdeaRun.objects.published().in_campaign(self.campaign).select_related("consultation")
        here = runs.filter(Q(consultation__isnull=True) | Q(consultation__territory=self.territory))
        return min(here, key=lambda run: run.consultation_id is not None, default=None)

    @cached_property
    def readings_by_idea(self) -> Sequence[tuple[int, str, int]]:
        """Contributions of the territory in each idea, by kind: idea, kind, how many."""
        if self.idea_run is None:
            return []
        placed = Reading.objects.filter(run=self.idea_run, idea__isnull=False)
        here = placed.filter(
            contribution__consultation__territory=self.territory,
            contribution__consultation__is_published=True,
            contribution__erased_at__isnull=True,
        )
        heads = here.order_by().values_list(Coalesce("idea__merged_into", "idea"), "contribution__kind")
        return list(heads.annotate(n=Count("pk")))
