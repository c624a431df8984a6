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
    CONVENTION = "convention", _("citizens’ convention")
    STANDING_COUNCIL = "standing_council", _("standing citizens’ council")
    DEVELOPMENT_COUNCIL = "development_council", _("development council")
    WORKING_GROUP = "working_group", _("working group of officials and staff")
    SEMINAR = "seminar", _("seminar")
    WEBINAR = "webinar", _("webinar")
    CAFE = "cafe", _("informal meeting, over coffee or drinks")
    OUTREACH = "outreach", _("going to meet people")
    SURVEY = "survey", _("survey")
    OPINION_VOTE = "opinion_vote", _("opinion vote")
    ONLINE = "online", _("online contributions")
    OTHER = "other", _("other")


class Recruitment(models.TextChoices):
    """How participants of an activity came to it."""

    OPEN = "open", _("open to all")
    INVITATION = "invitation", _("by invitation")
    LOT = "lot", _("drawn by lot")
    QUOTAS = "quotas", _("chosen to resemble the population")
    OUTREACH = "outreach", _("met where they are")
    OFFICE = "office", _("because of their office")
    UNKNOWN = "unknown", _("not stated")


class AudienceCategory(models.TextChoices):
    """Whom a consultation seeks, and who came. Wider than `Public`, which is what a contribution says of its author."""

    RESIDENT = "resident", _("residents")
    STAFF_MEMBER = "staff_member", _("staff")
    ELECTED_OFFICIAL = "elected_official", _("elected officials")
    COMPANY = "company", _("companies")
    RESEARCHER = "researcher", _("researchers")
    ASSOCIATION = "association", _("associations")
    TEACHER = "teacher", _("teachers")
    UNION = "union", _("unions")
    YOUNG = "young", _("young people")
    FAR_FROM_DIGITAL = "far_from_digital", _("people far from digital tools")
    OTHER = "other", _("others")


class Reach(models.TextChoices):
    """Whether a public that was sought came."""

    NOT_YET = "not_yet", _("not known yet")
    REACHED = "reached", _("reached")
    PARTLY = "partly", _("partly reached")
    ABSENT = "absent", _("absent")


class DocumentKind(models.TextChoices):
    MINUTES = "minutes", _("minutes")
    MATERIAL = "material", _("information given to participants")
    BOARD = "board", _("photo of a board")
    EXPORT = "export", _("export of a tool")
    RECORDING = "recording", _("recording")
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
