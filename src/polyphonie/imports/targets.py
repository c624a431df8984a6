"""Where the rows of a file go, and under which identifiers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from polyphonie import __version__
from polyphonie.consultations.models import Activity, Consultation
from polyphonie.formats.headings import plain
from polyphonie.imports.models import Import
from polyphonie.imports.unnumbered import MARK_LENGTH, Occurrences, marked, table_of

LONGEST_ID = 200
# The largest whole number that JSON keeps exact everywhere.
MODULUS = 2**53
# Tools that number from 1 in each conversation or survey: the same number means something else in another.
NUMBERED_BY_ACTIVITY = frozenset({"polis", "ej", "agora", "limesurvey"})
# Platforms on which people may edit what they wrote: the same number with another text is a later version of it.
EDITED_AT_THE_SOURCE = frozenset(
    {"decidim", "webform", "go-vocal", "cap-collectif", "agora", "adhocracy", "your-priorities"}
)


class Known(NamedTuple):
    """A contribution that is there under some identifier."""

    pk: int
    digest: str
    is_erased: bool
    is_superseded: bool
    batch: int | None
    sheet: str
    row: int | None
    file_digest: str
    file_name: str


@dataclass
class Brought:
    """What an import brought, summed up: as many texts, whose digests make the same sum, are the same texts."""

    n_texts: int = 0
    total: int = 0
    version: str = __version__

    @classmethod
    def of(cls, of_import: Import) -> Brought:
        """Give what is saved with an import."""
        return cls(**of_import.preview.get("brought", {}))

    def add(self, digests: Iterable[str]) -> None:
        """Add texts, by their digests."""
        for digest in digests:
            self.n_texts += 1
            self.total = (self.total + int(digest[:13], 16)) % MODULUS


@dataclass
class Target:
    """The consultation and the activity that a file is brought to."""

    of_import: Import
    consultation: Consultation
    activity: Activity | None
    activities: dict[str, Activity]
    source: str
    edits: bool | None = None
    """Whether another text under the same identifier is a later version of it; None as long as that is not known."""
    expects_news: bool = True
    """Whether the rows before held anything new: then the next ones are made ready to be written."""
    table: str = ""
    """The table that rows without identifiers belong to, once it is known."""
    occurrences: Occurrences = field(default_factory=Occurrences)

    @classmethod
    def of(cls, of_import: Import) -> Target:
        consultation = of_import.consultation
        activities = {plain(activity.title): activity for activity in consultation.activities.all()}
        return cls(
            of_import=of_import,
            consultation=consultation,
            activity=of_import.activity,
            activities=activities,
            source=of_import.tool or "table",
            edits=True if of_import.tool in EDITED_AT_THE_SOURCE else of_import.preview.get("edits"),
        )

    def activity_named(self, label: str) -> Activity | None:
        """Give the activity that a row names, otherwise that of the whole file."""
        return self.activities.get(plain(label), self.activity) if label else self.activity

    def note(self, digests: Iterable[str]) -> None:
        """Sum up what is brought, to be saved with the import."""
        brought = Brought.of(self.of_import)
        brought.add(digests)
        self.of_import.preview["brought"] = asdict(brought)

    def external_ids(self, keys: Sequence[str], is_numbered: Sequence[bool], digests: Sequence[str]) -> list[str]:
        """
        Make the identifiers of many contributions, in the order of the file.

        Those that have none are known by their text, whose digest is given, and by how often it came before.
        """
        is_plain = self.source not in NUMBERED_BY_ACTIVITY or self.activity is None
        if is_plain and not any(is_numbered):
            return [key if len(key) <= LONGEST_ID else fitted(key) for key in keys]
        made = [
            marked(key, digest[:MARK_LENGTH]) if without else self.external_id(key)
            for key, without, digest in zip(keys, is_numbered, digests, strict=True)
        ]
        self._tell_apart(made, [number for number, without in enumerate(is_numbered) if without])
        return made

    def _tell_apart(self, made: list[str], numbers: list[int]) -> None:
        """Name the table of rows without identifiers, and number those that say the same."""
        if not numbers:
            return
        if not self.table:
            self.table = self.of_import.preview["table"] = table_of(self.of_import)
        marks = [digest_of(made[number])[:MARK_LENGTH] for number in numbers]
        for number, place in zip(numbers, self.occurrences.count(marks), strict=True):
            key = fitted(f"{self.table}/{made[number]}")
            made[number] = key if place == 1 else fitted(f"{key}~{place}")

    def learn_whether_it_edits(self, texts: Iterable[tuple[str, str]], known: Mapping[str, Known]) -> None:
        """
        Tell a table that was edited from another one that also numbers from 1, at the first rows that are known.

        It is the same table where most of these rows are as they were, or some of them in a file of the same name.
        """
        if self.edits is not None or not known:
            return
        found = [(known[key], digest) for key, digest in texts if key in known]
        n_same = sum(there.digest == digest for there, digest in found)
        has_its_name = any(there.file_name == self.of_import.source_name for there, _ in found)
        self.edits = 2 * n_same >= len(found) or (has_its_name and n_same > 0)
        self.of_import.preview["edits"] = self.edits

    def external_id(self, key: str) -> str:
        """Make the identifier of a record within its source."""
        if self.source in NUMBERED_BY_ACTIVITY and self.activity is not None:
            key = f"{self.activity.pk}:{key}"
        return fitted(key)


def fitted(key: str) -> str:
    """Shorten an identifier that is too long, without making two of them alike."""
    if len(key) <= LONGEST_ID:
        return key
    return f"{key[: LONGEST_ID - 17]}~{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def digest_of(text: str) -> str:
    """SHA-256 of a text as received."""
    return hashlib.sha256(text.encode()).hexdigest()


def aware(moment: datetime | None) -> datetime | None:
    """Read a moment without time zone in that of the installation."""
    if moment is None or not timezone.is_naive(moment):
        return moment
    return timezone.make_aware(moment)
