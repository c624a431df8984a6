"""Open data are made again once a day, by the worker."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from polyphonie.api.open_data.releases import campaigns_due, is_due, make_release
from polyphonie.campaigns.models import Campaign


@task
def make_open_data(campaign_id: int) -> None:
    """Make the open data of a campaign, unless another worker has just done so."""
    campaign = Campaign.objects.public().filter(pk=campaign_id).first()
    if campaign is not None and is_due(campaign, at=timezone.now()):
        make_release(campaign, at=timezone.now())


def enqueue_open_data(*, at: datetime) -> int:
    """Ask the worker for the releases that are due and not asked for yet; give their number."""
    waiting = DBTaskResult.objects.filter(task_path=make_open_data.module_path, status__in=("READY", "RUNNING"))
    asked = {tuple(task.args_kwargs["args"]) for task in waiting}
    due = [campaign for campaign in campaigns_due(at=at) if (campaign.pk,) not in asked]
    for campaign in due:
        make_open_data.enqueue(campaign.pk)
    return len(due)
