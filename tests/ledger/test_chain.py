import doctest
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.ledger import GENESIS, BrokenChainError, Link, chain, chain_digest, check_chain

CONTENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)
ENTRIES = st.lists(st.dictionaries(st.text(max_size=8), CONTENTS, max_size=3), min_size=1, max_size=12)


def chained(contents, *, previous=GENESIS, first=1):
    """Make the links of these contents."""
    links = []
    for number, content in enumerate(contents, start=first):
        digest = chain_digest(previous, number, content)
        links.append(Link(number, content, previous, digest))
        previous = digest
    return links


def is_broken(links, **options):
    try:
        check_chain(links, **options)
    except BrokenChainError:
        return True
    return False


def test_the_example_of_the_documentation_holds():
    assert doctest.testmod(chain).failed == 0


@given(ENTRIES)
def test_a_chain_that_nobody_touched_holds(contents):
    links = chained(contents)
    assert check_chain(links) == links[-1].digest


@given(ENTRIES)
def test_a_chain_that_is_written_and_read_again_holds(contents):
    again = [Link(**json.loads(json.dumps(vars(link)))) for link in chained(contents)]
    assert not is_broken(again)


@given(ENTRIES, st.data())
def test_any_change_of_a_content_is_found_where_it_is(contents, data):
    links = chained(contents)
    place = data.draw(st.integers(0, len(links) - 1))
    link = links[place]
    links[place] = Link(
        link.number, {**link.content, "added": 1, "x": [link.content]}, link.previous_digest, link.digest
    )
    with pytest.raises(BrokenChainError) as broken:
        check_chain(links)
    assert broken.value.number == place + 1


@given(ENTRIES, st.data())
def test_any_removal_but_the_last_is_found(contents, data):
    links = chained(contents)
    place = data.draw(st.integers(0, len(links) - 1))
    shorter = links[:place] + links[place + 1 :]
    assert is_broken(shorter) == (place < len(links) - 1)


@given(ENTRIES)
def test_the_removal_of_the_last_changes_the_digest_that_the_head_keeps(contents):
    links = chained(contents)
    assert check_chain(links[:-1]) != check_chain(links)


@given(ENTRIES, st.data())
def test_an_insertion_is_found(contents, data):
    links = chained(contents)
    place = data.draw(st.integers(0, len(links) - 1))
    before = links[place].previous_digest
    forged = Link(place + 1, {"verb": "forged"}, before, chain_digest(before, place + 1, {"verb": "forged"}))
    assert is_broken([*links[:place], forged, *links[place:]])


@given(st.lists(st.integers(), min_size=2, max_size=10, unique=True), st.data())
def test_a_swap_is_found_even_with_numbers_put_right(values, data):
    links = chained([{"value": value} for value in values])
    place = data.draw(st.integers(0, len(links) - 2))
    one, two = links[place], links[place + 1]
    swapped = [*links[:place], two, one, *links[place + 2 :]]
    renumbered = [Link(n, link.content, link.previous_digest, link.digest) for n, link in enumerate(swapped, start=1)]
    assert is_broken(swapped)
    assert is_broken(renumbered)


@given(ENTRIES, ENTRIES)
def test_a_part_of_a_chain_is_checked_from_where_it_begins(before, after):
    start = chained(before)
    rest = chained(after, previous=start[-1].digest, first=len(start) + 1)
    assert check_chain(rest, previous_digest=start[-1].digest, first=len(start) + 1) == rest[-1].digest
    assert is_broken(rest)


@given(st.dictionaries(st.text(max_size=8), CONTENTS, max_size=5))
def test_the_order_of_keys_does_not_matter(content):
    turned = dict(reversed(content.items()))
    assert chain_digest(GENESIS, 1, content) == chain_digest(GENESIS, 1, turned)


@given(st.text(max_size=10), st.text(max_size=10))
def test_where_one_text_ends_and_the_next_begins_matters(left, right):
    together = chain_digest(GENESIS, 1, {"a": left + right, "b": ""})
    apart = chain_digest(GENESIS, 1, {"a": left, "b": right})
    assert (together == apart) == (right == "")


def test_an_empty_chain_holds_and_stands_at_the_beginning():
    assert check_chain([]) == GENESIS


@pytest.mark.parametrize(("previous", "number"), [("0" * 63, 1), ("", 1), (GENESIS, 0), (GENESIS, -1)])
def test_what_is_no_digest_or_no_number_is_refused(previous, number):
    with pytest.raises(ValueError, match="64 figures"):
        chain_digest(previous, number, {})


def test_what_json_does_not_know_is_refused():
    with pytest.raises(TypeError):
        chain_digest(GENESIS, 1, {"at": object()})


def test_anyone_can_write_the_digest_again():
    """The formula that docs and other programs follow."""
    import hashlib

    written = '["' + "0" * 64 + '",1,{"actor":null,"verb":"signé"}]'
    assert chain_digest(GENESIS, 1, {"verb": "signé", "actor": None}) == hashlib.sha256(written.encode()).hexdigest()
