"""A figure as mathematics, in characters and in LaTeX."""

from __future__ import annotations

import math

from plainplan.api import Plan, Run
from plainplan.api.failures import where_text
from plainplan.api.mathematics import Mathematics, Part, mathematics_of
from plainplan.api.sensitivity import is_measurable
from plainplan.cli.derivation import place_text, shown_value
from plainplan.graph.nodes import TIME, Quantity
from plainplan.graph.text import formula_text
from plainplan.render import escape_text
from plainplan.symbols.boxes import Box, Boxes
from plainplan.symbols.latex import Latex
from plainplan.symbols.mathematics import Spell, drawn, figure
from plainplan.symbols.notation import expression_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

INDENT = "  "
# What fits on a page.
WIDEST = 110
MOST_TOTALS = 8


def mathematics_text(plan: Plan, run: Run, quantity: int, step: int | None, *, is_latex: bool) -> str:
    """The formula of a quantity as mathematics, with figures, and its derivatives; in LaTeX what can be pasted."""
    found = run.graph.quantities[quantity]
    if found.formula is None:
        return escape_text(f"{found.name} = {shown_value(run, quantity, step or 1, found.axis)}, an input")
    written = mathematics_of(run, quantity, step)
    if written is None:
        return escape_text(
            f"{found.name} = {formula_text(run.graph, found.formula)}, which is no formula of mathematics"
        )
    page = _Page(run, found, step, written)
    if not written.reaches_inputs and is_measurable(run.graph, quantity):
        page.totals = _totals(plan, run, quantity, step)
    return page.latex() if is_latex else page.drawing()


def _totals(plan: Plan, run: Run, quantity: int, step: int | None) -> list[tuple[str, float]]:
    """How a figure moves with the inputs far behind it, found by running the plan; those that move it most."""
    found = plan.sensitivities(run, quantity, step)
    # The literals in formulas are figures here, and no inputs.
    moving = [(item, item.elasticity) for item in found.inputs if item.elasticity and "#" not in item.name]
    moving.sort(key=lambda pair: -abs(pair[1]))
    return [(item.name, elasticity * found.value / item.value) for item, elasticity in moving[:MOST_TOTALS]]


