"""The built-in functions that have a form in mathematics; what has none stays a function by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plainplan.symbols.building import make_choice, make_extreme, make_relation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

    # What a form asks for: the kind of a `Demand`, and the expression.
    Require = Callable[[str, Expression], None]
    Form = Callable[[Sequence[Expression], Require], Expression]


def form_of(function: str) -> Form | None:
    """The form of a built-in over its arguments, lists laid out one after the other; None when it has none."""
    return FORMS.get(function)


def fold(kind: str, values: Sequence[Expression]) -> Expression | None:
    """One number of all values of a series; None where it has no form."""
    from sympy import Max, Min, sqrt

    whole = sum(values[1:], values[0])
    match kind:
        case "sum":
            return whole
        case "mean":
            return whole / len(values)
        case "min":
            return make_extreme(Min, values)
        case "max":
            return make_extreme(Max, values)
        case "first":
            return values[0]
        case "final":
            return values[-1]
    if kind != "sd" or len(values) < 2:
        return None
    mean = whole / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def bracket_form(at: Expression, keys: Sequence[Expression], increments: Sequence[Expression]) -> Expression:
    """The sum of what each bracket adds to the rate, times what lies above its key."""
    from sympy import Integer, Max

    above = [make_extreme(Max, [Integer(0), at - key]) for key in keys]
    return sum(part * increment for part, increment in zip(above, increments, strict=True))


def table_form(
    at: Expression,
    keys: Sequence[Expression],
    uppers: Sequence[Expression] | None,
    values: Sequence[Expression],
    otherwise: Expression,
) -> Expression:
    """The value of the row whose key and upper end hold a place; without upper ends that of the last key reached."""
    from sympy import And, Ge, Le, S

    if uppers is None:
        reached = [(value, make_relation(Ge, at, key)) for key, value in zip(keys, values, strict=True)]
        return make_choice([*reached[::-1], (otherwise, S.true)])
    arms = [
        (value, And(make_relation(Ge, at, key), make_relation(Le, at, upper)))
        for key, upper, value in zip(keys, uppers, values, strict=True)
    ]
    return make_choice([*arms, (otherwise, S.true)])


def _maximum(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import Max

    return make_extreme(Max, arguments)


def _minimum(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import Min

    return make_extreme(Min, arguments)


def _absolute(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import Abs

    return Abs(arguments[0])


def _exponential(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import exp

    return exp(arguments[0])


def _logarithm(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import log

    require("positive", arguments[0])
    return log(arguments[0])


def _common_logarithm(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import log

    return _logarithm(arguments, require) / log(10)


def _square_root(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import sqrt

    require("nonnegative", arguments[0])
    return sqrt(arguments[0])


def _sign(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import sign

    return sign(arguments[0])


def _whole_below(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import floor

    return floor(arguments[0])


def _sum(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import Add

    return Add(*arguments)


def _product(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import Mul

    return Mul(*arguments)


def _squares(arguments: Sequence[Expression], require: Require) -> Expression:
    return _sum([argument**2 for argument in arguments], require)


def _average(arguments: Sequence[Expression], require: Require) -> Expression:
    return _sum(arguments, require) / len(arguments)


def _count(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import Integer

    return Integer(len(arguments))


def _deviations(arguments: Sequence[Expression], require: Require) -> Expression:
    mean = _average(arguments, require)
    return _sum([(argument - mean) ** 2 for argument in arguments], require)


def _variance(arguments: Sequence[Expression], require: Require) -> Expression:
    return _deviations(arguments, require) / len(arguments)


def _effective(arguments: Sequence[Expression], require: Require) -> Expression:
    nominal, periods = arguments
    require("nonzero", periods)
    return (1 + nominal / periods) ** periods - 1


def _nominal(arguments: Sequence[Expression], require: Require) -> Expression:
    effective, periods = arguments
    require("nonzero", periods)
    return periods * ((1 + effective) ** (1 / periods) - 1)


def _growth_needed(arguments: Sequence[Expression], require: Require) -> Expression:
    """RRI: (future ÷ present)^(1 ÷ periods) − 1."""
    periods, present, future = arguments
    require("nonzero", periods)
    require("nonzero", present)
    return (future / present) ** (1 / periods) - 1


def _periods_needed(arguments: Sequence[Expression], require: Require) -> Expression:
    """PDURATION: ln(future ÷ present) ÷ ln(1 + rate)."""
    from sympy import log

    rate, present, future = arguments
    require("positive", rate)
    require("positive", present)
    require("positive", future)
    return log(future / present) / log(1 + rate)


def _padded(arguments: Sequence[Expression], length: int) -> list[Expression]:
    from sympy import Integer

    return [*arguments, *[Integer(0)] * (length - len(arguments))]


def _level(rate: Expression, at_rate: Expression, at_zero: Expression) -> Expression:
    """What has a form of its own at a rate of zero, as Excel's annuities do."""
    from sympy import Eq, Piecewise

    if rate.is_zero:
        return at_zero
    return at_rate if rate.is_zero is False else Piecewise((at_zero, Eq(rate, 0)), (at_rate, True))


