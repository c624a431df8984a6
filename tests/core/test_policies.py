import pytest
from django.utils import translation
from django.views.decorators.http import require_POST

from polyphonie.core.policies import WHAT_POLICIES_SAY, Policy, open_to, policy_of


@pytest.mark.parametrize("policy", Policy)
def test_each_policy_says_in_both_languages_who_may_come(policy):
    sentences = set()
    for language in ("fr", "en"):
        with translation.override(language):
            sentences.add(str(WHAT_POLICIES_SAY[policy]))
    assert len(sentences) == 2


def test_a_view_declares_its_policy():
    assert policy_of(open_to(Policy.MANAGE)(lambda request: None)) == Policy.MANAGE


def test_a_view_that_declares_nothing_has_no_policy():
    assert policy_of(lambda request: None) is None


def test_a_policy_declared_above_other_decorators_is_seen():
    @open_to(Policy.COORDINATE)
    @require_POST
    def view(request):
        """Do something."""

    assert policy_of(view) == Policy.COORDINATE
