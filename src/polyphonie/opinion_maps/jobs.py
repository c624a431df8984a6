"""The votes of a consultation → an opinion map → a row."""

from __future__ import annotations

import numpy as np
from django_tasks import task

from polyphonie.analysis.votes import MapSettings, map_opinions
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Consultation
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.opinion_maps.queries import VoteMatrix, vote_matrix
from polyphonie.opinion_maps.records import map_record, parameters_of, positions_record, versions


@task()
def compute_opinion_map(consultation_id: int, seed: int = 0) -> int:
    """
    Compute the map of a consultation and keep it; return its key.

    A map of the same votes, parameters, seed and version is not computed again.

    Raises
    ------
    CampaignIsClosed
    """
    consultation = Consultation.objects.select_related("campaign").get(pk=consultation_id)
    refuse_if_closed(consultation.campaign)
    matrix = vote_matrix(consultation)
    settings = MapSettings()
    known = _known_map(consultation, matrix.digest, settings, seed)
    return known.pk if known is not None else _computed(consultation, matrix, settings, seed).pk


def _known_map(consultation: Consultation, digest: str, settings: MapSettings, seed: int) -> OpinionMap | None:
    maps = OpinionMap.objects.filter(consultation=consultation, votes_digest=digest, seed=seed)
    same = (parameters_of(settings), versions())
    return next((one for one in maps if (one.parameters, one.versions) == same), None)


def _computed(consultation: Consultation, matrix: VoteMatrix, settings: MapSettings, seed: int) -> OpinionMap:
    rng = np.random.default_rng(seed)
    result = map_opinions(matrix.table, rng=rng, settings=settings, left_out=matrix.left_out)
    refuse_if_closed(consultation.campaign)  # it may have closed while the map was computed
    return OpinionMap.objects.create(
        consultation=consultation,
        votes_digest=matrix.digest,
        parameters=parameters_of(settings),
        seed=seed,
        versions=versions(),
        verdict=result.verdict,
        n_participants=matrix.table.n_participants,
        n_statements=matrix.table.n_statements,
        n_votes=matrix.table.n_votes,
        result=map_record(result, matrix.texts),
        positions=positions_record(result),
    )
