"""A campaign: its call, questions and calendar; its charter; the territories that engage in it."""

from polyphonie.campaigns.models.campaign import Campaign, Milestone, Question
from polyphonie.campaigns.models.charter import Charter, Commitment
from polyphonie.campaigns.models.engagement import DeclaredEvidence, Engagement, JoinRequest, Signature

__all__ = [
    "Campaign",
    "Charter",
    "Commitment",
    "DeclaredEvidence",
    "Engagement",
    "JoinRequest",
    "Milestone",
    "Question",
    "Signature",
]
