"""`plainplan sensitivity`: which inputs move a figure, and how far."""

from __future__ import annotations

import math
import sys
from types import MappingProxyType

from plainplan.api import Plan, Run
from plainplan.api.figures import NO_VALUE, amount_text, money_text
from plainplan.api.sensitivity import Sensitivity, Tornado, is_measurable
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SCENARIO, SET, Arguments, Command, Option, UsageError
from plainplan.cli.progress import Progress
from plainplan.cli.reading import compute
from plainplan.cli.screen import padded, print_diagnostics, print_json
from plainplan.cli.steps import step_at
from plainplan.diagnostics import Diagnostic
from plainplan.graph.nodes import SCALAR
from plainplan.render import escape_text

COMMAND = Command(
    name="sensitivity",
    sentence="show which inputs move a figure, and how far",
    arguments="FILE NAME",
    least=2,
    most=2,
    options=(
        Option("--at", "the step in which to look at it, the last one unless said", "DATE"),
        Option("--most", "how many inputs to show, 15 unless said", "N"),
        SCENARIO,
        SET,
        Option("--json", "every input, at full precision"),
    ),
    examples=(
        "plainplan sensitivity chen.plan net_worth",
        "plainplan sensitivity chen.plan cash_years --at 2040-01 --scenario dotcom",
    ),
    details="Each input moves over its declared `range:`, or by 10 % where none is declared, all others as they are.",
)

MOST_SHOWN = 15
BAR = 12
WIDEST_NAME = 32
HEADS = {
    "en": ["input", "value", "from", "to", "at the low end", "at the high end", "elasticity"],
    "zh-TW": ["輸入", "現值", "從", "到", "下限時", "上限時", "彈性"],
}
ENGLISH = MappingProxyType(
    {
        "undeclared": "* no range is declared: 10 % down and up",
        "still": "{count} more inputs do not move it",
        "more": "… and {count} more; --most shows them",
        "none": "no input moves it",
    }
)
CHINESE = MappingProxyType(
    {
        "undeclared": "* 未宣告範圍:上下各 10 %",
        "still": "另有 {count} 項輸入不影響它",
        "more": "… 另有 {count} 項,--most 可多列",
        "none": "沒有輸入會影響它",
    }
)


def run_command(arguments: Arguments) -> int:
    """Measure the figure against each input behind it, and draw what was found."""
    most = _most(arguments.value("--most"))
    computed = compute(arguments, explains=True)
    if computed is None:
        return FAULTY
    plan, run = computed
    outcome = _outcome(plan, run, arguments.positional[1])
    if isinstance(outcome, Diagnostic):
        print_diagnostics([outcome], arguments, sys.stderr)
        return FAULTY
    step = None if run.graph.quantities[outcome].axis == SCALAR else step_at(run, arguments.value("--at"))
    with Progress(f"moving the inputs of {plan.path}"):
        found = plan.sensitivities(run, outcome, step)
    if arguments.has("--json"):
        print_json(_json(run, found))
    else:
        print(_text(run, found, most))
    return FINE


def _most(text: str | None) -> int:
    if text is None:
        return MOST_SHOWN
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 10_000:
        raise UsageError(f"`--most` is a number, not `{text}`")
    return int(text)


def _outcome(plan: Plan, run: Run, name: str) -> int | Diagnostic:
    """The figure of a name; an account is its balance."""
    from plainplan.api.changes import fold_name

    wanted = fold_name(name)
    graph = run.graph
    closing = {account.name: account.closing for account in graph.accounts}
    found = closing.get(wanted, graph.by_name.get(wanted, graph.well_known.get(wanted)))
    if found is None:
        from plainplan.check.suggestions import did_you_mean

        known = [quantity.name for quantity in graph.quantities if not quantity.is_helper]
        message = f"there is no `{wanted}` in {plan.path}"
        return Diagnostic("unknown-name", message, None, help=did_you_mean(wanted, [*known, *closing]))
    if not is_measurable(graph, found):
        span = graph.quantities[found].span
        return Diagnostic("not-a-value", f"`{wanted}` is no single figure that inputs could move", span)
    return found


