"""How one figure comes about: as written, as a formula, with figures in it, and back to the inputs."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.api import Run
from plainplan.api.failures import cause_text, where_text
from plainplan.api.figures import amount_text
from plainplan.api.tables import places_of
from plainplan.dimensions import describe
from plainplan.graph.nodes import (
    SCALAR,
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
# Of the values of a column, in a line of their own and within a formula.
MOST_VALUES, MOST_IN_LINE = 40, 4
# What stands for the coverage of a debt of zero.
ENDLESS = 9e307
ORIGINS = {
    "param": "a param",
    "property": "as declared",
    "literal": "a figure in the formula",
    "default": "a default, not written in the plan",
    "scenario": "of a scenario",
    "constant": "a constant of the calendar",
    "data": "of a data file",
}


def quantity_text(run: Run, found: int, step: int, depth: int) -> str:
    """Everything that is to be said of one quantity in one step, or in one row of its table."""
    graph = run.graph
    quantity = graph.quantities[found]
    axis = quantity.axis if quantity.axis in graph.axes else TIME
    rows = [_title(quantity)]
    rows += [f"  {line}" for line in graph.docs.get(quantity.name, ())]
    rows += ["", f"  {shown_value(run, found, step, axis)}{_when(run, quantity, step)}   {_type(quantity)}"]
    if axis != TIME:
        rows += titled_block("all rows" if not graph.axes[axis].columns else "all cells", list_text(run, quantity))
    if quantity.formula is None:
        rows += [f"  {_origin(quantity)}"]
        return escape_text_lines(rows)
    if quantity.span is not None:
        rows += titled_block("as written", quantity.span.text)
    rows += titled_block("formula", formula_text(graph, quantity.formula))
    rows += titled_block("with figures", spell_formula(graph, quantity.formula, _spell_values(run, step, axis)))
    if run.is_undefined(found, step):
        rows += titled_block("undefined", "\n".join(cause_text(run, cause) for cause in run.undefined[:MOST_CAUSES]))
    tree = list(branches(run, _behind_links(graph, quantity.formula), step, depth, "", {found}, axis))
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
    series = "" if quantity.axis == SCALAR else ", one a step" if quantity.axis == TIME else ", one a row"
    return f"{describe(quantity.type)}{series}"


def shown_value(run: Run, found: int, step: int, axis: str = TIME) -> str:
    """The value of a quantity in a step, or in a row of another axis, with its unit; all values of what goes along
    none of them."""
    quantity = run.graph.quantities[found]
    is_share = found in run.shares
    if quantity.axis in (SCALAR, axis):
        return amount_text(run.value(found, step), quantity.type, is_share)
    places = dict(places_of(run.graph, axis, step)) if axis in run.graph.axes else {}
    if quantity.axis in places:
        return amount_text(run.value(found, places[quantity.axis] + 1), quantity.type, is_share)
    return f"[{list_text(run, quantity, MOST_IN_LINE)}]"


def list_text(run: Run, quantity: Quantity, most: int = MOST_VALUES) -> str:
    """The values of a series one after the other, the first of very many."""
    values = run.values(quantity.id)
    texts = [amount_text(value, quantity.type, quantity.id in run.shares) for value in values[:most]]
    return ", ".join(texts) + (f", … {len(values):,} values" if len(values) > most else "")


def _when(run: Run, quantity: Quantity, step: int) -> str:
    return "" if quantity.axis == SCALAR else f" in {where_text(run, quantity, step)}"


def _origin(quantity: Quantity) -> str:
    """Where an input comes from, as the plan says it."""
    facts = quantity.input
    if facts is None:
        return ""
    is_endless = isinstance(facts.value, float) and facts.value > ENDLESS
    is_header = facts.origin == "literal" and quantity.axis != SCALAR and "#" not in quantity.name
    origin = "a header" if is_header else ORIGINS.get(facts.origin, facts.origin)
    parts = ["above every line, for nothing is owed" if is_endless else origin]
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


def _spell_values(run: Run, step: int, axis: str) -> Spell:
    def spell(quantity: int, back: int | None) -> str | None:
        found = run.graph.quantities[quantity]
        if back is None and found.axis in run.graph.axes:
            return shown_value(run, quantity, step, TIME)
        if back is None or (step - back < 1 and found.axis == axis):
            return found.name
        if name_or_helper(run.graph, quantity) is None:
            return None
        return shown_value(run, quantity, step - back, axis)

    return spell


def branches(
    run: Run, formula: Formula, step: int, depth: int, indent: str, seen: set[int], axis: str = TIME
) -> Iterator[str]:
    """The quantities that a formula reads, each with its value, and below it what that reads."""
    children = list(_reads(run, formula, step, axis))
    shown = children[:MOST_BRANCHES]
    for index, (child, is_before) in enumerate(shown):
        is_last = index == len(shown) - 1 and len(children) == len(shown)
        quantity = run.graph.quantities[child]
        yield f"{indent}{'└─' if is_last else '├─'} {_branch(run, quantity, step, is_before, axis)}"
        # What was in the step before has a story of its own, and what was told once is not told again.
        if quantity.formula is None or is_before or child in seen or depth <= 1:
            continue
        seen.add(child)
        below = indent + ("   " if is_last else "│  ")
        if quantity.axis in (SCALAR, axis):
            inner, place = axis, step
        else:
            # What is read whole is followed in its own first row, or in the last step.
            inner, place = quantity.axis, 1 if quantity.axis in run.graph.axes else run.graph.steps
        yield from branches(run, _behind_links(run.graph, quantity.formula), place, depth - 1, below, seen, inner)
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


def _branch(run: Run, quantity: Quantity, step: int, is_before: bool, axis: str) -> str:
    if is_before:
        if step == 1:
            return f"prev({quantity.name}): there is no {'step before' if axis == TIME else 'row above'}"
        return f"prev({quantity.name}) = {shown_value(run, quantity.id, step - 1, axis)}"
    text = f"{quantity.name} = {shown_value(run, quantity.id, step, axis)}"
    if quantity.formula is not None:
        return text
    return f"{text}   {_origin(quantity)}{place_text(quantity.span)}"


def _reads(run: Run, formula: Formula, step: int, axis: str) -> Iterator[tuple[int, bool]]:
    """The quantities under a formula, those of its helpers in their place, and whether each is read a step back."""
    given: set[tuple[int, bool]] = set()
    waiting: list[tuple[Formula, bool]] = [(formula, False)]
    while waiting:
        node, is_before = waiting.pop()
        keys = [(quantity, is_before or isinstance(node, Lag)) for quantity in _named_by(node)]
        # The last one pushed is the first one taken, so what stands first in the formula is pushed last.
        waiting += [(part, is_before) for part in reversed(_taken(run, node, step - is_before, axis))]
        for key in keys:
            if key in given:
                continue
            given.add(key)
            helper = run.graph.quantities[key[0]]
            if helper.is_helper and helper.formula is not None:
                waiting.append((helper.formula, key[1]))
            else:
                yield key


def _taken(run: Run, node: Formula, step: int, axis: str) -> tuple[Formula, ...]:
    """The parts of a formula that had a say in a step: of a choice only what was chosen."""
    parts = operands(node)
    match node:
        case If(Reference(flag)) if run.graph.quantities[flag].axis not in (SCALAR, axis):
            return parts
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
