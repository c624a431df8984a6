"""A save, as the script of the filling page reads it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from polyphonie.info_grids.definition import Definition
from polyphonie.info_grids.queries.controls import reader_language
from polyphonie.info_grids.records import Conflict, SaveReport
from polyphonie.info_grids.values import show_value


def report_as_json(report: SaveReport, definition: Definition) -> dict[str, Any]:
    """Say what became of each field, in sentences where something is to be read."""
    time = timezone.localtime().strftime("%H:%M")
    return {
        "saved": list(report.saved),
        "unchanged": list(report.unchanged),
        "revisions": report.revisions,
        "refused": report.refused,
        "conflicts": {one.field_key: _conflict_sentence(one, definition) for one in report.conflicts},
        "said": _("Saved at %(time)s.") % {"time": time},
    }


def _conflict_sentence(conflict: Conflict, definition: Definition) -> str:
    one = definition.fields[conflict.field_key]
    return _("%(person)s wrote “%(value)s” at %(time)s. Yours is not lost: save the page to see both and choose.") % {
        "person": conflict.changed_by or _("Somebody"),
        "value": show_value(one, conflict.present, reader_language())[:300],
        "time": timezone.localtime(conflict.changed_at).strftime("%H:%M"),
    }
