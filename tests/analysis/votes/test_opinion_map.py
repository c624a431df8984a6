import dataclasses

import numpy as np
import pytest

from polyphonie.analysis.votes import MapSettings, VoteTable, map_opinions
from tests.analysis.votes.made import agreement_of_partitions, no_structure, one_axis, three_camps


def make(table, seed=0, **kwargs):
    return map_opinions(table, rng=np.random.default_rng(seed), **kwargs)


def flattened(value):
    """Every number of a result, as bytes."""
    if dataclasses.is_dataclass(value):
        return [part for field in dataclasses.fields(value) for part in flattened(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [part for one in value for part in flattened(one)]
    return [value.tobytes() if isinstance(value, np.ndarray) else repr(value)]


def shuffled(table, seed):
    order = np.random.default_rng(seed).permutation(table.n_votes)
    people = np.random.default_rng(seed).permutation(table.n_participants)
    ranks = np.argsort(people)
    return VoteTable.from_codes(
        [table.participants[i] for i in people],
        table.statements,
        ranks[table.rows[order]],
        table.columns[order],
        table.values[order],
    )


@pytest.fixture(scope="module")
def camps():
    return three_camps(np.random.default_rng(11))


@pytest.fixture(scope="module")
def camps_map(camps):
    return make(camps[0])


def test_three_camps_are_found(camps, camps_map):
    assert camps_map.verdict == "groups"
    assert agreement_of_partitions(camps[1], camps_map.participants.group) > 0.7


def test_the_order_of_people_and_votes_changes_no_bit(camps, camps_map):
    assert flattened(make(shuffled(camps[0], 5))) == flattened(camps_map)


def test_another_seed_gives_the_same_groups(camps_map, camps):
    other = make(camps[0], seed=99)
    assert agreement_of_partitions(camps_map.participants.group, other.participants.group) > 0.95


def test_other_names_give_the_same_groups(camps, camps_map):
    table = camps[0]
    names = np.random.default_rng(3).permutation(table.n_participants)
    renamed = VoteTable.from_codes([f"p{i}" for i in names], table.statements, table.rows, table.columns, table.values)
    people = make(renamed).participants
    back = dict(zip(people.ids, people.group, strict=True))
    again = np.array([back[f"p{i}"] for i in names])
    assert agreement_of_partitions(camps_map.participants.group, again) > 0.95


def test_swapping_yes_and_no_gives_the_same_groups(camps, camps_map):
    table = camps[0]
    swapped = VoteTable.from_codes(table.participants, table.statements, table.rows, table.columns, -table.values)
    assert agreement_of_partitions(camps_map.participants.group, make(swapped).participants.group) > 0.95


def test_the_input_is_left_as_it_was(camps):
    before = [each.copy() for each in (camps[0].starts, camps[0].columns, camps[0].values)]
    make(camps[0])
    for was, now in zip(before, (camps[0].starts, camps[0].columns, camps[0].values), strict=True):
        np.testing.assert_array_equal(was, now)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("votes", [no_structure, one_axis])
def test_votes_without_groups_show_none(votes, seed):
    assert make(votes(np.random.default_rng(seed)), seed=seed).verdict == "continuum"


def test_a_steep_axis_is_not_two_groups():
    assert make(one_axis(np.random.default_rng(7), 600, steepness=3.0)).verdict == "continuum"


def test_groups_have_letters_from_the_largest(camps_map):
    sizes = [group.size for group in camps_map.groups]
    assert [group.letter for group in camps_map.groups] == ["A", "B", "C"]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == camps_map.n_placed


def test_the_counts_of_the_groups_add_up_to_those_of_their_people(camps_map):
    statements, people = camps_map.statements, camps_map.participants
    assert statements.group_counts.n_votes.sum() == people.n_votes[people.group >= 0].sum()
    assert statements.counts.n_votes.sum() == camps_map.n_votes


def test_every_group_is_stable_and_every_probability_is_one(camps_map):
    assert all(0.6 <= group.stability <= 1 for group in camps_map.groups)
    assert ((camps_map.participants.membership >= 1 / 3) & (camps_map.participants.membership <= 1)).all()


def test_a_statement_set_aside_is_counted_but_places_nobody(camps):
    table = camps[0]
    result = make(table, left_out=["7"])
    without = make(table.keep(table.columns != 7))
    np.testing.assert_array_equal(result.participants.points, without.participants.points)
    assert result.statements.is_left_out[7]
    assert result.statements.counts.n_votes[0, 7] == (table.columns == 7).sum()
    assert all(one.statement != 7 for group in result.groups for one in group.representative)


def test_no_vote_at_all_is_said():
    result = make(VoteTable.from_records([], [], np.array([], np.int8), all_statements=["s"]))
    assert (result.verdict, result.n_votes, len(result.statements.ids)) == ("no_votes", 0, 1)


def test_a_single_vote_is_too_few():
    result = make(VoteTable.from_records(["a"], ["s"], np.array([1])))
    assert result.verdict == "too_few"
    assert np.isnan(result.participants.points).all()
    assert result.statements.counts.n_agree[0, 0] == 1


def test_everybody_answering_the_same_is_no_group():
    people = np.repeat(np.arange(30), 10)
    table = VoteTable.from_records(people, np.tile(np.arange(10), 30), np.ones(300, np.int8))
    assert make(table).verdict == "continuum"


def test_everybody_passing_is_no_group():
    people = np.repeat(np.arange(30), 10)
    table = VoteTable.from_records(people, np.tile(np.arange(10), 30), np.zeros(300, np.int8))
    assert make(table).verdict == "continuum"


def test_unstable_groups_are_not_printed(camps):
    result = make(camps[0], settings=MapSettings(min_stability=1.0))
    assert result.verdict == "continuum"
    assert any(trial.beats_null for trial in result.trials)


@pytest.mark.parametrize("settings", [MapSettings(null_margin=1e6), MapSettings(min_valley=1.01)])
def test_groups_must_both_stand_apart_and_lie_across_a_valley(camps, settings):
    result = make(camps[0], settings=settings)
    assert result.verdict == "continuum"
    assert not any(trial.beats_null for trial in result.trials)


def test_nobody_is_drawn_alone(camps_map):
    assert camps_map.density is not None
    assert camps_map.density.everyone.min() == 0.0


@pytest.mark.slow
def test_the_parties_of_the_assembly_are_found_again(shared_data):
    folder = shared_data / "polis" / "fr.assemblee-nationale.xvii"
    if not folder.is_dir():
        pytest.skip("the roll-calls of the Assemblée are not here")
    import polars as pl

    from polyphonie.formats import read_votes

    columns = read_votes(folder, agree=1).columns
    table = VoteTable.from_codes(
        columns.participant_ids,
        columns.statement_ids,
        columns.participant_index,
        columns.statement_index,
        columns.value,
    )
    blocs = {"LFI-NFP": 0, "SOC": 0, "ECOS": 0, "GDR": 0, "EPR": 1, "DEM": 1, "HOR": 1, "RN": 2, "UDR/UDDPLR": 2}
    rows = pl.read_csv(folder / "participants.csv").select("participant", "groupe").rows()
    bloc = {str(person): blocs.get(party, -1) for person, party in rows}
    result = make(table)
    truth = np.array([bloc.get(person, -1) for person in result.participants.ids])
    known = (truth >= 0) & (result.participants.group >= 0)
    assert agreement_of_partitions(truth[known], result.participants.group[known]) > 0.9
