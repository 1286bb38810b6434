"""Between which bounds the expressions of a plan lie, whatever its inputs are within their declared ranges."""

from __future__ import annotations

import math
from collections.abc import Callable

from plainplan.check.model import Header, Model, Symbol
from plainplan.lints.interval import (
    ANY,
    FLAG,
    INF,
    NOT_NEGATIVE,
    Interval,
    added,
    chosen,
    divided,
    hull,
    less,
    negative,
    point,
    rising,
    signs,
    times,
)
from plainplan.lints.order import Order
from plainplan.records import replace
from plainplan.syntax import nodes

# Balances and what was moved never go below zero; a value less its cost, a gain, and what may still be drawn do.
NEVER_NEGATIVE = {
    "asset": frozenset(("value", "initial", "opening", "cost", "bought", "sold", "weight", "units", "price")),
    "debt": frozenset(("value", "initial", "opening", "principal", "short", "left", "drawn", "capacity", "coverage")),
    "income": frozenset(("paid", "short")),
    "expense": frozenset(("paid", "short")),
    "goal": frozenset(("wanted", "paid", "short", "funded")),
    "statement": frozenset(("amount", "short", "from")),
}
# The forms that give one of the values in their keys, and those that give a value of what they look at.
ONE_OF = frozenset(("by_year", "by_date", "since", "lookup", "choose"))
# `prev` is none of them: it may lead back to where it stands.
VALUE_OF = frozenset(("at", "first", "final", "mean"))
# What these make of a value has its sign.
SIGN_OF = frozenset(("sum", "cumulative", "nominal", "real"))
RISING: dict[str, tuple[Callable[[float], float], float]] = {
    "exp": (math.exp, -INF),
    "ln": (math.log, 0.0),
    "log10": (math.log10, 0.0),
    "sqrt": (lambda value: INF if value == INF else math.sqrt(value), 0.0),
}
# So deep expressions are looked into, through the names in them; behind that anything is possible.
DEEPEST = 120


