"""Whether a value fits what is required of it: a formal's type, a scenario's target, the `start:` of a `prev`."""

from __future__ import annotations

import re

from plainplan.check.agreement import (
    adopt,
    differ_in_currency,
    is_free_bare,
    is_free_zero,
    label_of,
    literal_with_unit,
    words_for,
)
from plainplan.check.context import Context
from plainplan.dimensions import Type, describe, without_time
from plainplan.syntax import nodes

DATE_TEXT = re.compile(r"\d{4}-\d\d(-\d\d)?")


def fits(context: Context, node: nodes.Expression, wanted: Type, who: str) -> bool:
    """Whether a typed expression has the dimension, currency and realness of `wanted`; reports what is wrong.

    `who` is the subject of the sentence, such as "`floor`".
    """
    own = context.type_of(node)
    if own.is_unknown or wanted.is_unknown:
        return True
    if wanted.kind == "quantity" and is_free_zero(own):
        adopt(context, node, wanted)
        return True
    if is_free_bare(own) and wanted.is_money and not wanted.is_real and wanted.currency == context.currency:
        adopt(context, node, wanted)
        return True
    if own.kind != wanted.kind:
        context.report(
            "type-mismatch",
            f"{who} needs {describe(wanted)}, and this is {describe(own)}",
            node.span,
            labels=label_of(context, node, describe(own)),
            help=_date_meant(context, node, own, who) if wanted.kind == "date" else None,
        )
        return False
    if own.kind != "quantity":
        return True
    return _quantity_fits(context, node, own, wanted, who)


def _date_meant(context: Context, node: nodes.Expression, own: Type, who: str) -> str | None:
    """A text where a date is needed is often a date in quotes, a number an age."""
    if isinstance(node, nodes.Text):
        date = node.value.replace("/", "-")
        return f"write `{date}`" if DATE_TEXT.fullmatch(date) else None
    # No one is born on a birthday of their own.
    if who == "`born`":
        return None
    person = next((name for name, binding in context.names.items() if binding.kind == "person"), None)
    return f"write `{person}.turns({node.span.text})`" if person and is_literal_number(node, own) else None


def _quantity_fits(context: Context, node: nodes.Expression, own: Type, wanted: Type, who: str) -> bool:
    if own.powers != wanted.powers:
        help_text = literal_with_unit(context, node.span.text, wanted) if is_literal_number(node, own) else None
        if help_text is not None:
            context.report(
                "missing-unit",
                f"{who} needs {describe(wanted)}, and `{node.span.text}` has no unit",
                node.span,
                help=help_text,
            )
            return False
        context.report(
            "currency-mismatch" if differ_in_currency(own, wanted) else "dimension-mismatch",
            f"{who} needs {words_for(wanted, own)}, and this is {words_for(own, wanted)}",
            node.span,
            labels=label_of(context, node, words_for(own, wanted)),
            help=_unit_meant(context, node, own, wanted),
        )
        return False
    if own.is_real != wanted.is_real and own.powers:
        context.report(
            "real-and-nominal",
            f"{who} needs {words_for(wanted, own)}, and this is {words_for(own, wanted)}",
            node.span,
            labels=label_of(context, node, words_for(own, wanted)),
            help=f"write `{'nominal' if own.is_real else 'real'}({node.span.text})`",
        )
        return False
    return True


def _unit_meant(context: Context, node: nodes.Expression, own: Type, wanted: Type) -> str | None:
    """The literal with the unit that it lacks, or without the one that it has too much."""
    symbol = context.model.symbols.get(id(node))
    match node:
        case nodes.Number() if own.is_duration and wanted.is_number:
            # An age is a plain number, not `95 years`.
            return f"write `{node.text}`"
        case nodes.Binary(operator="/", left=nodes.Number(unit=None) as number) if own.is_rate and wanted.is_number:
            return f"write `{number.text}`"
        case nodes.Member() if wanted.is_money_flow and without_time(wanted).powers == own.powers:
            # What a rule recorded, or a statement moved, is money of its step.
            return f"write `{node.span.text} / period`"
        case nodes.Name(name=name) if symbol is not None and isinstance(symbol.node, nodes.Param):
            value = symbol.node.value
            if not is_literal_number(value, context.type_of(value)) or wanted.is_number:
                return None
            with_unit = literal_with_unit(context, value.span.text, wanted)
            return with_unit and with_unit.replace("`", f"`param {name} = ", 1)
        case _:
            return None


def is_literal_number(node: nodes.Expression, own: Type) -> bool:
    """Whether this is a literal to which only the unit is missing: `8`, `-8%`, `0.08`."""
    match node:
        case nodes.Number(unit=None):
            return own.is_number
        case nodes.Unary(operator="-", operand=operand):
            return is_literal_number(operand, own)
        case _:
            return False
