"""Plain-text financial plans: checked like a program, delivered as a live workbook."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api import CheckOutcome, Plan, PlanError, Run, load
    from plainplan.builtins.arrays import functions
    from plainplan.diagnostics import Diagnostic
    from plainplan.source import Span

__all__ = ["CheckOutcome", "Diagnostic", "Plan", "PlanError", "Run", "Span", "functions", "load"]

# Where each public name stands. They are imported when asked for, so that `plainplan --help` waits for none of them.
_HOMES = {
    "CheckOutcome": "plainplan.api",
    "Diagnostic": "plainplan.diagnostics",
    "Plan": "plainplan.api",
    "PlanError": "plainplan.api",
    "Run": "plainplan.api",
    "Span": "plainplan.source",
    "functions": "plainplan.builtins.arrays",
    "load": "plainplan.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