def _payment(arguments: Sequence[Expression], require: Require) -> Expression:
    rate, periods, present, future, at_start = _padded(arguments, 5)
    require("nonzero", periods)
    growth = (1 + rate) ** periods
    at_rate = -(future + present * growth) * rate / ((1 + rate * at_start) * (growth - 1))
    return _level(rate, at_rate, -(present + future) / periods)


def _present_value(arguments: Sequence[Expression], require: Require) -> Expression:
    rate, periods, payment, future, at_start = _padded(arguments, 5)
    discount = (1 + rate) ** -periods
    at_rate = -(future * discount + payment * (1 + rate * at_start) * (1 - discount) / rate)
    return _level(rate, at_rate, -(future + payment * periods))


def _future_value(arguments: Sequence[Expression], require: Require) -> Expression:
    rate, periods, payment, present, at_start = _padded(arguments, 5)
    growth = (1 + rate) ** periods
    at_rate = -(present * growth + payment * (1 + rate * at_start) * (growth - 1) / rate)
    return _level(rate, at_rate, -(present + payment * periods))


def _periods(arguments: Sequence[Expression], require: Require) -> Expression:
    from sympy import log

    rate, payment, present, future, at_start = _padded(arguments, 5)
    level = payment * (1 + rate * at_start) / rate
    at_rate = log((level - future) / (level + present)) / log(1 + rate)
    return _level(rate, at_rate, -(present + future) / payment)


def _net_present_value(arguments: Sequence[Expression], require: Require) -> Expression:
    rate, *flows = arguments
    return _sum([flow / (1 + rate) ** place for place, flow in enumerate(flows, 1)], require)


def _sum_of_products(arguments: Sequence[Expression], require: Require) -> Expression:
    half = len(arguments) // 2
    return _sum([left * right for left, right in zip(arguments[:half], arguments[half:], strict=True)], require)


FORMS: dict[str, Form] = {
    "abs": _absolute,
    "average": _average,
    "count": _count,
    "devsq": _deviations,
    "effect": _effective,
    "exp": _exponential,
    "fv": _future_value,
    "int": _whole_below,
    "ln": _logarithm,
    "log10": _common_logarithm,
    "max": _maximum,
    "min": _minimum,
    "nominal_rate": _nominal,
    "nper": _periods,
    "npv": _net_present_value,
    "pduration": _periods_needed,
    "pmt": _payment,
    "product": _product,
    "pv": _present_value,
    "rri": _growth_needed,
    "sign": _sign,
    "sqrt": _square_root,
    "sum": _sum,
    "sumproduct": _sum_of_products,
    "sumsq": _squares,
    "var.p": _variance,
    "varp": _variance,
}
