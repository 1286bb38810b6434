"""Built-ins that say where a value has a meaning."""

from __future__ import annotations

from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


@nan_where_undefined
def _valid(value: float, condition: float, reason: str) -> float:
    return value if condition else NAN


def _isnumber(value: float) -> float:
    return 1.0 if value == value else 0.0


RECORDS = (
    Builtin(
        name="valid",
        parameters=(Parameter("value", "a"), Parameter("condition", "boolean"), Parameter("reason", "text")),
        result="a",
        sentence="The value where the condition holds; elsewhere it has none, and the reason says why.",
        examples=(('valid(2 / (12% - 4%), 4% < 12%, "it grows too fast")', 25),),
        scalar=_valid,
        # The reason is read, so that it stands in the formula: N of a text is 0, and dividing by it the error.
        excel="IF({1},{0},1/N({2}))",
        source="The reason is shown by `run` and `eval`, and stands beside the formula in the workbook.",
    ),
    Builtin(
        name="isnumber",
        parameters=(Parameter("value", "a"),),
        result="boolean",
        sentence="Whether there is a value: false where it is undefined, or its cell of a data file is empty.",
        examples=(("isnumber(4 / 2)", 1),),
        scalar=_isnumber,
        excel="N(ISNUMBER({0}))",
        code="1.0 if {0} == {0} else 0.0",
    ),
)
