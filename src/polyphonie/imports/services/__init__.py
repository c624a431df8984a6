"""From a file brought to a consultation to its rows in the database, each accounted for."""

from polyphonie.imports.services.applying import run_import
from polyphonie.imports.services.bringing import (
    VOTES,
    can_be_confirmed,
    choose_options,
    confirm_import,
    import_paths,
    look_at_paths,
    receive_file,
    saved_options,
)

__all__ = [
    "VOTES",
    "can_be_confirmed",
    "choose_options",
    "confirm_import",
    "import_paths",
    "look_at_paths",
    "receive_file",
    "run_import",
    "saved_options",
]
