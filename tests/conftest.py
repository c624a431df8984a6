"""What every test gets."""

import os
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation
from pytest_socket import socket_allow_hosts

SHARED_DATA = Path(os.environ.get("POLYPHONIE_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def pytest_runtest_setup() -> None:
    """Close the network: only sockets of this machine are allowed."""
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data that stands beside the project, where it is there."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the real data are not here ({SHARED_DATA.name}/ beside the project)")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def quick_and_tidy_settings(tmp_path):
    """Cheap passwords, plain static files, tasks done at once, and no file left behind."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MEDIA_ROOT=tmp_path / "files",
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ):
        yield


@pytest.fixture(autouse=True)
def french_at_the_start_of_each_test():
    """A page asked in English leaves English active in its thread, for the next test too."""
    with translation.override("fr"):
        yield
