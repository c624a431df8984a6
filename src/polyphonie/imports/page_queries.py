"""What the pages of an import show, read from what was saved with it and from what is already here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from polyphonie.consultations.enums import Kind, Public
from polyphonie.consultations.models import Consultation, Contribution, Statement, VoteEvent
from polyphonie.formats import FormatError
from polyphonie.imports import wording
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import, SavedMapping
from polyphonie.imports.services import can_be_confirmed
from polyphonie.imports.services.words import kind_of, public_of
from polyphonie.imports.targets import Target, digest_of
from polyphonie.territories.models import Territory

MOST_TOGETHER = 50
ENDED = (ImportStatus.DONE, ImportStatus.FAILED)
MOST_REASONS = 6
MOST_VERSIONS = 4
N_FIRST = 5


@dataclass(frozen=True)
class AlreadyHere:
    """How many of the first records are here already: as they are, or with another text."""

    n_looked_at: int
    n_same: int
    n_changed: int


@dataclass(frozen=True)
class Recognized:
    """What a file is, in words, how sure that is and why."""

    name: str
    confidence: str
    is_sure: bool
    why: tuple[str, ...]
    n_more_reasons: int
    generation: str
    language: str

    @classmethod
    def of(cls, of_import: Import) -> Recognized | None:
        """Put in words what a file was recognised as; None where nobody knows."""
        preview = of_import.preview
        if not of_import.tool:
            return None
        confidence = float(preview.get("confidence", 1 if preview.get("is_sure") else 0))
        why = tuple(preview.get("why", ()))
        return cls(
            name=wording.name_of(of_import.tool, of_import.kind),
            confidence=wording.say_confidence(confidence),
            is_sure=confidence >= wording.LEAST_PROBABLE,
            why=why[:MOST_REASONS],
            n_more_reasons=max(0, len(why) - MOST_REASONS),
            generation="" if of_import.tool == "table" else wording.name_of_generation(of_import.generation),
            language=wording.name_of_language(of_import.language or preview.get("language", "")),
        )


@dataclass(frozen=True)
class Brought:
    """A file just brought, as the page that lists several of them shows it."""

    of_import: Import
    recognized: Recognized | None
    error: str
    is_ready: bool

    @property
    def name(self) -> str:
        return self.of_import.member or self.of_import.file_name

    @classmethod
    def of(cls, of_import: Import) -> Brought:
        return cls(
            of_import=of_import,
            recognized=Recognized.of(of_import),
            error=error_of(of_import.preview.get("error")),
            is_ready=can_be_confirmed(of_import),
        )


@dataclass(frozen=True)
class Shown:
    """One record of the preview, as it will look."""

    row: int
    title: str
    text: str
    question: str
    public: str
    kind: str


def first_records(of_import: Import) -> list[Shown]:
    """Give the first contributions or statements as they will look, in our words."""
    preview = of_import.preview
    records = preview.get("statements") or preview.get("contributions") or []
    return [
        Shown(
            row=record["row"],
            title=record.get("title", ""),
            text=record["text"],
            question=record.get("question", ""),
            public=_label(public_of(record.get("public", "")), Public.UNKNOWN),
            kind=_label(kind_of(record.get("kind", "")), Kind.UNKNOWN),
        )
        for record in records[:N_FIRST]
    ]


def _label(value: Public | Kind, unknown: Public | Kind) -> str:
    return "" if value == unknown else str(value.label)


def error_of(saved: dict[str, Any] | None) -> str:
    """Say an error that was saved with an import, in the reader's language."""
    return wording.say(FormatError(saved["code"], **saved["params"])) if saved else ""


def imports_of(consultation: Consultation) -> QuerySet[Import]:
    """Give the imports of a consultation, the last ones first."""
    return Import.objects.filter(consultation=consultation).order_by("-created_at", "-id")


