"""Publishing a version of the charter: from then on it never changes."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import partial

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.errors import ChangeNoteIsMissing, CharterIsIncomplete, CharterIsPublished
from polyphonie.campaigns.models import Campaign, Charter
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core.audit import record
from polyphonie.core.signals import charter_published


@transaction.atomic
def publish_charter(*, charter: Charter, person: User | None, at: datetime) -> Charter:
    """
    Publish the draft of a charter, with the digest of its whole text, and tell the other rooms once it is kept.

    Raises
    ------
    CampaignIsClosed, CharterIsPublished, CharterIsIncomplete, ChangeNoteIsMissing
    """
    Campaign.objects.select_for_update(of=("self",)).get(pk=charter.campaign_id)
    locked = Charter.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=charter.pk)
    refuse_if_closed(locked.campaign)
    _refuse_unready(locked)
    locked.digest = digest_of(locked)
    locked.published_at = at
    locked.save(update_fields=["digest", "published_at", "updated_at"])
    record(
        "charter_published",
        locked,
        at=at,
        actor_id=person.pk if person else None,
        campaign_id=locked.campaign_id,
        version=locked.version,
        digest=locked.digest,
    )
    transaction.on_commit(partial(charter_published.send, Charter, charter=locked))
    return locked


def digest_of(charter: Charter) -> str:
    """Give the SHA-256 of the title, preamble and commitments of a charter, as canonical JSON."""
    commitments = [
        {"code": one.code, "title": one.title, "text": one.text, "evidence": one.evidence}
        for one in charter.commitments.all()
    ]
    content = {"title": charter.title, "preamble": charter.preamble, "commitments": commitments}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _refuse_unready(charter: Charter) -> None:
    if charter.is_published:
        raise CharterIsPublished
    if not charter.title.strip() or not charter.commitments.exists():
        raise CharterIsIncomplete
    if charter.version > 1 and not charter.change_note.strip():
        raise ChangeNoteIsMissing
