"""
The sentences of a draft: templates over counts, around words that people used.

They claim no more than what was counted: contributions are gathered because their words are close. Whether they say
the same is for the reader, who has the quotes below, and for the person who edits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext, ngettext, pgettext

from polyphonie.consultations.enums import Kind
from polyphonie.core.templatetags.figures import number
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.syntheses.services.figures import Figures
from polyphonie.syntheses.services.material import NOT_PRINTED, NOT_READ, SET_ASIDE, Voice

_MOSTLY = 2 / 3
"""Share of the contributions that must be of one kind for the sentence to name it."""

EMPTY = "empty"
COPY = "copy"
_EMPTY_REASONS = frozenset({ReadingStatus.EMPTY, "blank", "no_letter", "no_content"})
_COPY_REASONS = frozenset({"exact_copy", "near_copy"})


def main_kind(voices: Iterable[Voice]) -> str:
    """Return the kind of at least two contributions in three, or "unknown"."""
    counts = Counter(voice.kind for voice in voices)
    (kind, n), total = counts.most_common(1)[0], sum(counts.values())
    return kind if n >= _MOSTLY * total else Kind.UNKNOWN


def idea_sentence(figures: Figures, *, label: str, kind: str, place: str | None) -> str:
    """
    Say how many contributions are about an idea.

    `place` is the name of the only territory, for a document over several; None for a document of one territory.
    """
    told = {"contributions": _contributions(figures), "label": _inside(label), "where": _where(figures, place)}
    n = figures["n_contributions"]
    return _capitalized(_about(kind, n) % told)


def minority_sentence(figures: Figures, *, label: str, place: str | None) -> str:
    """Say how many contributions carry a minority view."""
    told = {"contributions": _contributions(figures), "label": _inside(label), "where": _after(figures, place)}
    return gettext("A minority view, carried by %(contributions)s%(where)s: “%(label)s”.") % told


def left_out_sentence(figures: Figures, reason: str) -> str:
    """Say how many contributions no sentence of the document carries, and why."""
    n = figures["n_contributions"]
    return _capitalized(_left_out(reason, n) % {"contributions": _contributions(figures)})


def vote_sentence(figures: Figures, *, statement: str, place: str, dissenting_groups: Sequence[str]) -> str:
    """Give the result of a vote with its denominator and interval, and name the opinion groups that dissent."""
    told = {name: number(value) for name, value in figures.items()}
    told |= {"statement": _inside(statement.rstrip(" .")), "place": place}
    sentence = ngettext(
        "Put to the vote (%(place)s), “%(statement)s” received one vote: %(n_agree)s agree, %(n_disagree)s disagree, "
        "%(n_pass)s pass.",
        "Put to the vote (%(place)s), “%(statement)s” received %(n_votes)s votes: %(n_agree)s agree, "
        "%(n_disagree)s disagree, %(n_pass)s pass; that is %(agree_percent)s%% who agree "
        "(between %(low_percent)s%% and %(high_percent)s%%).",
        figures["n_votes"],
    )
    return " ".join([sentence % told, *_dissenting(dissenting_groups)])


def _about(kind: str, n: int) -> str:
    templates = {
        Kind.EXPECTATION: ngettext(
            "%(where)s%(contributions)s expresses an expectation: “%(label)s”.",
            "%(where)s%(contributions)s express expectations: “%(label)s”.",
            n,
        ),
        Kind.CONCERN: ngettext(
            "%(where)s%(contributions)s calls for care: “%(label)s”.",
            "%(where)s%(contributions)s call for care: “%(label)s”.",
            n,
        ),
        Kind.PROPOSAL: ngettext(
            "%(where)s%(contributions)s makes a proposal: “%(label)s”.",
            "%(where)s%(contributions)s make proposals: “%(label)s”.",
            n,
        ),
        Kind.QUESTION: ngettext(
            "%(where)s%(contributions)s asks a question: “%(label)s”.",
            "%(where)s%(contributions)s ask questions: “%(label)s”.",
            n,
        ),
        Kind.CONTROVERSY: ngettext(
            "%(where)s%(contributions)s raises a disagreement: “%(label)s”.",
            "%(where)s%(contributions)s raise a disagreement: “%(label)s”.",
            n,
        ),
    }
    any_kind = ngettext(
        "%(where)s%(contributions)s speaks of this: “%(label)s”.",
        "%(where)s%(contributions)s speak of the same thing: “%(label)s”.",
        n,
    )
    return templates.get(Kind(kind), any_kind)


def _left_out(reason: str, n: int) -> str:
    templates = {
        "no_neighbor": ngettext(
            "%(contributions)s resembles no other: it is to be read for itself.",
            "%(contributions)s resemble no other: each is to be read for itself.",
            n,
        ),
        "small_group": ngettext(
            "%(contributions)s resembles too few others to make an idea.",
            "%(contributions)s resemble too few others to make an idea.",
            n,
        ),
        "far_from_its_group": ngettext(
            "%(contributions)s stands too far from the nearest idea to be counted with it.",
            "%(contributions)s stand too far from the nearest idea to be counted with it.",
            n,
        ),
        EMPTY: ngettext(
            "%(contributions)s is without content: blank, or a word such as “none”.",
            "%(contributions)s are without content: blank, or a word such as “none”.",
            n,
        ),
        COPY: ngettext(
            "%(contributions)s copies a text that is in no idea.",
            "%(contributions)s copy texts that are in no idea.",
            n,
        ),
        NOT_READ: ngettext(
            "%(contributions)s arrived after the analysis, which has not read it yet.",
            "%(contributions)s arrived after the analysis, which has not read them yet.",
            n,
        ),
        SET_ASIDE: ngettext(
            "%(contributions)s belongs to an idea that a person set aside.",
            "%(contributions)s belong to ideas that a person set aside.",
            n,
        ),
        NOT_PRINTED: ngettext(
            "%(contributions)s belongs to an idea that this document does not develop.",
            "%(contributions)s belong to ideas that this document does not develop.",
            n,
        ),
    }
    other = ngettext("%(contributions)s is attached to no idea.", "%(contributions)s are attached to no idea.", n)
    return templates.get(reason, other)


def public_reason(reason: str) -> str:
    """Gather the reasons that mean the same for a reader: nothing was written, or the same text again."""
    if reason in _COPY_REASONS:
        return COPY
    return EMPTY if reason in _EMPTY_REASONS else reason


def _contributions(figures: Figures) -> str:
    n, n_distinct = figures["n_contributions"], figures["n_distinct"]
    counted = ngettext("one contribution", "%(n)s contributions", n) % {"n": number(n)}
    if n_distinct == n:
        return counted
    distinct = ngettext("one text, sent several times", "%(n)s distinct texts", n_distinct) % {"n": number(n_distinct)}
    return pgettext("23 contributions (19 distinct texts)", "%(contributions)s (%(distinct)s)") % {
        "contributions": counted,
        "distinct": distinct,
    }


def _where(figures: Figures, place: str | None) -> str:
    """Begin a sentence by its territories: the only one is named, several are counted."""
    n = figures["n_territories"]
    if place is None:
        return ""
    if n == 1:
        return gettext("In one territory only, %(place)s, ") % {"place": place}
    return ngettext("In %(n)s territory, ", "In %(n)s territories, ", n) % {"n": number(n)}


def _after(figures: Figures, place: str | None) -> str:
    """Name the only territory, or count several, in the middle of a sentence."""
    n = figures["n_territories"]
    if place is None:
        return ""
    if n == 1:
        return gettext(" in one territory only, %(place)s") % {"place": place}
    return ngettext(" in %(n)s territory", " in %(n)s territories", n) % {"n": number(n)}


def _dissenting(groups: Sequence[str]) -> list[str]:
    if not groups:
        return []
    *others, last = groups
    listed = last
    if others:
        listed = gettext("%(groups)s and %(last)s") % {"groups": ", ".join(others), "last": last}
    told = ngettext("Opinion group %(groups)s disagrees.", "Opinion groups %(groups)s disagree.", len(groups))
    return [told % {"groups": listed}]


def _inside(words: str) -> str:
    """Set words inside quotation marks: quotation marks of their own become the inner ones."""
    return " ".join(words.split()).replace("«\xa0", "“").replace("\xa0»", "”").replace("« ", "“").replace(" »", "”")


def _capitalized(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