def brought_together(of_import: Import) -> list[Import]:
    """Give the other files of the archive that this one came in, as they were last brought."""
    if not of_import.member:
        return []
    others = Import.objects.filter(consultation=of_import.consultation_id, digest=of_import.digest)
    others = others.exclude(pk=of_import.pk).exclude(member="").order_by("member", "-id")[:MOST_TOGETHER]
    last: dict[str, Import] = {}
    for other in others:
        last.setdefault(other.member, other)
    last.pop(of_import.member, None)
    return list(last.values())


def last_same(of_import: Import) -> Import | None:
    """Give the last import of the same file to the same consultation that was carried out."""
    done = Import.objects.filter(
        consultation=of_import.consultation_id,
        digest=of_import.digest,
        member=of_import.member,
        status=ImportStatus.DONE,
    )
    return done.exclude(pk=of_import.pk).order_by("-ended_at", "-id").first()


def already_here(of_import: Import) -> AlreadyHere | None:
    """Count the first records that are here already under their identifier; None where none is looked at."""
    target = Target.of(of_import)
    found = of_import.preview.get("keys", [])
    if not found:
        return None
    keys, is_numbered, texts_digests = zip(*found, strict=True)
    digests = dict(zip(target.external_ids(keys, is_numbered, texts_digests), texts_digests, strict=True))
    of_source = {"consultation": of_import.consultation_id, "source": target.source}
    if of_import.preview.get("statements"):
        rows = Statement.objects.filter(**of_source, external_id__in=digests).values_list("external_id", "text")
        present = {key: digest_of(text) for key, text in rows}
    else:
        present = _present_digests(of_source, digests)
    same = [digests[key] == digest for key, digest in present.items()]
    return AlreadyHere(n_looked_at=len(digests), n_same=sum(same), n_changed=len(same) - sum(same))


def _present_digests(of_source: Mapping[str, Any], keys: Iterable[str]) -> dict[str, str]:
    """Give the digest of the text that counts now of each contribution that came under one of these identifiers."""
    rows = Contribution.objects.filter(**of_source, external_id__in=list(keys))
    digests, versions = {}, {}
    for pk, key, digest in rows.values_list("pk", "external_id", "text_digest"):
        digests[key], versions[pk] = digest, key
    for _ in range(MOST_VERSIONS):
        later = Contribution.objects.filter(earlier_version__in=versions).values_list(
            "pk", "earlier_version_id", "text_digest"
        )
        found = {pk: (versions[earlier], digest) for pk, earlier, digest in later if earlier is not None}
        if not found:
            break
        digests |= dict(found.values())
        versions = {pk: key for pk, (key, _) in found.items()}
    return digests


def mappings_of(territory: Territory) -> QuerySet[SavedMapping]:
    """Give what a territory said of the columns of its tables."""
    return SavedMapping.objects.filter(territory=territory).select_related("saved_by")


@dataclass(frozen=True)
class WhatItBrought:
    """How much of a consultation came with one import."""

    n_contributions: int
    n_statements: int
    n_votes: int


def may_be_undone(of_import: Import) -> bool:
    """Tell whether an import ended and brought something, or was undone and has not wholly left."""
    brought_something = of_import.n_taken + of_import.n_updated > 0
    return (of_import.status in ENDED and brought_something) or is_leaving(of_import)


def is_leaving(of_import: Import) -> bool:
    """Tell whether rows are left of an import that was undone: the worker is at it, or was interrupted."""
    if of_import.status != ImportStatus.UNDONE:
        return False
    return any(model.objects.filter(batch=of_import.pk).exists() for model in (Contribution, Statement, VoteEvent))


def brought_by(of_import: Import) -> WhatItBrought:
    """Count what an import brought and is still there."""
    return WhatItBrought(
        n_contributions=Contribution.objects.filter(batch=of_import.pk).count(),
        n_statements=Statement.objects.filter(batch=of_import.pk).count(),
        n_votes=VoteEvent.objects.filter(batch=of_import.pk).count(),
    )
