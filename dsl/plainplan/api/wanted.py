"""What a command line asks to be solved, `saving where final(net_worth) = 5_000 TWD`, as if the plan said it."""

from __future__ import annotations

from plainplan.api.calculator import move_diagnostic
from plainplan.api.plan import Plan, PlanError
from plainplan.diagnostics import Diagnostic, has_errors
from plainplan.records import replace
from plainplan.source import Source, Span
from plainplan.syntax import nodes, parse

# What stands before the question where it is read as a declaration.
NAME = "wanted"
HEAD = f"solve {NAME} = "
WHERE = " where "
# What stands in the place of a file in a mistake.
PATH = "solve"


def with_wanted(plan: Plan, text: str) -> Plan:
    """The plan with a `solve` more, at its end. Raises `PlanError` when the text is none, or the plan has errors."""
    file = plan.file
    if file is None or plan.graph is None:
        raise PlanError([fault for fault in plan.check(is_static=True) if fault.is_error])
    shown = Source(PATH, text)
    unknowns, where, condition = text.partition(WHERE)
    if not where:
        fault = Diagnostic(
            "not-an-expression",
            "what is solved is `INPUT where CONDITION`",
            Span(shown, 0, len(text)),
            help="write `saving where final(net_worth) = 1000 TWD`",
        )
        raise PlanError([fault])
    opening, closing = _brackets(unknowns)
    added, faults = parse(Source(PATH, f"{HEAD}{opening}{unknowns}{closing}{where}{condition}\n"))
    node = added.declarations[0] if added.declarations else None
    if has_errors(faults) or not isinstance(node, nodes.Solve) or len(added.declarations) > 1:
        raise PlanError(
            as_asked(faults, text)
            or [Diagnostic("not-an-expression", "what is solved stands on one line", Span(shown, 0, len(text)))]
        )
    asked = Plan(plan.path, plan.source, (), plan.root)
    asked.extend(replace(file, declarations=(*file.declarations, node)))
    if asked.graph is None:
        found = asked.check(is_static=True)
        raise PlanError(as_asked([fault for fault in found if fault.is_error], text))
    return asked


def as_asked(faults: list[Diagnostic], text: str) -> list[Diagnostic]:
    """Mistakes at their places in the question as it was asked."""
    shown, by = Source(PATH, text), len(HEAD) + len(_brackets(text.partition(WHERE)[0])[0])
    return [
        move_diagnostic(fault, shown, by) if fault.span is not None and fault.span.source.path == PATH else fault
        for fault in faults
    ]


def _brackets(unknowns: str) -> tuple[str, str]:
    """Several unknowns are a list."""
    return ("[", "]") if "," in unknowns and not unknowns.lstrip().startswith("[") else ("", "")
