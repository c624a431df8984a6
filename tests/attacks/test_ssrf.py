"""The site asks nothing of any other machine: no address that somebody writes is ever opened by it."""

import ast
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousOperation
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts

import polyphonie
from polyphonie.campaigns.signing_pdf import can_make_pdf, our_files_only
from tests.attacks.addresses import every_address, whole

SOURCE = Path(polyphonie.__file__).parent
OPENS = {
    "aiohttp", "asyncio", "ftplib", "http.client", "httpx", "imaplib", "poplib", "requests", "smtplib.SMTP",
    "smtplib.SMTP_SSL", "socket",
    "socketserver", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc",
}  # fmt: skip
ALLOWED = {
    ("config/commands.py", "socket"): "looks whether a port of this machine is free",
    ("accounts/openid/views.py", "requests"): "names the error of a login that its provider does not answer",
}
"""Where such a module is imported, and why it asks nothing of another machine."""


def test_nothing_of_ours_opens_another_site():
    found = {
        (str(path.relative_to(SOURCE)), module)
        for path in SOURCE.rglob("*.py")
        for module in _imported(ast.parse(path.read_text(encoding="utf-8")))
        if module in OPENS or module.split(".")[0] in OPENS - {"http.client", "urllib.request"}
    }
    assert {(path, module) for path, module in found if (path, module.split(".")[0]) not in ALLOWED} == set()


def _imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture
def closed_network(visitors):
    """Not even this machine answers, but for the database where it is a server."""
    from django.db import connection

    if connection.vendor == "sqlite":
        disable_socket(allow_unix_socket=True)
        yield
        enable_socket()
    else:
        yield
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.mark.django_db
@pytest.mark.usefixtures("kept_files", "closed_network")
def test_every_page_answers_with_the_network_closed(visitors):
    failed = []
    for name, address in every_address(visitors.world):
        answer = visitors.clients["superuser"].get(address, HTTP_HOST="localhost")
        whole(answer)
        if answer.status_code >= 500:
            failed.append(name)
    assert failed == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8000/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "polyphonie-static:///../../etc/passwd",
        "polyphonie-static:///../config/settings.py",
        "data:text/css,*{}",
    ],
)
def test_the_pdf_of_a_charter_is_given_our_style_sheet_and_nothing_else(address):
    if not can_make_pdf():
        pytest.skip("Pango is not on this machine: no PDF is made")
    with pytest.raises((ValueError, SuspiciousOperation)):
        our_files_only().fetch(address)
