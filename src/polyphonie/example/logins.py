"""Demonstration logins. Passwords are drawn on the first run and kept in a file that only its owner reads."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.example.building import find_territory
from polyphonie.example.description import UserDescription

N_GROUPS, GROUP = 4, 4
# No letter or figure that is taken for another one when copied from a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Login:
    """What to type; `password` is empty where the person has changed it since."""

    email: str
    password: str
    role: str
    territory: str


def passwords_path() -> Path:
    """Where the passwords of the demonstration are kept."""
    return Path(settings.DATA_DIR) / "demo-logins.json"


def build_logins(users: tuple[UserDescription, ...]) -> list[Login]:
    """Make the accounts that are missing, and tell how to enter each."""
    kept = _kept_passwords()
    logins = [_build_login(entry, kept) for entry in users]
    _keep(kept)
    return logins


def _build_login(entry: UserDescription, kept: dict[str, str]) -> Login:
    territory = find_territory(entry.territory) if entry.territory else None
    user = User.objects.filter(email=entry.email).first()
    if user is None or entry.email not in kept:
        kept[entry.email] = _draw_password()
        user = user or User(email=entry.email, name=entry.name)
        user.set_password(kept[entry.email])
        user.save()
        Membership.objects.get_or_create(user=user, role=entry.role, territory=territory)
    return Login(
        email=entry.email,
        password=kept[entry.email] if user.check_password(kept[entry.email]) else "",
        role=str(Role(entry.role).label),
        territory=str(territory or ""),
    )


def _draw_password() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(N_GROUPS))
    return "-".join(groups)


def _kept_passwords() -> dict[str, str]:
    try:
        content: dict[str, str] = json.loads(passwords_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return content


def _keep(passwords: dict[str, str]) -> None:
    """Write the file so that nobody else may read it, not even for an instant."""
    path = passwords_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(passwords, file, indent=2)
