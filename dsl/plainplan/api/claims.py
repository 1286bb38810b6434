"""What a plan claims, decided: each `prove` with its answer, as the commands and the workbook tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import Type, unit_text
from plainplan.evaluate import Program, run
from plainplan.graph.needed import only_needed
from plainplan.graph.nodes import TIME, ClaimView, Graph, InputValue
from plainplan.records import dataclass, replace
from plainplan.symbols.doubt import Doubts
from plainplan.symbols.prove import PROVED, REFUTED, Answer, Setting, prove

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim and its answer; `settings` is the counterexample as `--set` takes it, by input."""

    view: ClaimView
    answer: Answer
    settings: tuple[tuple[str, str], ...]
    where: str

    @property
    def name(self) -> str:
        """The name of the claim."""
        return self.view.name

    @property
    def verdict(self) -> str:
        """`proved`, `refuted` or `undecided`."""
        return self.answer.verdict


def decide_claims(graph: Graph, budget: float, name: str | None = None) -> list[Proof]:
    """The answer to each claim of a graph that was built with them, or to one, `budget` seconds for each."""
    graph = only_needed(graph, [view.quantity for view in graph.claims])
    program = Program(graph)
    return [_decide(graph, program, view, budget) for view in graph.claims if name in (None, view.name)]


def with_values(graph: Graph, values: Mapping[int, InputValue]) -> Graph:
    """The graph in which some inputs are figures like any other: a claim is not about other values of them."""
    if not values:
        return graph
    quantities = list(graph.quantities)
    for number, value in values.items():
        facts = quantities[number].input
        assert facts is not None
        fixed = replace(facts, value=value, origin="literal", low=None, high=None)
        quantities[number] = replace(quantities[number], input=fixed)
    return replace(graph, quantities=quantities)


def unknown_claim(graph: Graph, name: str) -> Diagnostic:
    """That the plan has no claim of a name."""
    from plainplan.check.suggestions import did_you_mean

    known = [view.name for view in graph.claims]
    return Diagnostic("unknown-name", f"the plan has no `prove {name}`", None, help=did_you_mean(name, known))


def _decide(graph: Graph, program: Program, view: ClaimView, budget: float) -> Proof:
    exact: list[tuple[Doubts, Program]] = []

    def attempt(changes: Mapping[int, InputValue]) -> Sequence[float]:
        # Any: a flag, or a list of flags.
        found = run(graph, changes, program=program).values[view.quantity]
        flags = [float(flag) for flag in found] if isinstance(found, list) else [float(found)]
        if 0 not in flags:
            return flags
        # After many steps floats may miss what holds: what fails has to fail in 50 digits too, and not by their last.
        if not exact:
            from plainplan.evaluate.exact import exact_program

            doubts = Doubts(graph, view.quantity)
            exact.append((doubts, exact_program(doubts.graph)))
        doubts, precisely = exact[0]
        return doubts.flags(run(doubts.graph, changes, program=precisely).values)

    answer = prove(graph, view, attempt, budget)
    settings = tuple(_setting(graph, setting) for setting in answer.counterexample)
    return Proof(view, answer, settings, _where(graph, view, answer))


def _where(graph: Graph, view: ClaimView, answer: Answer) -> str:
    if answer.row is None:
        return ""
    axis = graph.quantities[view.quantity].axis
    return f"step {answer.row + 1}" if axis == TIME else f"row {answer.row + 1} of `{axis}`"


def _setting(graph: Graph, setting: Setting) -> tuple[str, str]:
    from plainplan.api.changes import shown_name

    quantity = graph.quantities[setting.quantity]
    name = shown_name(quantity)
    return name if setting.row is None else f"{name}#{setting.row + 1}", written_value(setting.value, quantity.type)


def written_value(value: float, type_: Type) -> str:
    """A value as a plan writes it, to the last digit."""
    if type_.kind == "boolean":
        return "true" if value else "false"
    from decimal import Decimal

    exact = Decimal(repr(value))
    unit = unit_text(type_)
    if type_.is_rate:
        return f"{_plain(exact * 100)}%{unit}"
    text = _plain(exact)
    return text + (unit if unit.startswith("/") or not unit else f" {unit}")


def _plain(value: Decimal) -> str:
    """A decimal without an exponent and without zeros at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def describe_proofs(proofs: Sequence[Proof]) -> list[Diagnostic]:
    """An error for each claim that is refuted, a warning for each that is undecided."""
    found: list[Diagnostic] = []
    for proof in proofs:
        if proof.verdict == REFUTED:
            found.append(_refuted(proof))
        elif proof.verdict != PROVED:
            tried = f"it held at all {proof.answer.points:,} points that were tried"
            message = f"`{proof.name}` could be neither proved nor refuted"
            note = tried if proof.answer.points else "it has no value as the plan stands"
            found.append(Diagnostic("claim-undecided", message, proof.view.span, severity="warning", notes=(note,)))
    return found


def _refuted(proof: Proof) -> Diagnostic:
    where = f" in {proof.where}" if proof.where else ""
    sets = " ".join(f"--set {shell_word(f'{name}={text}')}" for name, text in proof.settings)
    values = ", ".join(f"{name} = {text}" for name, text in proof.settings)
    message = f"`{proof.name}` does not hold{where}" + (f" with {values}" if values else " as the plan stands")
    return Diagnostic(
        "claim-refuted",
        message,
        proof.view.span,
        notes=(f"see it with `{sets}`",) if sets else (),
    )


def shell_word(text: str) -> str:
    """A word of a command line, in quotes where a shell would take it apart."""
    return text if text.replace("=", "").replace(".", "").replace("%", "").replace("/", "").isalnum() else f"'{text}'"
