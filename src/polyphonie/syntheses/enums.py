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
