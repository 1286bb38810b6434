"""Amounts that grow with prices twice."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.model import Model
from plainplan.diagnostics import Diagnostic, Label
from plainplan.lints.report import reported
from plainplan.lints.walk import every_part, written_expressions
from plainplan.syntax import nodes

# So many names are looked behind.
DEEPEST = 20


def find_escalated(model: Model) -> Iterator[Diagnostic]:
    """A warning for each."""
    if model.facts.inflation is None:
        return
    escalation = _Escalation(model, model.facts.inflation)
    for expression in written_expressions(model):
        for part in every_part(expression):
            if isinstance(part, nodes.Binary) and part.operator == "*":
                yield from escalation.of_product(part)
    for declaration in model.declarations:
        if isinstance(declaration, nodes.Account):
            yield from escalation.of_flow(declaration)


class _Escalation:
    """What grows with the plan's inflation."""

    def __init__(self, model: Model, inflation: nodes.Expression) -> None:
        self._model = model
        self._inflation = inflation

    def of_flow(self, account: nodes.Account) -> Iterator[Diagnostic]:
        """An income or expense that grows with prices, of an amount that does so already."""
        values = {item.name.name: item.value for item in account.properties}
        growth, amount = values.get("growth"), account.value or values.get("amount")
        if growth == self._inflation and amount is not None and growth is not None:
            yield from self._twice(account.name.name, amount, growth, f"leave out `growth: {growth.span.text}`")

    def of_product(self, product: nodes.Binary) -> Iterator[Diagnostic]:
        """An amount times what prices have grown: it is paid at the prices of its time anyway."""
        for side, other, factor in (
            (product.left, product.right, f"* {product.right.span.text}"),
            (product.right, product.left, f"{product.left.span.text} *"),
        ):
            is_real = self._is_real(side)
            if self._is_price_growth(other, over_any_time=is_real):
                yield from self._twice(side.span.text, side, other, f"leave out `{factor}`")
                return

    def _twice(self, name: str, amount: nodes.Expression, growth: nodes.Expression, cure: str) -> Iterator[Diagnostic]:
        if self._is_real(amount):
            first: nodes.Expression | None = amount
            message = f"`{name}` is real money, which already grows with prices, and grows with them again"
            says = "real money"
        else:
            first = self._grown(amount, DEEPEST)
            message = f"`{name}` is at the prices of its time already, and grows with them again"
            says = "grows with prices"
        if first is not None:
            yield reported("escalated-twice", message, growth.span, (Label(first.span, says),), help=cure)

    def _is_real(self, node: nodes.Expression) -> bool:
        type_ = self._model.types.get(id(node))
        return type_ is not None and type_.is_real

    def _grown(self, node: nodes.Expression, deepest: int) -> nodes.Expression | None:
        """Where an amount is brought to the prices of its time: by `nominal(…)`, or times what prices have grown."""
        match node:
            case nodes.Call(function=nodes.Name(name="nominal")):
                return node
            case nodes.Call(function=nodes.Name(name="max" | "min"), arguments=arguments):
                parts = [item.value for item in arguments]
            case nodes.Binary(operator="+" | "-" | "*", left=left, right=right):
                parts = [left, right]
            case nodes.Binary(operator="/", left=left):
                parts = [left]
            case nodes.Name() if deepest:
                symbol = self._model.symbols.get(id(node))
                value = symbol.node.value if symbol is not None and isinstance(symbol.node, nodes.Let) else None
                return self._grown(value, deepest - 1) if value is not None else None
            case _:
                return node if self._is_price_growth(node, over_any_time=False) else None
        if self._is_price_growth(node, over_any_time=False):
            return node
        return next((found for part in parts if (found := self._grown(part, deepest)) is not None), None)

    def _is_price_growth(self, node: nodes.Expression, over_any_time: bool) -> bool:
        """Whether this is what prices grow by, such as `compound(inflation, elapsed)`.

        What is real has no other time; nominal money may rightly be brought on to the end of the step.
        """
        match node:
            # `compound(inflation, 1 year)^(step - 1)`
            case nodes.Binary(operator="^", left=left):
                return self._is_price_growth(left, over_any_time=True)
            case nodes.Call(function=nodes.Name(name="compound"), arguments=(rate, time)):
                pass
            case nodes.Binary(
                operator="+",
                left=nodes.Number(value=1.0),
                right=nodes.Call(function=nodes.Name(name="growth"), arguments=(rate, time)),
            ):
                pass
            case nodes.Binary(
                operator="+",
                left=nodes.Number(value=1.0),
                right=nodes.Binary(operator="*", left=rate_, right=nodes.Number()),
            ):
                return over_any_time and rate_ == self._inflation
            case _:
                return False
        is_elapsed = any(isinstance(part, nodes.Name) and part.name == "elapsed" for part in every_part(time.value))
        return rate.value == self._inflation and (over_any_time or is_elapsed)
