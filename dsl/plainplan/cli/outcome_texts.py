"""A figure that somebody asked for, and by how much it moved, in the words of a plan's language."""

from __future__ import annotations

import math

from plainplan.api.failures import share_text
from plainplan.api.figures import NO_VALUE, money_text, number_text, value_text
from plainplan.dimensions import Type

# A share that is smaller is told in as many digits as it needs.
LEAST_SHARE = 0.001


def figure_text(value: float, type_: Type, is_share: bool, locale: str) -> str:
    """A figure with its unit, money as people say it; a dash where there is none."""
    if not math.isfinite(value):
        return NO_VALUE
    if type_.is_money and type_.currency:
        text = money_text(value, type_.currency, locale)
    elif is_share and LEAST_SHARE <= abs(value) <= 1:
        text = f"{'-' if value < 0 else ''}{share_text(abs(value))}"
    else:
        text = value_text(value, type_, is_share, locale)
    # One sign for figures and for what they moved by.
    return f"−{text[1:]}" if text.startswith("-") else text


def change_text(change: float, type_: Type, is_share: bool, locale: str) -> str:
    """A change with its sign: of a date in days, of a share in percentage points; nothing where nothing moved."""
    if not math.isfinite(change) or change == 0 or type_.kind == "boolean":
        return ""
    if type_.kind == "date":
        text = f"{abs(change):,.0f} 天" if locale == "zh-TW" else f"{abs(change):,.0f} days"
    elif is_share:
        text = f"{_points(abs(change) * 100)}{' 個百分點' if locale == 'zh-TW' else ' pp'}"
    else:
        text = figure_text(abs(change), type_, is_share, locale)
    return f"{'+' if change > 0 else '−'}{text}"


def _points(points: float) -> str:
    return f"{points:,.1f}" if points >= LEAST_SHARE * 100 else number_text(points)
