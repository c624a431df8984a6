from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("campaign coordinator")
    TERRITORY_LEAD = "territory_lead", _("territory lead")
    CONTRIBUTOR = "contributor", _("contributor of a territory")
    ANALYST = "analyst", _("analyst")
    ETHICS_MEMBER = "ethics_member", _("member of an ethics committee")
    READER = "reader", _("reader")


OF_A_TERRITORY = frozenset({Role.TERRITORY_LEAD, Role.CONTRIBUTOR})
"""Roles that always name a territory."""

INVITED_BY_LEADS = frozenset({Role.CONTRIBUTOR, Role.ANALYST, Role.ETHICS_MEMBER, Role.READER})
"""Roles of their own territory that leads give and take back; the coordinator gives them all."""

NEEDING_A_SECOND_FACTOR = frozenset({Role.COORDINATOR, Role.TERRITORY_LEAD})

WHAT_ROLES_ALLOW = {
    Role.COORDINATOR: _(
        "Run the campaign: follow every territory, gather ideas, write and publish national documents."
    ),
    Role.TERRITORY_LEAD: _(
        "Run the consultations of the territory: sign the charter, invite people, import, fill the grid, publish."
    ),
    Role.CONTRIBUTOR: _("Help a territory: describe its consultations and activities, fill its grid."),
    Role.ANALYST: _("Read, import, gather ideas, write and publish."),
    Role.ETHICS_MEMBER: _("Read what is submitted to the ethics committee, and give an opinion on it."),
    Role.READER: _("Read what is not published yet."),
}


class InvitationState(models.TextChoices):
    PENDING = "pending", _("pending")
    ACCEPTED = "accepted", _("accepted")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("taken back")
