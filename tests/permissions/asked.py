"""
What each route is asked for: one line for a new one.

Parameters that are always the same thing (`campaign_slug`, `territory_slug`…) are known by their name; `pk`, `slug`
and others are said here for each route.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from polyphonie.config.policies import Route
from polyphonie.core.policies import Policy
from tests.permissions.world import DRAFT, HIDDEN, PUBLISHED, STATES, Place

Value = Callable[[Place], Any]


@dataclass(frozen=True)
class Ask:
    """
    How one route is visited.

    Attributes
    ----------
    values : dict
        Its parameters, from the place where it is visited.
    of : tuple of "ours", "nation" or "site"
        Whose object is asked for: our territory's, the campaign's; "site" where there is none.
    public_in : tuple
        States in which a route of policy PUBLISHED shows its object to anyone.
    nothing_in : tuple
        States in which there is nothing to show: 404 for everyone.
    stricter_in : dict
        States in which another policy holds than the one declared.
    somewhere : bool
        A page of the campaign that opens to those who hold the role in any territory of it.
    campaign_decides : bool
        A page of a territory that is shown with its campaign: until then, to the national team only.
    who : tuple
        Those who visit it, where it is not everyone: a link that belongs to one person.
    """

    values: dict[str, Value] = field(default_factory=dict)
    of: tuple[str, ...] = ("ours",)
    public_in: tuple[str, ...] = (PUBLISHED,)
    nothing_in: tuple[str, ...] = ()
    stricter_in: dict[str, Policy] = field(default_factory=dict)
    somewhere: bool = False
    campaign_decides: bool = False
    who: tuple[str, ...] = ()


KNOWN: dict[str, Value] = {
    "campaign_slug": lambda place: place.campaign.slug,
    "territory_slug": lambda place: place.territory.slug if place.territory else None,
    "consultation_slug": lambda place: place.consultation.slug,
    "campaign": lambda place: place.campaign.slug,
    "consultation": lambda place: place.consultation.slug,
    "document": lambda place: place.document.slug,
    "number": lambda place: 1,
    "older": lambda place: 1,
    "newer": lambda place: 2,
    "version": lambda place: 1,
}

OPEN = (PUBLISHED, DRAFT)
NOBODYS_FILE = UUID(int=0)
"""A file opens to the person who asked for it only: `tests/exports` asks for real ones."""
BOTH = ("ours", "nation")


def pk(name: str, **more: Any) -> Ask:
    """Ask for the key of one thing of the place."""
    return Ask({"pk": lambda place: getattr(place, name).pk}, **more)


def slug(name: str, **more: Any) -> Ask:
    return Ask({"slug": lambda place: getattr(place, name).slug}, **more)


def _published_document(**more: Any) -> Ask:
    return slug("document", of=BOTH, nothing_in=(DRAFT,), **more)


def _of_form() -> Ask:
    """A part of the form of the grid; it exists in the draft of the form."""
    keys = {"block_key": "a", "field_key": "steps", "column_key": "what"}
    return Ask({name: lambda place, key=key: key for name, key in keys.items()}, of=("nation",))


def _signed() -> Ask:
    """A page of a signature: there is none in a campaign whose charter is not published."""
    return Ask(public_in=OPEN, nothing_in=(DRAFT,), campaign_decides=True)


ASKED: dict[str, Ask] = {
    "imports:upload": slug("consultation"),
    "imports:detail": pk("of_import"),
    "imports:brought": slug("consultation"),
    "imports:confirm_all": slug("consultation"),
    "imports:options": pk("of_import"),
    "imports:columns": pk("of_import"),
    "imports:mapping_forget": pk("saved_mapping"),
    "imports:confirm": pk("of_import"),
    "imports:resume": pk("of_import"),
    "imports:undo": pk("of_import"),
    "imports:report": pk("of_import"),
    "exports:public": Ask(nothing_in=(DRAFT, HIDDEN)),
    "exports:file": Ask({"name": lambda place: "xlsx"}, nothing_in=(DRAFT, HIDDEN)),
    "exports:asked": Ask({"key": lambda place: NOBODYS_FILE}, of=("site",), nothing_in=STATES),
    "opinion_maps:detail": pk("opinion_map"),
    "opinion_maps:statements": pk("opinion_map"),
    "opinion_maps:publication": pk("opinion_map"),
    "ideas:detail": pk("idea", of=BOTH),
    "ideas:rename": pk("idea", of=BOTH),
    "ideas:merge": pk("idea", of=BOTH),
    "ideas:hide": pk("idea", of=BOTH),
    "ideas:settle": pk("idea_link"),
    "ideas:run": pk("run", of=BOTH),
    "ideas:minorities": pk("run", of=BOTH),
    "ideas:unclassified": pk("run", of=BOTH),
    "ideas:publication": pk("run", of=BOTH),
    "ideas:desk": Ask(of=("nation",), somewhere=True),
    "syntheses:whole": _published_document(),
    "syntheses:sentence": Ask(
        {"slug": lambda place: place.document.slug, "pk": lambda place: place.sentence.pk},
        of=BOTH,
        nothing_in=(DRAFT,),
    ),
    "syntheses:orphans": _published_document(),
    "syntheses:version": _published_document(),
    "syntheses:content": _published_document(),
    "syntheses:compare": _published_document(),
    "syntheses:detail": slug("document", of=BOTH, stricter_in={DRAFT: Policy.ANALYZE}),
    "syntheses:draft_local": slug("consultation"),
    "syntheses:draft_national": slug("campaign", of=("nation",)),
    "syntheses:edit": slug("document", of=BOTH),
    "syntheses:publish": slug("document", of=BOTH),
    "syntheses:section_add": slug("document", of=BOTH),
    "syntheses:section_edit": pk("section", of=BOTH),
    "syntheses:section_move": pk("section", of=BOTH),
    "syntheses:section_remove": pk("section", of=BOTH),
    "syntheses:sentence_add": pk("section", of=BOTH),
    "syntheses:sentence_edit": pk("sentence", of=BOTH),
    "syntheses:sentence_move": pk("sentence", of=BOTH),
    "syntheses:sentence_remove": pk("sentence", of=BOTH),
    "syntheses:evidence_attach": pk("sentence", of=BOTH),
    "syntheses:evidence_change": pk("sentence", of=BOTH),
    "consultations:detail": slug("consultation"),
    "consultations:publication": slug("consultation"),
    "consultations:edit": slug("consultation"),
    "consultations:readiness": slug("consultation"),
    "consultations:activities": slug("consultation"),
    "consultations:activity_create": slug("consultation"),
    "consultations:activity_edit": pk("activity"),
    "consultations:activity_cancel": pk("activity"),
    "consultations:activity_remove": pk("activity"),
    "consultations:document_attach": pk("activity"),
    "consultations:document_remove": pk("activity_document"),
    "consultations:activity": pk("activity"),
    "consultations:activity_document": pk("activity_document"),
    "portal:contribution": pk("contribution"),
    "portal:territory_short": Ask(public_in=STATES),
    "campaigns:edit": Ask({"section": lambda place: "call"}, of=("nation",)),
    "campaigns:charter_version": Ask(of=("nation",), public_in=OPEN, nothing_in=(DRAFT,)),
    "campaigns:join_confirm": Ask({"secret": lambda place: place.secret_request}, of=("nation",)),
    "campaigns:request": pk("request", of=("nation",)),
    "campaigns:request_accept": pk("request", of=("nation",)),
    "campaigns:request_decline": pk("request", of=("nation",)),
    "campaigns:signed_charter": _signed(),
    "campaigns:signed_version": _signed(),
    "campaigns:signed_pdf": _signed(),
    "campaigns:deliberation": _signed(),
    "api:open_data": Ask(of=("nation",), public_in=OPEN, nothing_in=(HIDDEN,)),
    "api:dictionary": Ask({"name": lambda place: "grids"}, of=("nation",), public_in=OPEN, nothing_in=(HIDDEN,)),
    "api:dataset": Ask(
        {"name": lambda place: "grids", "suffix": lambda place: "csv"}, of=("nation",), nothing_in=STATES
    ),
    "ideas:theme_edit": pk("draft_topic", of=("nation",)),
    "ideas:theme_remove": pk("draft_topic", of=("nation",)),
    "ideas:theme_place": pk("local_topic"),
    "ideas:local_theme_edit": pk("local_topic"),
    "ideas:local_theme_remove": pk("local_topic"),
    "info_grids:form_preview": _of_form(),
    "info_grids:form_block": _of_form(),
    "info_grids:form_field": _of_form(),
    "info_grids:form_column": _of_form(),
    "info_grids:detail": Ask(public_in=OPEN, nothing_in=(DRAFT,)),
    "info_grids:version": Ask(public_in=OPEN, nothing_in=(DRAFT,)),
    "info_grids:compare": Ask(of=("nation",), public_in=OPEN, nothing_in=(HIDDEN,)),
    "info_grids:export": Ask({"suffix": lambda place: "csv"}, of=("nation",), public_in=OPEN, nothing_in=(HIDDEN,)),
    "info_grids:export_all": Ask({"suffix": lambda place: "csv"}, of=("nation",)),
    "info_grids:block": Ask({"block_key": lambda place: "a"}),
    "info_grids:settle": pk("comment"),
    "info_grids:file": pk("grid_file"),
    "programme:evidence_withdrawal": pk("declared"),
    "programme:evidence_document": pk("declared", public_in=OPEN),
    "programme:mailing": pk("mailing", of=("nation",)),
    "programme:mailing_edit": pk("mailing", of=("nation",)),
    "programme:mailing_confirm": pk("mailing", of=("nation",)),
    "programme:mailing_go_on": pk("mailing", of=("nation",)),
    "programme:mail_settle": pk("mail", of=("nation",)),
    "programme:unsubscribe": Ask({"token": lambda place: place.unsubscribe_token}, of=("nation",)),
    "invitation": Ask({"secret": lambda place: place.secret_invitation}, who=("anonymous",)),
    "invitation_resend": pk("invitation"),
    "invitation_revoke": pk("invitation"),
    "role_end": pk("membership"),
    "mfa_remove_webauthn": Ask({"pk": lambda place: 1}, of=("site",)),
    "mfa_edit_webauthn": Ask({"pk": lambda place: 1}, of=("site",)),
    "account_confirm_email": Ask({"key": lambda place: "no-such-key"}, of=("site",)),
    "account_reset_password_from_key": Ask(
        {"uidb36": lambda place: "1", "key": lambda place: "no-such-key"}, of=("site",)
    ),
}
"""By the name of the route. What is not here takes its parameters from KNOWN."""


def asked(route: Route) -> Ask:
    """Tell how a route is visited."""
    if route.name in ASKED:
        return ASKED[route.name]
    if not route.parameters:
        return Ask(of=("site",))
    if {"campaign_slug", "territory_slug"} <= set(route.parameters):
        return Ask(public_in=OPEN, campaign_decides=True)
    if "territory_slug" in route.parameters or "consultation_slug" in route.parameters:
        return Ask()
    return Ask(of=("nation",), public_in=OPEN)


def unknown_parameters(route: Route) -> set[str]:
    """Give the parameters that nothing here says how to fill."""
    return set(route.parameters) - set(KNOWN) - set(asked(route).values)


def parameters_of(route: Route, place: Place) -> dict[str, Any]:
    values = KNOWN | asked(route).values
    return {name: values[name](place) for name in route.parameters}


def states_of(route: Route) -> tuple[str, ...]:
    """Give the states in which a route is worth visiting: a third only where being published counts."""
    ask = asked(route)
    if ask.of == ("site",):
        return (PUBLISHED,)
    return STATES if route.policy == Policy.PUBLISHED else (PUBLISHED, DRAFT)


__all__ = ["ASKED", "DRAFT", "HIDDEN", "PUBLISHED", "Ask", "asked", "parameters_of", "states_of", "unknown_parameters"]
