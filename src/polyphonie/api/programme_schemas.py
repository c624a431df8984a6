"""The shapes of what the API gives of the programme: charter, signatures, activities, publics, grids."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Schema


class MilestoneOut(Schema):
    date: date
    label: str
    deadline: str


class CommitmentOut(Schema):
    code: str
    position: int
    title: str
    text: str
    evidence: str


class CharterOut(Schema):
    """One published version of a charter, with its commitments in order."""

    version: int
    title: str
    preamble: str
    change_note: str
    published_at: datetime
    digest: str
    commitments: list[CommitmentOut]


class SignatureOut(Schema):
    """Who signed in what function; the name stands on the page of the signature only."""

    territory: str
    version: int
    signatory_function: str
    signed_on: date
    deliberation_reference: str
    deliberation_on: date | None
    deliberation_url: str
    charter_digest: str


class EvidenceOut(Schema):
    territory: str
    commitment_code: str
    text: str
    url: str
    declared_on: date


class PublicOut(Schema):
    consultation: str
    territory: str
    category: str
    n_expected: int | None
    reach: str
    why_absent: str


class ActivityOut(Schema):
    """An activity; the number of participants is null where it is not known, or withheld."""

    id: int
    consultation: str
    territory: str
    title: str
    format: str
    description: str
    held_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    is_cancelled: bool
    is_online: bool
    place: str
    n_hours: Decimal | None
    recruitment: str
    n_participants: int | None
    is_withheld: bool


class AttendanceOut(Schema):
    """How many people of a category came; null where it is withheld."""

    activity: int
    consultation: str
    category: str
    n_people: int | None
    is_withheld: bool


class GridOut(Schema):
    territory: str
    form_version: int
    version: int
    published_at: datetime
    digest: str


class GridValueOut(Schema):
    """One value of a grid: of a field, or of a column of repeated rows; null where it is withheld."""

    field: str
    column: str | None
    place: int | None
    value: Any
    is_withheld: bool


class WholeGridOut(GridOut):
    answers: list[GridValueOut]


class MilestonePage(Schema):
    count: int
    items: list[MilestoneOut]


class CharterPage(Schema):
    count: int
    items: list[CharterOut]


class SignaturePage(Schema):
    count: int
    items: list[SignatureOut]


class EvidencePage(Schema):
    count: int
    items: list[EvidenceOut]


class PublicPage(Schema):
    count: int
    items: list[PublicOut]


class ActivityPage(Schema):
    count: int
    items: list[ActivityOut]


class AttendancePage(Schema):
    count: int
    items: list[AttendanceOut]


class GridPage(Schema):
    count: int
    items: list[GridOut]
