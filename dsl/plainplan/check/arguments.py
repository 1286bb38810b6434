"""The arguments of a call, sorted into those in order, those with a name, and those with a key."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.check.forms import FORMS
from plainplan.check.suggestions import did_you_mean
from plainplan.dimensions import Type
from plainplan.records import dataclass
from plainplan.syntax import nodes

# What other languages call `otherwise`.
OTHERWISE = ("else", "default", "other", "others", "rest")


@dataclass(frozen=True, slots=True)
class Arguments:
    """`positional` in order, `named` by name (`start: v`), `keyed` as written (`2026: v`)."""

    positional: tuple[nodes.Expression, ...]
    named: dict[str, nodes.Expression]
    keyed: tuple[nodes.Argument, ...]


def sort_arguments(
    context: Context, call: nodes.Call, names: tuple[str, ...], is_keyed: bool = False
) -> Arguments | None:
    """The arguments of a special form that knows `names`; reports any that it does not know and gives None."""
    assert isinstance(call.function, nodes.Name)
    who = call.function.name
    positional: list[nodes.Expression] = []
    named: dict[str, nodes.Expression] = {}
    keyed: list[nodes.Argument] = []
    is_fine = True
    for argument in call.arguments:
        key = argument.key
        if key is None:
            positional.append(argument.value)
        elif isinstance(key, nodes.Name) and (key.name in names or not is_keyed):
            if key.name not in names:
                context.report(
                    "unknown-argument",
                    f"`{who}` has no argument `{key.name}`",
                    key.span,
                    notes=(f"it is written {FORMS[who].signature}",),
                    help=did_you_mean(key.name, names),
                )
                is_fine = False
            elif key.name in named:
                context.report("duplicate-argument", f"`{key.name}` is given twice", key.span)
                is_fine = False
            named[key.name] = argument.value
        elif is_keyed and isinstance(key, nodes.Name) and key.name in OTHERWISE and "otherwise" in names:
            context.report(
                "unknown-argument",
                f"`{who}` has no argument `{key.name}`",
                key.span,
                help=f"write `otherwise: {argument.value.span.text}`",
            )
            is_fine = False
        elif is_keyed:
            keyed.append(argument)
        else:
            wrong_arguments(context, call)
            is_fine = False
    return Arguments(tuple(positional), named, tuple(keyed)) if is_fine else None


def wrong_arguments(context: Context, call: nodes.Call) -> Type:
    """Report a special form that is not written as it must be."""
    assert isinstance(call.function, nodes.Name)
    name = call.function.name
    return context.report(
        "wrong-arguments", f"`{name}` is not written like this", call.span, help=f"write `{FORMS[name].signature}`"
    )
