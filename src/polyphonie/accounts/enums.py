from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("campaign coordinator")
    TERRITORY_LEAD = "territory_lead", _("territory lead")
    ANALYST = "analyst", _("analyst")
    READER = "reader", _("reader")
