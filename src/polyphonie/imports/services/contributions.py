"""Contributions of some rows, into the database."""

from __future__ import annotations

from dataclasses import dataclass

from polyphonie.consultations.models import Contribution
from polyphonie.formats import ContributionRecord
from polyphonie.imports.services.entries import Entry
from polyphonie.imports.services.words import kind_of, public_of
from polyphonie.imports.targets import Target, aware, digest_of, fitted

LONGEST_QUESTION = LONGEST_TITLE = 500
LONGEST_URL = 1000
LONGEST_LANGUAGE = 8
# A proposal may be edited on its platform: the same number with another text is the same proposal.
EDITED_AT_THE_SOURCE = frozenset({"decidim"})


def take_contributions(target: Target, entries: list[Entry]) -> None:
    """Keep the contributions of these rows that are not there yet."""
    candidates = [_Candidate.of(target, entry, record) for entry in entries for record in entry.contributions]
    known = _known(target, [key for candidate in candidates for key in candidate.keys])
    new: list[Contribution] = []
    for candidate in candidates:
        key = candidate.settle(target, known)
        if key:
            known[key] = candidate.digest
            new.append(candidate.row(target, key))
    Contribution.objects.bulk_create(sorted(new, key=lambda row: row.external_id))


def _known(target: Target, keys: list[str]) -> dict[str, str | None]:
    """Give the digests of the texts that are there; None for one that was erased."""
    rows = Contribution.objects.filter(
        consultation=target.consultation, source=target.source, external_id__in=keys
    ).values_list("external_id", "text_digest", "erased_at")
    return {key: None if erased_at else digest for key, digest, erased_at in rows}


@dataclass(frozen=True)
class _Candidate:
    entry: Entry
    record: ContributionRecord
    title: str
    text: str
    digest: str
    keys: tuple[str, str]

    @classmethod
    def of(cls, target: Target, entry: Entry, record: ContributionRecord) -> _Candidate:
        title, text = record.title, record.text
        if len(title) > LONGEST_TITLE:
            title, text = "", f"{title}\n{text}"
        digest = digest_of(f"{title}\n{text}" if title else text)
        key = target.external_id(record.external_id, is_numbered=record.is_numbered)
        return cls(entry, record, title, text, digest, (key, fitted(f"{key}~{digest[:12]}")))

    def settle(self, target: Target, known: dict[str, str | None]) -> str:
        """Say what becomes of the record, and give the identifier under which it is new, if it is."""
        key, key_of_this_text = self.keys
        if key not in known:
            self.entry.take(key)
            return key
        if known[key] is None:
            self.entry.find(key, reason="erased")
        elif known[key] == self.digest:
            self.entry.find(key)
        elif target.source in EDITED_AT_THE_SOURCE:
            self.entry.refuse("changed_since", external_id=key, params={})
        elif key_of_this_text in known:
            self.entry.find(key_of_this_text)
        else:
            self.entry.take(key_of_this_text)
            return key_of_this_text
        return ""

    def row(self, target: Target, key: str) -> Contribution:
        record = self.record
        return Contribution(
            consultation=target.consultation,
            activity=target.activity_named(record.activity_label),
            source=target.source,
            external_id=key,
            question=record.question[:LONGEST_QUESTION],
            title=self.title,
            text=self.text,
            text_digest=self.digest,
            public=public_of(record.public),
            kind=kind_of(record.kind),
            language=record.language[:LONGEST_LANGUAGE],
            url=record.url if record.url.startswith("http") and len(record.url) <= LONGEST_URL else "",
            said_at=aware(record.created_at),
            source_digest=target.of_import.digest,
            source_name=target.of_import.file_name,
            source_sheet=record.sheet[:100],
            source_row=record.row,
        )
