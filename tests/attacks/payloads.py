"""
What people who mean harm write in a text field: well-known vectors, one line for each way out of a text.

They stand in `payloads.jsonl`, one JSON string a line, for some hold characters that no editor shows.
"""

import json
from pathlib import Path

MARK = "polypwn"
"""What every payload tries to call. No page of the site holds this word unless somebody wrote it."""

PAYLOADS: list[str] = [
    json.loads(line) for line in Path(__file__).with_name("payloads.jsonl").read_text(encoding="utf-8").splitlines()
]
