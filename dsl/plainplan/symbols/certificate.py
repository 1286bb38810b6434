"""Inequalities proved by a sum: what is claimed is written as a sum of parts none of which is below zero.

The parts come from what is given (bounds of the symbols, conditions of the case), their products two by two, and
squares. Which multiple of each is needed is a linear programme, solved exactly (simplex over fractions, Bland's rule);
that a polynomial which is not below zero over a box of bounds can be written so is the theorem of Handelman.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from plainplan.records import dataclass

Monomial = tuple[int, ...]
Polynomial = Mapping[Monomial, Fraction]

MOST_MONOMIALS = 90
MOST_PARTS = 160


@dataclass(frozen=True, slots=True)
class Part:
    """A polynomial that is not below zero, above zero if `is_strict`, and how it reads."""

    polynomial: Polynomial
    is_strict: bool
    text: str


def certify(claim: Polynomial, is_strict: bool, parts: Sequence[Part]) -> list[tuple[Fraction, Part]] | None:
    """The multiples of parts that add up to the claimed polynomial, one of them strict if it `is_strict`; None when
    there are none."""
    monomials = sorted({monomial for each in (claim, *(part.polynomial for part in parts)) for monomial in each})
    if len(monomials) > MOST_MONOMIALS or len(parts) > MOST_PARTS:
        return None
    rows = [[part.polynomial.get(monomial, Fraction(0)) for part in parts] for monomial in monomials]
    right = [claim.get(monomial, Fraction(0)) for monomial in monomials]
    rewards = [Fraction(part.is_strict) for part in parts] if is_strict else None
    found = _solve(rows, right, rewards)
    if found is None:
        return None
    used = [(multiple, part) for multiple, part in zip(found, parts, strict=True) if multiple]
    if is_strict and not any(part.is_strict for _, part in used):
        return None
    return used


def _solve(rows: list[list[Fraction]], right: list[Fraction], rewards: list[Fraction] | None) -> list[Fraction] | None:
    """A solution of rows · x = right with no x below zero; with `rewards`, one in which rewarded ones are not all zero,
    if there is one."""
    width = len(rows[0]) if rows else 0
    table = [
        [
            *([-value for value in row] if end < 0 else row),
            *(Fraction(place == own) for place in range(len(rows))),
            abs(end),
        ]
        for own, (row, end) in enumerate(zip(rows, right, strict=True))
    ]
    basis = [width + place for place in range(len(rows))]
    total = [sum((row[column] for row in table), Fraction(0)) for column in range(width)]
    cost = [*(-value for value in total), *[Fraction(0)] * len(rows), -sum((row[-1] for row in table), Fraction(0))]
    _descend(table, basis, cost, width)
    if cost[-1] != 0:
        return None
    if rewards is not None and not any(
        rewards[b] and row[-1] for b, row in zip(basis, table, strict=True) if b < width
    ):
        cost = [*(-reward for reward in rewards), *[Fraction(0)] * len(rows), Fraction(0)]
        for own, row in zip(basis, table, strict=True):
            if own < width and cost[own]:
                factor = cost[own]
                cost = [value - factor * other for value, other in zip(cost, row, strict=True)]
        free = _descend(table, basis, cost, width)
        if free is not None:
            # Without end in this direction: one step of it is enough.
            found = _read(table, basis, width)
            found[free] += 1
            for own, row in zip(basis, table, strict=True):
                if own < width:
                    found[own] -= row[free]
            return found
    return _read(table, basis, width)


def _read(table: list[list[Fraction]], basis: list[int], width: int) -> list[Fraction]:
    found = [Fraction(0)] * width
    for own, row in zip(basis, table, strict=True):
        if own < width:
            found[own] = row[-1]
    return found


def _descend(table: list[list[Fraction]], basis: list[int], cost: list[Fraction], width: int) -> int | None:
    """Lowers the cost as far as it goes; gives the column in which it falls without end, if there is one."""
    while True:
        column = next((place for place in range(width) if cost[place] < 0), None)
        if column is None:
            return None
        ratios = [
            (row[-1] / row[column], basis[place], place)
            for place, row in enumerate(table)
            # What is artificial stays at zero once it got there.
            if row[column] > 0 or (basis[place] >= width and row[-1] == 0 and row[column] != 0)
        ]
        if not ratios:
            return column
        _pivot(table, basis, cost, min(ratios)[2], column)


def _pivot(table: list[list[Fraction]], basis: list[int], cost: list[Fraction], row: int, column: int) -> None:
    own = table[row]
    scale = own[column]
    own = table[row] = [value / scale for value in own]
    for place, other in enumerate(table):
        if place != row and other[column]:
            factor = other[column]
            table[place] = [value - factor * mine if mine else value for value, mine in zip(other, own, strict=True)]
    if cost[column]:
        factor = cost[column]
        cost[:] = [value - factor * mine if mine else value for value, mine in zip(cost, own, strict=True)]
    basis[row] = column
