"""For super-users only."""

from django.contrib import admin

from polyphonie.core.admin import ReadOnlyAdmin
from polyphonie.ideas.models import Codebook, IdeaRun, Topic


class TopicInline(admin.TabularInline[Topic, Codebook]):
    model = Topic
    extra = 0


@admin.register(Codebook)
class CodebookAdmin(ReadOnlyAdmin[Codebook]):
    list_display = ("campaign", "version", "published_at")
    inlines = (TopicInline,)


@admin.register(IdeaRun)
class IdeaRunAdmin(ReadOnlyAdmin[IdeaRun]):
    list_display = ("__str__", "created_at", "n_contributions", "is_published")
    list_select_related = ("campaign", "consultation")
