"""Small formula graphs made by hand."""

from __future__ import annotations

from plainplan.dimensions import BOOLEAN, NUMBER, TEXT, Type
from plainplan.graph.nodes import Formula, Graph, InputFacts, Lag, Quantity, Reference
from plainplan.source import Source, Span


class Builder:
    """Makes a graph quantity by quantity; each name stands in a text of its own so that it has a span."""

    def __init__(self, steps: int = 5, step_months: int = 12) -> None:
        self.graph = Graph("a plan", "en", "TWD", steps, step_months)
        self._source = Source("test.plan", "".join(f"q{number}\n" for number in range(1000)))

    def input(self, name: str, value: float | str) -> Reference:
        """An input."""
        type_ = TEXT if isinstance(value, str) else NUMBER
        return self._add(name, None, type_, InputFacts(value, str(value), True, "param"))

    def formula(self, name: str, formula: Formula | None, type_: Type = NUMBER, is_helper: bool = False) -> Reference:
        """A formula; None reserves the quantity for `define`."""
        return self._add(name, formula, type_, None, is_helper)

    def flag(self, name: str, formula: Formula) -> Reference:
        """A formula that is 1 or 0."""
        return self._add(name, formula, BOOLEAN, None)

    def define(self, reference: Reference, formula: Formula) -> None:
        """Gives a reserved quantity its formula."""
        self.graph.quantities[reference.quantity].formula = formula

    def lag(self, reference: Reference, start: Formula) -> Lag:
        """The value of the step before."""
        return Lag(reference.quantity, start)

    def _add(
        self, name: str, formula: Formula | None, type_: Type, facts: InputFacts | None, is_helper: bool = False
    ) -> Reference:
        number = len(self.graph.quantities)
        start = self._source.text.index(f"q{number}\n") if number < 1000 else 0
        span = Span(self._source, start, start + 1 + len(str(number)))
        quantity = Quantity(number, name, name, type_, "block", formula, span, facts, is_helper=is_helper)
        self.graph.quantities.append(quantity)
        self.graph.by_name[name] = number
        return Reference(number)
