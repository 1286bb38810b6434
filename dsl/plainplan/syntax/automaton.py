"""The LALR(1) machine: shifts tokens and reduces them to nodes by the tables of the grammar."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.records import dataclass
from plainplan.syntax.build import ACTIONS
from plainplan.syntax.layout import RESERVED
from plainplan.syntax.place import Place
from plainplan.syntax.tables import Tables
from plainplan.syntax.tokens import Token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # A token, a node, or a list of nodes, as the production that left it there says; only the grammar knows which.
    Value = Any
    Action = Callable[[Place, list[Value]], Value]

END = "$END"


@dataclass(frozen=True, slots=True)
class Machine:
    """The tables with each production's function at hand.

    `builders[rule]` is None where the one symbol of the production is passed on. `soft` are the keywords that are
    ordinary names wherever the keyword itself cannot stand.
    """

    tables: Tables
    sizes: list[int]
    origins: list[str]
    builders: list[Action | None]
    soft: frozenset[str]


def build_machine(tables: Tables) -> Machine:
    """The machine for these tables."""
    return Machine(
        tables,
        [rule.size for rule in tables.rules],
        [rule.origin for rule in tables.rules],
        [ACTIONS[rule.action] if rule.action else None for rule in tables.rules],
        frozenset(terminal for word, terminal in tables.keywords.items() if word not in RESERVED),
    )


def advance(machine: Machine, place: Place, states: list[int], values: list[Value], tokens: list[Token]) -> int:
    """Feeds tokens to the stacks; the number of the token that cannot stand where it is, or -1 when all could."""
    actions = machine.tables.actions
    gotos = machine.tables.gotos
    accepted = machine.tables.end
    sizes, origins, builders, soft = machine.sizes, machine.origins, machine.builders, machine.soft
    for index, token in enumerate(tokens):
        kind = token[0]
        action = actions[states[-1]].get(kind)
        while True:
            if action is None:
                if kind not in soft:
                    return index
                kind = "NAME"
                action = actions[states[-1]].get(kind)
                if action is None:
                    return index
            if action >= 0:
                states.append(action)
                values.append(token)
                place.end = token[3]
                break
            rule = ~action
            builder = builders[rule]
            if builder is None:
                states.pop()
            else:
                size = sizes[rule]
                if size:
                    taken = values[-size:]
                    del values[-size:]
                    del states[-size:]
                    values.append(builder(place, taken))
                else:
                    values.append(builder(place, []))
            state = gotos[states[-1]][origins[rule]]
            states.append(state)
            if state == accepted:
                return -1
            action = actions[state].get(kind)
    return -1
