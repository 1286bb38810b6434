"""Both versions of a declaration in one, chosen by a switch: what an edit changes becomes the value of an input.

Mixtures of many edits then share one graph, which is what makes trying hundreds of them quick.
"""

from __future__ import annotations

from plainplan.records import replace
from plainplan.source import Source
from plainplan.syntax import nodes, parse
from plainplan.versions.edits import Edit

FLOWS = ("income", "expense", "goal")


def switch_name(group: int) -> str:
    """The name of the input that says whether a group of edits was made (1) or not (0)."""
    return f"plainplan_edit_{group + 1}"


def switch_declaration(group: int) -> nodes.Declaration:
    """The declaration of that input, of an edit that was not made."""
    file, _ = parse(Source("", f"param {switch_name(group)} = 0\n"))
    return file.declarations[0]


def switched(edit: Edit, group: int) -> nodes.Declaration | None:
    """The declaration as it was where the switch of the group is 0, as it became where it is 1.

    None where the versions differ in more than formulas: another word, a property that only one has, an account.
    """
    before, after = edit.before, edit.after
    if edit.body or edit.is_moved:
        return None
    if before is None or after is None:
        return _flow_on_and_off(edit, group)
    match before.node, after.node:
        case nodes.Param() as old, nodes.Param() as new:
            return replace(new, value=_either(old.value, new.value, group), properties=new.properties)
        case (nodes.Let() as old, nodes.Let() as new) | (nodes.Fx() as old, nodes.Fx() as new):
            return replace(new, value=_either(old.value, new.value, group))
        case nodes.Account() as old, nodes.Account() as new:
            return _account(old, new, group)
    return None


def _account(old: nodes.Account, new: nodes.Account, group: int) -> nodes.Account | None:
    earlier = {item.name.name: item.value for item in old.properties}
    if earlier.keys() != {item.name.name for item in new.properties} or (old.value is None) != (new.value is None):
        return None
    value = new.value if old.value is None or new.value is None else _either(old.value, new.value, group)
    properties = tuple(
        replace(item, value=_either(earlier[item.name.name], item.value, group)) for item in new.properties
    )
    return replace(new, value=value, properties=properties)


def _flow_on_and_off(edit: Edit, group: int) -> nodes.Declaration | None:
    """A flow that was added pays nothing before, one that was removed pays nothing after."""
    node = edit.entry.node
    if not isinstance(node, nodes.Account) or node.keyword not in FLOWS:
        return None
    flag = "" if edit.before is None else "1 - "
    if node.value is not None:
        return replace(node, value=_times(node.value, f"{flag}{switch_name(group)}"))
    properties = tuple(
        replace(item, value=_times(item.value, f"{flag}{switch_name(group)}")) if item.name.name == "amount" else item
        for item in node.properties
    )
    return replace(node, properties=properties)


def _either(old: nodes.Expression, new: nodes.Expression, group: int) -> nodes.Expression:
    if old == new:
        return new
    return nodes.Conditional(new.span, _written(f"{switch_name(group)} = 1"), new, old)


def _times(value: nodes.Expression, factor: str) -> nodes.Expression:
    return nodes.Binary(value.span, "*", value, _written(factor))


def _written(text: str) -> nodes.Expression:
    file, _ = parse(Source("", f"let written = {text}\n"))
    declaration = file.declarations[0]
    assert isinstance(declaration, nodes.Let)
    return declaration.value
