"""Which row holds the headings: seldom the first, where a title or the questions stand above."""

from collections.abc import Sequence

from polyphonie.formats.headings import plain

# A form of Drupal 7 has three rows of headings; these names stand in the last one, for each answer sent.
SUBMISSION_NAMES = frozenset(
    {"webform sid", "sid", "id de soumission", "identifiant de soumission", "numero de soumission"}
)
OTHER_NAMES = frozenset(
    {"webform serial", "webform time", "webform completed time", "webform modified time", "webform draft",
     "webform ip address", "webform uid", "webform username", "serial", "submitted time", "time", "completed time",
     "modified time", "draft", "ip address", "uid", "username", "serie", "numero de serie", "numero", "n de serie",
     "heure de soumission", "date de soumission", "heure d envoi", "date d envoi", "brouillon", "adresse ip",
     "nom d utilisateur", "utilisateur", "heure"}
)  # fmt: skip
MOST_ROWS_OF_HEADINGS = 3
LEAST_OTHER_NAMES = 2
MANY_OTHER_NAMES = 5


def heading_position(rows: Sequence[Sequence[str]]) -> int:
    """
    Give the place of the row of headings among the first rows that are not blank.

    It is the first row with two cells, or the first row where no row has two: a spreadsheet often begins with a
    title. Where a few rows of headings follow each other, it is the last of them.
    """
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    wanted = 2 if any(number >= 2 for number in filled) else 1
    first = next(place for place, number in enumerate(filled) if number >= wanted)
    below = range(first, min(first + MOST_ROWS_OF_HEADINGS, len(rows)))
    return next((place for place in below if _closes_headings(rows[place])), first)


def _closes_headings(cells: Sequence[str]) -> bool:
    names = {plain(cell) for cell in cells[:20]}
    n_others = len(names & OTHER_NAMES)
    return n_others >= (LEAST_OTHER_NAMES if names & SUBMISSION_NAMES else MANY_OTHER_NAMES)
