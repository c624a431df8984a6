"""Drafting a version of the charter: what is edited before it is published."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from polyphonie.accounts.models import User
from polyphonie.campaigns.editions import CommitmentRow, fingerprint_of_rows
from polyphonie.campaigns.errors import ChangedMeanwhile, CharterIsPublished
from polyphonie.campaigns.models import Campaign, Charter, Commitment
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.campaigns.queries.charters import charter_draft, commitment_rows
from polyphonie.campaigns.services.creating import copy_charter
from polyphonie.campaigns.services.editing import Edition
from polyphonie.core.audit import record


@dataclass(frozen=True)
class CharterWords:
    """A version of a charter as it was written."""

    title: str
    preamble: str
    change_note: str
    commitments: tuple[CommitmentRow, ...]


def words_of(charter: Charter) -> CharterWords:
    """Give a charter as a form shows it."""
    rows = tuple(commitment_rows(charter))
    return CharterWords(charter.title, charter.preamble, charter.change_note, rows)


def fingerprint_of_words(words: CharterWords) -> str:
    """Give the digest of a charter that a form showed."""
    return fingerprint_of_rows(words.commitments, words.title, words.preamble, words.change_note)


@transaction.atomic
def draft_charter(*, campaign: Campaign, person: User | None, at: datetime) -> Charter:
    """
    Give the draft of the charter: the present one, or a new version that starts from the last.

    Raises
    ------
    CampaignIsClosed
    """
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    refuse_if_closed(locked)
    existing = charter_draft(locked)
    if existing is not None:
        return existing
    last = locked.charters.order_by("-version").first()
    draft = Charter(campaign=locked, version=last.version + 1 if last else 1, title=locked.title)
    if last is not None:
        copy_charter(last, draft)
    else:
        draft.save()
    actor_id = person.pk if person else None
    record("charter_drafted", draft, at=at, actor_id=actor_id, campaign_id=locked.pk, version=draft.version)
    return draft


@transaction.atomic
def save_charter(*, charter: Charter, words: CharterWords, removed: Collection[int] = (), edition: Edition) -> Charter:
    """
    Save the draft of a charter: its texts, and its commitments in the order given; those not in the form stay, after.

    Raises
    ------
    CampaignIsClosed, CharterIsPublished, ChangedMeanwhile
    """
    refuse_if_closed(Campaign.objects.select_for_update(of=("self",)).get(pk=charter.campaign_id))
    locked = Charter.objects.select_for_update(of=("self",)).get(pk=charter.pk)
    if locked.is_published:
        raise CharterIsPublished
    if fingerprint_of_words(words_of(locked)) != edition.seen:
        raise ChangedMeanwhile
    locked.title, locked.preamble, locked.change_note = words.title, words.preamble, words.change_note
    locked.save(update_fields=["title", "preamble", "change_note", "updated_at"])
    _save_commitments(locked, words.commitments, removed)
    record(
        "charter_edited",
        locked,
        at=edition.at,
        actor_id=edition.person.pk if edition.person else None,
        campaign_id=locked.campaign_id,
        version=locked.version,
    )
    return locked


def _save_commitments(charter: Charter, rows: Sequence[CommitmentRow], removed: Collection[int]) -> None:
    charter.commitments.filter(pk__in=removed).delete()
    existing = {entry.pk: entry for entry in charter.commitments.all()}
    taken = _codes_of_all_versions(charter)
    commitments = []
    for row in rows:
        commitment = existing.pop(row.pk or 0, None) or Commitment(charter=charter, code=_free_code(row.title, taken))
        taken.add(commitment.code)
        commitment.title, commitment.text, commitment.evidence = row.title, row.text, row.evidence
        commitments.append(commitment)
    for position, commitment in enumerate([*commitments, *existing.values()], start=1):
        commitment.position = position
        commitment.save()


def _codes_of_all_versions(charter: Charter) -> set[str]:
    """A code that stood for one commitment never stands for another."""
    return set(Commitment.objects.filter(charter__campaign=charter.campaign_id).values_list("code", flat=True))


def _free_code(title: str, taken: set[str]) -> str:
    stem = slugify(title)[:34].strip("-") or "engagement"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
