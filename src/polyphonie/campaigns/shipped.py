"""The first version of a campaign that comes with Polyphonie, in each language of the site."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class ShippedMilestone:
    """A date of the calendar, so many days after the opening."""

    days: int
    label: str
    deadline: str = ""


@dataclass(frozen=True)
class ShippedCommitment:
    """A commitment of the charter; `evidence` is a value of `EvidenceKind`."""

    code: str
    title: str
    text: str
    evidence: str


@dataclass(frozen=True)
class ShippedCampaign:
    """Everything that a new campaign starts from."""

    title: str
    summary: str
    call: str
    framing_note: str
    questions: tuple[str, ...]
    milestones: tuple[ShippedMilestone, ...]
    charter_title: str
    charter_preamble: str
    commitments: tuple[ShippedCommitment, ...]


@cache
def shipped_campaign(language: str) -> ShippedCampaign:
    """Read the first version in that language; in French where there is none."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    path = resources.files("polyphonie.campaigns") / "data" / f"template.{known}.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    charter = content["charter"]
    return ShippedCampaign(
        title=content["title"],
        summary=content["summary"],
        call=content["call"].strip(),
        framing_note=content["framing_note"].strip(),
        questions=tuple(content["questions"]),
        milestones=tuple(ShippedMilestone(**entry) for entry in content["milestones"]),
        charter_title=charter["title"],
        charter_preamble=charter["preamble"].strip(),
        commitments=tuple(ShippedCommitment(**entry) for entry in charter["commitments"]),
    )


def says_first_version(text: str) -> bool:
    """Tell whether a text still says, as those that are shipped do, that it is a first version to be read again."""
    shipped = [shipped_campaign(language) for language in LANGUAGES]
    starts = [first for one in shipped for first in (one.call, one.framing_note, one.charter_preamble)]
    return any(first.splitlines()[0] in text for first in starts)
