"""`polyphonie demo`."""

from __future__ import annotations

import os
import sys
import time
from typing import Annotated, NoReturn

import typer
from django.conf import settings
from django.utils.formats import localize
from django.utils.translation import gettext as _

from polyphonie.config.preparation import prepare_site
from polyphonie.core.errors import DomainError
from polyphonie.example.loader import forget_example, is_loaded, load_example
from polyphonie.example.logins import Login, passwords_path
from polyphonie.example.progress import step

Reset = Annotated[bool, typer.Option("--reset", help="Forget what was done in the demonstration, and start afresh.")]
Serve = Annotated[bool, typer.Option(help="Serve the site once the example is loaded.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]


def demo_command(reset: Reset = False, serve: Serve = True, port: Port = 8000) -> None:
    """
    Load the example campaign, which is fictitious, and show it.

    Run again, it starts in seconds and loses nothing of what was done meanwhile.
    """
    begun = time.perf_counter()
    typer.echo(_("Polyphonie: the example campaign, which is fictitious"))
    try:
        logins = _load(reset=reset)
    except DomainError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    typer.echo(_("Ready in %(seconds)s s.") % {"seconds": localize(round(time.perf_counter() - begun, 1))})
    _show(logins)
    if serve:
        _serve(port)


def _serve(port: int) -> NoReturn:
    """Become `polyphonie serve`: the memory that loading took is given back, and nothing of it is inherited."""
    # The log of each request would hide what was just said; whoever wants it asks for it.
    os.environ.setdefault("POLYPHONIE_LOG_LEVEL", "WARNING")
    if os.environ.setdefault("POLYPHONIE_SECOND_FACTOR", "optional") == "optional":
        typer.echo(_("The second factor is optional in the demonstration; a real site requires it of those who lead."))
    typer.echo()
    typer.echo(_("The site: http://127.0.0.1:%(port)s/ (Ctrl-C stops it)") % {"port": port})
    sys.stdout.flush()
    arguments = [sys.executable, "-m", "polyphonie.cli", "serve", "--with-worker", "--port", str(port)]
    os.execv(sys.executable, arguments)  # noqa: S606 - our own command; Ctrl-C goes to the site


def _load(*, reset: bool) -> list[Login]:
    with step(_("Tables and static files")):
        prepare_site()
    if reset:
        with step(_("Forgetting the demonstration")):
            forget_example()
    if is_loaded():
        typer.echo("  · " + _("The example is there already; nothing is loaded again."))
    return load_example()


def _show(logins: list[Login]) -> None:
    typer.echo()
    typer.echo(_("To enter the back office (passwords of this installation only):"))
    for login in logins:
        who = f"{login.role}, {login.territory}" if login.territory else login.role
        password = login.password or _("(changed since)")
        typer.echo(f"  {login.email:<40} {password:<21} {who}")
    path = passwords_path()
    shown = path.relative_to(settings.DATA_DIR.parent) if path.is_relative_to(settings.DATA_DIR.parent) else path
    typer.echo("  " + _("They are kept in %(path)s.") % {"path": shown})
