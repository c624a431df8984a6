"""People who log in, and the roles they hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polyphonie.accounts.enums import OF_A_TERRITORY, WHAT_ROLES_ALLOW, InvitationState, Role
from polyphonie.territories.models import Territory

INVITATION_LASTS = timedelta(days=14)
MAX_WRONG_TRIES = 5
"""Addresses that may be typed wrong before an invitation is taken back: its link may have been stolen."""


class UserManager(BaseUserManager["User"]):
    """Makes users known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who works in the back office. Participants need no account."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)

    awaits_second_factor = False
    """Set for one request by the middleware: a role asks for a second factor that is not there, and holds nothing."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Chainable filters; each name reads after `Membership.objects`."""

    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def held_by(self, email: str) -> Self:
        return self.filter(user__email=email.strip().lower())

    def national(self) -> Self:
        return self.filter(territory__isnull=True)


class Membership(models.Model):
    """A role that a person holds: in one territory, or nationally where the territory is empty."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )

    given_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    invitation = models.ForeignKey(
        "Invitation", on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships", editable=False
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "territory"], name="membership_is_held_once_in_a_territory"
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(territory__isnull=True),
                name="membership_is_held_once_nationally",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_is_one_of_the_known_roles"
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=sorted(OF_A_TERRITORY)) | models.Q(territory__isnull=False),
                name="membership_of_a_lead_or_contributor_names_the_territory",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.COORDINATOR) | models.Q(territory__isnull=True),
                name="membership_of_a_coordinator_is_national",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.territory or 'national'})"

    @property
    def what_it_allows(self) -> str:
        """One sentence on what the role lets a person do."""
        return str(WHAT_ROLES_ALLOW[Role(self.role)])


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Chainable filters; each name reads after `Invitation.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(territory=territory)

    def pending_at(self, when: datetime) -> Self:
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=when)

    def in_state(self, state: InvitationState, when: datetime) -> Self:
        """Keep those that are in that state at that moment: one state each, accepted before taken back."""
        if state == InvitationState.ACCEPTED:
            return self.filter(accepted_at__isnull=False)
        if state == InvitationState.REVOKED:
            return self.filter(accepted_at__isnull=True, revoked_at__isnull=False)
        if state == InvitationState.PENDING:
            return self.pending_at(when)
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__lte=when)


class Invitation(models.Model):
    """
    An offer of a role, sent by e-mail. It works once, until it expires or is taken back.

    Only the digest of its secret is kept: who reads the database cannot accept in another's place.
    """

    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    language = models.CharField(max_length=5, default="fr")
    secret_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of what the link carries")
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True, blank=True, help_text="When the mail really left")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    n_wrong_tries = models.PositiveSmallIntegerField(default=0)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invitation_role_is_one_of_the_known_roles"
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=sorted(OF_A_TERRITORY)) | models.Q(territory__isnull=False),
                name="invitation_of_a_lead_or_contributor_names_the_territory",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.COORDINATOR) | models.Q(territory__isnull=True),
                name="invitation_of_a_coordinator_is_national",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()} ({self.territory or 'national'})"

    def is_pending(self, when: datetime) -> bool:
        """Tell whether it may still be accepted at that moment."""
        return self.state(when) == InvitationState.PENDING

    @property
    def what_it_allows(self) -> str:
        """One sentence on what the role lets a person do."""
        return str(WHAT_ROLES_ALLOW[Role(self.role)])

    def state(self, when: datetime) -> InvitationState:
        """Tell what became of it at that moment."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.PENDING if when < self.expires_at else InvitationState.EXPIRED

    def is_for(self, email: str) -> bool:
        """Tell whether it was sent to that address; capitals do not matter."""
        return self.email == email.strip().lower()
