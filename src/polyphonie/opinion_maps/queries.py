"""The votes of a consultation as a table, and the maps that a person may see."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze, can_analyze_nationally
from polyphonie.analysis.votes import VoteTable
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import Moderation
from polyphonie.consultations.models import Consultation, Participant, Statement, Vote
from polyphonie.opinion_maps.models import OpinionMap

_CHUNK = 50_000


@dataclass(frozen=True)
class VoteMatrix:
    """The current votes of a consultation, the text of its statements, and those that moderation set aside."""

    table: VoteTable
    texts: dict[str, str]
    left_out: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the votes in canonical order, and of what was set aside."""
        digest = hashlib.sha256()
        for names in (self.table.participants, self.table.statements, self.left_out):
            digest.update("\n".join(names).encode() + b"\0")
        for column in (self.table.starts, self.table.columns, self.table.values):
            digest.update(np.ascontiguousarray(column).astype("<i4").tobytes())
        return digest.hexdigest()


def vote_matrix(consultation: Consultation) -> VoteMatrix:
    """Read the votes of a consultation; people who never voted are not in the table."""
    statements = list(Statement.objects.filter(consultation=consultation).order_by("pk"))
    statement_names = _names([(one.pk, one.source, one.external_id) for one in statements])
    participant_names = voter_names(consultation)
    left_out = [one.pk for one in statements if one.moderation == Moderation.REJECTED]
    return VoteMatrix(
        _table(consultation, participant_names, statement_names),
        {statement_names[one.pk]: one.text for one in statements},
        tuple(sorted(statement_names[pk] for pk in left_out)),
    )


def voter_names(consultation: Consultation) -> dict[int, str]:
    """Give the name under which a map knows each person who voted, by key."""
    voters = Participant.objects.filter(consultation=consultation, votes__isnull=False).distinct()
    return _names(list(voters.order_by("pk").values_list("pk", "source", "external_id")))


def _names(rows: list[tuple[int, str, str]]) -> dict[int, str]:
    """Keep the identifiers of the file where one source alone gave them; otherwise say which source."""
    is_one_source = len({source for _, source, _ in rows}) <= 1
    return {pk: identifier if is_one_source else f"{source}:{identifier}" for pk, source, identifier in rows}


def _table(consultation: Consultation, participants: dict[int, str], statements: dict[int, str]) -> VoteTable:
    rows = {pk: place for place, pk in enumerate(participants)}
    columns = {pk: place for place, pk in enumerate(statements)}
    votes = Vote.objects.filter(statement__consultation=consultation).order_by()
    cells = [
        (rows[participant], columns[statement], value)
        for participant, statement, value in votes.values_list("participant_id", "statement_id", "value").iterator(
            chunk_size=_CHUNK
        )
    ]
    cast = np.array(cells, np.int64).reshape(-1, 3)
    return VoteTable.from_codes(
        list(participants.values()), list(statements.values()), cast[:, 0], cast[:, 1], cast[:, 2]
    )


def visible_maps(person: User | AnonymousUser, campaign: Campaign) -> QuerySet[OpinionMap]:
    """Published maps of a campaign; for those who work in a territory, its drafts too."""
    maps = (
        OpinionMap.objects.in_campaign(campaign).select_related("consultation__territory").defer("result", "positions")
    )
    if can_analyze_nationally(person):
        return maps
    own = [] if not isinstance(person, User) else person.memberships.values_list("territory", flat=True)
    published = OpinionMap.objects.published().values("pk")
    return maps.filter(Q(pk__in=published) | Q(consultation__territory__in=[one for one in own if one is not None]))


def computable_consultations(person: User | AnonymousUser, campaign: Campaign) -> list[Consultation]:
    """Consultations with votes whose map this person may compute."""
    if not isinstance(person, User):
        return []
    voted = Consultation.objects.in_campaign(campaign).filter(participants__votes__isnull=False).distinct()
    return [one for one in voted.select_related("territory") if can_analyze(person, one.territory)]
