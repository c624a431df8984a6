from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from polyphonie.config.policies import policies_in_markdown, routes


class Command(BaseCommand):
    help = "List every address of the site with who may open it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--markdown", action="store_true", help="as docs/reference/permissions.md")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["markdown"]:
            self.stdout.write(policies_in_markdown(), ending="")
            return
        for route in routes():
            self.stdout.write(f"{route.policy or '-':20} {route.path}  {route.name}")
