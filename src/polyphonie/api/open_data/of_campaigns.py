"""Data sets of the campaign itself: its calendar, its charter, who engages and signs."""

from __future__ import annotations

from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from polyphonie.api import queries
from polyphonie.api.open_data.tables import CHUNK, Column, Dataset, Rows
from polyphonie.campaigns.models import Campaign, Charter, Commitment, DeclaredEvidence, Engagement, Signature

TERRITORY = Column("territory", "string", _("Short name of the territory; the key of “territories”."))
_CAMPAIGN = Column("campaign", "string", _("Short name of the campaign."))


def _campaigns(campaign: Campaign) -> Rows:
    names = ("slug", "title", "summary", "status", "is_fictitious", "language", "opens_on", "closes_on")
    counts = ("disclosure_threshold", "n_territories", "n_consultations", "n_contributions")
    return queries.campaigns().filter(pk=campaign.pk).values_list(*names, *counts).iterator(chunk_size=CHUNK)


def _questions(campaign: Campaign) -> Rows:
    return campaign.questions.order_by("position").values_list("position", "text").iterator(chunk_size=CHUNK)


def _milestones(campaign: Campaign) -> Rows:
    rows = campaign.milestones.order_by("date", "id").values_list("date", "label", "deadline")
    return rows.iterator(chunk_size=CHUNK)


def _charter(campaign: Campaign) -> Rows:
    published = Charter.objects.in_campaign(campaign).published()
    return (
        Commitment.objects.filter(charter__in=published)
        .order_by("charter__version", "position", "id")
        .values_list(
            *("charter__version", "charter__title", "charter__published_at", "charter__digest"),
            *("position", "code", "title", "text", "evidence"),
        )
        .iterator(chunk_size=CHUNK)
    )


def _territories(campaign: Campaign) -> Rows:
    names = ("slug", "name", "kind", "country", "scheme", "identifier", "population")
    rows = (
        Engagement.objects.in_campaign(campaign)
        .order_by("territory__name_search", "id")
        .annotate(joined_on=TruncDate("joined_at"), withdrawn_on=TruncDate("withdrawn_at"))
        .values_list(
            *(f"territory__{name}" for name in names),
            *("status", "joined_on", "charter_signed_on", "withdrawn_on"),
        )
    )
    return rows.iterator(chunk_size=CHUNK)


def _signatures(campaign: Campaign) -> Rows:
    return (
        Signature.objects.filter(engagement__campaign=campaign)
        .order_by("engagement__territory__name_search", "charter__version", "id")
        .values_list(
            *("engagement__territory__slug", "charter__version", "signatory_function", "signed_on"),
            *("deliberation_reference", "deliberation_on", "deliberation_url", "charter_digest"),
        )
        .iterator(chunk_size=CHUNK)
    )


def _evidence(campaign: Campaign) -> Rows:
    return (
        DeclaredEvidence.objects.filter(engagement__campaign=campaign, withdrawn_at__isnull=True)
        .order_by("engagement__territory__name_search", "declared_on", "id")
        .values_list("engagement__territory__slug", "commitment_code", "text", "url", "declared_on")
        .iterator(chunk_size=CHUNK)
    )


