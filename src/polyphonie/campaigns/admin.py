"""For super-users only."""

from django.contrib import admin

from polyphonie.campaigns.models import Campaign, Engagement, Milestone, Question


class QuestionInline(admin.TabularInline[Question, Campaign]):
    model = Question
    extra = 0


class MilestoneInline(admin.TabularInline[Milestone, Campaign]):
    model = Milestone
    extra = 0


@admin.register(Campaign)
class CampaignAdmin(admin.ModelAdmin[Campaign]):
    list_display = ("title", "status", "opens_on", "closes_on", "is_fictitious")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (QuestionInline, MilestoneInline)


@admin.register(Engagement)
class EngagementAdmin(admin.ModelAdmin[Engagement]):
    list_display = ("territory", "campaign", "charter_signed_on")
    list_filter = ("campaign",)
    raw_id_fields = ("territory",)
