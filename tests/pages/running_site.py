"""The site as people run it: its own process, its own database, the example campaign loaded."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
POLYPHONIE = (sys.executable, "-m", "polyphonie.cli")


@dataclass(frozen=True)
class Site:
    """A site that answers."""

    url: str
    data: Path
    environment: dict[str, str] = field(default_factory=dict, repr=False)

    def get(self, path: str) -> tuple[int, str]:
        """Read a page as a program does: no script runs. What is not text is given as its size."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=60) as answer:
                return answer.status, _text_of(answer.read(), answer.headers.get_content_type())
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def password_of(self, email: str) -> str:
        passwords: dict[str, str] = json.loads((self.data / "demo-logins.json").read_text(encoding="utf-8"))
        return passwords[email]


def _text_of(content: bytes, media_type: str) -> str:
    is_text = media_type.startswith("text/") or media_type.endswith("json")
    return content.decode() if is_text else f"{len(content)} bytes"


@contextmanager
def running_site(data: Path) -> Iterator[Site]:
    """Load the example campaign, then serve it with a worker, on a free port."""
    with database_of_its_own() as database_url:
        port = free_port()
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "polyphonie.config.settings",
            "POLYPHONIE_DATA_DIR": str(data),
            "POLYPHONIE_EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "POLYPHONIE_EMAIL_FOLDER": str(data / "mail"),
            "POLYPHONIE_LOG_LEVEL": "WARNING",
            "POLYPHONIE_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "POLYPHONIE_SECOND_FACTOR": "optional",
        }
        load = [*POLYPHONIE, "demo", "--no-serve"]
        done = subprocess.run(load, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=600)
        assert done.returncode == 0, done.stdout + done.stderr
        serve = [*POLYPHONIE, "serve", "--port", str(port), "--with-worker"]
        with (data / "serve.log").open("w") as log:
            process = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            site = Site(f"http://127.0.0.1:{port}", data, environment)
            wait_for(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(60)


@contextmanager
def database_of_its_own() -> Iterator[str]:
    """Make a database on the server that the suite runs on; none with SQLite, which is a file of the site."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    server, name = url.rsplit("/", 1)[0], f"polyphonie_pages_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def wait_for(site: Site, process: subprocess.Popen[bytes], seconds: int = 60) -> None:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        assert process.poll() is None, (site.data / "serve.log").read_text()
        try:
            if site.get("/readyz")[0] == 200:
                return
        except urllib.error.URLError:
            pass
        time.sleep(0.1)
    raise AssertionError("the site did not answer in time")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
