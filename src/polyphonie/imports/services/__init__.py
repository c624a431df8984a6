"""From a file brought to a consultation to its rows in the database, each accounted for."""

from polyphonie.imports.services.applying import interrupt_import, run_import
from polyphonie.imports.services.bringing import (
    VOTES,
    can_be_confirmed,
    choose_options,
    confirm_import,
    import_paths,
    look_at_paths,
    receive_file,
    resume_import,
    saved_options,
)

__all__ = [
    "VOTES",
    "can_be_confirmed",
    "choose_options",
    "confirm_import",
    "import_paths",
    "interrupt_import",
    "look_at_paths",
    "receive_file",
    "resume_import",
    "run_import",
    "saved_options",
]
