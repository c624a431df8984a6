"""What the API reads of the programme: what is published, in a stable order, small counts withheld."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from polyphonie.api.attendance import disclosures_of
from polyphonie.campaigns.models import Campaign, Charter, DeclaredEvidence, Signature
from polyphonie.consultations.models import Activity, Attendance, Consultation, SoughtPublic
from polyphonie.info_grids.models import GridVersion
from polyphonie.info_grids.published import cells_of, last_versions, values_in
from polyphonie.info_grids.reading import read_definition


def milestones(campaign: Campaign) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = campaign.milestones.order_by("date", "id").values("date", "label", "deadline")
    return found


def charters(campaign: Campaign) -> QuerySet[Charter]:
    rows = Charter.objects.in_campaign(campaign).published()
    return rows.prefetch_related("commitments").order_by("-version")


def signatures(campaign: Campaign) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = (
        Signature.objects.filter(engagement__campaign=campaign)
        .order_by("engagement__territory__name_search", "charter__version", "id")
        .values(
            *("engagement__territory__slug", "charter__version", "signatory_function", "signed_on"),
            *("deliberation_reference", "deliberation_on", "deliberation_url", "charter_digest"),
        )
    )
    return found


def evidence(campaign: Campaign) -> QuerySet[Any, Any]:
    return (
        DeclaredEvidence.objects.filter(engagement__campaign=campaign, withdrawn_at__isnull=True)
        .order_by("engagement__territory__name_search", "declared_on", "id")
        .values("engagement__territory__slug", "commitment_code", "text", "url", "declared_on")
    )


def publics(*, campaign: str | None = None, consultation: str | None = None) -> QuerySet[Any, Any]:
    rows = SoughtPublic.objects.filter(consultation__in=_consultations(campaign, consultation))
    found: QuerySet[Any, Any] = rows.order_by("consultation_id", "id").values(
        *("category", "n_expected", "reach", "why_absent", "consultation__slug", "consultation__territory__slug")
    )
    return found


def activities(*, campaign: str | None = None, consultation: str | None = None) -> QuerySet[Any, Any]:
    rows = Activity.objects.filter(consultation__in=_consultations(campaign, consultation))
    found: QuerySet[Any, Any] = rows.order_by("id").values(
        *("id", "title", "format", "description", "held_on", "starts_at", "ends_at", "time_zone", "is_cancelled"),
        *("is_online", "place", "n_hours", "recruitment", "n_participants"),
        *("consultation__slug", "consultation__territory__slug", "consultation__campaign__disclosure_threshold"),
    )
    return found


def attendance(*, campaign: str | None = None, consultation: str | None = None) -> QuerySet[Any, Any]:
    rows = Attendance.objects.filter(activity__consultation__in=_consultations(campaign, consultation))
    found: QuerySet[Any, Any] = rows.order_by("activity_id", "id").values(
        *("activity_id", "category", "n_people", "activity__n_participants"),
        *("activity__consultation__slug", "activity__consultation__campaign__disclosure_threshold"),
    )
    return found


def _consultations(campaign: str | None, consultation: str | None) -> QuerySet[Consultation]:
    rows = Consultation.objects.published()
    if campaign is not None:
        rows = rows.filter(campaign__slug=campaign)
    return rows if consultation is None else rows.filter(slug=consultation)


def withhold_participants(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Empty the number of participants of activities where it is small, or would tell a count that is."""
    disclosures = disclosures_of({row["id"]: (row["n_participants"], row["threshold"]) for row in rows})
    return [
        _withheld(row, "n_participants", row["n_participants"] is not None and not disclosures[row["id"]].shows_total)
        for row in rows
    ]


def withhold_attendance(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """
    Empty small counts, and with them those that would tell them.

    What is withheld of an activity is decided on all its categories, whatever part of them is asked for.
    """
    asked = {row["activity"]: (row["n_participants"], row["threshold"]) for row in rows}
    disclosures = disclosures_of(asked)
    return [_withheld(row, "n_people", row["category"] in disclosures[row["activity"]].withheld) for row in rows]


def _withheld(row: dict[str, Any], name: str, is_hidden: bool) -> dict[str, Any]:
    return {**row, name: None if is_hidden else row[name], "is_withheld": is_hidden}


def grids(campaign: Campaign) -> QuerySet[Any, Any]:
    return (
        last_versions(campaign)
        .order_by("grid__engagement__territory__name_search", "grid_id")
        .values(
            "published_at",
            "digest",
            territory=F("grid__engagement__territory__slug"),
            form_version=F("form__version"),
            version=F("number"),
        )
    )


def whole_grid(campaign: Campaign, territory: str) -> dict[str, Any] | None:
    """Give the last version of a grid, value by value; None where there is none."""
    version = (
        last_versions(campaign)
        .filter(grid__engagement__territory__slug=territory)
        .select_related("form", "grid__engagement__territory")
        .first()
    )
    return None if version is None else _shown(version, threshold=campaign.disclosure_threshold)


def _shown(version: GridVersion, *, threshold: int) -> dict[str, Any]:
    definition = read_definition(version.form.definition)
    return {
        "territory": version.grid.engagement.territory.slug,
        "form_version": version.form.version,
        "version": version.number,
        "published_at": version.published_at,
        "digest": version.digest,
        "answers": [
            {
                "field": cell.field.key,
                "column": cell.column.key if cell.column else None,
                "place": cell.place or None,
                "value": cell.value,
                "is_withheld": cell.is_withheld,
            }
            for cell in cells_of(definition, values_in(version.content), threshold=threshold)
        ],
    }
