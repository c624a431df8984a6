"""
Which value says "agree".

Polis keeps agree = -1 in its database and writes agree = +1 in its exports; one version of 2024 wrote
the raw sign in both files, consistently, so that nothing but a declaration can tell.
"""

import re
from collections.abc import Iterable

from polyphonie.formats.errors import FormatError

CONVENTION = re.compile(r"\b(agree|disagree)\s*=\s*([+-]?1)\b")


def declared_agree(notes: Iterable[str]) -> int | None:
    """
    Read `vote-convention: agree=+1;disagree=-1;pass=0`, in a first line, a summary or a `format.json`.

    The words come in any order. A declaration by which agree and disagree are the same declares nothing.

    Examples
    --------
    >>> declared_agree(["# vote-convention: agree=+1;disagree=-1;pass=0;format=polis-export/1"])
    1
    >>> declared_agree(["# vote-convention: disagree=+1;pass=0;agree=-1"])
    -1
    >>> declared_agree(["topic,AI in the city"]) is None
    True
    """
    for note in notes:
        said = {word: int(value) for word, value in CONVENTION.findall(note)} if "vote-convention" in note else {}
        agree, disagree = said.get("agree"), said.get("disagree")
        if agree is not None and agree != disagree:
            return agree
    return None


def check_agree(agree: int | None) -> None:
    """Refuse another value than 1 and -1."""
    if agree not in (None, 1, -1):
        raise FormatError("wrong_agree")
