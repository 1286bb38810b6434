"""What `--set` and scenarios ask for, held against the plan: which input, and which value in the input's own unit."""

from __future__ import annotations

import math
from collections.abc import Mapping

from plainplan.check import check_value
from plainplan.check.model import Model
from plainplan.check.suggestions import did_you_mean
from plainplan.diagnostics import Diagnostic, has_errors
from plainplan.dimensions import Type, describe, period_factor, unit_text
from plainplan.graph.nodes import Graph, Quantity
from plainplan.records import dataclass, replace
from plainplan.source import Source, Span
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api.calculator import Calculated
    from plainplan.graph.nodes import InputFacts, InputValue

BASE = "base"
# Excel's calendar, in which dates are kept, is right from here on.
FIRST_SERIAL, LAST_SERIAL = 61, 2958465
BASE_SUFFIX = "@base"
# The checker reads a value as `let value = EXPR`.
CHECKED_FROM = len("let value = ")


def find_scenario(graph: Graph, name: str) -> int | Diagnostic:
    """The number of a scenario, 1 for `base`."""
    # The base comes first, and has no name in the plan.
    names = [known for known, _ in graph.scenarios][1:]
    folded = name if name in (BASE, *names) else fold_name(name)
    if folded in names:
        return names.index(folded) + 2
    if folded == BASE:
        return 1
    return Diagnostic(
        "unknown-scenario",
        f"the plan has no scenario `{name}`",
        None,
        help=did_you_mean(folded, names),
        notes=(f"its scenarios are {', '.join(f'`{known}`' for known in names)}",) if names else (),
    )


def read_changes(
    graph: Graph, model: Model | None, settings: Mapping[str, str | float], scenario: int = 1
) -> tuple[dict[int, InputValue], list[Diagnostic]]:
    """The value for each input that is set, by its id; and what is wrong with the settings."""
    changes: dict[int, InputValue] = {}
    diagnostics: list[Diagnostic] = []
    for name, wanted in settings.items():
        row = _find_row(graph, name, scenario)
        quantity = row.quantity if isinstance(row, _Row) else row or find_input(graph, name, scenario)
        if isinstance(quantity, Diagnostic):
            diagnostics.append(quantity)
            continue
        value = _value_for(model, quantity, wanted)
        if isinstance(value, list):
            diagnostics += value
        elif isinstance(row, _Row):
            changes[quantity.id] = _with_row(graph, changes, row, value)
        elif quantity.id == graph.well_known.get("start") and not isinstance(value, str):
            changes[quantity.id] = _first_of_month(value)
        else:
            changes[quantity.id] = value
    return changes, diagnostics


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a list of inputs, as an input of its own, and its place counted from 0."""

    quantity: Quantity
    place: int


def _find_row(graph: Graph, name: str, scenario: int) -> _Row | Diagnostic | None:
    """The row of a list of inputs that `bond.t#2` means, None when the name is of another kind."""
    owner, _, number = fold_name(name).rpartition("#")
    found = graph.by_name.get(owner)
    if found is None or fold_name(name) in graph.by_name or not number.isascii() or not number.isdigit():
        return None
    quantity: Quantity | Diagnostic = graph.quantities[found]
    if graph.quantities[found].input is None:
        quantity = _input_behind(graph, graph.quantities[found], scenario)
    facts = None if isinstance(quantity, Diagnostic) else quantity.input
    if isinstance(quantity, Diagnostic) or facts is None or not facts.is_free or not isinstance(facts.value, tuple):
        return None
    place = int(number) - 1
    if not 0 <= place < len(facts.value):
        message = f"`{owner}` has {len(facts.value):,} values, and none is number {number}"
        return Diagnostic("not-an-input", message, quantity.span)
    own = replace(facts, value=facts.value[place], as_written="")
    return _Row(replace(quantity, name=f"{owner}#{number}", type=quantity.type.as_series(False), input=own), place)


def _with_row(graph: Graph, changes: dict[int, InputValue], row: _Row, value: float | str) -> tuple[float | str, ...]:
    """All rows of a list of inputs, one of them with another value."""
    facts = graph.quantities[row.quantity.id].input
    assert facts is not None
    rows = changes.get(row.quantity.id, facts.value)
    assert isinstance(rows, tuple)
    return (*rows[: row.place], value, *rows[row.place + 1 :])


def _first_of_month(serial: float) -> float:
    """The first day of a date's month: a step covers whole months, and a date means the one that contains it."""
    from plainplan.api.outcome import serial_date

    return serial - serial_date(serial).day + 1


