"""Walking over the expressions of a tree."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.syntax import nodes


def parts_of(node: nodes.Expression) -> tuple[nodes.Expression, ...]:
    """The expressions directly within an expression; the owner of a member and the name of a function are none."""
    match node:
        case nodes.Member(object=inner):
            return () if isinstance(inner, nodes.Name) else (inner,)
        case nodes.Call(arguments=arguments):
            keys = tuple(
                item.key for item in arguments if item.key is not None and not isinstance(item.key, nodes.Name)
            )
            return (*keys, *(item.value for item in arguments))
        case nodes.Unary(operand=inner) | nodes.RealSuffix(operand=inner) | nodes.CompoundedSuffix(operand=inner):
            return (inner,)
        case (
            nodes.Binary(left=left, right=right)
            | nodes.Comparison(left=left, right=right)
            | nodes.Logic(left=left, right=right)
        ):
            return left, right
        case nodes.Conditional(condition=condition, consequent=consequent, alternative=alternative):
            return condition, consequent, alternative
        case nodes.Range(low=low, high=high, step=step):
            return (low, high) if step is None else (low, high, step)
        case nodes.Priority(items=items) | nodes.Listing(items=items) | nodes.List(items=items):
            return items
        case nodes.Weight(name=name, share=share):
            return (name,) if share is None else (name, share)
        case _:
            return ()


def present_parts(node: nodes.Expression) -> Iterator[nodes.Expression]:
    """Every expression within one, itself among them, but not what `prev` reads: that is the step before."""
    yield node
    if isinstance(node, nodes.Call) and isinstance(node.function, nodes.Name) and node.function.name == "prev":
        return
    for part in parts_of(node):
        yield from present_parts(part)


def expressions_of(statement: nodes.Statement) -> tuple[nodes.Expression, ...]:
    """The expressions that a statement itself holds, not those of the statements within it."""
    match statement:
        case nodes.Let(value=value):
            return (value,)
        case nodes.Record(value=value, properties=properties):
            return (value, *(item.value for item in properties))
        case nodes.Move(amount=amount, source=source, target=target):
            return amount, source, target
        case nodes.Withdraw(amount=amount, source=source):
            return amount, source
        case nodes.Pay(amount=amount, source=source):
            return (amount,) if source is None else (amount, source)
        case nodes.Receive(amount=amount, target=target):
            return (amount,) if target is None else (amount, target)
        case nodes.Borrow(amount=amount, debt=debt, target=target):
            return amount, debt, target
        case nodes.Repay(amount=amount, debt=debt, source=source):
            return amount, debt, source
        case nodes.Rebalance(weights=weights, group=group):
            return tuple(weights) if group is None else (group,)
        case nodes.Apply(rule=rule):
            return tuple(argument.value for argument in rule.arguments)
        case nodes.Note(values=values):
            return values
        case nodes.Check(condition=condition):
            return (condition,)
        case nodes.If(branches=branches):
            return tuple(condition for condition, _ in branches)
        case _:
            return ()
