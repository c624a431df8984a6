"""
Releases: the files of a campaign as they stand on one day, made beside and then put in place.

A folder holds `<day>-<digest>/` with the files, and `current.json`, which names that folder and is replaced in one
stroke. A process that dies while it makes a release leaves the former one whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from polyphonie.api.open_data.catalogue import DATASETS, FORMATS
from polyphonie.api.open_data.packages import describe_package
from polyphonie.api.open_data.writing import WrittenDataset, write_dataset
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Contribution, ModerationDecision

EVERY: Final = timedelta(hours=24)
_BEING_MADE: Final = "making-"
_CURRENT: Final = "current.json"
_PACKAGE: Final = "datapackage.json"


@dataclass(frozen=True)
class Release:
    """The files that are given at present."""

    folder: Path
    made_at: datetime
    checked_at: datetime
    package: dict[str, Any]

    def path_of(self, name: str) -> Path | None:
        """Tell where a file of the release is; None where it holds no such file."""
        known = {resource["path"] for resource in self.package["resources"]}
        return self.folder / name if name in known or name == _PACKAGE else None

    def resource(self, name: str) -> dict[str, Any] | None:
        """Give what the package says of a file."""
        return next((one for one in self.package["resources"] if one["path"] == name), None)

    @property
    def digest(self) -> str:
        return str(self.package["polyphonie:digest"])


def folder_of(campaign: Campaign) -> Path:
    """Tell where the releases of a campaign are kept."""
    return Path(settings.MEDIA_ROOT) / "open-data" / campaign.slug


def current_release(campaign: Campaign) -> Release | None:
    """Give the release in force; None where none was made yet."""
    folder = folder_of(campaign)
    try:
        current = json.loads((folder / _CURRENT).read_text(encoding="utf-8"))
        package = json.loads((folder / current["folder"] / _PACKAGE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Release(
        folder=folder / current["folder"],
        made_at=datetime.fromisoformat(package["created"]),
        checked_at=datetime.fromisoformat(current["checked_at"]),
        package=package,
    )


def is_due(campaign: Campaign, *, at: datetime) -> bool:
    """
    Tell whether a release must be made: once a day, and once and for all after the campaign is closed.

    What a person asked to erase, or what was hidden, leaves the files of a closed campaign too.
    """
    release = current_release(campaign)
    if release is None:
        return True
    if release.checked_at > at - EVERY:
        return False
    if not campaign.is_closed or (campaign.closed_at is not None and campaign.closed_at > release.checked_at):
        return True
    erased = Contribution.objects.in_campaign(campaign).filter(erased_at__gt=release.checked_at)
    moderated = ModerationDecision.objects.filter(
        contribution__consultation__campaign=campaign, created_at__gt=release.checked_at
    )
    return erased.exists() or moderated.exists()


def campaigns_due(*, at: datetime) -> list[Campaign]:
    """List the public campaigns of which a release must be made."""
    return [campaign for campaign in Campaign.objects.public().order_by("pk") if is_due(campaign, at=at)]


def make_release(campaign: Campaign, *, at: datetime) -> Release:
    """Make the files of a campaign, and put them in the place of the former ones, unless they say the same."""
    folder = folder_of(campaign)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    making = Path(tempfile.mkdtemp(dir=folder, prefix=_BEING_MADE))
    try:
        with one_state_of_the_database():
            written = [write_dataset(dataset, dataset.rows(campaign), making) for dataset in DATASETS.values()]
        digest = _digest(written)
        former = current_release(campaign)
        if former is not None and former.digest == digest:
            name = former.folder.name
        else:
            package = describe_package(campaign, written, digest=digest, at=at)
            (making / _PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            name = f"{at:%Y-%m-%d}-{digest[:12]}"
            _put_in_place(making, folder / name)
        _point_to(name, folder=folder, at=at)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    _forget(folder, but=name, at=at)
    release = current_release(campaign)
    if release is None:
        raise FileNotFoundError(folder / _CURRENT)
    return release


@contextmanager
def one_state_of_the_database() -> Iterator[None]:
    """Read every file from the same state, where the database can do so without stopping those who write."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _digest(written: list[WrittenDataset]) -> str:
    """Digest what the files say: CSV and JSON have the same bytes for the same rows."""
    lines = [
        f"{file.name} {file.digest}\n" for one in written for file in one.files if not file.name.endswith(".parquet")
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _put_in_place(making: Path, place: Path) -> None:
    making.chmod(0o700)
    try:
        making.rename(place)
    except OSError:
        if not (place / _PACKAGE).is_file():  # another process made the same release at the same moment
            raise


def _point_to(name: str, *, folder: Path, at: datetime) -> None:
    content = json.dumps({"folder": name, "checked_at": at.isoformat()}) + "\n"
    handle, beside = tempfile.mkstemp(dir=folder, prefix="current-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(beside).replace(folder / _CURRENT)


def _forget(folder: Path, *, but: str, at: datetime) -> None:
    """Delete former releases, and what dead processes left behind long ago."""
    long_ago = (at - EVERY).timestamp()
    for path in folder.iterdir():
        is_abandoned = path.name.startswith((_BEING_MADE, "current-")) and path.stat().st_mtime < long_ago
        is_former = path.is_dir() and path.name != but and not path.name.startswith(_BEING_MADE)
        if is_former:
            shutil.rmtree(path, ignore_errors=True)
        elif is_abandoned:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def media_type_of(name: str) -> str:
    """Tell the media type of a file of a release."""
    return FORMATS[name.rpartition(".")[2]]
