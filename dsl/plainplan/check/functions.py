"""Functions of the plan: their formals and bodies once, the arguments of each call."""

from __future__ import annotations

from plainplan.check.account_arguments import check_account_argument
from plainplan.check.context import Binding, Context, Environment, Place
from plainplan.check.fitting import fits
from plainplan.check.formals import ACCOUNT_TYPES, is_list_formal
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import find_binding, force
from plainplan.check.variables import meanings_of
from plainplan.diagnostics import Label
from plainplan.dimensions import UNKNOWN, Type, substitute, variable_of
from plainplan.records import replace
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text


def report_disorder(context: Context, node: nodes.Call, who: str) -> bool:
    """Report an argument without a name after one with a name: its place no longer tells which it is."""
    named: nodes.Argument | None = None
    for argument in node.arguments:
        if argument.key is not None:
            named = argument
        elif named is not None:
            context.report(
                "wrong-arguments",
                f"arguments of `{who}` without a name stand before those with names",
                argument.value.span,
                labels=(Label(named.span, "this one has a name"),),
            )
            return True
    return False


def bind_arguments(
    context: Context, node: nodes.Call, formals: tuple[nodes.Formal, ...], who: str
) -> dict[str, nodes.Expression] | None:
    """The argument of each formal by name; reports what is missing, unknown or given twice."""
    if report_disorder(context, node, who):
        return None
    by_name: dict[str, nodes.Expression] = {}
    names = tuple(formal.name.name for formal in formals)
    count = len(context.diagnostics)
    for position, argument in enumerate(node.arguments):
        key = argument.key
        if _is_named_by_equal(context, argument, names):
            return None
        if key is None:
            if position >= len(names):
                context.report(
                    "wrong-arguments",
                    f"`{who}` takes {counted(str(len(names)))}, not {len(node.arguments)}",
                    argument.value.span,
                )
                break
            name = names[position]
        elif isinstance(key, nodes.Name) and key.name in names:
            name = key.name
        else:
            context.report(
                "unknown-argument",
                f"`{who}` has no argument `{key.span.text}`",
                key.span,
                notes=(f"its arguments: {', '.join(names)}",),
                help=did_you_mean(key.span.text, names),
            )
            continue
        if name in by_name:
            context.report("duplicate-argument", f"`{name}` is given twice", argument.span)
        by_name[name] = argument.value
    missing = [formal.name.name for formal in formals if formal.default is None and formal.name.name not in by_name]
    if missing and len(context.diagnostics) == count:
        listed = ", ".join(f"`{name}`" for name in missing)
        context.report("missing-argument", f"`{who}` needs {listed}", node.span)
    return by_name if len(context.diagnostics) == count else None


def _is_named_by_equal(context: Context, argument: nodes.Argument, names: tuple[str, ...]) -> bool:
    """Report `begin = 5` where `begin: 5` is meant."""
    match argument.value:
        case nodes.Comparison(operator="=", left=nodes.Name(name=name), right=right) if argument.key is None:
            if name not in names or name in context.names:
                return False
            # The name is told here, and no unknown one.
            context.report_name_once("name", name)
            context.report(
                "wrong-separator",
                "an argument takes `:` after its name",
                argument.span,
                help=f"write `{name}: {right.span.text}`",
            )
            return True
    return False


def counted(count: str) -> str:
    """A number of arguments in words."""
    return f"{count} argument" + ("" if count in ("1", "at least 1") else "s")


def type_user_call(context: Context, node: nodes.Call, binding: Binding, place: Place) -> Type:
    """The type of a call of a function of the plan."""
    assert isinstance(node.function, nodes.Name)
    assert isinstance(binding.node, nodes.Fn)
    function = binding.node
    symbol = force(context, binding, node.function)
    context.model.symbols[id(node.function)] = symbol
    is_series = False
    given = bind_arguments(context, node, function.formals, binding.name)
    accounts = _accounts_among(function, given or {})
    lists = {
        id(given[formal.name.name])
        for formal in function.formals
        if given and formal.name.name in given and is_list_formal(formal)
    }
    for argument in node.arguments:
        if id(argument.value) in accounts:
            check_account_argument(context, *accounts[id(argument.value)], argument.value, place)
            is_series = True
        else:
            varies = context.infer(argument.value, place).is_series
            is_series = is_series or (varies and id(argument.value) not in lists)
    if given is None or symbol.type.is_unknown or _lacks_now(context, node, function, given, place):
        return UNKNOWN
    named = ((formal, given.get(formal.name.name)) for formal in function.formals)
    if any(value is not None and lacks_list(context, formal, value, node) for formal, value in named):
        return UNKNOWN
    variables: dict[str, list[nodes.Expression]] = {}
    per_time: dict[str, list[nodes.Expression]] = {}
    for formal in function.formals:
        value = given.get(formal.name.name)
        if value is not None and id(value) not in accounts:
            wanted = force(context, binding.members[formal.name.name], None).type
            variable = variable_of(wanted)
            if variable is not None:
                (per_time if wanted.period else variables).setdefault(variable, []).append(value)
            if variable is not None or fits(context, value, wanted, f"`{formal.name.name}`"):
                check_form(context, formal, value, place)
    meanings = meanings_of(context, function, variables, per_time)
    if meanings is None:
        return UNKNOWN
    return substitute(symbol.type, meanings).as_series(is_series or symbol.type.is_series)


