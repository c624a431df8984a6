"""Consultations and activities; what people said in them; what they voted."""

from polyphonie.consultations.models.consultation import Activity, Consultation
from polyphonie.consultations.models.contribution import Contribution, ModerationDecision
from polyphonie.consultations.models.vote import Participant, Statement, Vote, VoteEvent

__all__ = [
    "Activity",
    "Consultation",
    "Contribution",
    "ModerationDecision",
    "Participant",
    "Statement",
    "Vote",
    "VoteEvent",
]
