"""The policy of every address: the one that its view declares, or that this table gives to views of libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from ninja.operation import Operation

from polyphonie.api.endpoints import api
from polyphonie.core.policies import WHAT_POLICIES_SAY, Policy, policy_of

OF_LIBRARIES: Final[dict[str, Policy]] = {
    "account_login": Policy.ANYONE,
    "account_logout": Policy.ANYONE,  # it leads a stranger back to the home
    "account_inactive": Policy.ANYONE,
    "account_signup": Policy.ANYONE,  # it is closed, and says so
    "account_reauthenticate": Policy.LOGGED_IN,
    "account_email": Policy.LOGGED_IN,
    "account_email_verification_sent": Policy.ANYONE,
    "account_change_password": Policy.LOGGED_IN,
    "account_set_password": Policy.LOGGED_IN,
    "account_reset_password": Policy.ANYONE,
    "account_reset_password_done": Policy.ANYONE,
    "account_confirm_login_code": Policy.LOGGED_IN,  # no code is sent: it leads elsewhere
    "account_confirm_email": Policy.SECRET_LINK,
    "account_reset_password_from_key": Policy.SECRET_LINK,
    "account_reset_password_from_key_done": Policy.ANYONE,
    "mfa_index": Policy.LOGGED_IN,
    "mfa_authenticate": Policy.ANYONE,  # between the password and the second factor; otherwise it leads to the login
    "mfa_reauthenticate": Policy.LOGGED_IN,
    "mfa_reauthenticate_webauthn": Policy.LOGGED_IN,
    "mfa_activate_totp": Policy.LOGGED_IN,
    "mfa_deactivate_totp": Policy.LOGGED_IN,
    "mfa_list_webauthn": Policy.LOGGED_IN,
    "mfa_add_webauthn": Policy.LOGGED_IN,
    "mfa_edit_webauthn": Policy.LOGGED_IN,
    "mfa_remove_webauthn": Policy.LOGGED_IN,
    "mfa_view_recovery_codes": Policy.LOGGED_IN,
    "mfa_generate_recovery_codes": Policy.LOGGED_IN,
    "mfa_download_recovery_codes": Policy.LOGGED_IN,
    "api-v1:openapi-json": Policy.ANYONE,
    "api-v1:api-root": Policy.ANYONE,
}
"""Views that are not ours, by the name of their route."""

OF_NAMESPACES: Final[dict[str, Policy]] = {"admin": Policy.ADMINISTER}
"""Whole sets of views that are not ours."""

BESIDE_ROUTES: Final[dict[str, Policy]] = {
    "/healthz": Policy.ANYONE,
    "/readyz": Policy.ANYONE,
    "/static/…": Policy.ANYONE,
}
"""What is answered before any route is looked for."""


@dataclass(frozen=True)
class Route:
    """
    An address of the site.

    `name` is what `reverse` takes, `path` its pattern in French; `policy` is None where nobody declared one.
    """

    name: str
    path: str
    view: Callable[..., Any]
    policy: Policy | None
    parameters: tuple[str, ...]


def routes() -> list[Route]:
    """Give every address of the site, both languages as one, in the order in which they are looked for."""
    with translation.override("fr"):
        return list(_walk(get_resolver(), (), "", ()))


def _walk(resolver: URLResolver, namespaces: tuple[str, ...], before: str, given: tuple[str, ...]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern)
        parameters = (*given, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield _route(pattern, namespaces, path, parameters)
        else:
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, inside, path, parameters)


def _route(pattern: URLPattern, namespaces: tuple[str, ...], path: str, parameters: tuple[str, ...]) -> Route:
    name = ":".join((*namespaces, pattern.name or path))
    return Route(name, f"/{path}", pattern.callback, _policy(name, namespaces, pattern), parameters)


def _policy(name: str, namespaces: tuple[str, ...], pattern: URLPattern) -> Policy | None:
    declared = policy_of(pattern.callback) or OF_LIBRARIES.get(name)
    if declared is None and namespaces[:1] == (api.urls_namespace,):
        return _policy_of_operations(pattern.name or "")
    return declared or (OF_NAMESPACES.get(namespaces[0]) if namespaces else None)


def operations() -> list[tuple[str, Operation]]:
    """Give each operation of the API with the pattern of its path."""
    return [
        (f"/{path.strip('/')}", operation)
        for _, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]


def _policy_of_operations(name: str) -> Policy | None:
    """Give the policy that the operation of this name declares: ninja names a route after its first operation."""
    found = {policy_of(operation.view_func) for _, operation in operations() if operation.operation_id == name}
    return found.pop() if len(found) == 1 else None


_HEADING: Final = """# Who may open each address

Written by `polyphonie manage list_policies --markdown`, from what each view declares; `tests/permissions` visits every
address with every role, in its own and in another territory, on what is published and what is not, and compares.
Why it is so: [who may do what](../explanation/who-may-do-what.en.md) ([fr](../explanation/who-may-do-what.fr.md)).
English addresses are the same under `/en/`.

"""


def policies_in_markdown() -> str:
    """Write the policies, then every address with its own, as a page of the documentation."""
    with translation.override("en"):
        lines = ["| Policy | Who may open |", "|---|---|"]
        lines += [f"| `{policy}` | {sentence} |" for policy, sentence in WHAT_POLICIES_SAY.items()]
    lines += ["", "## Pages", "", "| Address | Name | Policy |", "|---|---|---|"]
    lines += [_line(route.path, route.name, route.policy) for route in routes() if not _is_of_the_api(route)]
    lines += ["", "## The API", "", "| Address | Name | Policy |", "|---|---|---|"]
    lines += [_line(route.path, route.name, route.policy) for route in routes() if _is_of_the_api(route)]
    lines += ["", "## Beside these", "", "| Address | Policy |", "|---|---|"]
    lines += [f"| `{path}` | `{policy}` |" for path, policy in BESIDE_ROUTES.items()]
    return _HEADING + "\n".join(lines) + "\n"


def _is_of_the_api(route: Route) -> bool:
    return route.name.startswith(f"{api.urls_namespace}:")


def _line(path: str, name: str, policy: Policy | None) -> str:
    return f"| `{path.replace('|', chr(92) + '|')}` | {name} | `{policy or '-'}` |"