def _text(run: Run, found: Tornado, most: int) -> str:
    from plainplan.api.failures import where_text

    words = CHINESE if run.graph.locale == "zh-TW" else ENGLISH
    quantity = run.graph.quantities[found.outcome]
    when = "" if found.step is None else f"  {where_text(run, quantity, found.step, run.graph.locale)}"
    label = f'  "{quantity.label}"' if quantity.label != quantity.name else ""
    lines = [f"{quantity.name}{label}{when}", "", f"  {_amount(run, found.outcome, found.value)}", ""]
    shown = found.inputs[:most]
    if not shown:
        return "\n".join(escape_text(line) for line in [*lines, f"  {words['none']}"])
    rows = [HEADS.get(run.graph.locale, HEADS["en"]), *([*_cells(run, found.outcome, item)] for item in shown)]
    bars = ["", *_bars(found, shown)]
    lines += [f"  {line}  {bar}".rstrip() for line, bar in zip(_aligned(rows), bars, strict=True)]
    notes = []
    if len(found.inputs) > len(shown):
        notes.append(words["more"].format(count=len(found.inputs) - len(shown)))
    if not all(item.is_declared for item in shown):
        notes.append(words["undeclared"])
    if found.still:
        notes.append(words["still"].format(count=found.still))
    lines += ["", *(f"  {note}" for note in notes)] if notes else []
    return "\n".join(escape_text(line) for line in lines)


def _amount(run: Run, quantity: int, value: float) -> str:
    if math.isnan(value):
        return NO_VALUE
    type_ = run.graph.quantities[quantity].type
    if type_.is_money and type_.currency is not None and not type_.is_real:
        return money_text(value, type_.currency, run.graph.locale)
    if type_.is_number and type_.is_whole:
        return f"{value:g}"
    return amount_text(float(f"{value:.6g}"), type_, quantity in run.shares)


def _cells(run: Run, outcome: int, item: Sensitivity) -> list[str]:
    name = item.name if len(item.name) <= WIDEST_NAME else item.name[: WIDEST_NAME - 1] + "…"
    return [
        name + ("" if item.is_declared else " *"),
        *(_amount(run, item.quantity, value) for value in (item.value, item.low, item.high)),
        *(_amount(run, outcome, value) for value in (item.at_low, item.at_high)),
        NO_VALUE if item.elasticity is None else f"{item.elasticity:+.2f}",
    ]


def _aligned(rows: list[list[str]]) -> list[str]:
    from rich.cells import cell_len

    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for name, *cells in rows:
        rest = (" " * (width - cell_len(cell)) + cell for width, cell in zip(widths[1:], cells, strict=True))
        lines.append("  ".join((padded(name, widths[0]), *rest)))
    return lines


def _bars(found: Tornado, shown: tuple[Sensitivity, ...]) -> list[str]:
    """A tornado: how far the figure goes down and up from where it is."""
    ends = [(item.at_low - found.value, item.at_high - found.value) for item in shown]
    farthest = max((abs(end) for pair in ends for end in pair if not math.isnan(end)), default=0.0)
    bars = []
    for pair in ends:
        known = [0.0 if math.isnan(end) or not farthest else round(end / farthest * BAR) for end in pair]
        down, up = -min(0, *known), max(0, *known)
        bars.append(" " * (BAR - int(down)) + "█" * int(down) + "│" + "█" * int(up))
    return bars


def _json(run: Run, found: Tornado) -> dict[str, object]:
    def plain(value: float | None) -> float | None:
        return None if value is None or math.isnan(value) else value

    return {
        "name": run.graph.quantities[found.outcome].name,
        "step": found.step,
        "value": plain(found.value),
        "inputs": [
            {
                "name": item.name,
                "value": item.value,
                "low": item.low,
                "high": item.high,
                "declared": item.is_declared,
                "at_low": plain(item.at_low),
                "at_high": plain(item.at_high),
                "elasticity": item.elasticity,
            }
            for item in found.inputs
        ],
        "still": found.still,
    }
