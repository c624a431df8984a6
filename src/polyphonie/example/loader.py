"""Load the example campaign through the same doors as any other: reference, importers, analyses, drafts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from polyphonie.campaigns.models import Campaign
from polyphonie.core.errors import DomainError
from polyphonie.example.analyzing import compute_ideas, compute_maps
from polyphonie.example.bringing import bring_files
from polyphonie.example.building import build_campaign
from polyphonie.example.description import Example, digest_of_files, read_example
from polyphonie.example.logins import Login, build_logins, passwords_path
from polyphonie.example.programme import fill_the_grids, sign_the_charter
from polyphonie.example.progress import step
from polyphonie.example.writing import draft_documents
from polyphonie.portal.services import rebuild_search_index
from polyphonie.territories.services import load_reference


def is_loaded() -> bool:
    """Tell whether these very files were loaded to the end in this database."""
    try:
        stamp = json.loads(_stamp_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    return bool(stamp == _stamp()) and Campaign.objects.filter(slug=read_example().campaign["slug"]).exists()


def load_example() -> list[Login]:
    """Load what is missing, and tell how to log in. What people did since is left as it is."""
    example = read_example()
    if not is_loaded():
        _refuse_a_real_site()
        with _no_mail_leaves():
            _load(example)
        _stamp_path().write_text(json.dumps(_stamp()), encoding="utf-8")
    return build_logins(example.users)


def forget_example() -> None:
    """Empty the database, where it holds nothing but examples."""
    _refuse_a_real_site()
    call_command("flush", interactive=False, verbosity=0)
    _stamp_path().unlink(missing_ok=True)
    passwords_path().unlink(missing_ok=True)


def _load(example: Example) -> None:
    with step(_("Reference of territories")):
        load_reference()
    with step(_("Campaign, territories and consultations")):
        campaign = build_campaign(example)
        build_logins(example.users)
        sign_the_charter(campaign, example)
    bring_files(example)
    compute_maps(campaign)
    compute_ideas(campaign)
    draft_documents(campaign)
    fill_the_grids(campaign)
    with step(_("Index for the search")):
        rebuild_search_index()


@contextmanager
def _no_mail_leaves() -> Iterator[None]:
    """What the example does, it does to nobody: its reviews and publications write to no one."""
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = usual


def _refuse_a_real_site() -> None:
    real = Campaign.objects.filter(is_fictitious=False).first()
    if real is not None:
        raise DomainError(
            _("This database holds a real campaign, “%(title)s”: the demonstration needs a database of its own.")
            % {"title": real.title}
        )


def _stamp_path() -> Path:
    return Path(settings.DATA_DIR) / "demo-loaded.json"


def _stamp() -> dict[str, str]:
    """Say which files, and into which database: its address, digested, since it may hold a password."""
    database = settings.DATABASES["default"]
    address = "|".join(str(database.get(name, "")) for name in ("ENGINE", "HOST", "PORT", "NAME"))
    return {"files": digest_of_files(), "database": hashlib.sha256(address.encode()).hexdigest()}
