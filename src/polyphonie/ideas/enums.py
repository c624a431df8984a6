from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadingStatus(models.TextChoices):
    """Where the analysis put a contribution. Every contribution has one."""

    IDEA = "idea", _("in an idea")
    UNCLASSIFIED = "unclassified", _("not classified")
    EMPTY = "empty", _("without content")


class DecisionKind(models.TextChoices):
    RENAME = "rename", _("renamed")
    MERGE = "merge", _("merged")
    HIDE = "hide", _("set aside")
    MOVE = "move", _("moved")
