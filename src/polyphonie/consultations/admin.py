"""For super-users only; what people said and voted can be read, never written."""

from django.contrib import admin

from polyphonie.consultations.models import Activity, Consultation, Contribution, Statement
from polyphonie.core.admin import ReadOnlyAdmin


class ActivityInline(admin.TabularInline[Activity, Consultation]):
    model = Activity
    extra = 0


@admin.register(Consultation)
class ConsultationAdmin(admin.ModelAdmin[Consultation]):
    list_display = ("title", "territory", "campaign", "is_published")
    list_filter = ("campaign", "is_published")
    prepopulated_fields = {"slug": ("title",)}
    raw_id_fields = ("territory",)
    inlines = (ActivityInline,)


@admin.register(Contribution)
class ContributionAdmin(ReadOnlyAdmin[Contribution]):
    list_display = ("__str__", "consultation", "public", "kind", "is_hidden")
    list_filter = ("public", "kind", "is_hidden")
    list_select_related = ("consultation",)


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin[Statement]):
    list_display = ("text", "consultation", "moderation")
    list_select_related = ("consultation",)