class Bounds:
    """The bounds of expressions, each found once."""

    def __init__(self, model: Model) -> None:
        """Nothing is looked at before it is asked for."""
        self._model = model
        self._order = Order(model)
        self._known: dict[int, Interval] = {}
        self._depth = 0
        self._overlays: dict[str, list[nodes.Expression]] = {}
        for scenario in model.scenarios:
            for item in scenario.items:
                if isinstance(item, nodes.Overlay):
                    self._overlays.setdefault(item.target.span.text, []).append(item.value)

    def of(self, node: nodes.Expression) -> Interval:
        """The bounds of an expression, in the unit of its type."""
        if self._depth == DEEPEST:
            return ANY
        self._depth += 1
        found = self._look(node)
        self._depth -= 1
        return found

    def _look(self, node: nodes.Expression) -> Interval:
        match node:
            case nodes.Number(value=value, unit=unit):
                return point(value) if unit is None or self._is_plain_unit(unit) else signs(point(value))
            case nodes.Name() | nodes.Member():
                return self._of_name(node)
            case nodes.Unary(operator="-", operand=operand):
                return negative(self.of(operand))
            case nodes.Unary(operand=operand):
                return less(point(1.0), self.of(operand))
            case nodes.Binary():
                return self._of_binary(node)
            case nodes.Comparison():
                return self._of_comparison(node)
            case nodes.Logic(operator=operator, left=left, right=right):
                pick = min if operator == "and" else max
                return chosen(pick, [self.of(left), self.of(right)])
            case nodes.Conditional(condition=condition, consequent=consequent, alternative=alternative):
                return self._of_arms(self.of(condition), consequent, alternative)
            case nodes.RealSuffix(operand=operand) | nodes.CompoundedSuffix(operand=operand):
                return self.of(operand)
            case nodes.Date(year=year, month=month, day=day):
                return point(_day(year, month, day or 1))
            case nodes.Call():
                return self._of_call(node)
        return ANY

    def _is_plain_unit(self, unit: nodes.Name) -> bool:
        """Whether the unit is the language's: one of the plan stands for so many of another."""
        found = self._model.globals.get(unit.name)
        return found is None or not isinstance(found.node, nodes.Unit)

    def _period(self, node: nodes.Expression) -> str | None:
        found = self._model.types.get(id(node))
        return None if found is None else found.period

    def _meet(self, left: nodes.Expression, right: nodes.Expression) -> tuple[Interval, Interval]:
        """The bounds of two sides in one unit: of flows and rates in two periods the signs are left."""
        first, second = self.of(left), self.of(right)
        periods = {self._period(left), self._period(right)} - {None}
        return (first, second) if len(periods) < 2 else (signs(first), signs(second))

    def _of_arms(self, flag: Interval, consequent: nodes.Expression, alternative: nodes.Expression) -> Interval:
        if flag.low >= 1.0:
            return self.of(consequent)
        return self.of(alternative) if flag.high <= 0.0 else hull([self.of(consequent), self.of(alternative)])

    def _of_binary(self, node: nodes.Binary) -> Interval:
        if isinstance(node.right, nodes.Name) and self._kind(node.right) == "unit":
            return self.of(node.left)
        left, right = self._meet(node.left, node.right)
        match node.operator:
            case "+":
                return added(left, right)
            case "-":
                return point(0.0) if node.left == node.right else less(left, right)
            case "*":
                # A square is never negative.
                return chosen(max, [times(left, right), point(0.0)]) if node.left == node.right else times(left, right)
            case "/":
                return divided(left, right)
        return NOT_NEGATIVE if left.low >= 0.0 else ANY

    def _of_comparison(self, node: nodes.Comparison) -> Interval:
        if self._model.types[id(node.left)].kind not in ("quantity", "date"):
            return FLAG
        if node.left == node.right:
            return point(1.0 if "=" in node.operator and node.operator != "!=" else 0.0)
        left, right = self._meet(node.left, node.right)
        gap = less(right, left) if node.operator in ("<", "<=") else less(left, right)
        holds, fails = _verdict(node.operator, gap)
        if holds or fails:
            return point(float(holds))
        verdict = self._order.verdict(node)
        return FLAG if verdict is None else point(float(verdict))

    def _kind(self, node: nodes.Expression) -> str:
        symbol = self._model.symbols.get(id(node))
        return "" if symbol is None else symbol.kind

    def _of_name(self, node: nodes.Name | nodes.Member) -> Interval:
        symbol = self._model.symbols.get(id(node))
        if symbol is None:
            return ANY
        if isinstance(node, nodes.Member) and symbol.kind not in ("column", "record"):
            return self._of_member(symbol, node.member.name)
        match symbol:
            case Symbol(kind="unit" | "currency"):
                return point(1.0)
            case Symbol(kind="truth", name=name):
                return point(float(name == "true"))
            case Symbol(kind="asset" | "debt"):
                return _of_balance(symbol)
            case Symbol(kind="group", node=nodes.Group(members=members)):
                kinds = {self._model.globals[name.name].kind for name in members if name.name in self._model.globals}
                return NOT_NEGATIVE if kinds in ({"asset"}, {"debt"}) else ANY
            case Symbol(kind="total", name="assets" | "debts"):
                return NOT_NEGATIVE
            case Symbol(kind="time", name=name):
                return self._of_time(name)
            case Symbol(kind="param", node=nodes.Param() as param):
                return self._of_param(param)
            case Symbol(kind="let" | "column", node=nodes.Let(value=value) | nodes.TableColumn(value=value) as named):
                return self._of_named(named, value)
        return FLAG if symbol.type.kind == "boolean" else ANY

    def _of_time(self, name: str) -> Interval:
        facts = self._model.facts
        match name:
            case "step":
                return Interval(1.0, float(facts.steps))
            case "elapsed" | "period":
                return NOT_NEGATIVE
            case "now":
                return Interval(_day(*facts.start), _day(*facts.end))
            case "first":
                return FLAG
        return ANY

    def _of_member(self, symbol: Symbol, member: str) -> Interval:
        if isinstance(symbol.node, nodes.Person):
            return self._of_person(symbol.node, member)
        if member == "value" and symbol.kind in ("asset", "debt"):
            return _of_balance(symbol)
        if member in NEVER_NEGATIVE.get(symbol.kind, ()):
            return NOT_NEGATIVE
        return FLAG if symbol.type.kind == "boolean" else ANY

    def _of_person(self, person: nodes.Person, member: str) -> Interval:
        born = next((item.value for item in person.properties if item.name.name == "born"), None)
        if not isinstance(born, nodes.Date):
            return FLAG if member == "alive" else ANY
        if member == "born":
            return self.of(born)
        if member != "age":
            return FLAG
        facts = self._model.facts
        ages = [_years(born, day) for day in (facts.start, facts.end)]
        return Interval(float(ages[0]), float(ages[1]))

    def _of_param(self, param: nodes.Param) -> Interval:
        if id(param) in self._known:
            return self._known[id(param)]
        declared = next((item.value for item in param.properties if item.name.name == "range"), None)
        found = FLAG if self._model.types[id(param.value)].kind == "boolean" else ANY
        if isinstance(declared, nodes.Range):
            low, high = self.of(declared.low), self.of(declared.high)
            if self._period(declared.low) == self._period(param.value):
                found = Interval(low.low, high.high, frozenset((id(param),)), is_exact=True)
        found = self._with_overlays(param.name.name, found)
        self._known[id(param)] = found
        return found

    def _with_overlays(self, name: str, own: Interval) -> Interval:
        overlays = [self.of(value) for value in self._overlays.get(name, ())]
        wider = [found for found in overlays if not (own.holds(found.low) and own.holds(found.high))]
        return replace(hull([own, *wider]), leaves=own.leaves) if wider else own

    def _of_named(self, named: nodes.Let | nodes.TableColumn, value: nodes.Expression) -> Interval:
        if id(named) in self._known:
            return self._known[id(named)]
        header = self._model.headers.get(id(named))
        found = self.of(value) if header is None else _of_header(header)
        if isinstance(named, nodes.Let):
            found = self._with_overlays(named.name.name, found)
        self._known[id(named)] = found
        return found

    def _of_call(self, node: nodes.Call) -> Interval:
        function = node.function
        if not isinstance(function, nodes.Name) or self._kind(function) != "builtin":
            is_flag = self._model.types[id(node)].kind == "boolean"
            return FLAG if is_flag else self._of_turns(node)
        name = function.name
        given = [argument.value for argument in node.arguments if argument.key is None]
        keyed = [argument.value for argument in node.arguments if argument.key is not None]
        if name in ("min", "max") and given:
            return self._of_extreme(name, given)
        if name in ONE_OF:
            return hull([self.of(value) for value in keyed])
        if name in VALUE_OF and given:
            return replace(self.of(given[0]), is_exact=False)
        if name in SIGN_OF and given:
            return signs(hull([self.of(value) for value in given]))
        if name in RISING and len(given) == 1:
            function_of, lowest = RISING[name]
            return rising(self.of(given[0]), function_of, lowest)
        if name == "abs" and given:
            within = self.of(given[0])
            return within if within.low >= 0.0 else Interval(0.0, max(abs(within.low), abs(within.high)))
        return NOT_NEGATIVE if name == "compound" else ANY

    def _of_extreme(self, name: str, given: list[nodes.Expression]) -> Interval:
        periods = {self._period(value) for value in given} - {None}
        parts = [self.of(value) if len(periods) < 2 else signs(self.of(value)) for value in given]
        return chosen(min if name == "min" else max, parts)

    def _of_turns(self, node: nodes.Call) -> Interval:
        """`chen.turns(65)`: a date."""
        function = node.function
        if isinstance(function, nodes.Member) and function.member.name == "turns" and node.arguments:
            person = self._model.globals.get(function.object.span.text)
            age = node.arguments[0].value
            if person is not None and isinstance(person.node, nodes.Person) and isinstance(age, nodes.Number):
                born = next((item.value for item in person.node.properties if item.name.name == "born"), None)
                if isinstance(born, nodes.Date):
                    return point(_day(born.year + int(age.value), born.month, born.day or 1))
        return ANY


