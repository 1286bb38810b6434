"""Numbers of 50 digits, which stand wherever the evaluator and the built-ins have floats, and the functions of `math`
over them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import Context, Decimal, InvalidOperation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DIGITS = 50
# Nothing raises: what has no value is NaN, and what is endless shows in the difference with itself.
ARITHMETIC = Context(prec=DIGITS, traps=[])
NAN = Decimal("NaN")


class _Kind(type):
    """What the built-ins call `float`: a float is one as well."""

    def __instancecheck__(cls, value: object) -> bool:
        return value.__class__ is Precise or value.__class__ is float


class Precise(metaclass=_Kind):
    """A number of 50 digits. It meets floats as the decimals that they are written as."""

    __slots__ = ("decimal",)

    def __init__(self, value: object) -> None:
        """The number that a float, a whole number or a text stands for; ValueError where a text is none."""
        try:
            self.decimal = _decimal(value)
        except InvalidOperation:
            raise ValueError(value) from None

    def __add__(self, other: object) -> Precise:
        return _made(ARITHMETIC.add(self.decimal, _decimal(other)))

    __radd__ = __add__

    def __sub__(self, other: object) -> Precise:
        return _made(ARITHMETIC.subtract(self.decimal, _decimal(other)))

    def __rsub__(self, other: object) -> Precise:
        return _made(ARITHMETIC.subtract(_decimal(other), self.decimal))

    def __mul__(self, other: object) -> Precise:
        return _made(ARITHMETIC.multiply(self.decimal, _decimal(other)))

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Precise:
        return _made(ARITHMETIC.divide(self.decimal, _divisor(other)))

    def __rtruediv__(self, other: object) -> Precise:
        return _made(ARITHMETIC.divide(_decimal(other), _divisor(self)))

    def __floordiv__(self, other: object) -> Precise:
        return floor_of(self / other)

    def __rfloordiv__(self, other: object) -> Precise:
        return floor_of(Precise(other) / self)

    def __mod__(self, other: object) -> Precise:
        return self - other * (self // other)

    def __rmod__(self, other: object) -> Precise:
        return Precise(other) % self

    def __pow__(self, other: object) -> Precise:
        return _made(ARITHMETIC.power(self.decimal, _decimal(other)))

    def __rpow__(self, other: object) -> Precise:
        return _made(ARITHMETIC.power(_decimal(other), self.decimal))

    def __neg__(self) -> Precise:
        return _made(self.decimal.copy_negate())

    def __pos__(self) -> Precise:
        return self

    def __abs__(self) -> Precise:
        return _made(self.decimal.copy_abs())

    def __bool__(self) -> bool:
        return bool(self.decimal)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is Precise:
            return self.decimal == other.decimal
        return isinstance(other, (int, float)) and self.decimal == _decimal(other)

    def __hash__(self) -> int:
        return hash(float(self))

    def __lt__(self, other: object) -> bool:
        return _order(self.decimal, other) in (-1,)

    def __le__(self, other: object) -> bool:
        return _order(self.decimal, other) in (-1, 0)

    def __gt__(self, other: object) -> bool:
        return _order(self.decimal, other) in (1,)

    def __ge__(self, other: object) -> bool:
        return _order(self.decimal, other) in (1, 0)

    def __float__(self) -> float:
        return float(self.decimal)

    def __int__(self) -> int:
        return int(self.decimal)

    __trunc__ = __int__

    def __floor__(self) -> int:
        return math.floor(self.decimal)

    def __ceil__(self) -> int:
        return math.ceil(self.decimal)

    def __round__(self, digits: int | None = None) -> Any:
        # Any: a whole number without digits, as Python's own.
        return round(self.decimal) if digits is None else _made(round(self.decimal, digits))

    def __format__(self, form: str) -> str:
        return format(self.decimal, form)

    def __repr__(self) -> str:
        return str(self.decimal)


# Whoever divides by 0 asks for it: the built-ins expect to be told.
def _divisor(value: object) -> Decimal:
    found = _decimal(value)
    if not found:
        raise ZeroDivisionError
    return found


def _made(decimal: Decimal) -> Precise:
    made = Precise.__new__(Precise)
    made.decimal = decimal
    return made


def _decimal(value: Any) -> Decimal:
    # Any: whatever a float can be made of.
    if value.__class__ is Precise:
        found: Decimal = value.decimal
        return found
    if value.__class__ is int:
        return Decimal(value)
    # The shortest decimal that gives the float again is the one that was written.
    return Decimal(repr(value) if value.__class__ is float else str(value))


def _order(decimal: Decimal, other: object) -> int | None:
    """-1 where a number is below another, 0 where they are equal, 1 above; None where one of them is NaN."""
    found = ARITHMETIC.compare(decimal, _decimal(other))
    return None if found.is_nan() else int(found)


def floor_of(value: Precise) -> Precise:
    """The greatest whole number that is not above a number."""
    return Precise(math.floor(value.decimal)) if value.decimal.is_finite() else _made(NAN)


def _of_decimal(function: Callable[[Decimal], Decimal]) -> Callable[[object], Precise]:
    return lambda value: _made(function(_decimal(value)))


def _of_mpmath(name: str) -> Callable[..., Precise]:
    """A function that decimals do not have."""

    def call(*values: object) -> Precise:
        import mpmath  # type: ignore[import-untyped]  # It has no types.

        with mpmath.workdps(DIGITS + 5):
            found = getattr(mpmath, name)(*(mpmath.mpf(str(_decimal(value))) for value in values))
            return Precise(mpmath.nstr(found, DIGITS)) if isinstance(found, mpmath.mpf) else _made(NAN)

    return call


def _of_whole(function: Callable[..., int]) -> Callable[..., int]:
    return lambda *values: function(*map(int, values))


def _log(value: object, base: object = None) -> Precise:
    found = _made(ARITHMETIC.ln(_decimal(value)))
    return found if base is None else found / _log(base)


def _fsum(values: Iterable[Any]) -> Any:
    # Any: a sum of nothing is the float 0.
    return sum(values, Precise(0))


def _prod(values: Iterable[Any]) -> Any:
    found: Any = Precise(1)
    for value in values:
        found = found * value
    return found


def _copysign(value: object, sign: object) -> Precise:
    return _made(_decimal(value).copy_sign(_decimal(sign)))


def _modf(value: object) -> tuple[Precise, Precise]:
    whole = Precise(int(_decimal(value)))
    return Precise(value) - whole, whole


class PreciseMath:
    """The functions of `math` that the built-ins call."""

    nan = math.nan
    inf = math.inf
    floor = staticmethod(math.floor)
    ceil = staticmethod(math.ceil)
    trunc = staticmethod(math.trunc)
    exp = staticmethod(_of_decimal(ARITHMETIC.exp))
    expm1 = staticmethod(lambda value: _made(ARITHMETIC.exp(_decimal(value))) - 1)
    log = staticmethod(_log)
    log10 = staticmethod(_of_decimal(ARITHMETIC.log10))
    log1p = staticmethod(lambda value: _log(Precise(value) + 1))
    sqrt = staticmethod(_of_decimal(ARITHMETIC.sqrt))
    pow = staticmethod(lambda base, exponent: Precise(base) ** exponent)
    fsum = staticmethod(_fsum)
    prod = staticmethod(_prod)
    copysign = staticmethod(_copysign)
    modf = staticmethod(_modf)
    isfinite = staticmethod(lambda value: _decimal(value).is_finite())
    isnan = staticmethod(lambda value: _decimal(value).is_nan())
    comb = staticmethod(_of_whole(math.comb))
    perm = staticmethod(_of_whole(math.perm))
    factorial = staticmethod(_of_whole(math.factorial))
    gcd = staticmethod(_of_whole(math.gcd))
    lcm = staticmethod(_of_whole(math.lcm))
    pi = Precise("3.14159265358979323846264338327950288419716939937511")
    degrees = staticmethod(lambda value: Precise(value) * 180 / PreciseMath.pi)
    radians = staticmethod(lambda value: Precise(value) * PreciseMath.pi / 180)
    sin = staticmethod(_of_mpmath("sin"))
    cos = staticmethod(_of_mpmath("cos"))
    tan = staticmethod(_of_mpmath("tan"))
    asin = staticmethod(_of_mpmath("asin"))
    acos = staticmethod(_of_mpmath("acos"))
    atan = staticmethod(_of_mpmath("atan"))
    erfc = staticmethod(_of_mpmath("erfc"))
    lgamma = staticmethod(_of_mpmath("loggamma"))
