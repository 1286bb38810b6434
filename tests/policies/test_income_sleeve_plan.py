"""Mr. Lin's plan, walked by hand: a beta of 1.0 until he retires, then an income fund beside his other assets."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan import load
from plainplan.records import dataclass

PATH = Path(__file__).parent.parent.parent / "plans" / "income-sleeve.plan"
NAMES = ("prototype", "leveraged", "reserve", "income_fund", "account")
CRASH = {2030: -0.3, 2031: 0.2, 2032: 0.2}


@dataclass(frozen=True, slots=True)
class Future:
    """What a scenario changes."""

    retires: int = 2029
    living: float = 120e4
    payout: float = 0.08
    beta: float = 0.57
    is_crash: bool = False

    def market(self, year: int) -> float:
        """The return of stocks in a year."""
        return CRASH.get(year, 0.065) if self.is_crash else 0.065


FUTURES = {
    "": Future(),
    "now_four": Future(retires=2026, living=96e4),
    "now_modest": Future(retires=2026, living=52.8e4),
    "jepq": Future(payout=0.1, beta=0.78),
    "crash": Future(is_crash=True),
}


def split(held: dict[str, float], beta: float) -> None:
    """b / 3 in each of the funds and the rest in cash."""
    core = held["prototype"] + held["leveraged"] + held["reserve"]
    weight = beta / 3
    held |= {"prototype": weight * core, "leveraged": weight * core, "reserve": (1 - 2 * weight) * core}


def buy_income(held: dict[str, float], share: float) -> None:
    """The other assets give the income fund its share, by their values."""
    core = held["prototype"] + held["leveraged"] + held["reserve"]
    for name in ("prototype", "leveraged", "reserve"):
        held[name] *= 1 - share
    held["income_fund"] = share * core


def walk(future: Future) -> list[dict[str, float]]:
    """What each account holds at the end of each year."""
    held = {"prototype": 800e4, "leveraged": 800e4, "reserve": 800e4, "income_fund": 0.0, "account": 60e4}
    invested, closing = 0.0, []
    for year in range(2026, 2054):
        prices = 1.02 ** (year - 2026)
        need = future.living * prices
        if year < future.retires:
            # What is saved rises on the anniversaries of its start.
            held["reserve"] += 80e4 * prices
            split(held, 1.0)
        else:
            if year == future.retires:
                # The salary of the last year has been paid; what is held is what the last year left.
                rate = need / (held["prototype"] + held["leveraged"] + held["reserve"])
                buy_income(held, (rate - 0.022) / (future.payout - 0.022) if rate > 0.03 else 0.0)
                invested = held["income_fund"]
            split(held, 0.9)
            spent = 0.022 * (held["prototype"] + held["leveraged"] + held["reserve"])
            for name in ("prototype", "leveraged", "reserve"):
                held[name] *= 1 - 0.022
            paid = min(future.payout * invested, held["income_fund"])
            held["income_fund"] -= paid
            rest = max(need - spent, 0)
            from_account = min(rest, held["account"] + paid)
            held["account"] += paid - from_account
            held["reserve"] -= rest - from_account
        market = future.market(year)
        rates = (market, 2 * market - 0.02, 0.015, 0.05 + future.beta * (market - 0.015), 0.005)
        held = {name: held[name] * (1 + rate) for name, rate in zip(NAMES, rates, strict=True)}
        closing.append(dict(held))
    return closing


@pytest.mark.parametrize("scenario", FUTURES)
def test_mr_lins_accounts_are_those_walked_by_hand(scenario: str) -> None:
    run = load(PATH).run(scenario or None)
    closing = walk(FUTURES[scenario])
    for name in NAMES:
        found = run.numbers(run.graph.by_name[name])
        assert found == pytest.approx([held[name] for held in closing], rel=1e-9, abs=1e-3)
