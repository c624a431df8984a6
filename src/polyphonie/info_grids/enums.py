from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FieldKind(models.TextChoices):
    """What a field of the grid takes."""

    TEXT = "text", _("short text")
    LONG_TEXT = "long_text", _("long text")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    CHOICE = "choice", _("one choice")
    CHOICES = "choices", _("several choices")
    ROWS = "rows", _("repeated rows")
    FILE = "file", _("file")
    COMPUTED = "computed", _("computed")


class Visibility(models.TextChoices):
    """Who reads an answer once the grid is published."""

    PUBLIC = "public", _("anyone")
    RESTRICTED = "restricted", _("the territory and the national team")


class GridStatus(models.TextChoices):
    DRAFT = "draft", _("being filled")
    SUBMITTED = "submitted", _("submitted, to be reviewed")
    RETURNED = "returned", _("returned with comments")
    PUBLISHED = "published", pgettext_lazy("grid", "published")


class AnswerOrigin(models.TextChoices):
    """How an answer came into the grid."""

    TYPED = "typed", _("typed here")
    KNOWN = "known", _("filled with what the software knows")
    CORRECTED = "corrected", _("corrected: the software knew another value")
    WORKBOOK = "workbook", _("filled offline")
