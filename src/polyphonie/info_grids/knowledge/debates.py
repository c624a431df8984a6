"""What is known of the consultations of a territory, their activities and their publics."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from polyphonie.consultations.enums import AudienceCategory, Reach
from polyphonie.info_grids.knowledge.facts import Facts
from polyphonie.info_grids.knowledge.known import Known

_FURTHEST = (Reach.REACHED, Reach.PARTLY, Reach.ABSENT, Reach.NOT_YET)
"""Where several consultations sought a public, the best that one of them obtained is kept."""


def consultations(facts: Facts) -> Known | None:
    """One row for each published consultation."""
    rows = [
        {
            "title": one.title,
            "question": one.question,
            "mandate": one.mandate,
            "negotiable": one.negotiable,
            "organizer": one.organizer,
            "facilitation": ["guarantor"] if one.guarantor else [],
            "guarantor": one.guarantor,
            "opens_on": one.opens_at and timezone.localdate(one.opens_at).isoformat(),
            "closes_on": one.closes_at and timezone.localdate(one.closes_at).isoformat(),
            "decision": one.decision,
        }
        for one in facts.consultations
    ]
    return _from_consultations(facts, rows)


def activities(facts: Facts) -> Known | None:
    """One row for each activity of a published consultation that was not cancelled."""
    rows = [
        {
            "title": one.title,
            "format": one.format,
            "held_on": one.held_on and one.held_on.isoformat(),
            "place": one.place,
            "n_hours": one.n_hours and float(one.n_hours),
            "n_participants": one.n_participants,
            "recruitment": one.recruitment,
            "information": one.information,
            "records": sorted({document.kind for document in one.documents.all()}),
        }
        for one in facts.activities
    ]
    sentence = ngettext(
        "Declared in the activities of this site: %(number)s activity.",
        "Declared in the activities of this site: %(number)s activities.",
        len(rows),
    )
    return Known(rows, sentence % {"number": len(rows)}, _page(facts)) if rows else None


def publics(facts: Facts) -> Known | None:
    """One row for each public that was sought or that came, with how many people came."""
    counts: dict[str, int] = defaultdict(int)
    for one in facts.attendance:
        counts[one.category] += one.n_people
    sought = {one.category for one in facts.sought_publics}
    rows = [
        {
            "category": category,
            "was_sought": "yes" if category in sought else "no",
            "reach": _reach(facts, category),
            "n_people": counts.get(category),
            "why_absent": _why_absent(facts, category),
        }
        for category in AudienceCategory.values
        if category in sought or category in counts
    ]
    sentence = gettext("Publics and attendance declared in the consultations of this site.")
    return Known(rows, sentence, _page(facts)) if rows else None


def publics_absent(facts: Facts) -> Known | None:
    """What consultations say of who was missed."""
    said = [one.publics_absent.strip() for one in facts.consultations if one.publics_absent.strip()]
    return _from_consultations(facts, "\n".join(said))


def contributions_count(facts: Facts) -> Known | None:
    """Number of contributions kept here; nothing where none is."""
    n = facts.n_contributions
    url = reverse("portal:contributions", args=[facts.campaign.slug])
    return Known(n, gettext("Contributions kept on this site."), url) if n else None


def _reach(facts: Facts, category: str) -> str | None:
    found = {one.reach for one in facts.sought_publics if one.category == category}
    return next((str(reach) for reach in _FURTHEST if reach in found), None)


def _why_absent(facts: Facts, category: str) -> str:
    rows = (one for one in facts.sought_publics if one.category == category)
    return " ".join(one.why_absent.strip() for one in rows if one.why_absent.strip())


def _from_consultations(facts: Facts, value: Any) -> Known | None:
    if not value:
        return None
    n = len(facts.consultations)
    sentence = ngettext(
        "Declared in %(number)s published consultation of this site.",
        "Declared in %(number)s published consultations of this site.",
        n,
    )
    return Known(value, sentence % {"number": n}, _page(facts))


def _page(facts: Facts) -> str:
    return reverse("portal:territory", args=[facts.campaign.slug, facts.territory.slug])
