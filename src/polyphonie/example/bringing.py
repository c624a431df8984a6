"""The files of the example go in by the door that everyone uses: kept, looked into, confirmed, accounted for."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from polyphonie.consultations.models import Consultation
from polyphonie.core.errors import DomainError
from polyphonie.example.description import Example, FileToImport
from polyphonie.example.progress import step
from polyphonie.formats import ReadOptions
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import
from polyphonie.imports.services import import_paths, receive_file


def bring_files(example: Example) -> None:
    """Import each file of each territory. Brought again, a file adds nothing."""
    for territory in example.territories:
        consultation = Consultation.objects.get(slug=territory.consultation["slug"])
        for item in territory.imports:
            with step(_("Importing %(file)s") % {"file": item.path.name}):
                leave_file(consultation, item) if item.is_left_to_confirm else bring_file(consultation, item)


def bring_file(consultation: Consultation, item: FileToImport) -> list[Import]:
    """Import one file, or the folder of an export; fail aloud if a single file of it fails."""
    activity = consultation.activities.get(title=item.activity) if item.activity else None
    imports = import_paths(
        consultation=consultation,
        paths=[item.path],
        activity=activity,
        options=_options(item),
        at=timezone.now(),
    )
    for of_import in imports:
        if of_import.status != ImportStatus.DONE:
            raise DomainError(f"{of_import.file_name}: {of_import.error}")
    return imports


def leave_file(consultation: Consultation, item: FileToImport) -> None:
    """Bring a file and leave it to whoever leads the territory: it waits at their desk, unless it did once."""
    if consultation.imports.filter(file_name=item.path.name).exists():
        return
    receive_file(
        consultation=consultation,
        name=item.path.name,
        chunks=[item.path.read_bytes()],
        activity=consultation.activities.get(title=item.activity),
        options=_options(item),
    )


def _options(item: FileToImport) -> ReadOptions:
    columns = {field: name for field, name in item.columns.items() if field != "text"}
    texts = (item.columns["text"],) if "text" in item.columns else ()
    return ReadOptions(columns=columns, texts=texts)
