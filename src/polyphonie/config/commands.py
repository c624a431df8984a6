"""`polyphonie serve` and `polyphonie worker`."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from typing import Annotated
from urllib.parse import urlsplit

import typer
from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import SystemCheckError
from django.db import OperationalError, connections
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from polyphonie.config.preparation import prepare_site
from polyphonie.config.worker import Supervisor

KILL_SECONDS = 10
"""A server asked to stop waits no longer for open connections."""

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every one.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Processes = Annotated[int, typer.Option(min=0, max=64, help="Web processes; 0 chooses for this machine.")]
WithWorker = Annotated[bool, typer.Option("--with-worker", help="Run the background tasks too.")]


def serve_command(
    host: Host = "127.0.0.1", port: Port = 8000, processes: Processes = 0, with_worker: WithWorker = False
) -> None:
    """
    Serve the site: bring the tables and the static files up to date, then answer.

    SQLite or PostgreSQL (DATABASE_URL). Stop it with Ctrl-C. Behind a proxy in production; see docs/howto/install.
    """
    _refuse_a_busy_port(host, port)
    _prepare_or_explain(serves_pages=True)
    _give_mails_this_port(port)
    worker = _start_worker() if with_worker else None
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"Polyphonie: http://{shown}:{port}/", err=True)
    try:
        _server(host, port, processes).serve()
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait()


def worker_command() -> None:
    """
    Run the background tasks: imports, opinion maps, ideas.

    As many as needed may run, on one machine or several; the task of one that dies is done again by another.
    """
    _prepare_or_explain(serves_pages=False)
    connections.close_all()
    Supervisor().run()


def _give_mails_this_port(port: int) -> None:
    """On one's own machine, links of mails lead to this very port. The processes of the server inherit it."""
    if urlsplit(settings.PUBLIC_URL).hostname in {"localhost", "127.0.0.1", "::1"}:
        os.environ.setdefault("POLYPHONIE_PUBLIC_URL", f"http://localhost:{port}")


def _server(host: str, port: int, processes: int) -> MPServer:
    is_sqlite = connections["default"].vendor == "sqlite"
    connections.close_all()
    return MPServer(
        "polyphonie.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=processes or (2 if is_sqlite else min(os.cpu_count() or 1, 8)),
        # One writer at a time is all that SQLite has; PostgreSQL answers several threads of a process.
        blocking_threads=1 if is_sqlite else 4,
        workers_kill_timeout=KILL_SECONDS,
        respawn_failed_workers=True,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    )


def _start_worker() -> subprocess.Popen[bytes]:
    """Start `polyphonie worker` beside the site. In its own session: Ctrl-C reaches it once, through us."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    return subprocess.Popen(
        [sys.executable, "-m", "polyphonie.cli", "worker"], stdin=subprocess.DEVNULL, start_new_session=True
    )


def _prepare_or_explain(*, serves_pages: bool) -> None:
    try:
        prepare_site(serves_pages=serves_pages)
    except SystemCheckError as error:
        typer.echo(str(error), err=True)
    except OperationalError as error:
        typer.echo(f"The database does not answer: {error}".strip(), err=True)
    except CommandError as error:
        typer.echo(f"The site could not be prepared: {error}", err=True)
    else:
        return
    raise typer.Exit(1)


def _refuse_a_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = "is already used by another program" if error.errno == errno.EADDRINUSE else f"is refused: {error}"
            typer.echo(f"Port {port} of {host} {why}. Choose another one with --port.", err=True)
            raise typer.Exit(2) from error