def free_inputs(graph: Graph) -> list[Quantity]:
    """The inputs that may be changed without a new graph, in the order of the plan."""
    return [quantity for quantity in graph.quantities if quantity.input is not None and quantity.input.is_free]


def find_input(graph: Graph, name: str, scenario: int = 1) -> Quantity | Diagnostic:
    """The free input that a name means while a scenario is in force, or why there is none."""
    folded = fold_name(name)
    found = graph.by_name.get(folded)
    if found is None:
        names = [shown_name(quantity) for quantity in free_inputs(graph)]
        return Diagnostic("unknown-name", f"the plan has no input `{name}`", None, help=did_you_mean(folded, names))
    quantity = graph.quantities[found]
    behind = quantity if quantity.input is not None else _input_behind(graph, quantity, scenario)
    if isinstance(behind, Diagnostic) or behind.input is None:
        return behind
    if not behind.input.is_free:
        return Diagnostic(
            "not-an-input", f"`{name}` is part of how the plan is built: change it in the plan", quantity.span
        )
    if isinstance(behind.input.value, tuple):
        rows = len(behind.input.value)
        message = f"`{name}` has {rows:,} values, which are set one by one"
        return Diagnostic("not-an-input", message, quantity.span, help=f"write `{folded}#1`, up to `{folded}#{rows}`")
    return behind


def shown_name(quantity: Quantity) -> str:
    """The name by which a reader sets an input: what holds without a scenario goes by the plain name."""
    return quantity.name.removesuffix(BASE_SUFFIX)


def _input_behind(graph: Graph, quantity: Quantity, scenario: int) -> Quantity | Diagnostic:
    """The input that is in force where scenarios put different ones in the place of a name."""
    name, word = quantity.name, graph.scenarios[scenario - 1][0]
    own = [known.name for known in free_inputs(graph) if known.name.startswith((f"{name}.", f"{name}#", f"{name}@"))]
    of_scenario = [known for known in own if known.startswith(f"{name}@{word}")] if word else []
    for wanted in (f"{name}@{word}", f"{name}{BASE_SUFFIX}"):
        if wanted in own and (wanted.endswith(f"@{word}") or not of_scenario):
            return graph.quantities[graph.by_name[wanted]]
    notes = (f"its inputs are {', '.join(f'`{known}`' for known in of_scenario or own)}",) if own else ()
    reason = f"is put in place by scenario `{word}`" if of_scenario else "is computed, and cannot be set"
    return Diagnostic("not-an-input", f"`{name}` {reason}", None, notes=notes)


def fold_name(name: str) -> str:
    """A name with full-width characters and accents as the language reads them."""
    import unicodedata

    from plainplan.syntax.fold import fold

    return unicodedata.normalize("NFC", fold(name)).strip()


def _value_for(model: Model | None, quantity: Quantity, wanted: str | float) -> float | str | list[Diagnostic]:
    facts = quantity.input
    assert facts is not None
    shown_as = f"--set {shown_name(quantity)}"
    if isinstance(facts.value, str) and isinstance(wanted, str | int | float):
        return _text_for(quantity, facts, str(wanted), shown_as)
    if not isinstance(wanted, str):
        try:
            number = float(wanted)
        except (TypeError, ValueError):
            # Python gives whatever its caller has.
            message = f"`{shown_name(quantity)}` is {describe(quantity.type)}, and this is {wanted!r}"
            return [Diagnostic("type-mismatch", message, None)]
        from plainplan.api.figures import value_text

        text = value_text(number, quantity.type)
        value: float | Diagnostic = number
        span = Span(Source(shown_as, text), 0, len(text))
    else:
        span = Span(Source(shown_as, wanted), 0, len(wanted))
        diagnostics = _type_faults(model, quantity, span)
        if diagnostics:
            return diagnostics
        from plainplan.api.calculator import calculate

        found, diagnostics = calculate(wanted, shown_as, _surroundings(model))
        if found is None or has_errors(diagnostics):
            return diagnostics
        value = fit_value(found, quantity, span)
    if isinstance(value, Diagnostic):
        return [value]
    fault = _out_of_bounds(value, quantity, facts, span)
    return [fault] if fault else value


def _type_faults(model: Model | None, quantity: Quantity, span: Span) -> list[Diagnostic]:
    """What the checker says against the expression in the place of the input."""
    if model is None:
        return []
    from plainplan.api.calculator import move_diagnostic

    _, found = check_value(model, span.text, quantity.type, f"`{shown_name(quantity)}`")
    return [move_diagnostic(fault, span.source, CHECKED_FROM) for fault in found if fault.is_error]


