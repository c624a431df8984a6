from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a territory stands in a campaign: the first thing that it still has to do."""

    TO_SIGN = "to_sign", _("charter to sign")
    TO_SIGN_AGAIN = "to_sign_again", _("new version of the charter to sign")
    TO_DECLARE = "to_declare", _("consultation to declare")
    TO_COLLECT = "to_collect", _("consultation under way")
    TO_FILL = "to_fill", _("grid to fill")
    TO_REVIEW = "to_review", _("grid to review")
    DONE = "done", _("grid published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class MailingStatus(models.TextChoices):
    DRAFT = "draft", _("to be looked at")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")


class MailOutcome(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being handed over")
    SENT = "sent", _("sent")
    REFUSED = "refused", _("refused by the mail server")
    UNCERTAIN = "uncertain", _("interrupted: it may have left, and is not sent twice")
    LEFT = "left", _("taken for sent by a person")
    UNSUBSCRIBED = "unsubscribed", _("not sent: the person unsubscribed")


class PublicStage(models.TextChoices):
    """How far a territory went, in the words of its public page."""

    JOINED = "joined", _("has joined")
    CHARTER = "charter", _("has signed the charter")
    CONSULTATION = "consultation", _("has published a consultation")
    GRID = "grid", _("has published its grid")
    WITHDRAWN = "withdrawn", _("has withdrawn")


class Showing(models.TextChoices):
    """What is shown of a commitment. Not a grade: nothing yet may mean that it is too early."""

    SHOWN = "shown", _("shown")
    PARTLY = "partly", _("partly shown")
    DECLARED = "declared", _("declared, with what the territory gives to see")
    NOTHING_YET = "nothing_yet", _("nothing shown yet")


class LeftOut(models.TextChoices):
    """Why a reminder does not go to a territory, or to one of its leads."""

    NO_LEAD = "no_lead", _("no active lead: invite one")
    INVITED = "invited", _("its lead has not accepted the invitation yet")
    UNSUBSCRIBED = "unsubscribed", _("the person unsubscribed")
