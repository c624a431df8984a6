"""For super-users only."""

from django.contrib import admin

from polyphonie.core.admin import ReadOnlyAdmin
from polyphonie.imports.models import Import


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin[Import]):
    list_display = ("file_name", "consultation", "status", "n_rows", "n_taken", "n_already_there", "n_refused")
    list_filter = ("status",)
    list_select_related = ("consultation",)
