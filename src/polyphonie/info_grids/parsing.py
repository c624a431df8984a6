"""Parsing a form that somebody brings as a file. Runs in a limited child process: it imports nothing of Django."""

import json
from typing import Any


def parse_form(text: bytes) -> Any:
    """
    Read JSON in UTF-8.

    Raises
    ------
    ValueError
        If it is not JSON, not in UTF-8, or nested too deeply.
    """
    try:
        return json.loads(text.decode("utf-8-sig"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
