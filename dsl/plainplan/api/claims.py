"""What a plan claims, decided: each `prove` with its answer, as the commands and the workbook tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import Type, unit_text
from plainplan.evaluate import Program, run
from plainplan.graph.nodes import TIME, ClaimView, Graph, InputValue
from plainplan.records import dataclass
from plainplan.symbols.prove import PROVED, REFUTED, Answer, Setting, prove


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


def decide_claims(graph: Graph, budget: float) -> list[Proof]:
    """The answer to each claim of a graph that was built with them, `budget` seconds for each."""
    program = Program(graph)
    return [_decide(graph, program, view, budget) for view in graph.claims]


def _decide(graph: Graph, program: Program, view: ClaimView, budget: float) -> Proof:
    def attempt(changes: Mapping[int, InputValue]) -> Sequence[float]:
        # Any: a flag, or a list of flags.
        found = run(graph, changes, program=program).values[view.quantity]
        return found if isinstance(found, list) else [found]

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
    from plainplan.symbols.notation import decimal_text

    if type_.kind == "boolean":
        return "true" if value else "false"
    exact = Fraction(repr(value))
    if type_.is_rate:
        return f"{decimal_text(exact * 100)}%{unit_text(type_)}"
    unit = unit_text(type_)
    text = decimal_text(exact)
    return text + (unit if unit.startswith("/") or not unit else f" {unit}")


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
