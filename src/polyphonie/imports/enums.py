from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportStatus(models.TextChoices):
    PREVIEWED = "previewed", _("to be confirmed")
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("undone")


class RowOutcome(models.TextChoices):
    TAKEN = "taken", _("taken")
    ALREADY_THERE = "already_there", _("already there")
    UPDATED = "updated", _("updated at the source")
    REFUSED = "refused", _("refused")
