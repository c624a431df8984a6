"""How a territory joins a campaign, signs its charter, shows that it keeps its word, and may leave."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone

from polyphonie.accounts.models import User
from polyphonie.campaigns.enums import EngagementStatus, JoinRequestStatus
from polyphonie.campaigns.models.campaign import Campaign
from polyphonie.campaigns.models.charter import Charter
from polyphonie.core.models import StoredFile, TimeStampedModel
from polyphonie.territories.models import Territory


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    """Chainable filters; each name reads after `JoinRequest.objects`."""

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def waiting(self) -> Self:
        return self.filter(status=JoinRequestStatus.CONFIRMED)


class JoinRequest(TimeStampedModel):
    """Someone asks, for a territory, to join a campaign. Nothing happens before they confirm their e-mail address."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="join_requests")
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="join_requests"
    )
    proposed_name = models.CharField(max_length=200, blank=True, help_text="A city that the reference does not hold")
    proposed_country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=200)
    email = models.EmailField()
    message = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=5, default="fr")
    status = models.CharField(max_length=12, choices=JoinRequestStatus.choices, default=JoinRequestStatus.UNCONFIRMED)
    secret_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of what the link carries")
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the last link was sent")
    n_sent = models.PositiveSmallIntegerField(default=0, help_text="How many links were sent")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, help_text="What the person is told when it is declined")

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(territory__isnull=False) | ~models.Q(proposed_name=""),
                name="join_request_says_for_which_territory",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=JoinRequestStatus.values),
                name="join_request_status_is_one_of_the_known_states",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory or self.proposed_name} – {self.campaign}"


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """Chainable filters; each name reads after `Engagement.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(territory=territory)

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def active(self) -> Self:
        """Those that have not withdrawn."""
        return self.exclude(status=EngagementStatus.WITHDRAWN)

    def signed(self) -> Self:
        return self.filter(status=EngagementStatus.SIGNED)


class Engagement(TimeStampedModel):
    """A territory takes part in a campaign. One territory, one engagement per campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="engagements")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="engagements")
    status = models.CharField(max_length=10, choices=EngagementStatus.choices, default=EngagementStatus.ACCEPTED)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    charter_signed_on = models.DateField(null=True, blank=True, help_text="Date of the first signature")
    contact_function = models.CharField(max_length=200, blank=True, help_text="The function, never the name")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True, help_text="Public")

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["territory__name_search", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "territory"], name="territory_engages_once_in_a_campaign"),
            models.CheckConstraint(
                condition=models.Q(status__in=EngagementStatus.values),
                name="engagement_status_is_one_of_the_known_states",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=EngagementStatus.WITHDRAWN) | models.Q(withdrawn_at__isnull=False),
                name="engagement_withdrawn_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} – {self.campaign}"

    @property
    def is_active(self) -> bool:
        return self.status != EngagementStatus.WITHDRAWN


class Signature(models.Model):
    """
    A territory signed one version of the charter. It never changes; the database refuses it.

    The signatory signs in an official function: the name is public, as on a deliberation.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="signatures")
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="signatures")
    signatory_name = models.CharField(max_length=150)
    signatory_function = models.CharField(max_length=200)
    signed_on = models.DateField()
    deliberation_reference = models.CharField(max_length=120, blank=True)
    deliberation_on = models.DateField(null=True, blank=True)
    deliberation_url = models.URLField(max_length=500, blank=True)
    deliberation_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    charter_digest = models.CharField(max_length=64, help_text="Digest of the charter as it was read")
    pdf = models.ForeignKey(
        StoredFile,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The charter as signed, made once",
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-charter__version", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "charter"], name="charter_is_signed_once_by_a_territory"),
        ]

    def __str__(self) -> str:
        return f"{self.engagement.territory}: {self.charter}"


class DeclaredEvidence(TimeStampedModel):
    """What a territory shows for a commitment that the software cannot compute, or beside what it computes."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="declared_evidence")
    commitment_code = models.SlugField(max_length=40)
    text = models.TextField(max_length=2000)
    document = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(max_length=500, blank=True)
    declared_on = models.DateField()
    declared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-declared_on", "-id"]

    def __str__(self) -> str:
        return f"{self.engagement.territory}: {self.commitment_code}"
