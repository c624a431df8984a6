"""Publishing a run of ideas, and taking it back."""

from __future__ import annotations

from django.db import transaction

from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.ideas.models import IdeaRun


@transaction.atomic
def publish_run(*, run: IdeaRun) -> IdeaRun:
    """Publish a run; the one of the same scope published until now is withdrawn."""
    refuse_if_closed(run.campaign)
    others = IdeaRun.objects.of_scope(run.campaign, run.consultation).exclude(pk=run.pk)
    others.filter(is_published=True).update(is_published=False)
    run.is_published = True
    run.save(update_fields=["is_published", "updated_at"])
    return run


@transaction.atomic
def withdraw_run(*, run: IdeaRun) -> IdeaRun:
    """Take a run back: it is a draft again."""
    refuse_if_closed(run.campaign)
    run.is_published = False
    run.save(update_fields=["is_published", "updated_at"])
    return run
