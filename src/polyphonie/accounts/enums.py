from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("campaign coordinator")
    TERRITORY_LEAD = "territory_lead", _("territory lead")
    ANALYST = "analyst", _("analyst")
    READER = "reader", _("reader")


WHAT_ROLES_ALLOW = {
    Role.COORDINATOR: _(
        "Run the campaign: follow every territory, gather ideas, write and publish national documents."
    ),
    Role.TERRITORY_LEAD: _("Run the consultations of the territory: import, gather ideas, write and publish."),
    Role.ANALYST: _("Read, import, gather ideas, write and publish."),
    Role.READER: _("Read what is not published yet."),
}
