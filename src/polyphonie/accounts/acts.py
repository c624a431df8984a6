"""What was done, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.accounts.enums import Role

ACTS: Final[dict[str, Promise]] = {
    "campaign_created": _("A campaign was created."),
    "campaign_edited": _("The description of a campaign was changed."),
    "campaign_opened": _("A campaign was opened."),
    "campaign_closed": _("A campaign was closed."),
    "charter_published": _("A version of the charter was published."),
    "charter_signed": _("The charter was signed."),
    "join_requested": _("A territory asked to join."),
    "join_accepted": _("A territory's request to join was accepted."),
    "join_declined": _("A territory's request to join was declined."),
    "engagement_withdrawn": _("A territory withdrew from the campaign."),
    "consultation_created": _("A consultation was created."),
    "consultation_edited": _("The description of a consultation was changed."),
    "consultation_published": _("A consultation was published."),
    "consultation_withdrawn": _("A consultation was taken back from the public pages."),
    "activity_created": _("An activity was created."),
    "activity_edited": _("The description of an activity was changed."),
    "activity_deleted": _("An activity was deleted."),
    "document_attached": _("A document was attached."),
    "document_removed": _("A document was removed."),
    "import_undone": _("An import was undone."),
    "grid_opened": _("The grid of a territory was opened."),
    "grid_submitted": _("A grid was submitted for review."),
    "grid_returned": _("A grid was sent back with comments."),
    "grid_published": _("A grid was published."),
    "grid_form_published": _("A version of the common grid was published."),
    "mailing_sent": _("A mailing was sent."),
    "invitation_sent": _("An invitation was sent."),
    "invitation_accepted": _("An invitation was accepted."),
    "invitation_revoked": _("An invitation was taken back."),
    "role_given": _("A role was given."),
    "role_removed": _("A role was taken back."),
    "second_factor_forgotten": _("The second factor of an account was forgotten, from the server."),
    "evidence_declared": _("Evidence of a commitment was declared."),
    "territory_merged": _("A territory was merged into another."),
    "territory_renamed": _("A territory was renamed."),
    "activity_cancelled": _("An activity was cancelled."),
    "activity_restored": _("An activity that was cancelled takes place after all."),
    "activity_removed": _("An activity was removed."),
    "charter_drafted": _("A new version of the charter was begun."),
    "charter_edited": _("The draft of the charter was changed."),
    "city_declared": _("A city abroad was added to the territories."),
    "codebook_drafted": _("A new version of the themes was begun."),
    "codebook_published": _("A version of the themes was published."),
    "evidence_withdrawn": _("Evidence of a commitment was taken back."),
    "local_theme_added": _("A territory added a theme of its own."),
    "local_theme_changed": _("A territory changed a theme of its own."),
    "local_theme_removed": _("A territory removed a theme of its own."),
    "theme_saved": _("A theme was changed."),
    "theme_removed": _("A theme was removed."),
    "themes_brought": _("Themes were brought from a file."),
    "theme_merged": _("The theme of a territory was merged into a national one."),
    "theme_merge_undone": _("The theme of a territory stands on its own again."),
    "theme_promoted": _("The theme of a territory became national."),
    "theme_promotion_undone": _("The theme of a territory is no longer national."),
    "mail_sent_again": _("A message was sent again."),
    "mail_left_as_sent": _("A message whose sending is in doubt was taken for sent."),
    "reminders_refused": _("A person asked for no more reminders."),
    "reminders_wanted_again": _("A person asked for reminders again."),
    "territory_engaged": _("A territory joined the campaign."),
    "territory_came_back": _("A territory that had withdrawn came back."),
    "join_request_confirmed": _("A request to join was confirmed by e-mail."),
    "mailing_confirmed": _("A mailing was confirmed."),
    "grid_workbook_taken": _("A workbook was brought back into a grid."),
    "grid_form_changed": _("The version of the common grid that a territory fills was changed."),
    "grid_taken_back": _("A grid that was submitted was taken back by its territory."),
    "grid_correction_started": _("A published grid was opened again to correct it."),
    "grid_exported": _("The grids of a campaign were exported."),
    "consultation_exported": _("What a consultation holds was exported."),
    "territory_withdrew": _("A territory withdrew from the campaign."),
}

_DIGEST_LENGTH: Final = 64
"""Figures of a SHA-256 in hexadecimal, of which the first few are enough to compare by eye."""

_DETAILS: Final[dict[str, Promise]] = {
    "role": _("role"),
    "version": _("version"),
    "to": _("account"),
    "of": _("account"),
    "wrong_tries": _("wrong tries"),
    "count": _("number"),
    "form_version": _("version of the grid"),
    "n_comments": _("comments"),
    "digest": _("digest"),
}


def say_act(verb: str) -> str:
    """Say an act in a sentence; one that this page does not know is named as it was recorded."""
    known = ACTS.get(verb)
    return str(known) if known else gettext("Other act: %(verb)s.") % {"verb": verb.replace("_", " ")}


def say_details(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say the figures and codes of an act, with the names of the roles."""
    return [(str(_DETAILS.get(name, name.replace("_", " "))), _said(name, value)) for name, value in details.items()]


def _said(name: str, value: object) -> str:
    if name == "role" and value in Role.values:
        return str(Role(value).label)
    written = str(value)
    return f"{written[:12]}…" if len(written) == _DIGEST_LENGTH and written.isalnum() else written


def acts_by_sentence() -> list[tuple[str, str]]:
    """List the known acts, for a filter, in the order of their sentences."""
    return sorted(((verb, say_act(verb)) for verb in ACTS), key=lambda one: one[1])
