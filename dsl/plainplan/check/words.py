"""Words that the language keeps: units, currencies, months, and the names that every plan has."""

from __future__ import annotations

from plainplan.check.model import Symbol
from plainplan.dimensions import (
    BOOLEAN,
    CURRENCIES,
    DATE,
    PERIODS,
    SHARES,
    WHOLE,
    Type,
    duration,
    money,
)

# Every word that may follow a number, and the unit it means.
PERIOD_WORDS = {word: period for period in PERIODS for word in (period, period + "s")} | {
    "年": "year",
    "季": "quarter",
    "月": "month",
    "個月": "month",
    "个月": "month",
    "週": "week",
    "周": "week",
    "日": "day",
    "天": "day",
}
SHARE_WORDS = ("shares", "share", "股")
PLAN_CURRENCY_WORDS = ("元", "圓", "圆")

MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        start=1,
    )
}

COMPOUNDINGS = ("yearly", "quarterly", "monthly", "daily")
TIME_WORDS = ("now", "elapsed", "step", "period", "first")
TRUTH_WORDS = ("true", "false")
TOTAL_WORDS = ("assets", "debts", "net_worth", "net_cash_flow", "incomes", "expenses")

UNIT_WORDS = frozenset((*PERIOD_WORDS, *SHARE_WORDS, *PLAN_CURRENCY_WORDS))
# `share` is what weights and costs are often called; after a number it is still the unit.
RESERVED_NAMES = (UNIT_WORDS | CURRENCIES) - {"share"}


def unit_symbol(word: str, currency: str) -> Symbol | None:
    """What a unit word or a currency code means; `currency` is the plan's."""
    period = PERIOD_WORDS.get(word)
    if period:
        return Symbol("unit", period, duration(period), None, None)
    if word in CURRENCIES:
        return Symbol("currency", word, money(word), None, None)
    if word in PLAN_CURRENCY_WORDS:
        return Symbol("currency", currency, money(currency), None, None)
    if word in SHARE_WORDS:
        return Symbol("unit", SHARES, Type(powers=((SHARES, 1),)), None, None)
    return None


def time_symbol(word: str, step: str) -> Symbol | None:
    """The clock of the plan. `elapsed` and `period` are counted in the plan's steps, so that both are whole numbers."""
    types = {
        "now": DATE,
        "elapsed": duration(step),
        "step": WHOLE,
        "period": duration(step),
        "first": BOOLEAN,
    }
    found = types.get(word)
    return Symbol("time", word, found.as_series(), None, None) if found else None


def truth_symbol(word: str) -> Symbol | None:
    """`true` and `false`, as a switch of the plan or an argument of a function of Excel."""
    return Symbol("truth", word, BOOLEAN, None, None) if word in TRUTH_WORDS else None


def total_symbol(word: str, currency: str) -> Symbol | None:
    """The totals that every plan has: money in the plan's currency, of the step's close or of the step."""
    return Symbol("total", word, money(currency).as_series(), None, None) if word in TOTAL_WORDS else None