def _surroundings(model: Model | None) -> str:
    """What of the plan an expression may use: its currency, and the units that it declares."""
    if model is None or model.facts.is_calculator:
        return ""
    units = [item.span.text for item in model.declarations if isinstance(item, nodes.Unit)]
    block = f'plan "" {{ currency: {model.facts.currency}\n start: 2000-01\n years: 1 }}\n'
    return block + "".join(f"{unit}\n" for unit in units)


def _text_for(quantity: Quantity, facts: InputFacts, wanted: str, shown_as: str) -> str | list[Diagnostic]:
    """A text input takes a word of its choices, with or without quotes."""
    text = wanted.strip().strip('"')
    if facts.choices and text not in facts.choices:
        span = Span(Source(shown_as, wanted), 0, len(wanted))
        words = ", ".join(f"`{choice}`" for choice in facts.choices)
        return [Diagnostic("unknown-word", f"`{shown_name(quantity)}` is one of {words}, not `{text}`", span)]
    return text


def fit_value(found: Calculated, quantity: Quantity, span: Span) -> float | Diagnostic:
    """The value in the unit of the input, or what does not fit."""
    own, wanted = found.type, quantity.type
    if isinstance(found.value, str):
        return _mismatch(own, quantity, span)
    if found.value != found.value:
        return Diagnostic("undefined-value", f"`{span.text}` is undefined: {found.cause}", span)
    if own.kind != wanted.kind:
        return _mismatch(own, quantity, span)
    if own.kind != "quantity" or own.is_zero or (found.value == 0 and own.is_number):
        return found.value
    # The checker has let it pass: a bare number in the place of a whole property is money (as in the plan).
    if own.is_number and wanted.is_money and not wanted.is_real:
        return found.value
    if own.powers != wanted.powers or own.is_real != wanted.is_real:
        return _mismatch(own, quantity, span)
    if own.compounding not in (None, wanted.compounding):
        needed = f"compounded {wanted.compounding}" if wanted.compounding else "an effective rate"
        return Diagnostic(
            "compounding-mismatch",
            f"`{shown_name(quantity)}` is {needed}",
            span,
            marker=f"this is compounded {own.compounding}",
        )
    return _in_period(found.value, own, wanted)


def _in_period(value: float, own: Type, wanted: Type) -> float:
    """Rates are brought to the period of the input by compounding, all else by proportion (as in the plan itself)."""
    if own.period is None or wanted.period is None or own.period == wanted.period:
        return value
    numerator, denominator = period_factor(own.period, wanted.period)
    if own.is_rate and not wanted.compounding:
        # A rate below -100 % counts as -100 %. A rate of so much each period is multiplied into the longer one.
        try:
            return float(max(0.0, 1 + value) ** (denominator / numerator) - 1)
        except OverflowError:
            return math.inf
    power = own.power("time")
    return float(value * numerator**power / denominator**power)


def _mismatch(own: Type, quantity: Quantity, span: Span) -> Diagnostic:
    unit = unit_text(quantity.type)
    facts = quantity.input
    example = facts.as_written if facts is not None else ""
    return Diagnostic(
        "dimension-mismatch" if own.kind == quantity.type.kind == "quantity" else "type-mismatch",
        f"`{shown_name(quantity)}` is {describe(quantity.type)}, and this is {describe(own)}",
        span,
        marker=f"{describe(quantity.type)} is needed" + (f", in {unit}" if unit else ""),
        help=f"write it as the plan does: `{example}`" if example else None,
    )


def _out_of_bounds(value: float, quantity: Quantity, facts: InputFacts, span: Span) -> Diagnostic | None:
    from plainplan.api.figures import value_text

    low, high = facts.low, facts.high
    if not math.isfinite(value):
        return Diagnostic("out-of-range", f"`{shown_name(quantity)}` is a finite number", span)
    if quantity.type.kind == "boolean" and value not in (0, 1):
        return Diagnostic("type-mismatch", f"`{shown_name(quantity)}` is true or false", span)
    if quantity.type.kind == "date" and not FIRST_SERIAL <= value <= LAST_SERIAL:
        return Diagnostic("out-of-range", f"`{shown_name(quantity)}` is outside the calendar", span)
    if facts.is_count and value != int(value):
        return Diagnostic("out-of-range", f"`{shown_name(quantity)}` is a whole number", span)
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    ends = [f"at least {value_text(low, quantity.type)}"] if low is not None else []
    ends += [f"at most {value_text(high, quantity.type)}"] if high is not None else []
    return Diagnostic("out-of-range", f"`{shown_name(quantity)}` is {' and '.join(ends)}", span)
