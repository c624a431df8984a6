"""For super-users only."""

from django.contrib import admin

from polyphonie.campaigns.models import (
    Campaign,
    Charter,
    Commitment,
    DeclaredEvidence,
    Engagement,
    JoinRequest,
    Milestone,
    Question,
    Signature,
)
from polyphonie.core.admin import ReadOnlyAdmin


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


class CommitmentInline(admin.TabularInline[Commitment, Charter]):
    model = Commitment
    extra = 0


@admin.register(Charter)
class CharterAdmin(ReadOnlyAdmin[Charter]):
    list_display = ("title", "campaign", "version", "published_at")
    list_filter = ("campaign",)
    inlines = (CommitmentInline,)


@admin.register(Signature)
class SignatureAdmin(ReadOnlyAdmin[Signature]):
    list_display = ("engagement", "charter", "signatory_function", "signed_on")
    list_select_related = ("engagement__territory", "engagement__campaign", "charter")


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadOnlyAdmin[JoinRequest]):
    list_display = ("__str__", "status", "created_at")
    list_select_related = ("territory", "campaign")
    exclude = ("secret_digest",)


@admin.register(DeclaredEvidence)
class DeclaredEvidenceAdmin(ReadOnlyAdmin[DeclaredEvidence]):
    list_display = ("engagement", "commitment_code", "declared_on", "withdrawn_at")
    list_select_related = ("engagement__territory", "engagement__campaign")
