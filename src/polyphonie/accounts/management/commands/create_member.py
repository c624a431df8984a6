from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils import timezone

from polyphonie.accounts.enums import Role
from polyphonie.accounts.services import address_to_choose_a_password, give_role
from polyphonie.territories.models import Territory


class Command(BaseCommand):
    help = "Give a role to a person; prints the address of the page where they choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--territory", help="its slug, as in the address of its page; none for a national role")
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"{options['email']} is not an e-mail address.") from error
        try:
            membership = give_role(
                email=options["email"],
                role=Role(options["role"]),
                territory=self._territory(options["territory"]),
                name=options["name"],
                at=timezone.now(),
            )
        except IntegrityError as error:
            raise CommandError(
                "A lead or a contributor needs a territory (--territory), a coordinator has none: "
                "the role was not given."
            ) from error
        self.stdout.write(f"{membership.user.email}: {options['role']}")
        if not membership.user.has_usable_password():
            self.stdout.write(f"To choose a password: {address_to_choose_a_password(membership.user)}")

    def _territory(self, slug: str | None) -> Territory | None:
        if not slug:
            return None
        try:
            return Territory.objects.get(slug=slug)
        except Territory.DoesNotExist as error:
            raise CommandError(f"No territory has the address {slug}. Has the reference been loaded?") from error
