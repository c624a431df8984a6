"""Digests of what is published: of a form, of a grid."""

import hashlib
import json
from typing import Any


def digest_of(content: Any) -> str:
    """Give the SHA-256 of plain data, written with sorted keys and no space, in UTF-8."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
