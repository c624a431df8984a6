"""What stands around the words of a consultation: where, how, with which groups, and what was written from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from polyphonie.analysis.disclosure import disclosure_of, withheld_beside
from polyphonie.consultations.models import Activity, Attendance, Consultation
from polyphonie.core.addresses import public_url
from polyphonie.formats.holdings import OpinionGroup, Phase, Summary
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.syntheses.models import Document
from polyphonie.territories.models import Territory

MOST_STATEMENTS = 10
"""Statements that are given for each group."""


def card_of(consultation: Consultation, *, is_public: bool) -> dict[str, object]:
    """Give the data card: what a reader must know of these data, each fact under its own name."""
    threshold = consultation.campaign.disclosure_threshold
    withheld = _("Nothing is withheld in this file: do not publish it as it is.")
    if is_public:
        sentence = _("Votes on a statement on which fewer than %(threshold)d people voted are withheld.")
        withheld = sentence % {"threshold": threshold}
    return {
        _("What"): _("What was said and voted in one consultation, as it was received."),
        _("Who"): consultation.organizer or consultation.territory.name,
        _("How it is collected"): consultation.methods
        or _("Declared by the territory, or imported from the tools that it uses."),
        _("Limits"): _(
            "Whoever takes part chooses to: contributions and votes describe those who came, never the population."
        ),
        _("Persons"): _(
            "No name, no address, no identifier that people have elsewhere. Those who vote have pseudonyms of this "
            "consultation only. A text may still name somebody: say so to the territory."
        ),
        _("Small groups"): withheld,
        _("Example"): _("These data are invented.") if consultation.campaign.is_fictitious else "",
    }


def place_of(territory: Territory) -> dict[str, object]:
    """Name the territory in words and by its official identifier."""
    return {
        "name": territory.name,
        "kind": territory.kind,
        "country": territory.country,
        "scheme": territory.scheme,
        "identifier": territory.identifier,
        "population": territory.population,
    }


def project_of(consultation: Consultation) -> dict[str, object]:
    """Say what the consultation is for, and whom it sought and missed."""
    return {
        "mandate": consultation.mandate,
        "method": consultation.methods,
        "organizer": consultation.organizer,
        "negotiable": consultation.negotiable,
        "decision": consultation.decision,
        "opensAt": consultation.opens_at.isoformat() if consultation.opens_at else None,
        "closesAt": consultation.closes_at.isoformat() if consultation.closes_at else None,
        "publicsSought": [
            {"public": public, "reach": reach, "whyAbsent": why}
            for public, reach, why in consultation.sought_publics.order_by("id").values_list(
                "category", "reach", "why_absent"
            )
        ],
    }


def phases_of(consultation: Consultation, *, is_public: bool) -> tuple[Phase, ...]:
    """List the activities in order; in public, small numbers of participants stay out, as on the pages."""
    activities = list(consultation.activities.order_by("held_on", "starts_at", "id"))
    attendance: dict[int, dict[str, int]] = {}
    counts = Attendance.objects.filter(activity__consultation=consultation).order_by("id")
    for activity, category, n_people in counts.values_list("activity_id", "category", "n_people"):
        attendance.setdefault(activity, {})[category] = n_people
    threshold = consultation.campaign.disclosure_threshold if is_public else 1
    return tuple(_phase(activity, attendance.get(activity.pk, {}), threshold) for activity in activities)


def _phase(activity: Activity, attendance: dict[str, int], threshold: int) -> Phase:
    n_participants = activity.n_participants
    disclosure = disclosure_of(attendance, threshold, total=n_participants)
    return Phase(
        name=activity.title,
        method=activity.format,
        recruitment=activity.recruitment,
        status="cancelled" if activity.is_cancelled else "",
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        n_hours=float(activity.n_hours) if activity.n_hours is not None else None,
        n_participants=n_participants if disclosure.shows_total else None,
    )


def groups_of(
    consultation: Consultation, statements: Mapping[str, str], *, is_public: bool
) -> tuple[OpinionGroup, ...]:
    """
    List the groups of the published opinion map, with the statements that tell each from the others.

    `statements` gives the number of a statement by its name in the map. In public, groups that are small, and those
    that would tell how small these are, are not counted.
    """
    opinion_map = OpinionMap.objects.filter(consultation=consultation, is_published=True).first()
    if opinion_map is None:
        return ()
    groups: list[dict[str, Any]] = opinion_map.result.get("groups", [])
    sizes = {group["letter"]: group["size"] for group in groups}
    withheld = withheld_beside(sizes, consultation.campaign.disclosure_threshold) if is_public else frozenset()
    algorithm = {
        "name": "polyphonie-opinion-map",
        "seed": opinion_map.seed,
        "parameters": opinion_map.parameters,
        "versions": opinion_map.versions,
        "votesDigest": opinion_map.votes_digest,
    }
    return tuple(
        OpinionGroup(
            name=group["letter"],
            n_participants=None if group["letter"] in withheld else group["size"],
            statements=tuple(
                statements[one["statement"]]
                for one in group.get("representative", [])[:MOST_STATEMENTS]
                if one["statement"] in statements
            ),
            algorithm=algorithm,
        )
        for group in groups
    )


def summaries_of(consultation: Consultation) -> tuple[Summary, ...]:
    """List the published syntheses of the consultation, with what each carries of what was said."""
    documents = Document.objects.published().filter(consultation=consultation).prefetch_related("versions")
    return tuple(_summary(document) for document in documents)


def _summary(document: Document) -> Summary:
    version = max(document.versions.all(), key=lambda one: one.number)
    # By public, small counts of people would show; the page of the document withholds them.
    names = ("n_contributions", "n_carried", "share", "random_mean", "random_low", "random_high", "n_orphans")
    return Summary(
        name=document.title,
        kind=document.kind,
        url=public_url(document.get_absolute_url()),
        version=version.number,
        digest=version.digest,
        coverage={name: version.coverage[name] for name in names if name in version.coverage},
    )