def _of_balance(symbol: Symbol) -> Interval:
    return replace(NOT_NEGATIVE, is_exact=True, balances=frozenset((id(symbol.node),)))


def _verdict(operator: str, gap: Interval) -> tuple[bool, bool]:
    """Whether a comparison holds always, and whether it holds never, by the bounds of its sides' difference."""
    match operator:
        case "<" | ">":
            return gap.low > 0.0, gap.high <= 0.0
        case "<=" | ">=":
            return gap.low >= 0.0, gap.high < 0.0
    is_apart, is_equal = not gap.holds(0.0), gap.low == gap.high == 0.0
    return (is_equal, is_apart) if operator == "=" else (is_apart, is_equal)


def _of_header(header: Header) -> Interval:
    if header.kind != "range" or header.step_months:
        return ANY
    ends = (header.start, header.start + header.step * (header.length - 1))
    return Interval(min(ends), max(ends))


def _day(year: int, month: int, day: int) -> float:
    # Only the order of days counts here.
    return float((year * 12 + month - 1) * 31 + day - 1)


def _years(born: nodes.Date, day: tuple[int, int, int]) -> int:
    """Whole years from a birth to a day; nobody is younger than 0."""
    has_had_birthday = day[1:] >= (born.month, born.day or 1)
    return max(0, day[0] - born.year - (not has_had_birthday))
