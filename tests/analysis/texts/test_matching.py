from polyphonie.analysis.texts import match_statements
from tests.analysis.texts.corpora import IDEAS


def test_a_statement_finds_its_idea():
    statements = ["L'accueil au guichet doit rester humain.", "Il faut interdire la reconnaissance faciale."]
    assert [match.idea for match in match_statements(statements, IDEAS)] == ["guichet", "caméras"]


def test_a_statement_on_something_else_finds_none():
    assert match_statements(["La fanfare jouera dimanche."], IDEAS) == []


def test_the_order_of_ideas_does_not_matter():
    backwards = dict(reversed(IDEAS.items()))
    assert match_statements(["Un guichet humain."], IDEAS) == match_statements(["Un guichet humain."], backwards)


def test_nothing_matches_nothing():
    assert match_statements([], IDEAS) == match_statements(["Un guichet"], {}) == []
