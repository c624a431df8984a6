from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from polyphonie.accounts.models import User
from polyphonie.accounts.services.second_factor import forget_second_factor


class Command(BaseCommand):
    help = "Forget the second factor of a person who lost it with the recovery codes: they set up another one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email=options["email"].strip().lower()).first()
        if person is None:
            raise CommandError(f"Nobody has the address {options['email']} here.")
        n_forgotten = forget_second_factor(person=person, at=timezone.now())
        self.stdout.write(
            f"{person.email}: {n_forgotten} forgotten. Make sure, by another way, that they asked for it."
        )
