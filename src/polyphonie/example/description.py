"""What the files of the example say, read once and checked."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILES = Path(__file__).resolve().parent / "files"


@dataclass(frozen=True)
class TerritoryKey:
    """What names a territory in the reference."""

    country: str
    scheme: str
    identifier: str


@dataclass(frozen=True)
class FileToImport:
    """A file that a territory brings, and what its columns are where no reader can tell."""

    path: Path
    activity: str
    columns: Mapping[str, str]
    is_left_to_confirm: bool = False


@dataclass(frozen=True)
class TerritoryDescription:
    """A territory, its engagement, its consultation, and what it brings."""

    key: TerritoryKey
    engagement: Mapping[str, Any]
    signature: Mapping[str, Any]
    consultation: Mapping[str, Any]
    sought_publics: tuple[Mapping[str, Any], ...]
    activities: tuple[Mapping[str, Any], ...]
    imports: tuple[FileToImport, ...]


@dataclass(frozen=True)
class UserDescription:
    """A demonstration login: its password is nowhere in these files."""

    email: str
    name: str
    role: str
    territory: TerritoryKey | None


@dataclass(frozen=True)
class Example:
    """The campaign as its files describe it."""

    campaign: Mapping[str, Any]
    questions: tuple[str, ...]
    milestones: tuple[Mapping[str, Any], ...]
    topics: tuple[Mapping[str, Any], ...]
    users: tuple[UserDescription, ...]
    territories: tuple[TerritoryDescription, ...]


def read_example(folder: Path = FILES) -> Example:
    """Read `campaign.toml` and `territories.toml`."""
    names = ("campaign.toml", "territories.toml")
    content = tomllib.loads("\n".join((folder / name).read_text(encoding="utf-8") for name in names))
    campaign = dict(content["campaign"])
    return Example(
        questions=tuple(campaign.pop("questions")),
        campaign={**campaign, **{name: campaign[name].strip() for name in ("call", "framing_note")}},
        milestones=tuple(content["milestones"]),
        topics=tuple(content["topics"]),
        users=tuple(_user(entry) for entry in content["users"]),
        territories=tuple(_territory(entry, folder) for entry in content["territories"]),
    )


def digest_of_files(folder: Path = FILES) -> str:
    """Give one digest for all the files: a new release of the example has another."""
    digest = hashlib.sha256()
    for path in _data_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _data_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".md")


def _user(entry: Mapping[str, Any]) -> UserDescription:
    scheme, _, identifier = entry.get("territory", "").partition(":")
    territory = TerritoryKey("FR", scheme, identifier) if scheme else None
    return UserDescription(email=entry["email"], name=entry["name"], role=entry["role"], territory=territory)


def _territory(entry: Mapping[str, Any], folder: Path) -> TerritoryDescription:
    consultation = dict(entry["consultation"])
    activities = tuple(consultation.pop("activities"))
    sought_publics = tuple(consultation.pop("sought_publics"))
    imports = tuple(
        FileToImport(
            path=folder / item["file"],
            activity=item.get("activity", ""),
            columns=item.get("columns", {}),
            is_left_to_confirm=item.get("is_left_to_confirm", False),
        )
        for item in consultation.pop("imports")
    )
    return TerritoryDescription(
        key=TerritoryKey(entry.get("country", "FR"), entry["scheme"], entry["identifier"]),
        engagement={"contact_function": entry["contact_function"]},
        signature={"signed_on": entry["charter_signed_on"], **entry["signature"]},
        consultation=consultation,
        sought_publics=sought_publics,
        activities=activities,
        imports=imports,
    )
