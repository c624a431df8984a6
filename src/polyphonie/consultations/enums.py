from django.db import models
from django.utils.translation import gettext_lazy as _


class Public(models.TextChoices):
    """Who speaks."""

    RESIDENT = "resident", _("residents")
    STAFF_MEMBER = "staff_member", _("staff")
    ELECTED_OFFICIAL = "elected_official", _("elected officials")
    COMPANY = "company", _("companies")
    RESEARCHER = "researcher", _("researchers")
    ASSOCIATION = "association", _("associations")
    UNKNOWN = "unknown", _("not stated")


class Kind(models.TextChoices):
    """What a contribution or a statement is, as its author chose it."""

    EXPECTATION = "expectation", _("expectation")
    CONCERN = "concern", _("concern")
    PROPOSAL = "proposal", _("proposal")
    QUESTION = "question", _("question")
    CONTROVERSY = "controversy", _("controversy")
    UNKNOWN = "unknown", _("not stated")


class Mandate(models.TextChoices):
    INFORMATION = "information", _("information")
    CONSULTATION = "consultation", _("consultation")
    CONCERTATION = "concertation", _("concertation")
    CO_CONSTRUCTION = "co_construction", _("co-construction")


class ActivityFormat(models.TextChoices):
    WORKSHOP = "workshop", _("workshop")
    DEBATE = "debate", _("public debate")
    PANEL = "panel", _("citizen panel")
    SURVEY = "survey", _("survey")
    OPINION_VOTE = "opinion_vote", _("opinion vote")
    ONLINE = "online", _("online contributions")
    OTHER = "other", _("other")


class VoteValue(models.IntegerChoices):
    DISAGREE = -1, _("disagree")
    PASS = 0, _("pass")
    AGREE = 1, _("agree")


class Moderation(models.IntegerChoices):
    """As the tools that we read code it: −1 out, 0 not looked at, 1 in."""

    REJECTED = -1, _("set aside")
    NOT_MODERATED = 0, _("not looked at")
    ACCEPTED = 1, _("accepted")
