"""Contributions → ideas → rows. Tasks of the worker."""

from __future__ import annotations

import time

from django_tasks import task

from polyphonie.analysis.texts import IdeaSettings, gather_ideas
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Consultation
from polyphonie.ideas.models import IdeaRun
from polyphonie.ideas.queries.texts import GatheredTexts, texts_of_scope
from polyphonie.ideas.records import parameters_of, versions
from polyphonie.ideas.services.keeping import Cost, keep_run
from polyphonie.ideas.services.linking import link_statements


@task()
def gather_ideas_of_campaign(campaign_id: int, seed: int = 0) -> int:
    """
    Gather the ideas of all the published consultations of a campaign; return the key of the run.

    A run of the same texts, themes, seed and versions is not computed again.
    """
    return _run(texts_of_scope(Campaign.objects.get(pk=campaign_id), None), seed).pk


@task()
def gather_ideas_of_consultation(consultation_id: int, seed: int = 0) -> int:
    """Gather the ideas of one consultation, published or not; return the key of the run."""
    consultation = Consultation.objects.select_related("campaign").get(pk=consultation_id)
    return _run(texts_of_scope(consultation.campaign, consultation), seed).pk


def _run(gathered: GatheredTexts, seed: int) -> IdeaRun:
    refuse_if_closed(gathered.campaign)
    settings = IdeaSettings()
    run = _known_run(gathered, settings, seed) or _computed(gathered, settings, seed)
    # Outside of the transaction that keeps the run: comparing statements takes time and writes little.
    link_statements(run=run)
    return run


def _computed(gathered: GatheredTexts, settings: IdeaSettings, seed: int) -> IdeaRun:
    started = time.process_time()
    result = gather_ideas(
        gathered.texts,
        codebook=gathered.codebook,
        settings=settings,
        seed=seed,
        default_language=gathered.campaign.language,
    )
    return keep_run(gathered=gathered, result=result, cost=Cost(time.process_time() - started))


def _known_run(gathered: GatheredTexts, settings: IdeaSettings, seed: int) -> IdeaRun | None:
    runs = IdeaRun.objects.of_scope(gathered.campaign, gathered.consultation)
    same = (parameters_of(settings, gathered.codebook), versions())
    found = runs.filter(texts_digest=gathered.digest, seed=seed)
    return next((run for run in found if (run.parameters, run.versions) == same), None)
