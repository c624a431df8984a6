"""For super-users only."""

from django.contrib import admin

from polyphonie.core.admin import ReadOnlyAdmin
from polyphonie.opinion_maps.models import OpinionMap


@admin.register(OpinionMap)
class OpinionMapAdmin(ReadOnlyAdmin[OpinionMap]):
    list_display = ("consultation", "created_at", "verdict", "n_participants", "is_published")
    list_select_related = ("consultation",)
