"""
Data sets of what territories open: consultations, activities, what was said and voted.

The guarantor of a consultation is most often a person: the page names them, the data do not.
"""

from __future__ import annotations

from itertools import islice

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from polyphonie.analysis.disclosure import is_small
from polyphonie.api import queries
from polyphonie.api.attendance import disclosures_of
from polyphonie.api.open_data.of_campaigns import TERRITORY
from polyphonie.api.open_data.tables import CHUNK, Column, Dataset, Rows
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Activity, Attendance, Consultation, Contribution, SoughtPublic
from polyphonie.syntheses.models import DocumentVersion

CONSULTATION = Column("consultation", "string", _("Short name of the consultation; the key of “consultations”."))
_ACTIVITY = Column("activity", "integer", _("Number of the activity; the key of “activities”."))
_WITHHELD = _("not known, or withheld: see the next column")


def _consultations(campaign: Campaign) -> Rows:
    rows = (
        Consultation.objects.in_campaign(campaign)
        .published()
        .order_by("id")
        .values_list(
            *("slug", "territory__slug", "title", "question", "mandate", "negotiable", "decision", "organizer"),
            *("methods", "information_url", "publics_sought", "publics_absent", "opens_at", "closes_at"),
        )
    )
    return rows.iterator(chunk_size=CHUNK)


def _publics(campaign: Campaign) -> Rows:
    rows = (
        SoughtPublic.objects.filter(consultation__in=Consultation.objects.in_campaign(campaign).published())
        .order_by("consultation_id", "id")
        .values_list(
            *("consultation__slug", "consultation__territory__slug", "category", "n_expected", "reach", "why_absent")
        )
    )
    return rows.iterator(chunk_size=CHUNK)


def _activities(campaign: Campaign) -> Rows:
    rows = (
        Activity.objects.in_campaign(campaign)
        .public()
        .order_by("id")
        .values_list(
            *("id", "consultation__slug", "consultation__territory__slug", "title", "format", "description"),
            *("held_on", "starts_at", "ends_at", "time_zone", "is_cancelled", "is_online", "place", "n_hours"),
            *("recruitment", "facilitation", "information", "n_participants"),
        )
    )
    iterator = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(iterator, CHUNK)):
        disclosures = disclosures_of({row[0]: (row[-1], campaign.disclosure_threshold) for row in chunk})
        for *others, n_participants in chunk:
            is_hidden = n_participants is not None and not disclosures[others[0]].shows_total
            yield (*others, None if is_hidden else n_participants, is_hidden)


def _attendance(campaign: Campaign) -> Rows:
    rows = (
        Attendance.objects.filter(activity__in=Activity.objects.in_campaign(campaign).public())
        .order_by("activity_id", "id")
        .values_list(
            *("activity_id", "activity__consultation__slug", "category", "n_people", "activity__n_participants")
        )
    )
    iterator = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(iterator, CHUNK)):
        disclosures = disclosures_of({row[0]: (row[-1], campaign.disclosure_threshold) for row in chunk})
        for activity, consultation, category, n_people, _n_participants in chunk:
            is_hidden = category in disclosures[activity].withheld
            yield (activity, consultation, category, None if is_hidden else n_people, is_hidden)


def _contributions(campaign: Campaign) -> Rows:
    rows = (
        Contribution.objects.in_campaign(campaign)
        .public()
        .annotate(said_on=TruncDate("said_at"))
        .order_by("id")
        .values_list(
            *("id", "consultation__slug", "consultation__territory__slug", "activity_id", "question", "title", "text"),
            *("kind", "public", "language", "said_on", "source", "text_digest"),
        )
    )
    return rows.iterator(chunk_size=CHUNK)


def _statements(campaign: Campaign) -> Rows:
    names = ("id", "consultation__slug", "consultation__territory__slug", "text", "kind", "language", "is_seed")
    counts = ("n_agree", "n_disagree", "n_pass")
    rows = queries.statements(campaign=campaign.slug).values_list(*names, *counts)
    for row in rows.iterator(chunk_size=CHUNK):
        is_hidden = is_small(sum(row[-3:]), campaign.disclosure_threshold)
        yield (*row[:-3], *((None, None, None) if is_hidden else row[-3:]), is_hidden)


