"""Built-ins that write an asset down: what is lost of its cost from period to period."""

from __future__ import annotations

import math

from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter

MONTHS_IN_YEAR = 12.0
# Excel's DB takes no longer life.
LONGEST_LIFE = 1200.0


@nan_where_undefined
def _sln(cost: float, salvage: float, life: float) -> float:
    return (cost - salvage) / life


@nan_where_undefined
def _syd(cost: float, salvage: float, life: float, period: float) -> float:
    if salvage < 0.0 or not 0.0 < period <= life:
        return NAN
    return (cost - salvage) * (life - period + 1.0) * 2.0 / (life * (life + 1.0))


@nan_where_undefined
def _db(cost: float, salvage: float, life: float, period: float, month: float = 12.0) -> float:
    month = math.trunc(month)
    if not (0.0 <= salvage <= cost and 0.0 < period <= life + 1.0 and life <= LONGEST_LIFE and 1 <= month <= 12):
        return NAN
    if cost == 0.0:
        return 0.0
    # Excel rounds the rate to three places, half up.
    rate = math.floor((1.0 - math.pow(salvage / cost, 1.0 / life)) * 1000.0 + 0.5) / 1000.0
    loss = cost * rate * month / MONTHS_IN_YEAR
    if period < 2.0:
        return loss
    total = loss
    for _ in range(2, math.floor(min(period, life)) + 1):
        loss = (cost - total) * rate
        total += loss
    if period > life:
        return (cost - total) * rate * (MONTHS_IN_YEAR - month) / MONTHS_IN_YEAR
    return loss


def _declining(cost: float, salvage: float, life: float, period: float, factor: float) -> float:
    """What is lost in a period, not below the salvage value, when each takes the same share of what is left."""
    rest = max(1.0 - factor / life, 0.0)
    before = cost * math.pow(rest, period - 1.0)
    return max(before - max(before * rest, salvage), 0.0)


@nan_where_undefined
def _ddb(cost: float, salvage: float, life: float, period: float, factor: float = 2.0) -> float:
    if not (0.0 <= salvage <= cost and 0.0 < period <= life and factor > 0.0):
        return NAN
    # Excel: a part of the first period counts as all of it.
    return _declining(cost, salvage, life, max(period, 1.0), factor)


@nan_where_undefined
def _vdb(
    cost: float,
    salvage: float,
    life: float,
    start: float,
    end: float,
    factor: float = 2.0,
    no_switch: float = 0.0,
) -> float:
    if not (0.0 <= salvage <= cost and 0.0 <= start <= end <= life and life > 0.0 and factor > 0.0):
        return NAN
    if no_switch:
        return _declined(cost, salvage, life, end, factor) - _declined(cost, salvage, life, start, factor)
    return _switching(cost, salvage, life, start, end, factor)


def _declined(cost: float, salvage: float, life: float, until: float, factor: float) -> float:
    """What is lost up to a time, in proportion within a period."""
    whole = math.floor(until)
    lost = sum(_declining(cost, salvage, life, period, factor) for period in range(1, whole + 1))
    part = until - whole
    return lost + part * _declining(cost, salvage, life, whole + 1, factor) if part else lost


def _switching(cost: float, salvage: float, life: float, start: float, end: float, factor: float) -> float:
    """What is lost from start to end when each period takes the larger of a share of what is left and of equal parts.

    Excel counts periods from the start: a start of 3.5 is a first half period and three whole ones. So the tables of
    tax law come out, that write half a year off in the first one.
    """

    def left(value: float, time: float, length: float) -> float:
        share = min(value * factor / life, value - salvage)
        part = (value - salvage) / (life - time)
        return value - max(share, part) * length

    value, time = cost, 0.0
    for length in (start % 1.0, *[1.0] * math.floor(start)):
        value = left(value, time, length)
        time += length
    before, time = value, start
    while time < end:
        value = left(value, time, min(1.0, end - time))
        time += 1.0
    return before - value


