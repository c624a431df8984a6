"""Payloads in every text that pages show: whatever a form would have refused, as if it had come another way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.apps import apps
from django.db import connection, models

from polyphonie.core.files import _plain_name
from polyphonie.core.models import StoredFile
from tests.attacks.payloads import PAYLOADS
from tests.core.test_triggers import guards_that_stand

WORDS = frozenset({"text", "title", "label", "help", "value", "note", "fr", "en", "words", "quote", "name"})
"""Keys of JSON under which stand words for people; the others steer the program."""
KEPT = frozenset(
    {"language", "country", "proposed_country", "time_zone", "scheme", "identifier", "accent", "password", "media_type"}
)
"""Texts that steer the program, and that the site alone writes."""


def poison_everything(turn: int) -> int:
    """Put payloads in every text of every row, others at each turn; give how many texts there were."""
    _drop_guards()
    numbers = count(turn * 31)
    n_texts = 0
    for model in apps.get_models():
        if not model.__module__.startswith("polyphonie."):
            continue
        for row in model._default_manager.order_by("pk"):
            changed = dict(_poisoned(row, numbers))
            if changed:
                model._default_manager.filter(pk=row.pk).update(**changed)
                n_texts += len(changed)
    return n_texts


def _drop_guards() -> None:
    with connection.cursor() as cursor:
        for name, table in guards_that_stand():
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def _poisoned(row: models.Model, numbers: Iterator[int]) -> Iterator[tuple[str, Any]]:
    bound = {name for rule in row._meta.constraints for name in getattr(rule, "fields", ())}
    for field in row._meta.concrete_fields:
        if field.name in bound | KEPT or field.unique or field.choices or "digest" in field.name:
            continue
        if isinstance(field, models.JSONField):
            yield field.name, _poisoned_json(getattr(row, field.name), numbers)
        elif _holds_words(field) and getattr(row, field.name):
            words = _fitting(field.max_length or 20_000, next(numbers))
            yield field.name, _plain_name(words) if isinstance(row, StoredFile) else words


def _holds_words(field: models.Field[Any, Any]) -> bool:
    if isinstance(field, (models.SlugField, models.EmailField)):
        return False
    return isinstance(field, (models.CharField, models.TextField)) and not field.name.endswith(("key", "_id"))


def _fitting(longest: int, start: int) -> str:
    """As many payloads as fit, from one of them on; the first alone decides what the text begins with."""
    turned = PAYLOADS[start % len(PAYLOADS) :] + PAYLOADS[: start % len(PAYLOADS)]
    kept = turned[0][:longest]
    for payload in turned[1:]:
        if len(kept) + len(payload) + 1 > longest:
            break
        kept += "\n" + payload
    return kept


def _poisoned_json(value: Any, numbers: Iterator[int], *, is_word: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _poisoned_json(inside, numbers, is_word=key in WORDS) for key, inside in value.items()}
    if isinstance(value, list):
        return [_poisoned_json(inside, numbers) for inside in value]
    return _fitting(200, next(numbers)) if is_word and isinstance(value, str) and value else value
