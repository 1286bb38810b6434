"""The accounts that a statement moves money between: what may give, what may take, and what they share."""

from __future__ import annotations

from plainplan.check.context import Context, Place
from plainplan.check.model import Symbol
from plainplan.check.symbols import article, resolve
from plainplan.diagnostics import Label
from plainplan.dimensions import money
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text

Party = tuple[nodes.Name, Symbol]
# The statements for which a debt lends what they need; `borrow` is the word for what comes into an account.
LENT_FROM = ("withdraw", "pay", "repay")


def note_account(context: Context, node: nodes.Name, symbol: Symbol) -> None:
    """Give a name that stands for the account itself the type of its balance."""
    currency = symbol.type.currency or context.currency
    context.model.types[id(node)] = symbol.type if symbol.type.currency else money(currency).as_series()


def names_in(node: nodes.Expression) -> list[nodes.Name]:
    """The names of one account, or of several in order."""
    return [
        item for item in (node.items if isinstance(node, nodes.Priority) else (node,)) if isinstance(item, nodes.Name)
    ]


def infer_loosely(context: Context, node: nodes.Expression, place: Place) -> None:
    """Type what stands where something else was expected, so that its own mistakes are told too."""
    match node:
        case nodes.Name():
            resolve(context, node, place)
        case nodes.Priority(items=items):
            for item in items:
                infer_loosely(context, item, place)
        case _:
            context.infer(node, place)


def formal_kind(symbol: Symbol) -> str:
    """The kind of account that a symbol is, what a rule is given included."""
    if symbol.kind == "formal" and isinstance(symbol.node, nodes.Formal) and symbol.node.type is not None:
        return plain_text(symbol.node.type.span).strip()
    return symbol.kind


def parties(context: Context, node: nodes.Expression, place: Place, verb: str, is_source: bool) -> list[Party]:
    """The accounts of a `from`, `to` or `into`, in order; reports what cannot stand there."""
    items = node.items if isinstance(node, nodes.Priority) else (node,)
    found: list[Party] = []
    for item in items:
        if not isinstance(item, nodes.Name):
            context.report("not-an-account", f"`{verb}` needs the name of an account", item.span)
            continue
        symbol = resolve(context, item, place)
        if symbol is None:
            continue
        note_account(context, item, symbol)
        if _may_stand(context, item, symbol, verb, is_source):
            _report_twice(context, item, found)
            found.append((item, symbol))
    return found


def _may_stand(context: Context, item: nodes.Name, symbol: Symbol, verb: str, is_source: bool) -> bool:
    kind = formal_kind(symbol)
    if (
        kind in ("asset", "group", "accounts")
        or (kind == "account" and is_source)
        or (symbol.type.is_unknown and symbol.kind in ("formal", "data"))
    ):
        return True
    if kind in ("debt", "debts"):
        if is_source and verb in LENT_FROM:
            return True
        owed = f"the {kind} `{item.name}`"
        context.report(
            "not-an-account",
            f"`{verb}` cannot take from {owed}" if is_source else f"`{verb}` cannot pay {owed}",
            item.span,
            help=f"write `borrow … from {item.name} into ACCOUNT`"
            if is_source
            else f"write `repay … of {item.name} from ACCOUNT`",
        )
        return False
    if kind == "account":
        context.report(
            "not-an-account",
            f"`{item.name}` may be given a debt, and `{verb}` puts money into assets",
            item.span,
            help=f"write `{item.name}: asset`",
        )
        return False
    context.report("not-an-account", f"`{item.name}` is {article(kind)}, not an account", item.span)
    return False


def _report_twice(context: Context, item: nodes.Name, found: list[Party]) -> None:
    for other, _ in found:
        if other.name == item.name:
            context.report(
                "same-account",
                f"`{item.name}` stands twice in the order",
                item.span,
                labels=(Label(other.span, "the first time"),),
            )


def debt_parties(context: Context, node: nodes.Expression, place: Place, verb: str) -> list[Party]:
    """The debts of a `borrow` or `repay`, in order."""
    found: list[Party] = []
    for item in node.items if isinstance(node, nodes.Priority) else (node,):
        if not isinstance(item, nodes.Name):
            context.report("not-an-account", f"`{verb}` needs the name of a debt", item.span)
            continue
        symbol = resolve(context, item, place)
        if symbol is None:
            continue
        note_account(context, item, symbol)
        if formal_kind(symbol) in ("debt", "debts", "account"):
            _report_twice(context, item, found)
            found.append((item, symbol))
        else:
            context.report("not-an-account", f"`{verb}` needs a debt, and `{item.name}` is none", item.span)
    return found


def report_shared(context: Context, sources: list[Party], targets: list[Party]) -> None:
    """Report a source and a destination that are one account, or share one (rule 14)."""
    for target, target_symbol in targets:
        for source, source_symbol in sources:
            shared = holdings(source_symbol) & holdings(target_symbol)
            if not shared:
                continue
            message = (
                f"money cannot move from `{source.name}` to itself"
                if source.name == target.name
                else f"`{source.name}` and `{target.name}` share `{sorted(shared)[0]}`"
            )
            context.report(
                "same-account", message, target.span, labels=(Label(source.span, "the money comes from here"),)
            )
            return


def holdings(symbol: Symbol) -> frozenset[str]:
    """The accounts that a symbol stands for."""
    if isinstance(symbol.node, nodes.Group):
        return frozenset(member.name for member in symbol.node.members)
    return frozenset((symbol.name,))


def currency_of(context: Context, found: list[Party]) -> str:
    """The currency in which several accounts give: their own when they share it, else the plan's."""
    currencies = {symbol.type.currency or context.currency for _, symbol in found}
    return currencies.pop() if len(currencies) == 1 else context.currency
