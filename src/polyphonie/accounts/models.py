"""People who log in, and the roles they hold."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from polyphonie.accounts.enums import WHAT_ROLES_ALLOW, Role
from polyphonie.territories.models import Territory


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

    def national(self) -> Self:
        return self.filter(territory__isnull=True)


class Membership(models.Model):
    """A role that a person holds: in one territory, or nationally where the territory is empty."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
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
                condition=~models.Q(role=Role.TERRITORY_LEAD) | models.Q(territory__isnull=False),
                name="membership_of_a_territory_lead_names_the_territory",
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
