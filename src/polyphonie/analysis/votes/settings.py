"""What may be set when an opinion map is computed, with the values that we stand for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapSettings:
    """
    Settings of an opinion map; every result carries the ones it was computed with.

    Attributes
    ----------
    min_people, min_statements
        Below either, no position is computed and the verdict is "too_few".
    min_votes
        Votes that a person needs to be placed in a group; everybody is counted in the totals.
    max_groups
        The largest number of groups that is tried; the smallest is one.
    refine_rounds
        Rounds of expectation-maximization that turn the axes of the imputed votes into axes of the observed ones.
    fit_sample, group_sample, test_sample
        How many people, drawn at random, are used to find the axes, to form the groups, and to test them.
    test_votes
        Votes beyond this number are hidden at random from the tests of the groups, which then stay quick.
    restarts
        Starts of k-means for the printed groups; the simulations get half of them.
    null_draws
        Simulated tables without groups that the real one is compared with.
    null_margin
        How many standard deviations above these simulations the separation of the groups must lie.
    min_valley
        How deep, at least, the density of people must fall between two neighboring groups (0 not at all, 1 to nobody);
        it must also be deeper than in nine simulations out of ten.
    bootstrap_draws, kept_votes_share
        Repetitions that measure stability, and the share of the votes that each of them keeps.
    min_stability
        Groups are printed only when the mean Jaccard index of each over the repetitions reaches this value.
    clear_membership
        Below this probability a person stands between the groups.
    min_support
        Votes that each group must have cast on a statement before a consensus is read from it.
    confidence
        Two-sided confidence of the intervals.
    false_discovery_rate
        Expected share of wrong statements among those called representative.
    statement_folds
        The statements are tested in so many parts, each on groups formed without its votes.
    """

    min_people: int = 15
    min_statements: int = 4
    min_votes: int = 4
    max_groups: int = 5
    refine_rounds: int = 8
    fit_sample: int = 20_000
    group_sample: int = 5_000
    test_sample: int = 1_000
    test_votes: int = 100_000
    restarts: int = 6
    null_draws: int = 32
    null_margin: float = 3.0
    min_valley: float = 0.2
    bootstrap_draws: int = 16
    kept_votes_share: float = 0.8
    min_stability: float = 0.6
    clear_membership: float = 0.7
    min_support: int = 5
    confidence: float = 0.9
    false_discovery_rate: float = 0.05
    statement_folds: int = 4
