"""A hash chain: each entry carries the digest of the one before, so that none can be changed or removed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
"""What stands before the first entry."""


class BrokenChainError(ValueError):
    """
    An entry does not follow from the one before.

    `number` is the place of the first entry that does not hold, the first being 1.
    """

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"entry {number}: {reason}")
        self.number = number
        self.reason = reason


@dataclass(frozen=True)
class Link:
    """
    One entry of a chain.

    Attributes
    ----------
    number : int
        Its place, the first being 1.
    content : mapping
        What it says, made of values that JSON knows.
    previous_digest, digest : str
        SHA-256 in hexadecimal, of the entry before and of this one.
    """

    number: int
    content: Mapping[str, Any]
    previous_digest: str
    digest: str


def chain_digest(previous_digest: str, number: int, content: Mapping[str, Any]) -> str:
    """
    Give the digest of an entry.

    Parameters
    ----------
    previous_digest : str
        64 hexadecimal figures; `GENESIS` for the first entry.
    number : int
        Its place, the first being 1.
    content : mapping
        What the entry says, in values that JSON knows. Written with sorted keys and no space, in UTF-8,
        after the canonical form of RFC 8785 for the types used here (no floating-point number).

    Returns
    -------
    str
        SHA-256 in hexadecimal of the previous digest, the number and the content.

    Raises
    ------
    ValueError
        If `previous_digest` is no digest, or `number` is below 1.
    TypeError
        If `content` holds a value that JSON does not know.

    References
    ----------
    .. [1] S. Haber and W. S. Stornetta, "How to time-stamp a digital document",
       Journal of Cryptology 3(2), 1991. doi:10.1007/BF00196791

    Examples
    --------
    >>> chain_digest(GENESIS, 1, {"verb": "charter_signed"})[:12]
    '5ac0a87b668a'
    """
    if len(previous_digest) != len(GENESIS) or number < 1:
        raise ValueError("a digest of 64 figures and a number from 1 are expected")
    written = json.dumps([previous_digest, number, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


def check_chain(links: Iterable[Link], *, previous_digest: str = GENESIS, first: int = 1) -> str:
    """
    Check that each entry follows from the one before.

    Parameters
    ----------
    links : iterable of Link
        In their order.
    previous_digest : str
        What stands before the first of them.
    first : int
        Number that the first of them must have.

    Returns
    -------
    str
        The digest of the last entry; `previous_digest` where there is none.

    Raises
    ------
    BrokenChainError
        At the first entry that is missing, out of order, or does not have its digest.
    """
    last = previous_digest
    for number, link in enumerate(links, start=first):
        if link.number != number:
            raise BrokenChainError(number, f"entry {link.number} stands in its place")
        if link.previous_digest != last:
            raise BrokenChainError(number, "it does not follow from the entry before")
        if chain_digest(last, number, link.content) != link.digest:
            raise BrokenChainError(number, "its content is not what its digest says")
        last = link.digest
    return last
