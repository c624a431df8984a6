"""Open data are made again once a day: by the worker, or by hand."""

from datetime import timedelta

import pytest
import typer
from django.utils import timezone
from typer.testing import CliRunner

from polyphonie.api import commands, jobs
from polyphonie.api.open_data.releases import current_release, make_release
from polyphonie.config.worker import DUE_EVERY, Supervisor
from tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db


def test_what_is_due_is_made_once():
    campaign, _draft = CampaignFactory(), CampaignFactory(draft=True)
    assert jobs.enqueue_open_data(at=timezone.now()) == 1
    assert current_release(campaign) is not None
    assert jobs.enqueue_open_data(at=timezone.now()) == 0


def test_a_task_that_another_worker_did_does_nothing():
    campaign = CampaignFactory()
    release = make_release(campaign, at=timezone.now())
    jobs.make_open_data.call(campaign.pk)
    assert current_release(campaign).checked_at == release.checked_at


def test_a_campaign_that_is_gone_is_passed_over():
    jobs.make_open_data.call(12345)
    jobs.make_open_data.call(CampaignFactory(draft=True).pk)


def test_the_worker_looks_now_and_then_at_what_is_due(monkeypatch):
    asked = []
    monkeypatch.setattr("polyphonie.config.worker.enqueue_open_data", lambda *, at: asked.append(at))
    supervisor, now = Supervisor(), timezone.now()
    for at in (now, now + timedelta(seconds=10), now + DUE_EVERY):
        supervisor._ask_for_what_is_due(at)
    assert asked == [now, now + DUE_EVERY]


def run(*arguments):
    app = typer.Typer()
    app.command()(commands.open_data_command)
    return CliRunner().invoke(app, list(arguments))


def test_the_command_makes_them_at_once():
    campaign, other = CampaignFactory(), CampaignFactory()
    assert run("--campaign", campaign.slug).exit_code == 0
    assert current_release(campaign) is not None
    assert current_release(other) is None


def test_the_command_says_that_there_is_no_such_campaign():
    CampaignFactory(draft=True, slug="draft")
    for name in ("draft", "nothing"):
        assert run("--campaign", name).exit_code == 2
