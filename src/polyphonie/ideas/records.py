"""What is kept of a run, so that anyone can compute it again: digest, parameters, versions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from typing import Any

from polyphonie.analysis.texts import IdeaSettings, Text, Theme

_PACKAGES = (
    "polyphonie",
    "numpy",
    "scipy",
    "leidenalg",
    "igraph",
    "sparse_dot_topn",
    "rensa",
    "PyStemmer",
    "py3langid",
)


@cache
def versions() -> dict[str, str]:
    """Return the versions of what computes ideas."""
    return {package: version(package) for package in _PACKAGES}


def digest_of_texts(texts: Iterable[Text]) -> str:
    """Return the SHA-256 of the texts in canonical order: the order received does not change it."""
    digest = hashlib.sha256()
    for text, identifier in sorted((text.text, text.id) for text in texts):
        for part in (identifier, text):
            raw = part.encode()
            digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def parameters_of(settings: IdeaSettings, codebook: Sequence[Theme]) -> dict[str, Any]:
    """Return everything that changes the result, besides the texts and the seed."""
    themes = [{"theme": t.key, "label": t.label, "keywords": list(t.keywords), "parent": t.parent} for t in codebook]
    return {**asdict(settings), "quote_words": list(settings.quote_words), "codebook": themes}
