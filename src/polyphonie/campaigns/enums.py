from django.db import models
from django.utils.translation import gettext_lazy as _


class CampaignStatus(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Deadline(models.TextChoices):
    """What must be done by the date of a milestone; the follow-up of territories reads it."""

    NONE = "", _("nothing in particular")
    JOIN = "join", _("join the campaign")
    SIGN = "sign", _("sign the charter")
    DECLARE = "declare", _("declare a consultation")
    COLLECT = "collect", _("end the collection of contributions")
    GRID = "grid", _("submit the grid")


class EvidenceKind(models.TextChoices):
    """How a commitment of the charter is evidenced."""

    DECLARED = "declared", _("declared by the territory, with a document")
    MANDATE_STATED = "mandate_stated", _("computed: what is negotiable and the decision fed are stated")
    ACTIVITIES_DOCUMENTED = "activities_documented", _("computed: activities are described and documented")
    PUBLICS_DESCRIBED = "publics_described", _("computed: publics sought, reached and absent are described")
    GRID_PUBLISHED = "grid_published", _("computed: the grid is published")
    REPLIES_GIVEN = "replies_given", _("computed: the follow-up given is written in the published grid")
    DATA_OPENED = "data_opened", _("computed: contributions are published as open data")


class EngagementStatus(models.TextChoices):
    ACCEPTED = "accepted", _("accepted, charter to sign")
    SIGNED = "signed", _("charter signed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class JoinRequestStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("e-mail to confirm")
    CONFIRMED = "confirmed", _("to be looked at")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
