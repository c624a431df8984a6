"""What parameters may hold: every number is bounded, every text is short and printable."""

from __future__ import annotations

from typing import Annotated

from ninja import Field, Schema

LARGEST_ID = 2**63 - 1
MAX_ITEMS = 100
MAX_OFFSET = 1_000_000

Limit = Annotated[int, Field(ge=1, le=MAX_ITEMS)]
Offset = Annotated[int, Field(ge=0, le=MAX_OFFSET)]
Key = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Number = Annotated[int, Field(ge=1, le=32_767)]
Slug = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[-a-zA-Z0-9_]+$")]
Code = Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[a-z_]+$")]
Words = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class PageQuery(Schema):
    """Which part of a list."""

    limit: Limit = 20
    offset: Offset = 0


class ErrorDetail(Schema):
    """What is wrong with one parameter."""

    where: str
    message: str


class ErrorBody(Schema):
    """What went wrong."""

    code: str
    message: str
    details: list[ErrorDetail] = []


class ErrorAnswer(Schema):
    """The form of every error."""

    error: ErrorBody