def _lacks_now(
    context: Context, node: nodes.Call, function: nodes.Fn, given: dict[str, nodes.Expression], place: Place
) -> bool:
    """Report a day that is `now` unless it is given, where there is no now."""
    if place.kind == "fn" or not context.model.facts.is_calculator:
        return False
    for formal in function.formals:
        name = formal.name.name
        if name not in given and isinstance(formal.default, nodes.Name) and formal.default.name == "now":
            context.report(
                "now-without-plan",
                f"`{name}` is `now` unless it is given, and a calculator has no `now`",
                node.span,
                help=f"write `{node.span.text[:-1]}{', ' if node.arguments else ''}{name}: 2026-01-31)`",
            )
            return True
    return False


def lacks_list(context: Context, formal: nodes.Formal, value: nodes.Expression, call: nodes.Call) -> bool:
    """Report one value where a list is needed; of two arguments the other one may be the list."""
    type_ = context.type_of(value)
    if not is_list_formal(formal) or type_.is_series or type_.is_unknown:
        return False
    match call.arguments:
        case [nodes.Argument(key=None, value=first), nodes.Argument(key=None, value=second)] if (
            first is value and context.type_of(second).is_series
        ):
            meant = f"{call.function.span.text}({second.span.text}, {first.span.text})"
        case _:
            meant = f"[{value.span.text}]"
    context.report(
        "list-needed",
        f"`{formal.name.name}` takes a list, and this is one value",
        value.span,
        help=f"write `{meant}`",
    )
    return True


def check_form(context: Context, formal: nodes.Formal, value: nodes.Expression, place: Place) -> None:
    """Report a computed number where it must be written out."""
    type_, name = context.type_of(value), formal.name.name
    if id(formal) not in context.written_out:
        return
    # Imported when needed: time_forms reads calls in its turn.
    from plainplan.check.time_forms import check_whole_steps, require_written_out

    if isinstance(value, nodes.Number):
        check_whole_steps(context, value, type_, name)
    else:
        if isinstance(value, nodes.Name) and place.kind == "fn":
            binding = find_binding(context, value.name, place)
            if binding is not None and isinstance(binding.node, nodes.Formal):
                require_written_out(context, binding.node)
                return
        context.report(
            "type-mismatch",
            f"`{name}` says how many steps or rows are looked at, and needs a number that is written out",
            value.span,
        )


def _accounts_among(function: nodes.Fn, given: dict[str, nodes.Expression]) -> dict[int, tuple[str, str]]:
    """The arguments that must be accounts, by their id: the name and the kind of their formal."""
    found: dict[int, tuple[str, str]] = {}
    for formal in function.formals:
        kind = plain_text(formal.type.span).strip() if formal.type is not None else ""
        if kind in ACCOUNT_TYPES and formal.name.name in given:
            found[id(given[formal.name.name])] = (formal.name.name, kind)
    return found


def type_function(context: Context, binding: Binding) -> Type:
    """The type of a function's body; its formals are taken as constant, a call makes it a series."""
    assert isinstance(binding.node, nodes.Fn)
    place = Place("fn", binding.node)
    environment: Environment | None = None
    for formal in binding.node.formals:
        member = Binding("formal", formal.name.name, formal, formal.name.span, Place("fn", binding.node, environment))
        if formal.name.name in binding.members:
            context.report("duplicate-name", f"`{formal.name.name}` is declared twice", formal.name.span)
        binding.members[formal.name.name] = member
        symbol = force(context, member, None)
        member.symbol = replace(symbol, type=symbol.type.as_series(is_list_formal(formal)))
        environment = Environment(member, environment)
    type_ = context.infer(binding.node.value, replace(place, environment=environment))
    return replace(type_, is_zero=False, is_bare=False) if type_.is_zero or type_.is_bare else type_
