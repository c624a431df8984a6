"""Who gets through, written down by hand and apart from the code that decides."""

from __future__ import annotations

from polyphonie.core.policies import Policy
from tests.permissions.world import NATIONAL_ROLES, ROLES_OF_TERRITORY

EVERYONE = frozenset(
    ["anonymous", "nobody", "superuser"]
    + [f"{where}:{role}" for where in ("ours", "theirs") for role in ROLES_OF_TERRITORY]
    + [f"national:{role}" for role in NATIONAL_ROLES]
)
TEAM = frozenset({"superuser", "national:coordinator", "national:analyst"})
RUNS_IT = frozenset({"superuser", "national:coordinator"})


def _ours(*roles: str) -> frozenset[str]:
    return frozenset(f"ours:{role}" for role in roles)


LET_IN: dict[Policy, frozenset[str]] = {
    Policy.ANYONE: EVERYONE,
    Policy.SECRET_LINK: EVERYONE,
    Policy.LOGGED_IN: EVERYONE - {"anonymous"},
    Policy.WORKS_HERE: EVERYONE - {"anonymous", "nobody"},
    Policy.READ_DRAFTS: TEAM | _ours(*ROLES_OF_TERRITORY),
    Policy.CONTRIBUTE: TEAM | _ours("territory_lead", "analyst", "contributor"),
    Policy.ANALYZE: TEAM | _ours("territory_lead", "analyst"),
    Policy.MANAGE: RUNS_IT | _ours("territory_lead"),
    Policy.ANALYZE_NATIONALLY: TEAM,
    Policy.COORDINATE: RUNS_IT,
    Policy.ADMINISTER: frozenset({"superuser"}),
}
"""For something of "our" territory. `PUBLISHED` is the only policy for which the state counts."""


def let_in(policy: Policy, *, is_public: bool, is_national: bool, somewhere: bool = False) -> frozenset[str]:
    """
    Tell who gets through.

    Something national belongs to no territory, so a role in one opens nothing; except pages of a whole campaign
    that are open to whoever holds the role `somewhere`.
    """
    seen = {Policy.PUBLISHED: EVERYONE if is_public else LET_IN[Policy.READ_DRAFTS]}
    expected = (LET_IN | seen)[policy]
    if not is_national or "theirs:reader" in expected:
        return expected
    if somewhere:
        return expected | {name.replace("ours:", "theirs:") for name in expected}
    return frozenset(name for name in expected if not name.startswith("ours:"))
