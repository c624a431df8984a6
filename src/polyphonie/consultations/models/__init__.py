"""Consultations and activities; what people said in them; what they voted."""

from polyphonie.consultations.models.consultation import (
    Activity,
    ActivityDocument,
    Attendance,
    Consultation,
    SoughtPublic,
)
from polyphonie.consultations.models.contribution import Contribution, ModerationDecision
from polyphonie.consultations.models.vote import Participant, Statement, Vote, VoteEvent

__all__ = [
    "Activity",
    "ActivityDocument",
    "Attendance",
    "Consultation",
    "Contribution",
    "ModerationDecision",
    "Participant",
    "SoughtPublic",
    "Statement",
    "Vote",
    "VoteEvent",
]
