"""From a file brought to a consultation to its rows in the database, each accounted for."""

from polyphonie.imports.services.applying import interrupt_import, run_import
from polyphonie.imports.services.bringing import (
    VOTES,
    Received,
    can_be_confirmed,
    choose_options,
    confirm_import,
    receive_file,
    receive_files,
    resume_import,
    saved_options,
)
from polyphonie.imports.services.paths import import_paths, look_at_paths
from polyphonie.imports.services.undoing import (
    mark_as_undone,
    obstacles_to_undoing,
    remove_what_was_brought,
    undo_import,
)

__all__ = [
    "VOTES",
    "Received",
    "can_be_confirmed",
    "choose_options",
    "confirm_import",
    "import_paths",
    "interrupt_import",
    "look_at_paths",
    "mark_as_undone",
    "obstacles_to_undoing",
    "receive_file",
    "receive_files",
    "remove_what_was_brought",
    "resume_import",
    "run_import",
    "saved_options",
    "undo_import",
]
