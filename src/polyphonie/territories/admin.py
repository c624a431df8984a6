"""For super-users only, where POLYPHONIE_ADMIN_SITE is on."""

from django.contrib import admin

from polyphonie.territories.models import Territory


@admin.register(Territory)
class TerritoryAdmin(admin.ModelAdmin[Territory]):
    list_display = ("name", "kind", "identifier", "population")
    list_filter = ("kind",)
    search_fields = ("name_search", "identifier")
    raw_id_fields = ("epci", "departement", "region", "merged_into")
