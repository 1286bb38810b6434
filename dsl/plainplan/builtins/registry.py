"""All built-ins by name."""

from __future__ import annotations

from plainplan.builtins.arithmetic import ARITHMETIC
from plainplan.builtins.dates import DATES
from plainplan.builtins.finance import FINANCE
from plainplan.builtins.record import Builtin
from plainplan.builtins.rounding import ROUNDING

# `nominal_rate` is Excel's NOMINAL: in a plan it is `nominal` with two arguments.
BUILTINS: dict[str, Builtin] = {
    record.name: record for record in sorted((*ARITHMETIC, *ROUNDING, *FINANCE, *DATES), key=lambda record: record.name)
}
