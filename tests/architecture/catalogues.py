"""Reads a gettext catalogue, as much as the tests need."""

from __future__ import annotations

import ast
import gettext
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)?\s*"(.*)"$')


@dataclass(frozen=True)
class Entry:
    """One sentence and its translations."""

    context: str
    msgid: str
    plural: str
    translations: tuple[str, ...]
    is_fuzzy: bool

    @property
    def is_translated(self) -> bool:
        return all(self.translations) and not self.is_fuzzy


def read_catalogue(path: Path) -> list[Entry]:
    """Read the entries of a .po file, without its header and what is obsolete."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[:2] != "#~"]
    entries = [_entry(block) for block in _blocks(lines)]
    return [entry for entry in entries if entry.msgid]


def read_compiled(path: Path) -> dict[object, str]:
    """Read what a .mo file answers."""
    with path.open("rb") as file:
        catalogue: dict[object, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key: value for key, value in catalogue.items() if key != ""}


def expected_compiled(entries: list[Entry]) -> dict[object, str]:
    """Say what a .mo file must answer, for these entries."""
    answers: dict[object, str] = {}
    for entry in entries:
        if not entry.is_translated:
            continue
        key = f"{entry.context}\x04{entry.msgid}" if entry.context else entry.msgid
        if entry.plural:
            answers.update({(key, number): text for number, text in enumerate(entry.translations)})
        else:
            answers[key] = entry.translations[0]
    return answers


def _blocks(lines: list[str]) -> list[list[str]]:
    """Cut where an entry begins: at a comment, a context or a sentence that follows a translation."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        begins = line.startswith(("#", "msgctxt", "msgid "))
        if begins and any(former.startswith("msgstr") for former in blocks[-1]):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _entry(block: list[str]) -> Entry:
    texts: dict[str, str] = defaultdict(str)
    part = ""
    for line in block:
        found = _LINE.match(line)
        if not found:
            continue
        part = found[1] or part
        texts[part] += ast.literal_eval(f'"{found[3]}"')
    translations = tuple(text for name, text in sorted(texts.items()) if name.startswith("msgstr"))
    is_fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in block)
    return Entry(texts["msgctxt"], texts["msgid"], texts["msgid_plural"], translations, is_fuzzy)
