"""What the documentation page says of each address, read from the API's own schema and put in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polyphonie.api.endpoints import api
from polyphonie.campaigns.enums import CampaignStatus, EngagementStatus, EvidenceKind
from polyphonie.consultations.enums import (
    ActivityFormat,
    AudienceCategory,
    Kind,
    Mandate,
    Public,
    Reach,
    Recruitment,
)
from polyphonie.syntheses.enums import DocumentKind, Stance

OPERATIONS: dict[str, Promise] = {
    "list_campaigns": _("The campaigns."),
    "read_campaign": _("One campaign."),
    "list_territories": _("The territories engaged in a campaign, by name."),
    "list_milestones": _("The dates of a campaign, and what is due by then."),
    "list_charters": _("The published versions of the charter, the last one first, with their commitments."),
    "list_signatures": _("The signatures of the charter, by territory; names stay on the page of each signature."),
    "list_evidence": _("What territories declare for the commitments of the charter."),
    "list_grids": _("The published grids, by territory, each in its last version."),
    "read_grid": _("The grid that a territory published, value by value; small counts of people are withheld."),
    "list_publics": _("The publics that consultations seek, and whether they came."),
    "list_activities": _("The activities; small numbers of participants are withheld."),
    "list_attendance": _("Who came to each activity, by category; small counts are withheld with what tells them."),
    "list_consultations": _("The consultations."),
    "read_consultation": _("One consultation."),
    "list_exports": _("The formats of other tools in which a consultation may be taken away, each with its file."),
    "list_contributions": _("The contributions, as they were received."),
    "read_contribution": _("One contribution."),
    "list_statements": _("The statements that people voted on, with their votes; small counts are withheld."),
    "list_opinion_maps": _("The opinion maps, with all that each one rests on."),
    "list_ideas": _("The ideas: contributions that say the same thing."),
    "read_idea": _("One idea."),
    "list_documents": _("The syntheses and the manifesto, with their last version."),
    "read_document": _("The last version of a document: its sentences, and the evidence of each."),
    "list_versions": _("The versions of a document, the last one first."),
    "read_version": _("One version of a document, exactly as it was published."),
}
PARAMETERS: dict[str, Promise] = {
    "campaign": _("the short name (slug) of a campaign"),
    "consultation": _("the short name (slug) of a consultation"),
    "contribution": _("the number of a contribution"),
    "document": _("the short name (slug) of a document"),
    "idea": _("the number of an idea"),
    "kind": _("a kind, among the codes below"),
    "number": _("the number of the version"),
    "public": _("who speaks, among the codes below"),
    "q": _("words to look for"),
    "territory": _("the short name (slug) of a territory"),
}
_PAGE = ("limit", "offset")


@dataclass(frozen=True)
class Parameter:
    """One thing that may be asked of an operation."""

    name: str
    sentence: Promise
    is_required: bool


@dataclass(frozen=True)
class Operation:
    """One address of the API."""

    path: str
    sentence: Promise
    parameters: tuple[Parameter, ...]
    fields: str
    is_list: bool

    @property
    def example(self) -> str | None:
        """The address itself, where it needs nothing more."""
        return None if "{" in self.path else self.path


def describe_operations() -> list[Operation]:
    """Describe every address, in the order of the code."""
    schema = api.get_openapi_schema()
    return [_operation(path, methods["get"], schema) for path, methods in schema["paths"].items()]


def format_codes() -> list[tuple[str, str]]:
    """List the codes that texts of the API may hold, each list under its field."""
    lists = {
        "kind": Kind,
        "public": Public,
        "mandate": Mandate,
        "status": CampaignStatus,
        "documents.kind": DocumentKind,
        "stance": Stance,
        "territories.status": EngagementStatus,
        "evidence": EvidenceKind,
        "category": AudienceCategory,
        "reach": Reach,
        "format": ActivityFormat,
        "recruitment": Recruitment,
    }
    return [(name, ", ".join(choices.values)) for name, choices in lists.items()]


def _operation(path: str, details: dict[str, Any], schema: dict[str, Any]) -> Operation:
    parameters = details.get("parameters", [])
    answer = _named(details["responses"][200]["content"]["application/json"]["schema"], schema)
    is_list = "items" in answer
    item = _named(answer["items"]["items"], schema) if is_list else answer
    return Operation(
        path=path,
        sentence=OPERATIONS[details["operationId"]],
        parameters=tuple(
            Parameter(one["name"], PARAMETERS[one["name"]], one["required"])
            for one in parameters
            if one["name"] not in _PAGE
        ),
        fields=", ".join(item),
        is_list=is_list,
    )


def _named(reference: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference to the fields that it names."""
    name = reference["$ref"].rsplit("/", 1)[1]
    fields: dict[str, Any] = schema["components"]["schemas"][name]["properties"]
    return fields
