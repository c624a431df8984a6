"""The formula gives the figures that others publish for it."""

import pytest

from tests.pages.ecoindex import ecoindex, grade


@pytest.mark.parametrize(
    ("n_elements", "n_requests", "kilobytes", "score"),
    [(250, 4, 20, 86.5), (300, 8, 50, 83.9), (500, 8, 50, 75.5), (700, 12, 100, 67.3)],
)
def test_the_score_is_that_of_the_reference(n_elements, n_requests, kilobytes, score):
    assert ecoindex(n_elements=n_elements, n_requests=n_requests, kilobytes=kilobytes) == pytest.approx(score, abs=0.05)


@pytest.mark.parametrize(("score", "letter"), [(80, "A"), (79.9, "B"), (10, "F"), (0, "G")])
def test_scores_are_named(score, letter):
    assert grade(score) == letter


def test_an_enormous_page_scores_nothing():
    assert ecoindex(n_elements=10**6, n_requests=10**5, kilobytes=10**6) == pytest.approx(0)