CAMPAIGNS = Dataset(
    "campaigns",
    _("The campaign"),
    _("One row: what the campaign is, when it runs, and how much it holds."),
    (
        _CAMPAIGN,
        Column("title", "string", _("Title.")),
        Column("summary", "string", _("What it is, in one sentence.")),
        Column("status", "string", _("“open” or “closed”.")),
        Column("is_fictitious", "boolean", _("Whether it is an example, in which nothing is real.")),
        Column("language", "string", _("Its main language."), unit=_("ISO 639 code")),
        Column("opens_on", "date", _("Its first day."), _("no first day was set")),
        Column("closes_on", "date", _("Its last day."), _("no last day was set")),
        Column("threshold", "integer", _("Counts of people from 1 to below this are withheld."), unit=_("people")),
        Column("n_territories", "integer", _("Territories that engaged, withdrawn ones included.")),
        Column("n_consultations", "integer", _("Published consultations.")),
        Column("n_contributions", "integer", _("Public contributions.")),
    ),
    _campaigns,
)
QUESTIONS = Dataset(
    "questions",
    _("Its questions"),
    _("What the campaign puts to debate everywhere."),
    (Column("position", "integer", _("Order of the question.")), Column("text", "string", _("The question."))),
    _questions,
)
MILESTONES = Dataset(
    "milestones",
    _("Its calendar"),
    _("The dates of the campaign, and what is due by then."),
    (
        Column("date", "date", _("The day.")),
        Column("label", "string", _("What happens.")),
        Column("deadline", "string", _("What is due: join, sign, declare, collect, grid."), _("nothing is due")),
    ),
    _milestones,
)
CHARTER = Dataset(
    "charter",
    _("The charter"),
    _("One row per commitment and per published version of the charter."),
    (
        Column("version", "integer", _("Version of the charter.")),
        Column("charter", "string", _("Title of the charter.")),
        Column("published_at", "datetime", _("When this version was published."), unit=_("UTC")),
        Column("digest", "string", _("Fingerprint of the whole text of this version."), unit=_("SHA-256")),
        Column("position", "integer", _("Order of the commitment.")),
        Column("code", "string", _("Code of the commitment; it stays from one version to the next.")),
        Column("title", "string", _("The commitment in a few words.")),
        Column("text", "string", _("The commitment."), _("the title says all")),
        Column("evidence", "string", _("How it is shown: declared by the territory, or computed, and from what.")),
    ),
    _charter,
)
TERRITORIES = Dataset(
    "territories",
    _("Engaged territories"),
    _("One row per territory that engaged, those that withdrew included."),
    (
        TERRITORY,
        Column("name", "string", _("Name.")),
        Column("kind", "string", _("commune, epci, departement, region or foreign_city.")),
        Column("country", "string", _("Country."), unit=_("ISO 3166-1 code")),
        Column("scheme", "string", _("Who gives the identifier: insee, siren, insee-dep, insee-reg, geonames…")),
        Column("identifier", "string", _("Its identifier in that scheme.")),
        Column("population", "integer", _("Inhabitants."), _("not known"), _("people")),
        Column("status", "string", _("accepted (charter to sign), signed or withdrawn.")),
        Column("joined_on", "date", _("When it joined.")),
        Column("charter_signed_on", "date", _("When it first signed."), _("not signed")),
        Column("withdrawn_on", "date", _("When it withdrew."), _("not withdrawn")),
    ),
    _territories,
)
SIGNATURES = Dataset(
    "signatures",
    _("Signatures of the charter"),
    _("Who signed which version, in what function. Names stay on the page of each signature."),
    (
        TERRITORY,
        Column("version", "integer", _("Version of the charter that was signed.")),
        Column("signatory_function", "string", _("Function of the signatory.")),
        Column("signed_on", "date", _("Day of the signature.")),
        Column("deliberation_reference", "string", _("Reference of the deliberation."), _("none was given")),
        Column("deliberation_on", "date", _("Day of the deliberation."), _("none was given")),
        Column("deliberation_url", "string", _("Where the deliberation may be read."), _("none was given")),
        Column("charter_digest", "string", _("Fingerprint of the charter as it was read."), unit=_("SHA-256")),
    ),
    _signatures,
)
EVIDENCE = Dataset(
    "evidence",
    _("What territories declare"),
    _("What a territory shows for a commitment, in its own words. What the software computes is on its page."),
    (
        TERRITORY,
        Column("commitment", "string", _("Code of the commitment.")),
        Column("text", "string", _("What the territory declares.")),
        Column("url", "string", _("Where it may be checked."), _("none was given")),
        Column("declared_on", "date", _("When it was declared.")),
    ),
    _evidence,
)
