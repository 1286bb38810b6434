"""Both versions of what was edited in one plan, chosen by an input: 0 for as it was, 1 for as it became.

Mixtures of many edits then share one graph, which is what makes trying hundreds of them quick.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher
from typing import Any

from plainplan.check.properties import PROPERTIES
from plainplan.records import replace
from plainplan.source import Source
from plainplan.syntax import nodes, parse
from plainplan.versions.edits import Edit
from plainplan.versions.facts import ONE_LINE

Body = tuple[nodes.Statement, ...]

FLOWS = frozenset(("income", "expense", "goal"))
# What a property expects that is no formula, so that no input chooses it.
WORDS = frozenset(("account", "accounts", "date", "months", "word"))
# What an account is nothing without: money that it has, owes, may lend, brings or costs.
AMOUNTS = {*ONE_LINE.values(), "units", "cost", "limit"}


def switch_name(group: int) -> str:
    """The name of the input that says whether a group of edits was made (1) or not (0)."""
    return f"plainplan_edit_{group + 1}"


def switch_declaration(group: int) -> nodes.Declaration:
    """The declaration of that input, of an edit that was not made."""
    file, _ = parse(Source("", f"param {switch_name(group)} = 0\n"))
    return file.declarations[0]


def switched(
    edit: Edit, group: int, taken: Collection[str], spoken: Collection[str]
) -> tuple[nodes.Declaration, ...] | None:
    """What stands for a declaration as it was where the switch of the group is 0, as it became where it is 1.

    `taken` are the names that the later version gives, `spoken` those of which anything speaks. None where that cannot
    be said; where it can it may still be no plan, since no input chooses a word or an account.
    """
    if edit.is_moved:
        return None
    match None if edit.before is None else edit.before.node, None if edit.after is None else edit.after.node:
        case nodes.Block() as old, nodes.Block() as new:
            if replace(old, body=new.body, doc=new.doc) == new:
                return (replace(new, body=_either_body(old.body, new.body, group, taken)),)
            return _only(old, group, 0, taken), _only(new, group, 1)
        case nodes.Param() as old, nodes.Param() as new:
            return (replace(new, value=_either(old.value, new.value, group)),)
        case (nodes.Let() as old, nodes.Let() as new) | (nodes.Fx() as old, nodes.Fx() as new):
            return (replace(new, value=_either(old.value, new.value, group)),)
        case (nodes.Account() as old, nodes.Account() as new) if old.keyword == new.keyword:
            if old.keyword in FLOWS and old.name.name not in spoken and _differ_in_words(old, new):
                earlier = replace(old, name=replace(old.name, name=f"{old.name.name}_{switch_name(group)}"))
                return _only(earlier, group, 0), _only(new, group, 1)
            return _either_account(old, new, group)
        case None, (nodes.Account() | nodes.Block()) as new:
            return (_only(new, group, 1),)
        case (nodes.Account() | nodes.Block()) as old, None:
            return (_only(old, group, 0, taken),)
    return None


def _either_account(old: nodes.Account, new: nodes.Account, group: int) -> tuple[nodes.Account] | None:
    """Each property by its formulas in both versions; where one does not say it, by the default of the language."""
    before, after = _said(old), _said(new)
    properties = []
    for name in {**after, **before}:
        first, second = before.get(name) or _default(old, name), after.get(name) or _default(old, name)
        if first is None or second is None:
            return None
        value = _either(first, second, group)
        properties.append(nodes.Property(value.span, nodes.Name(value.span, name), value))
    return (replace(new, value=None, properties=tuple(properties)),)


def _differ_in_words(old: nodes.Account, new: nodes.Account) -> bool:
    before, after = _said(old), _said(new)
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return any(PROPERTIES[new.keyword][name].expects in WORDS for name in changed)


def _said(node: nodes.Account) -> dict[str, nodes.Expression]:
    on_line = {} if node.value is None else {ONE_LINE[node.keyword]: node.value}
    return on_line | {item.name.name: item.value for item in node.properties}


def _default(node: nodes.Account, name: str) -> nodes.Expression | None:
    default = PROPERTIES[node.keyword][name].default
    return _written(default) if default is not None and default[0].isdigit() and " of " not in default else None


def _only(node: Any, group: int, number: int, taken: Collection[str] = ()) -> Any:
    """What was added or removed: where the switch is another, a block does nothing and an account has nothing."""
    if isinstance(node, nodes.Block):
        body = _without_names(node.body, taken)
        return replace(node, body=(nodes.If(node.span, ((_is(group, number), body),), None),))
    properties = [
        nodes.Property(
            value.span, nodes.Name(value.span, name), _if(value, group, number) if name in AMOUNTS else value
        )
        for name, value in _said(node).items()
    ]
    return replace(node, value=None, properties=tuple(properties))


def _either_body(old: Body, new: Body, group: int, taken: Collection[str]) -> Body:
    """The statements that both have; those of one version alone within an `if`."""
    found: list[nodes.Statement] = []
    for tag, i, j, k, m in SequenceMatcher(None, *_numbered(old, new), autojunk=False).get_opcodes():
        both = [_either_statement(*pair, group, taken) for pair in zip(old[i:j], new[k:m], strict=False)]
        if tag == "equal":
            found += new[k:m]
        elif j - i == m - k and None not in both:
            found += [statement for statement in both if statement is not None]
        elif m > k:
            was = _without_names(old[i:j], taken)
            found.append(nodes.If(new[k].span, ((_is(group, 1), new[k:m]),), was or None))
        else:
            found.append(nodes.If(old[i].span, ((_is(group, 0), _without_names(old[i:j], taken)),), None))
    return tuple(found)


def _either_statement(old: Any, new: Any, group: int, taken: Collection[str]) -> nodes.Statement | None:
    """One statement for two that differ in a formula alone, or in what stands within them."""
    match old, new:
        case (nodes.Let(), nodes.Let()) if old.name == new.name:
            return replace(new, value=_either(old.value, new.value, group))
        case (nodes.If(), nodes.If()) if len(old.branches) == len(new.branches):
            branches = tuple(
                (_either(was, test, group), _either_body(old_body, body, group, taken))
                for (was, old_body), (test, body) in zip(old.branches, new.branches, strict=True)
            )
            otherwise = _either_body(old.otherwise or (), new.otherwise or (), group, taken)
            return replace(new, branches=branches, otherwise=otherwise or None)
    if type(old) is type(new) and hasattr(new, "amount") and replace(old, amount=new.amount) == new:
        either: nodes.Statement = replace(new, amount=_either(old.amount, new.amount, group))
        return either
    return None


def _numbered(old: Body, new: Body) -> tuple[list[int], list[int]]:
    """The same number for equal statements: nodes are compared, not hashed."""
    known: list[nodes.Statement] = []
    for statement in (*old, *new):
        if statement not in known:
            known.append(statement)
    return [known.index(statement) for statement in old], [known.index(statement) for statement in new]


def _without_names(body: Body, taken: Collection[str]) -> Body:
    """Statements of the earlier version without the names that the later one gives."""

    def unnamed(node: Any) -> Any:
        if isinstance(node, nodes.If):
            branches = tuple((test, tuple(map(unnamed, inner))) for test, inner in node.branches)
            return replace(node, branches=branches, otherwise=node.otherwise and tuple(map(unnamed, node.otherwise)))
        alias = getattr(node, "alias", None)
        return replace(node, alias=None) if alias is not None and alias.name in taken else node

    return tuple(map(unnamed, body))


def _either(old: nodes.Expression, new: nodes.Expression, group: int) -> nodes.Expression:
    return new if old == new else nodes.Conditional(new.span, _is(group, 1), new, old)


def _if(value: nodes.Expression, group: int, number: int) -> nodes.Expression:
    flag = switch_name(group) if number else f"1 - {switch_name(group)}"
    return nodes.Binary(value.span, "*", value, _written(flag))


def _is(group: int, number: int) -> nodes.Expression:
    return _written(f"{switch_name(group)} = {number}")


def _written(text: str) -> nodes.Expression:
    file, _ = parse(Source("", f"let written = {text}\n"))
    declaration = file.declarations[0]
    assert isinstance(declaration, nodes.Let)
    return declaration.value
