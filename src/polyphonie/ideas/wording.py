"""Sentences for what the analysis says in codes: reasons and languages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS: Mapping[str, str | Promise] = {
    "no_neighbor": _("Nobody else says anything close."),
    "small_group": _("Too few others say it for an idea to be made of it."),
    "far_from_its_group": _("Its words touch several subjects without belonging to one."),
    "blank": _("There is no text."),
    "no_letter": _("There is no word, only signs or figures."),
    "no_content": _("The answer says nothing of the subject: “none”, “nothing to report”, a greeting…"),
    "exact_copy": _("The same text was received before."),
    "near_copy": _("Nearly the same text was received before."),
    "hidden": _("The idea that held it was set aside by a person."),
}
LANGUAGES: Mapping[str, str | Promise] = {
    "fr": _("French"),
    "en": _("English"),
    "de": _("German"),
    "it": _("Italian"),
    "es": _("Spanish"),
    "pt": _("Portuguese"),
    "nl": _("Dutch"),
    "ar": _("Arabic"),
}


def reason_sentence(code: str) -> str:
    """Return why a contribution is in no idea, as a sentence."""
    return str(REASONS.get(code, gettext("No reason was recorded.")))


def language_name(code: str) -> str:
    """Return the name of a language in the language of the page."""
    return str(LANGUAGES.get(code, code))