class _Page:
    """The parts of the text about one quantity; `totals` are its derivatives with respect to inputs far behind it."""

    def __init__(self, run: Run, quantity: Quantity, step: int | None, written: Mathematics) -> None:
        self._run = run
        self._quantity = quantity
        self._step = step
        self._written = written
        self._parts = {part.symbol: part for part in (*written.parts, *(slope.part for slope in written.slopes))}
        self._value = _figure(run.number(quantity.id, step))
        self.totals: list[tuple[str, float]] = []

    def drawing(self) -> str:
        """Drawn with characters."""
        written, quantity, sheet = self._written, self._quantity, Boxes()
        when = (
            "" if self._step is None else f" in {where_text(self._run, quantity, self._step, self._run.graph.locale)}"
        )
        label = f'  "{quantity.label}"' if quantity.label not in ("", quantity.name) else ""
        rows = [escape_text(f"{quantity.name}{label}{when}{place_text(quantity.span)}"), ""]
        rows += self._equation(quantity.name, written.expression, self._name)
        if written.simple is not None:
            rows += ["", *self._equation("", written.simple, self._name)]
        rows += [
            "",
            *self._equation("", written.expression, self._figure_of),
            "",
            *self._lines(sheet.row([sheet.text("= "), figure(self._value, sheet)])),
        ]
        for slope in written.slopes:
            rows += ["", *self._slope(slope.part, slope.expression, slope.value)]
        return "\n".join([*rows, *self._total_lines(), *self._table()])

    def _total_lines(self) -> list[str]:
        """By running the plan, and so without a formula."""
        from rich.cells import cell_len

        from plainplan.cli.screen import padded

        sheet = Boxes()
        names = [f"d {self._quantity.name} / d {name}" for name, _ in self.totals]
        width = max(map(cell_len, names), default=0)
        rows = [""]
        for name, (_, value) in zip(names, self.totals, strict=True):
            rows += self._lines(sheet.row([sheet.text(padded(name, width)), "=", figure(_figure(value), sheet)]))
        return rows if self.totals else []

    def _equation(self, name: str, expression: Expression, spell: Spell) -> list[str]:
        sheet = Boxes()
        left: list[Box | str] = [sheet.text(name), "="] if name else [sheet.text("= ")]
        whole = sheet.row([*left, drawn(expression, sheet, spell)])
        return self._lines(whole) if whole.width <= WIDEST else self._long(name, expression, spell)

    def _long(self, name: str, expression: Expression, spell: Spell) -> list[str]:
        """What is too wide to be drawn, on several lines in the notation of plans."""
        import textwrap

        renamed = expression.xreplace({symbol: _named(spell(symbol)) for symbol in expression.free_symbols})
        text = escape_text(f"{name} = {expression_text(renamed)}".strip())
        return textwrap.wrap(text, WIDEST, initial_indent=INDENT, subsequent_indent=INDENT * 2)

    def _slope(self, part: Part, expression: Expression | None, value: float) -> list[str]:
        sheet = Boxes()
        ratio = sheet.fraction(sheet.text(f"∂ {self._quantity.name}"), sheet.text(f"∂ {self._called(part)}"))
        short = sheet.row([ratio, "=", figure(_figure(value), sheet)])
        if expression is None or not expression.free_symbols:
            return self._lines(short)
        whole = sheet.row([ratio, "=", drawn(expression, sheet, self._name), "=", figure(_figure(value), sheet)])
        return self._lines(whole if whole.width <= WIDEST else short)

    def _lines(self, box: Box) -> list[str]:
        # Names are the only parts that come from a plan.
        return [escape_text(f"{INDENT}{line}").rstrip() for line in box.lines]

    def _table(self) -> list[str]:
        """Where each name comes from."""
        from rich.cells import cell_len

        from plainplan.cli.screen import padded

        parts = sorted(self._parts.values(), key=lambda part: (part.quantity.id, part.step or 0))
        rows = [
            (self._called(part), shown_value(self._run, part.quantity.id, part.step or 1, part.quantity.axis), part)
            for part in parts
        ]
        if not rows:
            return []
        names, values = (max(cell_len(row[place]) for row in rows) for place in (0, 1))  # type: ignore[arg-type]
        lines = [
            f"{INDENT}{padded(name, names)} = {padded(value, values)}{place_text(part.quantity.span)}"
            for name, value, part in rows
        ]
        return ["", *(escape_text(line).rstrip() for line in lines)]

    def latex(self) -> str:
        """What can be pasted into a paper."""
        sheet, written = Latex(), self._written
        lines = [f"{sheet.name(self._quantity.name)} &= {drawn(written.expression, sheet, self._name)}"]
        if written.simple is not None:
            lines.append(f"&= {drawn(written.simple, sheet, self._name)}")
        lines.append(f"&= {drawn(written.expression, sheet, self._figure_of)}")
        lines.append(f"&= {figure(self._value, sheet)}")
        for slope in written.slopes:
            names = (sheet.name(self._quantity.name), sheet.name(self._called(slope.part)))
            ratio = sheet.fraction(*(rf"\partial {name}" for name in names))
            middle = "" if slope.expression is None else f"{drawn(slope.expression, sheet, self._name)} = "
            lines.append(f"{ratio} &= {middle}{figure(_figure(slope.value), sheet)}")
        for name, value in self.totals:
            ratio = sheet.fraction(*(rf"\mathrm{{d}} {sheet.name(each)}" for each in (self._quantity.name, name)))
            lines.append(f"{ratio} &= {figure(_figure(value), sheet)}")
        return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"

    def _name(self, symbol: Expression) -> str:
        part = self._parts.get(symbol)
        return str(symbol) if part is None else self._called(part)

    def _called(self, part: Part) -> str:
        """The name of a part; what is of the step or row before is said so, and what is of another step by its date."""
        name = part.quantity.name.partition("@")[0]
        if part.step is None or part.step == self._step or (part.quantity.axis != self._quantity.axis):
            return name if part.step is None or part.step == self._step else f"{name}[{part.step}]"
        if self._step is not None and part.step == self._step - 1:
            return f"prev({name})"
        if part.quantity.axis == TIME:
            return f"{name}[{where_text(self._run, part.quantity, part.step, self._run.graph.locale)}]"
        return f"{name}[{part.step}]"

    def _figure_of(self, symbol: Expression) -> str:
        part = self._parts.get(symbol)
        return str(symbol) if part is None else _figure(part.value)


def _named(text: str) -> Expression:
    from sympy import Symbol

    return Symbol(text)


def _figure(value: float) -> str:
    """A figure as formulas hold it: without a unit, with as many digits as count."""
    if math.isnan(value):
        return "undefined"
    if value.is_integer() and abs(value) < 1e15:
        return f"{value:,.0f}"
    text = f"{value:,.8g}"
    return f"{value:,.2f}" if abs(value) >= 1e6 else text
