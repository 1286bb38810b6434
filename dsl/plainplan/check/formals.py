"""The types that formals of rules and functions may name."""

from __future__ import annotations

from plainplan.check.context import Context, Place
from plainplan.check.fitting import fits
from plainplan.check.suggestions import did_you_mean
from plainplan.check.words import PERIOD_WORDS, PLAN_CURRENCY_WORDS, SHARE_WORDS
from plainplan.dimensions import (
    ACCOUNT,
    BOOLEAN,
    CURRENCIES,
    DATE,
    NUMBER,
    SHARES,
    TEXT,
    UNKNOWN,
    VARIABLES,
    WHOLE,
    Type,
    duration,
    money,
    money_per,
    rate_per,
)
from plainplan.records import replace
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text

ACCOUNT_TYPES = ("asset", "debt", "account", "group", "accounts", "debts")
SIMPLE_TYPES = {
    "number": NUMBER,
    "count": WHOLE,
    "date": DATE,
    "boolean": BOOLEAN,
    "text": TEXT,
    "duration": duration("year"),
    "rate": rate_per("year"),
    "shares": Type(powers=((SHARES, 1),)),
    **dict.fromkeys(ACCOUNT_TYPES, ACCOUNT),
}
# What a cell of a data file may be.
COLUMN_TYPES = (
    "money",
    "money/year",
    "money/share",
    "rate/year",
    *(name for name in SIMPLE_TYPES if name not in ACCOUNT_TYPES),
)
TYPE_NAMES = ("money", "money/year", "money/share", "rate/year", *SIMPLE_TYPES)


def formal_type(context: Context, formal: nodes.Formal, place: Place) -> Type:
    """The type of a formal: as written, else that of its default. A formal may vary in time."""
    default = context.infer(formal.default, place) if formal.default is not None else None
    if formal.type is not None:
        type_ = named_type(context, formal.type)
        if default is not None and not type_.is_unknown:
            fits(context, formal.default, type_, f"`{formal.name.name}`")  # type: ignore[arg-type]  # default is typed
    elif default is not None:
        type_ = replace(default, is_zero=False, is_bare=False, is_series=False)
    else:
        context.report(
            "missing-formal-type",
            f"`{formal.name.name}` has neither a type nor a default",
            formal.span,
            help=f"write `{formal.name.name}: money`",
        )
        return UNKNOWN
    may_vary = type_.kind in ("quantity", "boolean", "date") or is_list_formal(formal)
    return type_.as_series() if may_vary else type_


def is_list_formal(formal: nodes.Formal) -> bool:
    """Whether a formal takes a list: `returns: [rate]`."""
    return isinstance(formal.type, nodes.List)


def is_group_formal(formal: nodes.Formal) -> bool:
    """Whether a formal takes one group, or in a rule each of several accounts in turn: `holding: group`."""
    return formal.type is not None and plain_text(formal.type.span).strip() == "group"


def named_type(context: Context, node: nodes.Expression, is_column: bool = False) -> Type:
    """The type that is written after `:` in a formal, or in a column of a data file."""
    match node:
        case nodes.List(items=(item,)):
            return named_type(context, item)
        case nodes.Name(name=name) if name in VARIABLES:
            return Type(powers=((VARIABLES[name], 1),))
        case nodes.Binary(operator="/", left=nodes.Name(name=above), right=nodes.Name(name=below)) if (
            above in VARIABLES and below in PERIOD_WORDS
        ):
            return money_per(VARIABLES[above], PERIOD_WORDS[below])
        case nodes.Name(name="money"):
            return money(context.currency)
        case nodes.Name(name=name) if name in SIMPLE_TYPES:
            return SIMPLE_TYPES[name]
        case nodes.Name(name=name) if name in CURRENCIES:
            return money(name)
        case nodes.Name(name=name) if name in PERIOD_WORDS:
            return duration(PERIOD_WORDS[name])
        case nodes.RealSuffix(operand=operand):
            inner = named_type(context, operand)
            return replace(inner, is_real=True) if inner.currency else inner
        case nodes.Binary(operator="/", left=nodes.Name(name=above), right=nodes.Name(name=below)) if (
            below in PERIOD_WORDS and (above == "money" or above in CURRENCIES)
        ):
            return money_per(context.currency if above == "money" else above, PERIOD_WORDS[below])
        case nodes.Binary(operator="/", left=nodes.Name(name="rate"), right=nodes.Name(name=below)) if (
            below in PERIOD_WORDS
        ):
            return rate_per(PERIOD_WORDS[below])
        case nodes.Binary(operator="/", left=nodes.Name(name=above), right=nodes.Name(name=below)) if (
            below in SHARE_WORDS and (above == "money" or above in CURRENCIES)
        ):
            currency = context.currency if above == "money" else above
            return Type(powers=tuple(sorted(((currency, 1), (SHARES, -1)))))
        case _:
            _report_unknown(context, node, is_column)
            return UNKNOWN


def _report_unknown(context: Context, node: nodes.Expression, is_column: bool) -> None:
    text = node.span.text
    names = COLUMN_TYPES if is_column else TYPE_NAMES
    variables = "" if is_column else "`a` and `b` are any quantity, `a/year` one per time, "
    money_word, per, period = text.partition("/")
    is_own = money_word.strip() in PLAN_CURRENCY_WORDS
    context.report(
        "unknown-type",
        f"unknown type `{text}`",
        node.span,
        notes=(f"types: {', '.join(names)}, and `real` after money; {variables}`days` a duration in days",),
        help=f"write `{context.currency}{per}{period}`" if is_own else did_you_mean(text, names),
    )
