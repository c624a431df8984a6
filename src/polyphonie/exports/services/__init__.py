"""Making the files that leave, and keeping them for who asked."""

from polyphonie.exports.services.asking import (
    ask_for_export,
    carry_out,
    give_up,
    is_large,
    path_of_export,
    record_export,
    sweep,
)
from polyphonie.exports.services.public import place_of_public_file, public_file
from polyphonie.exports.services.writing import make_archive, write_files

__all__ = [
    "ask_for_export",
    "carry_out",
    "give_up",
    "is_large",
    "make_archive",
    "path_of_export",
    "place_of_public_file",
    "public_file",
    "record_export",
    "sweep",
    "write_files",
]