_COST = Parameter("cost", "a")
_SALVAGE = Parameter("salvage", "a")
_LIFE = Parameter("life", "count")
_PERIOD = Parameter("period", "number")

RECORDS = (
    Builtin(
        name="db",
        parameters=(_COST, _SALVAGE, _LIFE, _PERIOD, Parameter("month", "number", 12)),
        result="a",
        sentence="What an asset loses in a period at a fixed rate of its value; the first year may have fewer months.",
        examples=(
            ("db(1_000_000, 100_000, 6, 1, 7)", 186083.33),
            ("db(1_000_000, 100_000, 6, 2, 7)", 259639.42),
            ("db(1_000_000, 100_000, 6, 6, 7)", 55841.76),
            ("db(1_000_000, 100_000, 6, 7, 7)", 15845.10),
        ),
        scalar=_db,
        excel="DB({*})",
        differs=(
            "To a period within the first one LibreOffice gives 0, Excel all of the first"
            " (ExcelFinancialFunctions, testdata/db)."
        ),
    ),
    Builtin(
        name="ddb",
        parameters=(_COST, _SALVAGE, _LIFE, _PERIOD, Parameter("factor", "number", 2)),
        result="a",
        sentence="What an asset loses in a period at twice its even rate, or another multiple, of its value.",
        examples=(
            ("ddb(2_400, 300, 10*365, 1)", 1.32),
            ("ddb(2_400, 300, 10*12, 1, 2)", 40.0),
            ("ddb(2_400, 300, 10, 1, 2)", 480.0),
            ("ddb(2_400, 300, 10, 2, 1.5)", 306.0),
            ("ddb(2_400, 300, 10, 10)", 22.12),
        ),
        scalar=_ddb,
        excel="DDB({*})",
        differs=(
            "A period within the first one is an error to LibreOffice, and to Excel the first"
            " (ExcelFinancialFunctions, docs/compatibility)."
        ),
    ),
    Builtin(
        name="sln",
        parameters=(_COST, _SALVAGE, _LIFE),
        result="a",
        sentence="What an asset loses in each period when it loses the same in all.",
        examples=(("sln(30_000, 7_500, 10)", 2250.0),),
        scalar=_sln,
        excel="SLN({*})",
    ),
    Builtin(
        name="syd",
        parameters=(_COST, _SALVAGE, _LIFE, _PERIOD),
        result="a",
        sentence="What an asset loses in a period in proportion to the years it has left.",
        examples=(("syd(30_000, 7_500, 10, 1)", 4090.91), ("syd(30_000, 7_500, 10, 10)", 409.09)),
        scalar=_syd,
        excel="SYD({*})",
        differs=(
            "LibreOffice computes on where Excel gives an error: a period of 0 or beyond the life, a salvage value"
            " below 0 (as the function of the same name in Microsoft's Visual Basic)."
        ),
    ),
    Builtin(
        name="vdb",
        parameters=(
            _COST,
            _SALVAGE,
            _LIFE,
            Parameter("start_period", "number"),
            Parameter("end_period", "number"),
            Parameter("factor", "number", 2),
            Parameter("no_switch", "boolean", 0),
        ),
        result="a",
        sentence="What an asset loses between two times at twice its even rate, or in equal parts once they are more.",
        examples=(
            ("vdb(2_400, 300, 10*365, 0, 1)", 1.32),
            ("vdb(2_400, 300, 10*12, 0, 1)", 40.0),
            ("vdb(2_400, 300, 10, 0, 1)", 480.0),
            ("vdb(2_400, 300, 10*12, 6, 18)", 396.31),
            ("vdb(2_400, 300, 10*12, 6, 18, 1.5)", 311.81),
            ("vdb(2_400, 300, 10, 0, 0.875, 1.5)", 315.0),
        ),
        scalar=_vdb,
        excel="VDB({*})",
        differs=(
            "From a start within a period on, LibreOffice keeps whole periods, and Excel begins with a part of one"
            " (ExcelFinancialFunctions, docs/compatibility; the tables of IRS Publication 946, appendix A)."
        ),
    ),
)
