"""The review of a grid: comments, return, publication of a version that no longer changes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core import audit
from polyphonie.info_grids import mails
from polyphonie.info_grids.digests import digest_of
from polyphonie.info_grids.enums import GridStatus
from polyphonie.info_grids.errors import CommentIsNeeded, GridIsNotSubmitted, NothingHasChanged, TerritoryHasLeft
from polyphonie.info_grids.models import GridComment, GridVersion, InfoGrid
from polyphonie.info_grids.queries.freezing import public_content
from polyphonie.info_grids.services.locking import lock_grid


@transaction.atomic
def comment_on(*, grid: InfoGrid, field_key: str, text: str, person: User) -> GridComment:
    """
    Say something of a field, or of the whole grid where `field_key` is empty. It waits for the return to be sent.

    Raises
    ------
    GridIsNotSubmitted, CampaignIsClosed
    """
    locked = _under_review(grid)
    return GridComment.objects.create(grid=locked, field_key=field_key, text=text.strip(), author=person)


@transaction.atomic
def settle_comment(*, comment: GridComment, at: datetime | None) -> None:
    """Say that a comment was answered, or that it is open again."""
    refuse_if_closed(comment.grid.engagement.campaign)
    comment.settled_at = at
    comment.save(update_fields=["settled_at", "updated_at"])


@transaction.atomic
def return_grid(*, grid: InfoGrid, person: User, at: datetime) -> InfoGrid:
    """
    Give a grid back to its territory, with comments.

    Raises
    ------
    GridIsNotSubmitted, CommentIsNeeded, CampaignIsClosed
    """
    locked = _under_review(grid)
    n_open = locked.comments.filter(settled_at__isnull=True).count()
    if not n_open:
        raise CommentIsNeeded
    locked.status = GridStatus.RETURNED
    locked.save(update_fields=["status", "updated_at"])
    _record("grid_returned", locked, person, at, n_comments=n_open)
    transaction.on_commit(lambda: mails.say_returned(locked))
    return locked


@transaction.atomic
def publish_grid(*, grid: InfoGrid, person: User, at: datetime) -> GridVersion:
    """
    Publish a version: its public fields as they are now, with their digest. Nothing changes it any more.

    Raises
    ------
    GridIsNotSubmitted, NothingHasChanged, TerritoryHasLeft, CampaignIsClosed
    """
    locked = _under_review(grid)
    if not locked.engagement.is_active:
        raise TerritoryHasLeft
    content = public_content(locked)
    last = locked.versions.order_by("-number").first()
    digest = digest_of(content)
    if last is not None and last.digest == digest and last.form_id == locked.form_id:
        raise NothingHasChanged
    number = last.number + 1 if last else 1
    version = GridVersion.objects.create(
        grid=locked,
        form=locked.form,
        number=number,
        published_at=at,
        published_by=person,
        content=content,
        digest=digest,
    )
    locked.comments.filter(settled_at__isnull=True).update(settled_at=at)
    locked.status, locked.published_at = GridStatus.PUBLISHED, at
    locked.save(update_fields=["status", "published_at", "updated_at"])
    _record("grid_published", locked, person, at, version=number, digest=digest)
    transaction.on_commit(lambda: mails.say_published(locked))
    return version


def _under_review(grid: InfoGrid) -> InfoGrid:
    locked = lock_grid(grid)
    refuse_if_closed(locked.engagement.campaign)
    if locked.status != GridStatus.SUBMITTED:
        raise GridIsNotSubmitted
    return locked


def _record(verb: str, grid: InfoGrid, person: User, at: datetime, **details: object) -> None:
    audit.record(
        verb,
        grid,
        at=at,
        actor_id=person.pk,
        campaign_id=grid.engagement.campaign_id,
        territory_id=grid.engagement.territory_id,
        **details,
    )
