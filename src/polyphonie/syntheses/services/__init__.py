"""Drafting, editing, publishing and comparing documents."""

from polyphonie.syntheses.services.comparing import compare
from polyphonie.syntheses.services.drafting import draft_local_synthesis, draft_national_synthesis
from polyphonie.syntheses.services.figures import recount
from polyphonie.syntheses.services.freezing import canonical_json, digest, freeze
from polyphonie.syntheses.services.publishing import publish_document

__all__ = [
    "canonical_json",
    "compare",
    "digest",
    "draft_local_synthesis",
    "draft_national_synthesis",
    "freeze",
    "publish_document",
    "recount",
]
