import pytest

from polyphonie.core.accent import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    UnreadableAccentError,
    accent_css,
    accent_from,
    contrast,
)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == 21


def test_contrast_agrees_with_the_published_example_of_the_lightest_grey_that_passes():
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("color", ["#0b5d4f", "#000000", "#8a0030", "#54298A"])
def test_an_accent_can_be_read_in_both_schemes(color):
    accent = accent_from(color)
    assert min(contrast(accent.light, ground) for ground in LIGHT_GROUNDS) >= 4.5
    assert min(contrast(accent.dark, ground) for ground in DARK_GROUNDS) >= 4.5


@pytest.mark.parametrize("color", ["#0b5d4f", "#000000", "#8a0030"])
def test_words_laid_over_an_accent_can_be_read(color):
    accent = accent_from(color)
    for ground in (accent.light, accent.light_strong):
        assert contrast(LIGHT_GROUNDS[1], ground) >= 4.5
    for ground in (accent.dark, accent.dark_strong):
        assert contrast("#1d1229", ground) >= 4.5


@pytest.mark.parametrize("color", ["#ffcc00", "#99ccff", "", "red", "#12345", "#0b5d4f;}body{display:none"])
def test_a_color_that_is_pale_or_is_not_one_is_refused(color):
    with pytest.raises(UnreadableAccentError):
        accent_from(color)


def test_the_style_sheet_of_an_accent_sets_three_tokens_in_each_scheme():
    css = accent_css(accent_from("#0b5d4f"))
    assert css.count("--accent:") == css.count("--accent-strong:") == css.count("--on-accent:") == 2
