"""How much worse a figure may be, and what becomes of it by that."""

from __future__ import annotations

import math

from plainplan.api.calculator import calculate
from plainplan.diagnostics import Diagnostic, has_errors
from plainplan.dimensions import Type, describe, period_factor
from plainplan.records import dataclass
from plainplan.source import Source, Span

# Figures that are as near as the tolerance of the language's own comparisons are the same.
RELATIVE = 1e-9


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that should not get worse: lower, unless it is better lower."""

    text: str
    is_better_lower: bool = False


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much worse a figure may be: a share of what it was, or an amount, whose unit says of which figures."""

    text: str
    value: float
    type: Type
    is_share: bool


def read_tolerance(text: str) -> Tolerance | list[Diagnostic]:
    """`1%` as a share, `10萬 TWD` or `0.5%/year` as an amount; or what is wrong with it."""
    found, faults = calculate(text, "--tolerance")
    if found is None or has_errors(faults):
        return faults
    span = Span(Source("--tolerance", text), 0, len(text))
    if isinstance(found.value, str) or found.type.kind != "quantity" or not 0 <= found.value < math.inf:
        return [Diagnostic("out-of-range", f"a tolerance is an amount or a percentage from 0, not `{text}`", span)]
    is_share = found.type.is_number and text.rstrip().endswith(("%", "％"))
    return Tolerance(text, float(found.value), found.type, is_share)


def allowed_worsening(tolerances: tuple[Tolerance, ...], before: float, type_: Type) -> float:
    """By how much a figure may be worse: an amount in its unit comes before a percentage."""
    for tolerance in tolerances:
        found = None if tolerance.is_share else _fitted(tolerance, type_)
        if found is not None:
            return found
    shares = [tolerance.value for tolerance in tolerances if tolerance.is_share]
    return abs(before) * shares[0] if shares else 0.0


def judge_change(wanted: Wanted, before: float | None, after: float, allowed: float) -> str:
    """A figure that has a value is better than none."""
    if before is None:
        return "new"
    if math.isnan(before) or math.isnan(after):
        return "same" if math.isnan(before) and math.isnan(after) else "worse" if math.isnan(after) else "better"
    nearness = RELATIVE * max(abs(before), abs(after))
    fall = after - before if wanted.is_better_lower else before - after
    if abs(fall) <= nearness:
        return "same"
    return "better" if fall < 0 else "tolerated" if fall <= allowed + nearness else "worse"


def idle_tolerances(tolerances: tuple[Tolerance, ...], types: tuple[Type, ...]) -> tuple[Diagnostic, ...]:
    """An amount in a unit that no figure has would be heeded nowhere."""
    currency = next((type_.currency for type_ in types if type_.is_money and type_.currency), None)
    return tuple(
        Diagnostic(
            "not-comparable",
            f"`{tolerance.text}` is {describe(tolerance.type)}, and no outcome is",
            Span(Source("--tolerance", tolerance.text), 0, len(tolerance.text)),
            help=f"write `1%` or `{tolerance.text} {currency}`" if tolerance.type.is_number and currency else None,
        )
        for tolerance in tolerances
        if not tolerance.is_share and all(_fitted(tolerance, type_) is None for type_ in types)
    )


def _fitted(tolerance: Tolerance, type_: Type) -> float | None:
    """A tolerance in the unit of a figure; None where it is of another kind."""
    own = tolerance.type
    if own.kind != type_.kind or own.powers != type_.powers:
        return None
    if own.period is None or type_.period is None:
        return tolerance.value
    # A tolerance is a difference of figures, which goes by proportion even where a rate compounds.
    numerator, denominator = period_factor(own.period, type_.period)
    power = own.power("time")
    return float(tolerance.value * numerator**power / denominator**power)
