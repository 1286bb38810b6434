"""A built-in over numpy arrays says what it says one by one."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest

import plainplan
from grids import FAMILIES, Argument, cases_of
from plainplan.builtins import BUILTINS


def without_lists(arguments: tuple[Argument, ...]) -> tuple[Argument | None, ...]:
    """What must be the same for arguments to be laid into arrays: their number, their lists, where texts stand."""
    return tuple(argument if isinstance(argument, tuple | str) else None for argument in arguments)


@pytest.mark.parametrize("family", FAMILIES)
def test_over_arrays_every_built_in_gives_what_it_gives_one_by_one(family: str) -> None:
    for name, cases in cases_of(family).items():
        function, scalar = plainplan.functions[name], BUILTINS[name].scalar
        for lists, group in groupby(cases, key=without_lists):
            rows = list(group)
            columns = [
                lists[position] if lists[position] is not None else np.array([row[position] for row in rows])
                for position in range(len(lists))
            ]
            ours = np.broadcast_to(function(*columns), len(rows))
            theirs = np.array([scalar(*row) for row in rows], dtype=object)
            # NaN is not itself.
            assert ((ours == theirs) | (ours != ours) & (theirs != theirs)).all(), name


def test_arrays_are_broadcast_as_numpy_does() -> None:
    rates, terms = np.array([[0.05], [0.06]]), np.array([120, 240, 360])
    payments = plainplan.functions["pmt"](rates / 12, terms, 1_000_000)
    assert payments.shape == (2, 3)
    # Microsoft's PMT of 8% over 10 months is -1037.03.
    assert round(plainplan.functions["pmt"](0.08 / 12, 10, 10_000), 2) == -1037.03


def test_dates_of_numpy_are_dates() -> None:
    days = np.array(["2008-02-14", "2008-02-15"], dtype="datetime64[D]")
    assert plainplan.functions["weekday"](days).tolist() == [5, 6]


def test_a_list_is_passed_whole() -> None:
    scores = np.array([7.0, 3.5, 3.5, 1.0, 2.0])
    assert plainplan.functions["rank"](scores, scores).tolist() == [1, 2, 2, 5, 4]
    assert plainplan.functions["average"](1, 2, 6) == plainplan.functions["average"]([1, 2, 6]) == 3
    assert plainplan.functions["average"](5) == 5


def test_what_is_undefined_is_nan_and_no_warning() -> None:
    assert np.isnan(plainplan.functions["sqrt"](np.array([-1.0, np.nan]))).all()


def test_too_few_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match=r"pmt\(rate, nper, pv, fv, type\) was given 1 arguments"):
        plainplan.functions["pmt"](0.05)


def test_the_functions_are_those_of_the_language() -> None:
    assert list(plainplan.functions) == list(BUILTINS)
    assert len(plainplan.functions) == len(BUILTINS)
    assert "pmt" in plainplan.functions
