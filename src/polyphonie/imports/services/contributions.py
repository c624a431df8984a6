"""Contributions of a slice, into the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Any, TypeVar

from django.utils import timezone

from polyphonie.consultations.models import Contribution
from polyphonie.formats import Harvest
from polyphonie.formats.columns import ContributionColumns
from polyphonie.imports.services.account import Account, Place
from polyphonie.imports.services.inserting import insert_ready_rows, ready_moment
from polyphonie.imports.services.lookups import known_contributions, last_written
from polyphonie.imports.services.moments import ready_moments
from polyphonie.imports.services.slices import slices_of
from polyphonie.imports.services.versions import Changed, take_versions
from polyphonie.imports.services.words import kind_of, public_of
from polyphonie.imports.targets import Known, Target, digest_of, fitted

LONGEST_QUESTION = LONGEST_TITLE = 500
LONGEST_URL = 1000
LONGEST_LANGUAGE = 8
FIELDS = (
    "external_id",
    "earlier_version",
    "consultation",
    "activity",
    "source",
    "question",
    "title",
    "text",
    "text_digest",
    "public",
    "kind",
    "language",
    "url",
    "said_at",
    "source_digest",
    "source_name",
    "source_sheet",
    "source_row",
    "batch",
    "is_hidden",
    "created_at",
    "updated_at",
)
DIGEST = FIELDS.index("text_digest")
Value = TypeVar("Value")


@dataclass
class Prepared:
    """Contributions that are known by identifier and digest; as the database takes them once that is asked."""

    target: Target
    columns: ContributionColumns
    titles: list[str]
    texts: list[str]
    keys: list[str]
    digests: list[str]
    _known: dict[str, Known] | None = None
    _written: object = None

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def places(self) -> list[Place]:
        """Where each stands in the file."""
        return list(zip(self.columns.sheet, self.columns.row.tolist(), strict=True))

    @cached_property
    def rows(self) -> list[tuple[Any, ...]]:
        """Every row, in the order of `FIELDS`; this takes time."""
        return _rows(self)

    def look_up(self) -> dict[str, Known]:
        """Give what is there under these identifiers; asked again only where another import wrote meanwhile."""
        written = last_written(self.target)
        if self._known is None or written != self._written:
            self._written, self._known = written, known_contributions(self.target, self.keys)
        return self._known

    def as_new(self, number: int, key: str, *, earlier_version: int | None = None) -> tuple[Any, ...]:
        """Give a row under another identifier than its own."""
        return (key, earlier_version, *self.rows[number][2:])


def prepare_contributions(target: Target, columns: ContributionColumns) -> Prepared:
    """Make ready, before anything is locked, what will be asked of the database and likely written."""
    titles, texts = _titles_and_texts(columns)
    digests = _digests(titles, texts)
    keys = target.external_ids(columns.external_id, columns.is_numbered.tolist(), digests)
    prepared = Prepared(target, columns, titles, texts, keys, digests)
    if target.expects_news:
        _ = prepared.rows
    prepared.look_up()
    return prepared


def pass_over(target: Target, harvest: Harvest, n_rows: int) -> None:
    """Count what rows without identifiers say, where they were written before the import was interrupted."""
    columns = ContributionColumns.of(harvest.contributions)
    if not columns.is_numbered.any():
        return
    for piece in slices_of(harvest):
        if n_rows <= 0:
            return
        n_rows -= len(piece.places)
        if piece.contributions:
            digests = _digests(*_titles_and_texts(piece.contributions))
            target.external_ids(piece.contributions.external_id, piece.contributions.is_numbered.tolist(), digests)


def _rows(prepared: Prepared) -> list[tuple[Any, ...]]:
    target, columns, of_import = prepared.target, prepared.columns, prepared.target.of_import
    now = ready_moment(timezone.now())
    values: list[Iterable[Any]] = [
        prepared.keys,
        repeat(None),
        repeat(target.consultation.pk),
        _mapped(columns.activity_label, lambda label: _pk(target.activity_named(label))),
        repeat(target.source),
        _mapped(columns.question, lambda words: words[:LONGEST_QUESTION]),
        prepared.titles,
        prepared.texts,
        prepared.digests,
        _mapped(columns.public, lambda words: public_of(words).value),
        _mapped(columns.kind, lambda words: kind_of(words).value),
        _mapped(columns.language, lambda words: words[:LONGEST_LANGUAGE]),
        _mapped(columns.url, lambda url: url if url.startswith("http") and len(url) <= LONGEST_URL else ""),
        ready_moments(columns.moment, columns.is_local),
        repeat(of_import.digest),
        repeat(of_import.source_name),
        _mapped(columns.sheet, lambda sheet: sheet[:100]),
        columns.row.tolist(),
        repeat(of_import.pk),
        repeat(False),
        repeat(now),
        repeat(now),
    ]
    return list(zip(*values, strict=False))


def _digests(titles: list[str], texts: list[str]) -> list[str]:
    return [digest_of(f"{title}\n{text}" if title else text) for title, text in zip(titles, texts, strict=True)]


def _titles_and_texts(columns: ContributionColumns) -> tuple[list[str], list[str]]:
    """A title that is too long goes to the head of the text."""
    if max(map(len, columns.title), default=0) <= LONGEST_TITLE:
        return columns.title, columns.text
    pairs = zip(columns.title, columns.text, strict=True)
    moved = [(title, text) if len(title) <= LONGEST_TITLE else ("", f"{title}\n{text}") for title, text in pairs]
    return [title for title, _ in moved], [text for _, text in moved]


def _mapped(cells: list[str], meaning: Callable[[str], Value]) -> list[Value]:
    """Give what each cell means; few cells are distinct."""
    meanings = {cell: meaning(cell) for cell in set(cells)}
    return [meanings[cell] for cell in cells]


def _pk(row: Any) -> int | None:
    return None if row is None else row.pk


def take_contributions(target: Target, prepared: Prepared, account: Account) -> None:
    """Keep the contributions that are not there yet, and the new versions of those that changed."""
    known = prepared.look_up()
    target.expects_news = len(known) < len(prepared)
    if not known and len(set(prepared.keys)) == len(prepared):
        account.take(prepared.places)
        target.note(prepared.digests)
        insert_ready_rows(Contribution, FIELDS, prepared.rows)
        return
    target.learn_whether_it_edits(zip(prepared.keys, prepared.digests, strict=True), known)
    sorted_out = _sort_out(target, prepared, known, account)
    rows = [prepared.rows[number] for number in sorted_out.new]
    rows += _others_of_that_number(target, prepared, sorted_out.others, account)
    account.take(prepared.places[number] for number in sorted_out.new)
    target.note(row[DIGEST] for row in rows)
    insert_ready_rows(Contribution, FIELDS, rows)
    changed = [
        Changed(prepared.places[number], prepared.keys[number], prepared.digests[number], number, known[key].pk)
        for number in sorted_out.changed
        if (key := prepared.keys[number])
    ]
    versions = take_versions(target, changed, account)
    rows = [prepared.as_new(number, key, earlier_version=earlier) for number, key, earlier in versions]
    insert_ready_rows(Contribution, FIELDS, rows)


@dataclass
class _SortedOut:
    new: list[int]
    changed: list[int]
    others: list[int]


def _sort_out(target: Target, prepared: Prepared, known: dict[str, Known], account: Account) -> _SortedOut:
    """Say of each contribution whether it is new, already there, changed since, or that of another file."""
    found = _SortedOut([], [], [])
    seen: dict[str, Place] = {}
    is_numbered = prepared.columns.is_numbered.tolist()
    for number, (place, key, digest) in enumerate(zip(prepared.places, prepared.keys, prepared.digests, strict=True)):
        there = known.get(key)
        first_row = seen[key][1] if key in seen else None
        if first_row is None and not is_numbered[number]:
            first_row = _earlier_row_of_this_file(target, place, there)
        seen.setdefault(key, place)
        if first_row is not None:
            params = {"id": key, "first": str(first_row)}
            account.refuse(place, "duplicate_id", external_id=key, params=params)
        elif there is None:
            found.new.append(number)
        elif there.is_erased:
            account.find(place, external_id=key, reason="erased")
        elif there.digest == digest and not there.is_superseded:
            account.find(place)
        elif target.edits and not is_numbered[number]:
            found.changed.append(number)
        else:
            found.others.append(number)
    return found


def _earlier_row_of_this_file(target: Target, place: Place, there: Known | None) -> int | None:
    """Give the row of the same file that had this identifier first; it may have been imported long ago."""
    if there is None or there.row is None or there.sheet != place[0][:100] or there.row >= place[1]:
        return None
    of_import = target.of_import
    is_same_file = (there.file_digest, there.file_name) == (of_import.digest, of_import.source_name)
    return there.row if is_same_file or there.batch == of_import.pk else None


def _others_of_that_number(
    target: Target, prepared: Prepared, numbers: list[int], account: Account
) -> list[tuple[Any, ...]]:
    """Two tables that both number from 1 do not hide each other: the digest of the text tells them apart."""
    if not numbers:
        return []
    keys = {number: fitted(f"{prepared.keys[number]}~{prepared.digests[number][:12]}") for number in numbers}
    known = known_contributions(target, list(keys.values()))
    rows = []
    for number, key in keys.items():
        if key in known:
            reason = "erased" if known[key].is_erased else ""
            account.find(prepared.places[number], external_id=key, reason=reason)
        else:
            account.take([prepared.places[number]])
            rows.append(prepared.as_new(number, key))
    return rows
