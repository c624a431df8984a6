from typing import Any

from django.core.management.base import BaseCommand

from polyphonie.territories.services import load_reference


class Command(BaseCommand):
    help = "Load the administrative reference: communes, intercommunal bodies, départements, régions, cities abroad."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_reference()
        self.stdout.write(f"{loaded.n_territories} territories in the reference, {loaded.n_written} written.")
