"""What the styles and the numberings of a Word document say of its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyphonie.formats.documents.archives import first, only, value
from polyphonie.formats.documents.blocks import LOWEST_LEVEL, TITLE_LEVEL

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

OFF = frozenset({"0", "false", "off", "none"})
MOST_STYLES_UP = 20


@dataclass(frozen=True)
class Style:
    """One style: its name, the one above it, and what it says of headings, lists and bold letters."""

    name: str = ""
    above: str = ""
    level: int | None = None
    list_id: str = ""
    depth: str = ""
    is_bold: bool | None = None


@dataclass(frozen=True)
class Look:
    """What the styles and the numberings say of a paragraph."""

    styles: dict[str, Style]
    formats: dict[tuple[str, str], str]

    def lineage(self, style: str) -> Iterator[Style]:
        """Give a style, then those it is based on."""
        for _ in range(MOST_STYLES_UP):
            found = self.styles.get(style)
            if found is None:
                return
            yield found
            style = found.above

    def heading_level(self, properties: Element, style: str) -> int | None:
        """Give the level of a heading, 0 for a title; None where the paragraph is none."""
        said = value(properties, "outlineLvl")
        if said.isdecimal() and int(said) < LOWEST_LEVEL:
            return int(said) + 1
        for one in self.lineage(style):
            if one.name in {"title", "titre"}:
                return TITLE_LEVEL
            if one.level is not None:
                return one.level
        return None

    def list_depth(self, properties: Element, style: str) -> int | None:
        """Give the depth of an item of a list, from 0; None where the paragraph is none."""
        list_id, depth = value(properties, "numPr", "numId"), value(properties, "numPr", "ilvl")
        for one in self.lineage(style):
            list_id, depth = list_id or one.list_id, depth or one.depth
        depth = depth if depth.isdecimal() else "0"
        if not list_id or list_id == "0" or self.formats.get((list_id, depth), "bullet") == "none":
            return None
        return min(int(depth[:3]), LOWEST_LEVEL)

    def is_contents(self, style: str) -> bool:
        """Tell whether a paragraph belongs to a table of contents, a header or a footer."""
        return any(one.name.startswith(("toc ", "table of figures", "header", "footer")) for one in self.lineage(style))

    def is_bold(self, style: str) -> bool:
        """Tell whether the style of a paragraph is in bold letters."""
        return next((one.is_bold for one in self.lineage(style) if one.is_bold is not None), False)


def styles_of(tree: Element) -> dict[str, Style]:
    """Give the styles of a document by their identifiers."""
    found = {}
    for style in only(tree, "style"):
        name = value(style, "name").casefold()
        said = value(style, "pPr", "outlineLvl")
        level = int(said) + 1 if said.isdecimal() and int(said) < LOWEST_LEVEL else _level_of(name)
        found[style.get("styleId", "")] = Style(
            name=name,
            above=value(style, "basedOn"),
            level=level,
            list_id=value(style, "pPr", "numPr", "numId"),
            depth=value(style, "pPr", "numPr", "ilvl"),
            is_bold=switch(first(style, "rPr"), "b"),
        )
    return found


def _level_of(name: str) -> int | None:
    """Built-in styles keep their English names in every language, but for those that converters write."""
    word, _, number = name.rpartition(" ")
    is_heading = word in {"heading", "titre", "überschrift"} and number.isdecimal() and len(number) == 1
    return int(number) if is_heading else None


def formats_of(tree: Element) -> dict[tuple[str, str], str]:
    """Give the kind of mark of each list at each depth: "bullet", "decimal", "none"…"""
    kinds = {
        abstract.get("abstractNumId", ""): {
            level.get("ilvl", ""): value(level, "numFmt") for level in only(abstract, "lvl")
        }
        for abstract in only(tree, "abstractNum")
    }
    return {
        (number.get("numId", ""), depth): kind
        for number in only(tree, "num")
        for depth, kind in kinds.get(value(number, "abstractNumId"), {}).items()
    }


def switch(properties: Element | None, tag: str) -> bool | None:
    """Tell whether a property is on; None where nothing is said of it."""
    found = first(properties, tag) if properties is not None else None
    return None if found is None else found.get("val", "on") not in OFF
