"""Sentences of `formats`, and names of its tools, in the reader's language."""

from collections.abc import Mapping

from django.template.defaultfilters import capfirst
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.formats import SENTENCES, FormatError, brands

# Reasons that only an import can have, beside those of `formats`.
REASONS: Mapping[str, str | Promise] = {
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
# What a person may say of a column, beside the fields.
ROLES: Mapping[str, str | Promise] = {
    "text": _("What people said"),
    "public": _("Who speaks (public)"),
    "activity": _("Activity of each row"),
    "detail": _("Keep as a detail"),
    "aside": _("Leave aside"),
}
# Why a column is guessed to be what it is.
GUESSES: Mapping[str, str | Promise] = {
    "heading": _("Guessed from its name."),
    "sentences": _("It holds sentences."),
    "dates": _("It holds dates."),
    "addresses": _("It holds addresses of pages."),
    "choices": _("A few values come back: it is a choice."),
    "empty": _("It is empty."),
    "person": _("Its name says that it names, addresses or follows a person."),
    "mails": _("It holds e-mail addresses."),
}
# The versions of a format whose names say something to everybody; the others are names of files.
GENERATIONS: Mapping[str, str | Promise] = {
    "recent": _("recent version"),
    "older": _("older version"),
    "oldest": _("oldest version"),
    "current": _("current version"),
    "report": _("report"),
    "export": _("export"),
    "import": _("import file"),
    "database": _("database"),
    "archive-2023": _("archive of 2023"),
    "wide": _("one row per person"),
    "long": _("one row per answer"),
    "code": _("headings as codes"),
    "full": _("headings in full"),
    "abbreviated": _("headings cut short"),
    "codetext": _("headings as codes and texts"),
    "input": _("input"),
    "output": _("output"),
    "document": _("document"),
    "table": _("table"),
}
LANGUAGES: Mapping[str, str | Promise] = {
    "fr": _("French"),
    "en": _("English"),
    "de": _("German"),
    "es": _("Spanish"),
    "it": _("Italian"),
    "nl": _("Dutch"),
    "pt": _("Portuguese"),
}
LEAST_SURE, LEAST_PROBABLE = 0.8, 0.5
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
    said = gettext(brand)  # a name is the same in each language; "Minutes of a workshop" is not
    return gettext("%(tool)s: %(content)s") % {"tool": said, "content": content} if content else said


def name_of_generation(generation: str) -> str:
    """Name the version of a format."""
    return str(GENERATIONS.get(generation, generation))


def name_of_field(field: str) -> str:
    """Name what a column is: `text 2` and `text fr` are texts too."""
    head = field.split(" ")[0]
    return str(FIELDS.get(SURVEY_FIELDS.get(head, head), field))


def name_of_role(role: str) -> str:
    """Name what a person may say that a column is."""
    return str(ROLES.get(role) or FIELDS.get(role, role))


def say_guess(reason: str, role: str) -> str:
    """Say why a column is guessed to be what it is; nothing where the cells say nothing."""
    if reason == "heading" and role in {"detail", "aside"}:
        return ""
    return str(GUESSES.get(reason, ""))


def name_of_language(code: str) -> str:
    """Name a language in the reader's own; its code where the name is not known here."""
    return str(LANGUAGES.get(code, code))


def say_confidence(confidence: float) -> str:
    """Say how sure the recognition is."""
    if confidence >= LEAST_SURE:
        return gettext("certain")
    return gettext("probable") if confidence >= LEAST_PROBABLE else gettext("to be checked")
