"""What is computed only where it is asked for: in the arm that is taken, in the step in which a statement runs."""

from __future__ import annotations

from plainplan.dimensions import BOOLEAN
from plainplan.graph.axes import axis_of
from plainplan.graph.builder import both, guarded
from plainplan.graph.context import Arm, Context, Scope
from plainplan.graph.expressions import materialise
from plainplan.graph.nodes import SCALAR, And, Formula, Not, Reference
from plainplan.graph.normal_form import may_fail


def where_asked(context: Context, formula: Formula, scope: Scope) -> Formula:
    """A formula that is to have a row of its own: nothing where it is not asked for and may have no value."""
    if (scope.arm is None and scope.guard is None) or not may_fail(formula):
        return formula
    flag = _flag_of(context, scope.arm, scope)
    # A constant stays one: it may stand in a list, whose rows are no steps.
    return guarded(_lasting(context, flag, scope) if _is_constant(context, formula, scope) else flag, formula)


def _lasting(context: Context, flag: Formula | None, scope: Scope) -> Formula | None:
    """The part of a condition that is the same in every step."""
    if flag is None or _is_constant(context, flag, scope):
        return flag
    match flag:
        case Reference(number):
            formula = context.builder.graph.quantities[number].formula
            return _lasting(context, formula, scope) if isinstance(formula, And) else None
        case And(operands):
            whole: Formula | None = None
            for operand in operands:
                whole = both(whole, _lasting(context, operand, scope))
            return whole
    return None


def _is_constant(context: Context, formula: Formula, scope: Scope) -> bool:
    timeless = scope.named(scope.owner, scope.label)
    timeless.axis = SCALAR
    return axis_of(context, formula, timeless) == SCALAR


def _flag_of(context: Context, arm: Arm | None, scope: Scope) -> Formula | None:
    """Where an arm and all around it are taken, and the statement runs."""
    if arm is None:
        return scope.guard
    if arm.flag is None:
        outer, condition = _flag_of(context, arm.outer, scope), arm.condition
        if condition.row is None:
            test = guarded(outer, condition.formula) if may_fail(condition.formula) else condition.formula
            condition.row = materialise(context, test, scope, BOOLEAN.as_series())
        own = Not(condition.row) if arm.is_otherwise else condition.row
        flag = own if outer is None else And((outer, own))
        arm.flag = materialise(context, flag, scope, BOOLEAN.as_series())
    return arm.flag
