"""Figures that look wrong beside others: one that should be a param, one ten times off."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.model import Model
from plainplan.check.walk import parts_of
from plainplan.diagnostics import Diagnostic, Label
from plainplan.lints.report import reported
from plainplan.lints.walk import every_part, written_checks, written_expressions
from plainplan.syntax import nodes

# How often a rate, or a share of money, and an amount may stand within formulas before a param would be better. Amounts
# are round more often, and so are shares such as 30%: two that are equal may have nothing to do with each other.
MOST_RATES, MOST_AMOUNTS = 1, 2
# Ten times off: so many times both neighbours, which are alike.
TENFOLD = (8.0, 12.5)
ALIKE = 1.5
# Of fewer rows nobody can say how they go on.
LEAST_ROWS = 2
# The forms whose values follow each other, and of them those in which `otherwise` holds before the first row, and not
# also after the last one.
IN_ORDER = frozenset(("by_year", "by_date", "since", "lookup"))
BEFORE_THE_FIRST = frozenset(("since", "lookup"))


def find_figures(model: Model) -> Iterator[Diagnostic]:
    """Every warning of this kind."""
    yield from _repeated(model)
    for expression in written_expressions(model):
        for part in every_part(expression):
            if isinstance(part, nodes.Call):
                yield from _of_keyed(part)
            elif isinstance(part, nodes.List):
                yield from _tenfold(list(part.items))
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
                    figure = (figure[0], "%") if _is_percentage(node) else figure
                    places.setdefault(figure, []).append(node)
    for figure, (first, *others) in places.items():
        param = params.get(figure)
        most = MOST_AMOUNTS if _is_amount(model, first) or _is_round_share(figure) else MOST_RATES
        if param is not None:
            message = f"`{first.span.text}` is what `{param.name.name}` holds"
            labels = [Label(param.value.span, "a change of it misses the other")]
            labels += [Label(other.span, "again") for other in others]
            help = f"write `{param.name.name}`"
            yield reported("repeated-figure", message, first.span, tuple(labels), help=help)
        elif len(others) >= most:
            message = f"`{first.span.text}` stands {len(others) + 1} times within formulas, and no `param` holds it"
            yield reported(
                "repeated-figure", message, first.span, tuple(Label(other.span, "again") for other in others)
            )


def _inner_figures(model: Model, expression: nodes.Expression, is_top: bool = True) -> Iterator[nodes.Expression]:
    """The amounts, rates and shares of money within a larger formula; the rows of a small table are none."""
    type_ = model.types.get(id(expression))
    if figure_of(expression) is not None:
        if not is_top and type_ is not None and (type_.is_money or type_.is_money_flow or type_.is_rate):
            yield expression
        return
    if isinstance(expression, nodes.Binary) and expression.operator == "*" and _is_amount(model, expression):
        yield from (side for side in (expression.left, expression.right) if _is_percentage(side))
    keyed: set[int] = set()
    if isinstance(expression, nodes.Call):
        keyed = {id(item.value) for item in expression.arguments if item.key is not None}
    for part in parts_of(expression):
        yield from _inner_figures(model, part, is_top=id(part) in keyed)


def _is_amount(model: Model, node: nodes.Expression) -> bool:
    type_ = model.types.get(id(node))
    return type_ is not None and (type_.is_money or type_.is_money_flow)


def _is_percentage(node: nodes.Expression) -> bool:
    return isinstance(node, nodes.Number) and node.unit is None and node.text.endswith(("%", "bp"))


def _is_round_share(figure: tuple[float, str]) -> bool:
    return figure[1] == "%" and round(figure[0] * 20, 9).is_integer()


def _of_keyed(call: nodes.Call) -> Iterator[Diagnostic]:
    """One value of a small table that is ten times its neighbours, or a tenth of them."""
    if not isinstance(call.function, nodes.Name) or call.function.name not in IN_ORDER:
        return
    items = [item for item in call.arguments if item.key is not None]
    # What holds otherwise stands last, beside the last row.
    yield from _tenfold([item.value for item in items])
    rows = [item.value for item in items[:-1]]
    if len(rows) < LEAST_ROWS or not _is_otherwise(items[-1]):
        return
    last = items[-1].value
    beside = rows[:2] if call.function.name in BEFORE_THE_FIRST else rows[-2:]
    ratio = _ratio_beside(last, beside)
    if ratio is not None:
        yield reported("ten-times-off", f"`{last.span.text}` is {ratio} the rows beside it", last.span)


def _is_otherwise(item: nodes.Argument) -> bool:
    return isinstance(item.key, nodes.Name) and item.key.name == "otherwise"


def _tenfold(rows: list[nodes.Expression]) -> Iterator[Diagnostic]:
    for before, row, after in zip(rows, rows[1:], rows[2:], strict=False):
        ratio = _ratio_beside(row, [before, after])
        if ratio is not None:
            yield reported("ten-times-off", f"`{row.span.text}` is {ratio} those beside it", row.span)


def _ratio_beside(row: nodes.Expression, beside: list[nodes.Expression]) -> str | None:
    """How far a figure that is written out is off two others that are alike, in the same unit."""
    figures = [figure for node in (row, *beside) if (figure := figure_of(node)) is not None]
    if len(figures) < 3 or len({unit for _, unit in figures}) > 1:
        return None
    value, first, second = (figure for figure, _ in figures)
    return _ratio(value, first, second)


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
