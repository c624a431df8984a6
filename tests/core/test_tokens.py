"""The contrast of every pair of ink and ground, read from tokens.css in both schemes."""

import gzip
import re
from pathlib import Path

import pytest

from polyphonie.core.accent import DARK_GROUNDS, LIGHT_GROUNDS, contrast

CSS = Path(__file__).resolve().parents[2] / "src/polyphonie/core/static/core"
GROUNDS = ("paper", "raised", "sunk", "wash", "caution-ground")
INKS = ("ink", "ink-soft", "accent", "accent-strong", "danger", "caution", "positive")
KINDS = tuple(f"kind-{kind}" for kind in ("expectation", "concern", "proposal", "question", "controversy"))


def _declared(block):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block))


def _schemes():
    light, dark = (CSS / "tokens.css").read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    return {"light": _declared(light), "dark": {**_declared(light), **_declared(dark.split("@media print")[0])}}


SCHEMES = _schemes()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS + KINDS)
def test_every_ink_can_be_read_on_every_ground(scheme, ground, ink):
    tokens = SCHEMES[scheme]
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_the_accent_can_be_read(scheme):
    tokens = SCHEMES[scheme]
    assert contrast(tokens["on-accent"], tokens["accent"]) >= 4.5
    assert contrast(tokens["on-accent"], tokens["accent-strong"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "raised", "sunk"])
def test_the_edges_of_fields_can_be_seen(scheme, ground):
    assert contrast(SCHEMES[scheme]["rule-strong"], SCHEMES[scheme][ground]) >= 3


def test_accents_are_checked_on_the_grounds_of_the_tokens():
    assert tuple(SCHEMES["light"][name] for name in ("paper", "raised", "sunk")) == LIGHT_GROUNDS
    assert tuple(SCHEMES["dark"][name] for name in ("paper", "raised", "sunk")) == DARK_GROUNDS


@pytest.mark.parametrize("sheet", ["base.css", "document.css", "desk.css"])
def test_only_the_tokens_hold_raw_colors(sheet):
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", (CSS / sheet).read_text(encoding="utf-8"))


@pytest.mark.parametrize("sheet", ["base.css", "document.css", "desk.css"])
def test_layout_is_logical_so_that_arabic_mirrors(sheet):
    text = (CSS / sheet).read_text(encoding="utf-8")
    assert not re.search(r"(margin|padding|border)-(left|right)|text-align: (left|right)", text)


def test_the_style_sheets_weigh_less_than_15_kilobytes():
    sheets = b"".join(gzip.compress(sheet.read_bytes()) for sheet in CSS.glob("*.css"))
    assert len(sheets) < 15_000
