"""Ready-made reminders, one for each stage, in both languages; and the names that a reminder may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from polyphonie.programme.enums import Stage

PLACEHOLDERS = ("territory", "campaign", "deadline", "link")
"""What a reminder may name, as %(territory)s."""

_NAMED = re.compile(r"%\(([^()%]*)\)s")
_LOOKS_NAMED = re.compile(r"%\([^)\n]{0,40}\)?s?|\{[a-z_]{1,40}\}")


@dataclass(frozen=True)
class Texts:
    """A reminder in both languages."""

    subject_fr: str
    body_fr: str
    subject_en: str
    body_en: str


def unknown_names(text: str) -> list[str]:
    """
    List what looks like a name to fill in and is not one that a reminder knows.

    >>> unknown_names("Bonjour %(territory)s, 100 % prêts")
    []
    >>> unknown_names("Bonjour %(password)s et %(territory)")
    ['%(password)s', '%(territory)']
    """
    known = {f"%({name})s" for name in PLACEHOLDERS}
    return [found for found in _LOOKS_NAMED.findall(text) if found not in known]


def filled(text: str, values: Mapping[str, str]) -> str:
    """
    Put values in the place of names. Only the names above are replaced; a value is never read again.

    >>> filled("À %(territory)s, 100 %", {"territory": "Alès %(link)s"})
    'À Alès %(link)s, 100 %'
    """
    return _NAMED.sub(lambda match: values.get(match[1], match[0]), text)


def ready_made(stage: Stage) -> Texts:
    """Give the reminder that is proposed for territories at a stage."""
    subject, body = _READY_MADE[stage]
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[f"subject_{language}"] = gettext(subject)
            said[f"body_{language}"] = "\n\n".join(
                [gettext(_HELLO), gettext(body), gettext(_WAY), gettext(_SIGNED)],
            )
    return Texts(**said)


_HELLO = gettext_noop("Hello,")
_WAY = gettext_noop("To do it, or to see where you stand: %(link)s")
_SIGNED = gettext_noop("The coordination of the campaign “%(campaign)s”")

_READY_MADE: dict[Stage, tuple[str, str]] = {
    Stage.TO_SIGN: (
        gettext_noop("%(territory)s: the charter is waiting for a signature"),
        gettext_noop(
            "%(territory)s has joined the campaign, and its charter is not signed yet. It takes ten minutes once "
            "you know who signs, in which function and, where there is one, under which deliberation. "
            "Expected by: %(deadline)s."
        ),
    ),
    Stage.TO_SIGN_AGAIN: (
        gettext_noop("%(territory)s: the charter has changed"),
        gettext_noop(
            "%(territory)s signed an earlier version of the charter. A new version is published, and says what "
            "changed: please read it and sign it. What you signed before stays as it was. Expected by: %(deadline)s."
        ),
    ),
    Stage.TO_DECLARE: (
        gettext_noop("%(territory)s: declare your first consultation"),
        gettext_noop(
            "%(territory)s has signed the charter. The next step is to declare a consultation: its question, what is "
            "open to change, the decision that it feeds, its dates. It can be completed later. "
            "Expected by: %(deadline)s."
        ),
    ),
    Stage.TO_COLLECT: (
        gettext_noop("%(territory)s: your consultation is under way"),
        gettext_noop(
            "The consultation of %(territory)s is under way. Remember to describe each activity soon after it was "
            "held: date, format, who came, who was missing and why, minutes. Expected by: %(deadline)s."
        ),
    ),
    Stage.TO_FILL: (
        gettext_noop("%(territory)s: the grid is to be filled"),
        gettext_noop(
            "The consultation of %(territory)s has ended. The common grid gathers what came out of it; much of it is "
            "filled already with what you published. It can be filled here or offline, in several times. "
            "Expected by: %(deadline)s."
        ),
    ),
    Stage.TO_REVIEW: (
        gettext_noop("%(territory)s: your grid is being read"),
        gettext_noop(
            "The grid of %(territory)s has reached us, thank you. We are reading it and will tell you what could be "
            "clearer before it is published."
        ),
    ),
    Stage.DONE: (
        gettext_noop("%(territory)s: your grid is published"),
        gettext_noop(
            "The grid of %(territory)s is published, thank you. You may complete what you show for your commitments: "
            "the answers given to proposals, above all."
        ),
    ),
    Stage.WITHDRAWN: (
        gettext_noop("%(territory)s: about your withdrawal"),
        gettext_noop(
            "%(territory)s has withdrawn from the campaign. What it published stays readable. Tell us if you wish "
            "to join again."
        ),
    ),
}
