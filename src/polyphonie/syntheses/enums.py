from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    LOCAL_SYNTHESIS = "local_synthesis", _("local synthesis")
    NATIONAL_SYNTHESIS = "national_synthesis", _("national synthesis")
    MANIFESTO = "manifesto", _("manifesto")


class SectionKind(models.TextChoices):
    TOPIC = "topic", _("theme")
    MINORITIES = "minorities", _("minority views")
    UNCLASSIFIED = "unclassified", _("what is not classified")
    CHAPTER = "chapter", _("chapter")
    FREE = "free", _("free section")


class SentenceForm(models.TextChoices):
    COUNT = "count", _("a count")
    QUOTE = "quote", _("a quote")
    VOTE = "vote", _("a vote result")
    WRITTEN = "written", _("written by a person")
    POSITION = "position", _("political position")


class Stance(models.TextChoices):
    CARRIES = "carries", _("carries")
    DISSENTS = "dissents", _("dissents")


FIGURE_LABELS = {
    "n_contributions": _("contributions"),
    "n_distinct": _("distinct texts"),
    "n_territories": _("territories"),
    "n_agree": _("agree"),
    "n_disagree": _("disagree"),
    "n_pass": _("pass"),
    "n_votes": _("votes"),
    "agree_percent": _("share who agree, in %"),
    "low_percent": _("low end of the interval, in %"),
    "high_percent": _("high end of the interval, in %"),
}
