"""A mailing whose process is killed, for good and several times: nobody gets two mails, nobody is silently skipped."""

import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
N_PEOPLE = 40
PREPARE = f"""
import django
django.setup()
from polyphonie.config.preparation import prepare_site
prepare_site()
from django.utils import timezone
from polyphonie.programme.models import Mailing
from polyphonie.programme.queries.mailings import recipients_of
from polyphonie.programme.services.mailings import confirm_mailing
from tests.factories import CampaignFactory, EngagementFactory, MembershipFactory, UserFactory
campaign = CampaignFactory()
for _ in range({N_PEOPLE}):
    territory = EngagementFactory(campaign=campaign, accepted=True).territory
    MembershipFactory(territory=territory, user__password=None)
mailing = Mailing.objects.create(
    campaign=campaign, stages=["to_sign"], subject_fr="Rappel", body_fr="Bonjour", subject_en="Reminder", body_en="Hi"
)
now = timezone.now()
seen = recipients_of(mailing, at=now).digest
confirm_mailing(mailing=mailing, seen_digest=seen, person=UserFactory(password=None), at=now)
"""
SEND = """
import django
django.setup()
from polyphonie.programme.models import Mailing
from polyphonie.programme.services.mailings import send_mails
send_mails(mailing=Mailing.objects.get())
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "mails"
    made.mkdir()
    return made


@pytest.fixture
def environment(tmp_path, folder):
    made = {
        **os.environ,
        "DATABASE_URL": "",
        "POLYPHONIE_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "polyphonie.config.settings",
        "POLYPHONIE_EMAIL_BACKEND": "tests.programme.slow_mail.EmailBackend",
        "MAILS_OF_THE_TEST": str(folder),
    }
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=made, check=True, timeout=240)
    return made


def outcomes(tmp_path):
    query = "SELECT u.email, m.outcome FROM programme_mail m JOIN accounts_user u ON u.id = m.person_id"
    with sqlite3.connect(tmp_path / "data" / "polyphonie.sqlite3") as connection:
        return dict(connection.execute(query).fetchall())


def received(folder):
    return Counter(path.name.rsplit(".", 1)[0] for path in folder.iterdir())


def send_and_kill(environment, folder, *, after):
    """Start sending, and kill the process for good once that many more mails have left."""
    before = sum(received(folder).values())
    process = subprocess.Popen([sys.executable, "-c", SEND], cwd=ROOT, env=environment)
    limit = time.monotonic() + 120
    while sum(received(folder).values()) < before + after and process.poll() is None and time.monotonic() < limit:
        time.sleep(0.005)
    process.kill()
    process.wait()


def test_nobody_gets_two_mails_and_nobody_is_silently_skipped(tmp_path, environment, folder):
    for after in (5, 9, 3):
        send_and_kill(environment, folder, after=after)
    subprocess.run([sys.executable, "-c", SEND], cwd=ROOT, env=environment, check=True, timeout=240)
    found, mails = outcomes(tmp_path), received(folder)
    assert len(found) == N_PEOPLE
    assert max(mails.values()) == 1
    assert set(found.values()) <= {"sent", "uncertain"}
    assert sum(outcome == "uncertain" for outcome in found.values()) <= 3
    assert all(mails[person] == 1 for person, outcome in found.items() if outcome == "sent")
