"""A figure that somebody asked for, and by how much it moved, in the words of a plan's language."""

from __future__ import annotations

import math

from plainplan.api.figures import NO_VALUE, money_text, value_text
from plainplan.dimensions import Type


def figure_text(value: float, type_: Type, is_share: bool, locale: str) -> str:
    """A figure with its unit, money as people say it; a dash where there is none."""
    if not math.isfinite(value):
        return NO_VALUE
    if type_.is_money and type_.currency:
        return money_text(value, type_.currency, locale)
    return value_text(value, type_, is_share, locale)


def change_text(change: float, type_: Type, is_share: bool, locale: str) -> str:
    """A change with its sign: of a date in days, of what is true or not none, nothing where nothing moved."""
    if not math.isfinite(change) or change == 0 or type_.kind == "boolean":
        return ""
    if type_.kind == "date":
        text = f"{abs(change):,.0f} 天" if locale == "zh-TW" else f"{abs(change):,.0f} days"
    else:
        text = figure_text(abs(change), type_, is_share, locale)
    return f"{'+' if change > 0 else '−'}{text}"
