"""Contributions that their authors edited at the source: each text stays, the last one counts."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone

from polyphonie.consultations.models import Contribution
from polyphonie.imports.services.account import Account, Place
from polyphonie.imports.services.lookups import Version, versions_of
from polyphonie.imports.targets import Target, fitted


class Changed(NamedTuple):
    """A contribution whose text is not the one that is there; `root` is the first version that was received."""

    place: Place
    key: str
    digest: str
    number: int
    root: int


def take_versions(target: Target, changed: list[Changed], account: Account) -> list[tuple[int, str, int]]:
    """
    Put each text that is new after the one that it replaces.

    Returns
    -------
    list of tuple
        The number of the contribution among those prepared, its identifier, and the key of the version before it.
    """
    chains = versions_of({one.root for one in changed}) if changed else {}
    replaced: list[int] = []
    new: list[tuple[int, str, int]] = []
    for one in changed:
        chain = chains[one.root]
        last = next((version for version in chain if not version.is_superseded), chain[-1])
        if any(version.is_erased for version in chain):
            account.find(one.place, external_id=last.external_id, reason="erased")
        elif last.digest == one.digest:
            account.find(one.place)
        elif last.batch == target.of_import.pk:
            first = Contribution.objects.values_list("source_row", flat=True).get(pk=last.pk)
            params = {"id": one.key, "first": str(first)}
            account.refuse(one.place, "duplicate_id", external_id=one.key, params=params)
        else:
            account.update(one.place)
            replaced.append(last.pk)
            new.append((one.number, _identifier(one, chain), last.pk))
    Contribution.objects.filter(pk__in=replaced).update(superseded_at=timezone.now())
    return new


def _identifier(one: Changed, chain: list[Version]) -> str:
    """Name a version after its text; a text that its author came back to is numbered."""
    taken = {version.external_id for version in chain}
    key = fitted(f"{one.key}~{one.digest[:12]}")
    number = 2
    while key in taken:
        key = fitted(f"{one.key}~{one.digest[:12]}~{number}")
        number += 1
    return key
