"""One world for a whole module: made once, in a transaction that is rolled back at the end."""

import pytest
from django.db import transaction
from django.test import override_settings

from polyphonie.core.files import path_of
from polyphonie.core.models import StoredFile
from tests.permissions.visiting import Visitors
from tests.permissions.world import build_world


@pytest.fixture(scope="module")
def visitors(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
            yield Visitors(build_world())
        transaction.set_rollback(True)


@pytest.fixture
def kept_files(visitors, settings, quick_and_tidy_settings):
    """Nothing is computed, and the files of the world are where its rows say."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for file in StoredFile.objects.all():
        place = path_of(file)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"%PDF-1.7\n")
