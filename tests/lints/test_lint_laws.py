"""Laws of the lints: what they call the same, or not reached, is so, and nothing of that kind is missed."""

from __future__ import annotations

import operator
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from lints.test_lints import HEAD, warnings_of

COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
SMALL = st.integers(1, 4)
LEVELS = st.integers(1, 3)
COMPARISONS = st.tuples(st.sampled_from(sorted(COMPARE)), LEVELS, st.booleans())


@settings(max_examples=40)
@given(st.tuples(SMALL, SMALL), st.tuples(SMALL, SMALL), SMALL, st.sampled_from(list(permutations(range(3)))))
def test_two_sums_are_the_same_formula_where_their_factors_are(
    left: tuple[int, int], right: tuple[int, int], fixed: int, order: tuple[int, int, int]
) -> None:
    terms = [f"cash * {right[0]}", f"{2 * right[1]} * core / 2", f"{fixed} TWD"]
    shuffled = " + ".join(terms[place] for place in order)
    text = f"let a = {fixed} TWD + {left[0]} * cash + {left[1]} * core\nlet b = {shuffled}\n"
    assert ("same-formula" in warnings_of(HEAD + text)) == (left == right)


@settings(max_examples=60)
@given(COMPARISONS, COMPARISONS)
def test_a_condition_is_not_reached_where_every_balance_of_it_was_taken_before(
    first: tuple[str, int, bool], then: tuple[str, int, bool]
) -> None:
    text = f"let a = choose({written(*first)}: 1, {written(*then)}: 2, otherwise: 3)\n"
    # Between whole numbers nothing changes.
    balances = [half / 2 for half in range(9)]
    is_taken = all(COMPARE[first[0]](x, first[1]) for x in balances if COMPARE[then[0]](x, then[1]))
    assert ("unreachable-branch" in warnings_of(HEAD + text)) == is_taken


def written(sign: str, level: int, is_mirrored: bool) -> str:
    """A comparison of `cash` with a level, from the one side or the other."""
    return f"{level} TWD {MIRRORED[sign]} cash" if is_mirrored else f"2 * cash {sign} cash + {level} TWD"