def _ideas(campaign: Campaign) -> Rows:
    names = ("id", "label", "topic__label", "n_contributions", "n_distinct", "n_territories", "stability")
    rows = queries.ideas(campaign=campaign.slug).values_list(*names, "is_fragile", "is_minority", "quote")
    return rows.iterator(chunk_size=CHUNK)


def _documents(campaign: Campaign) -> Rows:
    last = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    rows = (
        queries.documents(campaign=campaign.slug)
        .select_related(None)
        .prefetch_related(None)
        .annotate(
            number=Max("versions__number"),
            published_at=Subquery(last.values("published_at")[:1]),
            digest=Subquery(last.values("digest")[:1]),
        )
        .values_list(
            *("slug", "consultation__territory__slug", "title", "kind", "language", "number", "published_at", "digest")
        )
    )
    return rows.iterator(chunk_size=CHUNK)


CONSULTATIONS = Dataset(
    "consultations",
    _("Consultations"),
    _("One row per published consultation: what is negotiable, what it feeds, whom it seeks and misses."),
    (
        CONSULTATION,
        TERRITORY,
        Column("title", "string", _("Title.")),
        Column("question", "string", _("The question put to people."), _("none was given")),
        Column("mandate", "string", _("information, consultation, concertation or co_construction.")),
        Column("negotiable", "string", _("What is open to change, and what is not."), _("none was given")),
        Column("decision", "string", _("The decision that it feeds."), _("none was given")),
        Column("organizer", "string", _("The service that runs it."), _("none was given")),
        Column("methods", "string", _("How people take part."), _("none was given")),
        Column("information_url", "string", _("Where more is said."), _("none was given")),
        Column("publics_sought", "string", _("Whom it seeks, in words."), _("none was given")),
        Column("publics_absent", "string", _("Who was missed, and why."), _("none was given")),
        Column("opens_at", "datetime", _("When it opens."), _("not set"), _("UTC")),
        Column("closes_at", "datetime", _("When it closes."), _("not set"), _("UTC")),
    ),
    _consultations,
)
PUBLICS = Dataset(
    "publics-sought",
    _("Publics sought"),
    _("One row per public that a consultation seeks: whether it came and, where it did not, why."),
    (
        CONSULTATION,
        TERRITORY,
        Column("category", "string", _("The public.")),
        Column("n_expected", "integer", _("How many were hoped for."), _("no number was set"), _("people")),
        Column("reach", "string", _("not_yet, reached, partly or absent.")),
        Column("why_absent", "string", _("Why it did not come."), _("none was given")),
    ),
    _publics,
)
ACTIVITIES = Dataset(
    "activities",
    _("Activities"),
    _("One row per workshop, debate, survey… of a published consultation."),
    (
        _ACTIVITY,
        CONSULTATION,
        TERRITORY,
        Column("title", "string", _("Title.")),
        Column("format", "string", _("Format.")),
        Column("description", "string", _("What happens in it."), _("none was given")),
        Column("held_on", "date", _("Its day, on the spot."), _("not set")),
        Column("starts_at", "datetime", _("When it starts."), _("not set"), _("UTC")),
        Column("ends_at", "datetime", _("When it ends."), _("not set"), _("UTC")),
        Column("time_zone", "string", _("The clock that people there read."), _("that of the territory")),
        Column("is_cancelled", "boolean", _("Whether it was cancelled.")),
        Column("is_online", "boolean", _("Whether one may follow it on line.")),
        Column("place", "string", _("Place."), _("none was given")),
        Column("n_hours", "number", _("How long it lasts."), _("not known"), _("hours")),
        Column("recruitment", "string", _("How people came to it.")),
        Column("facilitation", "string", _("The service or provider that leads it."), _("none was given")),
        Column("information", "string", _("What participants were given to know."), _("none was given")),
        Column("n_participants", "integer", _("How many took part."), _WITHHELD, _("people")),
        Column("is_withheld", "boolean", _("Whether the count before is withheld because it is small.")),
    ),
    _activities,
)
ATTENDANCE = Dataset(
    "attendance",
    _("Attendance"),
    _("How many people of each category came to each activity. A person may be counted in several categories."),
    (
        _ACTIVITY,
        CONSULTATION,
        Column("category", "string", _("The public.")),
        Column("n_people", "integer", _("How many came."), _WITHHELD, _("people")),
        Column("is_withheld", "boolean", _("Whether it is withheld: small, or telling another that is small.")),
    ),
    _attendance,
)
CONTRIBUTIONS = Dataset(
    "contributions",
    _("Contributions"),
    _("What people said, as it was received, where anyone may read it. Their identifiers elsewhere are left out."),
    (
        Column("contribution", "integer", _("Number of the contribution.")),
        CONSULTATION,
        TERRITORY,
        Column("activity", "integer", _("Number of the activity."), _("not tied to an activity")),
        Column("question", "string", _("What it answers."), _("the source asks no question")),
        Column("title", "string", _("Title."), _("it has none")),
        Column("text", "string", _("Text.")),
        Column("kind", "string", _("expectation, concern, proposal, question, controversy or unknown.")),
        Column("public", "string", _("Who speaks, as the source says.")),
        Column("language", "string", _("Language, as declared."), _("not declared"), _("ISO 639 code")),
        Column("said_on", "date", _("The day it was said."), _("not known")),
        Column("source", "string", _("The tool that it comes from.")),
        Column("text_digest", "string", _("Fingerprint of title and text as received."), unit=_("SHA-256")),
    ),
    _contributions,
)
STATEMENTS = Dataset(
    "statements",
    _("Statements and votes"),
    _("One row per statement put to the vote. Those who vote are not a sample of the population."),
    (
        Column("statement", "integer", _("Number of the statement.")),
        CONSULTATION,
        TERRITORY,
        Column("text", "string", _("Text.")),
        Column("kind", "string", _("expectation, concern, proposal, question, controversy or unknown.")),
        Column("language", "string", _("Language, as declared."), _("not declared"), _("ISO 639 code")),
        Column("is_seed", "boolean", _("Whether the organizer wrote it.")),
        Column("n_agree", "integer", _("Votes “agree”."), _("withheld"), _("people")),
        Column("n_disagree", "integer", _("Votes “disagree”."), _("withheld"), _("people")),
        Column("n_pass", "integer", _("Votes “pass”."), _("withheld"), _("people")),
        Column("is_withheld", "boolean", _("Whether votes are withheld because few people voted.")),
    ),
    _statements,
)
IDEAS = Dataset(
    "ideas",
    _("Ideas"),
    _("Contributions that say the same thing, gathered."),
    (
        Column("idea", "integer", _("Number of the idea.")),
        Column("label", "string", _("The idea in a few words.")),
        Column("theme", "string", _("Its theme."), _("outside the themes")),
        Column("n_contributions", "integer", _("Contributions that carry it.")),
        Column("n_distinct", "integer", _("Distinct texts among them.")),
        Column("n_territories", "integer", _("Territories that carry it.")),
        Column(
            "stability",
            "number",
            _("How often the same texts come together again, from 0 to 1."),
            _("not measured"),
        ),
        Column("is_fragile", "boolean", _("Whether it depends on how it was computed.")),
        Column("is_minority", "boolean", _("Whether few carry it.")),
        Column("quote", "integer", _("Number of the contribution that says it best."), _("none was chosen")),
    ),
    _ideas,
)
DOCUMENTS = Dataset(
    "documents",
    _("Syntheses and manifesto"),
    _("One row per published document, in its last version. Its sentences and their evidence come by the API."),
    (
        Column("document", "string", _("Short name of the document.")),
        Column("territory", "string", _("The territory of a local synthesis."), _("a national document")),
        Column("title", "string", _("Title.")),
        Column("kind", "string", _("Kind of document.")),
        Column("language", "string", _("Its main language."), unit=_("ISO 639 code")),
        Column("version", "integer", _("Number of its last version.")),
        Column("published_at", "datetime", _("When this version was published."), unit=_("UTC")),
        Column("digest", "string", _("Fingerprint of the content."), unit=_("SHA-256")),
    ),
    _documents,
)
