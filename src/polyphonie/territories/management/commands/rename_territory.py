from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from polyphonie.core.errors import DomainError
from polyphonie.territories.models import Territory
from polyphonie.territories.services import rename_territory


class Command(BaseCommand):
    help = "Give a territory another name: its address stays, and the name before still finds it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="its address (slug)")
        parser.add_argument("name", help="its new name")

    def handle(self, *args: Any, **options: Any) -> None:
        territory = self._territory(options["slug"])
        try:
            renamed = rename_territory(territory=territory, name=options["name"], person=None, at=timezone.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{territory.name} is now called {renamed.name}.")

    def _territory(self, slug: str) -> Territory:
        try:
            return Territory.objects.get(slug=slug)
        except Territory.DoesNotExist as error:
            raise CommandError(f"No territory has the address {slug}.") from error
