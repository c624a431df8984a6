from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from polyphonie.core.errors import DomainError
from polyphonie.territories.models import Territory
from polyphonie.territories.services import merge_territory


class Command(BaseCommand):
    help = "Say that a territory is now part of another: what it did stays at its address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("former", help="address (slug) of the one that ceases")
        parser.add_argument("into", help="address (slug) of the one that takes it in")
        parser.add_argument("on", type=date.fromisoformat, help="the day it took effect, as 2027-01-01")

    def handle(self, *args: Any, **options: Any) -> None:
        former, into = self._territory(options["former"]), self._territory(options["into"])
        try:
            merge_territory(former=former, into=into, on=options["on"], person=None, at=timezone.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{former.name} is part of {into.name} since {options['on']}.")

    def _territory(self, slug: str) -> Territory:
        try:
            return Territory.objects.get(slug=slug)
        except Territory.DoesNotExist as error:
            raise CommandError(f"No territory has the address {slug}.") from error
