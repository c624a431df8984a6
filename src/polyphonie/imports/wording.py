"""Sentences of `formats`, and names of its tools, in the reader's language."""

from collections.abc import Mapping

from django.template.defaultfilters import capfirst
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.formats import SENTENCES, FormatError, brands

# Reasons that only an import can have, beside those of `formats`.
REASONS: Mapping[str, str | Promise] = {
    "changed_since": _("Its text differs from the one received before under the same identifier, which is kept."),
    "erased": _("It was erased at the request of its author."),
    "unknown_statement": _("Its statement was not imported here."),
}
KINDS: Mapping[str, str | Promise] = {
    "contributions": _("contributions"),
    "comments": _("comments"),
    "votes": _("votes, one per row"),
    "participants": _("votes, one participant per row"),
    "answers": _("answers to a survey"),
    "meetings": _("meetings"),
    "results": _("results"),
    "register": _("register of AI systems"),
    "unknown": _("unknown contents"),
}
FIELDS: Mapping[str, str | Promise] = {
    "text": _("Text of the contribution"),
    "id": _("Identifier"),
    "title": _("Title"),
    "public": _("Who speaks"),
    "kind": _("Kind of contribution"),
    "date": _("Date"),
    "language": _("Language"),
    "url": _("Address"),
    "activity": _("Activity"),
    "question": _("Question"),
    "moderation": _("Moderation"),
    "participant": _("Participant"),
    "statement": _("Statement"),
    "vote": _("Vote"),
}
# What surveys call them.
SURVEY_FIELDS = {"submitdate": "date", "startdate": "date", "datestamp": "date", "startlanguage": "language"}


def say(error: FormatError) -> str:
    """Put an error of `formats` in the reader's language."""
    return error.in_words(gettext)


def say_reason(code: str, params: Mapping[str, str]) -> str:
    """Put the reason of a refusal in the reader's language."""
    if code in REASONS:
        return str(REASONS[code]) % params
    return gettext(SENTENCES[code]) % params if code in SENTENCES else code


def name_of(tool: str, kind: str) -> str:
    """Name what a file was recognised as."""
    brand, content = brands().get(tool, ""), str(KINDS.get(kind, ""))
    if not brand:
        return capfirst(content)
    return gettext("%(tool)s: %(content)s") % {"tool": brand, "content": content} if content else brand


def name_of_field(field: str) -> str:
    """Name what a column is: `text 2` and `text fr` are texts too."""
    head = field.split(" ")[0]
    return str(FIELDS.get(SURVEY_FIELDS.get(head, head), field))
