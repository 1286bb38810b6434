"""What an account or a flow is for: the class that it writes, or the one that it has without."""

from __future__ import annotations

from plainplan.check.model import Model
from plainplan.check.properties import PROPERTIES
from plainplan.syntax import nodes

# Which debts stand against which assets.
AGAINST = {"self_use": "self_use", "investment": "investment", "consumption": "liquid"}
# Expenses that a household decides on from month to month; what a contract or the law asks for is not among them.
CONTROLLABLE = ("living", "other")


def written_word(model: Model, node: nodes.Declaration, name: str) -> str | None:
    """The word of a property, which may stand in quotes; None where it is not written, or is no word."""
    written = model.properties.get(id(node), {}).get(name)
    match written.value if written is not None else None:
        case nodes.Name(name=word) | nodes.Text(value=word):
            return word
        case _:
            return None


def split_of(model: Model, node: nodes.Declaration) -> tuple[nodes.Weight, ...]:
    """The classes over which an asset is split, each with its share; none where it is of one class."""
    written = model.properties.get(id(node), {}).get("class")
    match written.value if written is not None else None:
        case nodes.Listing(items=items):
            return tuple(item for item in items if isinstance(item, nodes.Weight))
        case _:
            return ()


def class_of(model: Model, node: nodes.Account) -> str:
    """The class of an account or a flow; of an asset that is split the first that it names."""
    split = split_of(model, node)
    if split:
        return split[0].name.name
    written = written_word(model, node, "class")
    if written is not None:
        return written
    return _class_of_debt(model, node) if node.keyword == "debt" else PROPERTIES[node.keyword]["class"].default or ""


def is_money(model: Model, node: nodes.Account) -> bool:
    """Whether an asset is money in the sense of the cash flow: wholly liquid."""
    return node.keyword == "asset" and not split_of(model, node) and class_of(model, node) == "liquid"


def is_controllable(model: Model, node: nodes.Account) -> bool:
    """Whether an expense can be cut from month to month."""
    written = written_word(model, node, "controllable")
    return class_of(model, node) in CONTROLLABLE if written is None else written == "true"


def _class_of_debt(model: Model, node: nodes.Account) -> str:
    """A debt is for what the first asset that secures it is for: a loan on shares is one to invest."""
    written = model.properties.get(id(node), {}).get("secured_by")
    if written is None:
        return "consumption"
    first = written.value.items[0] if isinstance(written.value, nodes.Listing) else written.value
    name = first.name if isinstance(first, nodes.Weight) else first
    symbol = model.globals.get(name.name) if isinstance(name, nodes.Name) else None
    asset = symbol.node if symbol is not None else None
    if not isinstance(asset, nodes.Account) or asset.keyword != "asset":
        return "consumption"
    return next(debt for debt, against in AGAINST.items() if against == class_of(model, asset))
