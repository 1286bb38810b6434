"""Figures that look wrong beside others: one that should be a param, one ten times off, real money that grows twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from plainplan.check.model import Model
from plainplan.check.walk import parts_of
from plainplan.diagnostics import Diagnostic, Label
from plainplan.lints.report import reported
from plainplan.lints.walk import every_part, written_checks, written_expressions
from plainplan.syntax import nodes

# How often a rate, and an amount, may stand within formulas before a param would be better. Amounts are round more
# often than rates, and two that are equal may have nothing to do with each other.
MOST_RATES, MOST_AMOUNTS = 1, 2
# Ten times off: so many times both neighbours, which are alike.
TENFOLD = (8.0, 12.5)
ALIKE = 1.5
# The forms whose values follow each other.
IN_ORDER = frozenset(("by_year", "by_date", "since", "lookup"))


def find_figures(model: Model) -> Iterator[Diagnostic]:
    """Every warning of this kind."""
    yield from _repeated(model)
    for expression in written_expressions(model):
        for part in every_part(expression):
            if isinstance(part, nodes.Call):
                yield from _of_keyed(part)
            elif isinstance(part, nodes.Binary):
                yield from _of_real_product(model, part)
            elif isinstance(part, nodes.List):
                yield from _tenfold(list(part.items))
    yield from _of_real_flows(model)
    yield from _of_data(model)


def figure_of(node: nodes.Expression) -> tuple[float, str] | None:
    """The value and the unit of an amount or a rate written out, such as `60萬 TWD/year` or `4%/year`."""
    match node:
        case nodes.Number(value=value, unit=unit):
            return value, unit.name if unit is not None else ""
        case nodes.Unary(operator="-", operand=operand):
            found = figure_of(operand)
            return None if found is None else (-found[0], found[1])
        case nodes.Binary(operator="/", left=left, right=nodes.Name(name=name)):
            found = figure_of(left)
            return None if found is None else (found[0], f"{found[1]}/{name}")
        case nodes.RealSuffix(operand=operand):
            found = figure_of(operand)
            return None if found is None else (found[0], f"{found[1]} real")
    return None


def _repeated(model: Model) -> Iterator[Diagnostic]:
    """Amounts and rates that stand within several formulas, or of which a param holds the value already."""
    params = {
        figure: item
        for item in model.declarations
        if isinstance(item, nodes.Param) and (figure := figure_of(item.value)) is not None
    }
    # What a check expects is a figure of its own.
    expected = {id(check.condition) for check in written_checks(model)}
    places: dict[tuple[float, str], list[nodes.Expression]] = {}
    for expression in written_expressions(model):
        if id(expression) not in expected:
            for node in _inner_figures(model, expression):
                figure = figure_of(node)
                if figure is not None and figure[0] not in (0.0, 1.0):
                    places.setdefault(figure, []).append(node)
    for figure, (first, *others) in places.items():
        param = params.get(figure)
        most = MOST_RATES if model.types[id(first)].is_rate else MOST_AMOUNTS
        if param is not None:
            message = f"`{first.span.text}` is what `{param.name.name}` holds"
            yield reported(
                "repeated-figure", message, first.span, (Label(param.value.span, "a change of it misses the other"),)
            )
        elif len(others) >= most:
            message = f"`{first.span.text}` stands {len(others) + 1} times within formulas, and no `param` holds it"
            yield reported(
                "repeated-figure", message, first.span, tuple(Label(other.span, "again") for other in others)
            )


def _inner_figures(model: Model, expression: nodes.Expression, is_top: bool = True) -> Iterator[nodes.Expression]:
    """The amounts and rates that are a part of a larger formula; the rows of a small table are none."""
    type_ = model.types.get(id(expression))
    if figure_of(expression) is not None:
        if not is_top and type_ is not None and (type_.is_money or type_.is_money_flow or type_.is_rate):
            yield expression
        return
    keyed: set[int] = set()
    if isinstance(expression, nodes.Call):
        keyed = {id(item.value) for item in expression.arguments if item.key is not None}
    for part in parts_of(expression):
        yield from _inner_figures(model, part, is_top=id(part) in keyed)


def _of_keyed(call: nodes.Call) -> Iterator[Diagnostic]:
    """One value of a small table that is ten times its neighbours, or a tenth of them."""
    if isinstance(call.function, nodes.Name) and call.function.name in IN_ORDER:
        rows = [item.value for item in call.arguments if item.key is not None and not _is_otherwise(item.key)]
        yield from _tenfold(rows)


def _is_otherwise(key: nodes.Expression) -> bool:
    return isinstance(key, nodes.Name) and key.name == "otherwise"


def _tenfold(rows: list[nodes.Expression]) -> Iterator[Diagnostic]:
    figures = [figure_of(row) for row in rows]
    for (before, (row, figure)), (_, after) in pairwise(pairwise(zip(rows, figures, strict=True))):
        sides = before[1], after[1]
        if figure is None or None in sides:
            continue
        ratio = _ratio(figure[0], *(side[0] for side in sides if side is not None))
        if ratio is not None and len({figure[1], *(side[1] for side in sides if side is not None)}) == 1:
            yield reported("ten-times-off", f"`{row.span.text}` is {ratio} those beside it", row.span)


def _ratio(value: float, before: float, after: float) -> str | None:
    """How far a value is off two neighbours that are alike; None where it is not, or they are not."""
    # Returns and shares, which are below 1, jump as they like.
    if not (min(value, before, after) >= 1.0 and max(before, after) <= ALIKE * min(before, after)):
        return None
    least, most = TENFOLD
    if all(least <= value / side <= most for side in (before, after)):
        return "ten times"
    if all(least <= side / value <= most for side in (before, after)):
        return "a tenth of"
    return None


def _of_data(model: Model) -> Iterator[Diagnostic]:
    """A cell of a data file that is ten times the cells above and below, or a tenth of them."""
    for data in model.data.values():
        for column in data.columns:
            values = column.values
            if any(isinstance(value, str) or value < 1.0 for value in values):
                # Texts, and returns.
                continue
            for row in range(1, len(values) - 1):
                value, before, after = values[row], values[row - 1], values[row + 1]
                if isinstance(value, str) or isinstance(before, str) or isinstance(after, str):
                    continue
                ratio = _ratio(value, before, after)
                if ratio is not None:
                    # The first line of the file names its columns.
                    message = (
                        f"line {row + 2} of `{data.path}` has {value:,.10g} as {column.header}, {ratio} those beside it"
                    )
                    yield reported("ten-times-off", message, data.node.path.span)


def _of_real_flows(model: Model) -> Iterator[Diagnostic]:
    """An income or expense in real money that also grows by the plan's inflation."""
    inflation = model.facts.inflation
    if inflation is None:
        return
    for account in model.declarations:
        if not isinstance(account, nodes.Account):
            continue
        values = {item.name.name: item.value for item in account.properties}
        growth = values.get("growth")
        amount = account.value or values.get("amount")
        if growth is None or amount is None or not model.types[id(amount)].is_real:
            continue
        if growth == inflation:
            message = f"`{account.name.name}` is real money, which already grows with prices, and grows with them again"
            yield reported("escalated-twice", message, growth.span, (Label(amount.span, "real money"),))


def _of_real_product(model: Model, product: nodes.Binary) -> Iterator[Diagnostic]:
    """Real money times what prices have grown: it is paid at the prices of its time anyway."""
    inflation = model.facts.inflation
    if product.operator != "*" or inflation is None:
        return
    for side, other in ((product.left, product.right), (product.right, product.left)):
        type_ = model.types.get(id(side))
        if type_ is None or not type_.is_real or not isinstance(other, nodes.Call):
            continue
        is_factor = isinstance(other.function, nodes.Name) and other.function.name == "compound" and other.arguments
        if is_factor and other.arguments[0].value == inflation:
            message = f"`{side.span.text}` is real money, which already grows with prices, and grows with them again"
            yield reported("escalated-twice", message, other.span, (Label(side.span, "real money"),))
