"""How one figure comes about: as written, as a formula, with figures in it, and back to the inputs."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.api import Run
from plainplan.api.failures import cause_text, step_text
from plainplan.api.figures import amount_text
from plainplan.dimensions import describe
from plainplan.graph.nodes import (
    TIME,
    Compare,
    Formula,
    Graph,
    If,
    Lag,
    Quantity,
    Reference,
    Select,
    Sparse,
)
from plainplan.graph.operands import direct_reads, operands
from plainplan.graph.text import Spell, formula_text, name_or_helper, spell_formula
from plainplan.render import escape_text
from plainplan.source import Span

# Of a formula over hundreds of names, such as a sum over all accounts, the tree shows so many.
MOST_BRANCHES = 12
MOST_CAUSES = 3
MOST_LINES = 20
TEXT_WIDTH = 84
# What stands for the coverage of a debt of zero.
ENDLESS = 9e307
ORIGINS = {
    "param": "a param",
    "property": "as declared",
    "literal": "a figure in the formula",
    "default": "a default, not written in the plan",
    "scenario": "of a scenario",
    "constant": "a constant of the calendar",
}


def quantity_text(run: Run, found: int, step: int, depth: int) -> str:
    """Everything that is to be said of one quantity in one step."""
    graph = run.graph
    quantity = graph.quantities[found]
    rows = [_title(quantity)]
    rows += [f"  {line}" for line in graph.docs.get(quantity.name, ())]
    rows += ["", f"  {shown_value(run, found, step)}{_when(run, quantity, step)}   {_type(quantity)}"]
    if quantity.formula is None:
        rows += [f"  {_origin(quantity)}"]
        return escape_text_lines(rows)
    if quantity.span is not None:
        rows += titled_block("as written", quantity.span.text)
    rows += titled_block("formula", formula_text(graph, quantity.formula))
    rows += titled_block("with figures", spell_formula(graph, quantity.formula, _spell_values(run, step)))
    if run.is_undefined(found, step):
        rows += titled_block("undefined", "\n".join(cause_text(run, cause) for cause in run.undefined[:MOST_CAUSES]))
    tree = list(branches(run, _behind_links(graph, quantity.formula), step, depth, "", {found}))
    if tree:
        rows += ["", "  from", *(f"  {branch}" for branch in tree)]
    return escape_text_lines(rows)


def escape_text_lines(rows: list[str]) -> str:
    """The lines as one text, with nothing in it that could steer a terminal."""
    return "\n".join(escape_text(row).rstrip() for row in rows)


def _title(quantity: Quantity) -> str:
    label = f'  "{quantity.label}"' if quantity.label and quantity.label != quantity.name else ""
    return f"{quantity.name}{label}{place_text(quantity.span)}"


def place_text(span: Span | None) -> str:
    """The file and line of a span, behind three blanks; nothing without a span."""
    return f"   {span.source.path}:{span.line}" if span else ""


def _type(quantity: Quantity) -> str:
    series = ", one a step" if quantity.axis == TIME else ""
    return f"{describe(quantity.type)}{series}"


def shown_value(run: Run, found: int, step: int) -> str:
    """The value of a quantity in a step, with its unit."""
    return amount_text(run.value(found, step), run.graph.quantities[found].type)


def _when(run: Run, quantity: Quantity, step: int) -> str:
    return f" in {step_text(run, step)}" if quantity.axis == TIME else ""


def _origin(quantity: Quantity) -> str:
    """Where an input comes from, as the plan says it."""
    facts = quantity.input
    if facts is None:
        return ""
    is_endless = isinstance(facts.value, float) and facts.value > ENDLESS
    parts = ["above every line, for nothing is owed" if is_endless else ORIGINS.get(facts.origin, facts.origin)]
    if facts.source_note:
        parts.append(f"source: {facts.source_note}")
    if facts.note:
        parts.append(facts.note)
    return "; ".join(parts)


def titled_block(title: str, text: str) -> list[str]:
    """A text under its title, its long lines wrapped and all of them aligned."""
    import textwrap

    lines: list[str] = []
    for line in text.split("\n")[:MOST_LINES]:
        lines += textwrap.wrap(line.strip(), TEXT_WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    first, *others = lines
    return [f"  {title:<13}{first}", *(f"  {'':<13}{line}" for line in others)]


def _spell_values(run: Run, step: int) -> Spell:
    def spell(quantity: int, back: int | None) -> str | None:
        if back is None or (step - back < 1 and run.graph.quantities[quantity].axis == TIME):
            return run.graph.quantities[quantity].name
        if name_or_helper(run.graph, quantity) is None:
            return None
        return shown_value(run, quantity, step - back)

    return spell


def branches(run: Run, formula: Formula, step: int, depth: int, indent: str, seen: set[int]) -> Iterator[str]:
    """The quantities that a formula reads, each with its value, and below it what that reads."""
    children = list(_reads(run, formula, step))
    shown = children[:MOST_BRANCHES]
    for index, (child, is_before) in enumerate(shown):
        is_last = index == len(shown) - 1 and len(children) == len(shown)
        quantity = run.graph.quantities[child]
        yield f"{indent}{'└─' if is_last else '├─'} {_branch(run, quantity, step, is_before)}"
        # What was in the step before has a story of its own, and what was told once is not told again.
        if quantity.formula is None or is_before or child in seen or depth <= 1:
            continue
        seen.add(child)
        below = indent + ("   " if is_last else "│  ")
        yield from branches(run, _behind_links(run.graph, quantity.formula), step, depth - 1, below, seen)
    if len(children) > len(shown):
        yield f"{indent}└─ … and {len(children) - len(shown)} more"


def _behind_links(graph: Graph, formula: Formula) -> Formula:
    """The formula at the end of a chain of rows that only pass a value on; a name of the plan ends the chain."""
    for _ in graph.quantities:
        if not isinstance(formula, Reference):
            break
        following = graph.quantities[formula.quantity]
        if following.formula is None or "." not in following.name:
            break
        formula = following.formula
    return formula


def _branch(run: Run, quantity: Quantity, step: int, is_before: bool) -> str:
    if is_before:
        if step == 1:
            return f"prev({quantity.name}): there is no step before"
        return f"prev({quantity.name}) = {shown_value(run, quantity.id, step - 1)}"
    text = f"{quantity.name} = {shown_value(run, quantity.id, step)}"
    if quantity.formula is not None:
        return text
    return f"{text}   {_origin(quantity)}{place_text(quantity.span)}"


def _reads(run: Run, formula: Formula, step: int) -> Iterator[tuple[int, bool]]:
    """The quantities under a formula, those of its helpers in their place, and whether each is read a step back."""
    given: set[tuple[int, bool]] = set()
    waiting: list[tuple[Formula, bool]] = [(formula, False)]
    while waiting:
        node, is_before = waiting.pop()
        keys = [(quantity, is_before or isinstance(node, Lag)) for quantity in _named_by(node)]
        # The last one pushed is the first one taken, so what stands first in the formula is pushed last.
        waiting += [(part, is_before) for part in reversed(_taken(run, node, step - is_before))]
        for key in keys:
            if key in given:
                continue
            given.add(key)
            helper = run.graph.quantities[key[0]]
            if helper.is_helper and helper.formula is not None:
                waiting.append((helper.formula, key[1]))
            else:
                yield key


def _taken(run: Run, node: Formula, step: int) -> tuple[Formula, ...]:
    """The parts of a formula that had a say in a step: of a choice only what was chosen."""
    parts = operands(node)
    match node:
        case If(Reference(flag), consequent, alternative) if step >= 1 and not run.is_undefined(flag, step):
            return (node.flag, consequent if run.number(flag, step) == 1 else alternative)
        case Select(index, options) if step >= 1 and 1 <= run.number(index, step) <= len(options):
            return (options[int(run.number(index, step)) - 1],)
    return parts


def _named_by(node: Formula) -> tuple[int, ...]:
    """What a node names itself, without what explains nothing: tolerances, the scenario, the keys of a table."""
    match node:
        case Compare() | Select():
            return ()
        case Sparse():
            return node.values
    return direct_reads(node)
