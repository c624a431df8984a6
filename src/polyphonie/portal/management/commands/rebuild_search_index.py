from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from polyphonie.portal.services import rebuild_search_index


class Command(BaseCommand):
    help = "Forget the search index and make it anew from the contributions and the published documents."

    def handle(self, *args: Any, **options: Any) -> None:
        n_entries = rebuild_search_index()
        sentence = ngettext("%(n)s text can be searched.", "%(n)s texts can be searched.", n_entries)
        self.stdout.write(sentence % {"n": n_entries})
