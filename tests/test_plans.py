"""The plans in `plans/`: clean, canonical, and right by computations that share nothing with ours."""

from __future__ import annotations

import math
from itertools import takewhile
from pathlib import Path

import pytest

import plainplan
from conftest import CheckText
from plainplan.api.plan import BASE

PLANS = sorted((Path(__file__).parent.parent / "plans").glob("*.plan"))
GOLDEN = Path(__file__).parent / "golden"
IDS = [path.stem for path in PLANS]

# Warnings that a plan raises on purpose, in scenarios that are meant to hurt.
MEANT = {
    "cppi": {("crash", "kept")},
    "credit-line": {("crash", "room")},
    "elastic-retirement": {
        ("dotcom", "beta_line"),
        ("dotcom", "cash_line"),
        ("high_inflation", "cash_line"),
        ("low_returns", "beta_line"),
        ("low_returns", "cash_line"),
    },
    "mortgage-household": {("失業", "六個月")},
    "personal-loan": {("jobless", "borne")},
    "pledge-elastic": {("at_once", "calm"), ("at_once", "cash_line")},
    "pledge-lenders": {("boom", "cash_kept")},
    "pledge-retirement": {
        (name, check) for name in ("", "slide", "costly") for check in ("cash_share", "calm", "crash")
    },
}


def run(name: str, scenario: str | None = None) -> plainplan.Run:
    """A plan of the folder, computed."""
    return plainplan.load(GOLDEN.parent.parent / "plans" / f"{name}.plan").run(scenario)


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_a_plan_has_no_mistake_and_its_checks_hold_in_every_scenario(path: Path) -> None:
    plan = plainplan.load(path)
    assert [found.message for found in plan.check() if found.is_error] == []
    assert [found.message for found in plan.warnings] == []


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_a_plan_raises_only_the_warnings_that_are_meant(path: Path) -> None:
    graph = plainplan.load(path).graph
    assert graph is not None
    raised = {
        (scenario, check.name)
        for scenario, _ in graph.scenarios
        for check in run(path.stem, scenario).checks
        if not check.is_ok
    }
    assert raised == MEANT.get(path.stem, set())


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_a_plan_is_in_canonical_form(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == plainplan.load(path).format()


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_the_balances_of_a_plan_are_those_that_were_reviewed(path: Path, check_text: CheckText) -> None:
    graph = plainplan.load(path).graph
    assert graph is not None
    # A row a year, and of short steps, which are told by their days, every fifth.
    every, form = (12 // graph.step_months, "%Y-%m") if graph.step_months else (5, "%Y-%m-%d")
    lines = []
    for scenario, _ in graph.scenarios:
        computed = run(path.stem, scenario)
        lines.append(f"{scenario or BASE}\n")
        for step in range(every, graph.steps + 1, every):
            balances = [f"{account.name} {computed.number(account.closing, step):.2f}" for account in graph.accounts]
            lines.append(f"  {computed.dates[step - 1]:{form}}  " + "  ".join(balances) + "\n")
    check_text(GOLDEN / f"{path.stem}.txt", "".join(lines))


def test_the_page_of_the_folder_tells_of_every_plan(check_text: CheckText) -> None:
    rows = []
    for path in PLANS:
        graph = plainplan.load(path).graph
        assert graph is not None
        rows.append(f"| [{graph.title}]({path.name}) | {about(path)} |\n")
    head = "# Plans\n\nWhat an adviser would write for a client; `plainplan check plans` tries all their checks.\n\n"
    check_text(PLANS[0].parent / "README.md", head + "| plan | about |\n|---|---|\n" + "".join(rows))


def about(path: Path) -> str:
    """The first paragraph of a plan."""
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("#"))
    text = ""
    for line in takewhile(lambda line: line.startswith("# "), lines[first:]):
        # Chinese goes on without a space.
        text += (" " if text and text[-1].isascii() and line[2].isascii() else "") + line[2:]
    return text


# --- full, smart and elastic rebalancing on one path -------------------------------------------------------------

RETURNS = [(0.2, 0.38, 0.02), (-0.3, -0.54, 0.02), (-0.1, -0.24, 0.01), (0.4, 0.85, 0.01), (0.02, -0.03, 0.02)]
SPENDING, LINE, HARVEST = 24.0, 15, 0.3


def walk(policy: str) -> list[tuple[float, float, float]]:
    """Prototype, leveraged and cash after each year of the path: withdraw, grow, rebalance."""
    prototype, leveraged, cash = 300.0, 300.0, 400.0
    rows = []
    for prototype_return, leveraged_return, cash_return in RETURNS:
        cash -= SPENDING
        gain = leveraged * leveraged_return
        prototype, leveraged, cash = prototype * (1 + prototype_return), leveraged + gain, cash * (1 + cash_return)
        is_above = cash > LINE * SPENDING
        if policy == "full":
            total = prototype + leveraged + cash
            prototype, leveraged, cash = 0.3 * total, 0.3 * total, 0.4 * total
        elif prototype_return > 0:
            moved = HARVEST * max(0.0, gain)
            leveraged -= moved
            if policy == "elastic" and is_above:
                prototype += moved
            else:
                cash += moved
        elif prototype_return < 0:
            leveraged += SPENDING
            if policy == "elastic" and not is_above:
                prototype -= SPENDING
            else:
                cash -= SPENDING
        rows.append((prototype, leveraged, cash))
    return rows


@pytest.mark.parametrize("policy", ["full", "smart", "elastic"])
def test_the_path_of_a_policy_is_the_one_walked_by_hand(policy: str) -> None:
    computed = run("elastic-path")
    balances = [computed[f"{policy}_{letter}"] for letter in "plc"]
    for step, expected in enumerate(walk(policy)):
        actual = [balance[step] for balance in balances if isinstance(balance, list)]
        assert actual == pytest.approx(expected, rel=1e-12)


def test_the_figures_in_the_plan_of_the_path_are_those_walked_by_hand() -> None:
    checks = {check.name: check for check in run("elastic-path").checks}
    for policy in ("full", "smart", "elastic"):
        for year, balances in enumerate(walk(policy), 1):
            for letter, balance in zip("plc", balances, strict=True):
                assert checks[f"{policy}_{letter}{year}"].right == pytest.approx(balance, abs=5e-5)


# --- mortgages, by the formula of an annuity ---------------------------------------------------------------------


def balance_after(principal: float, monthly_rate: float, months: int, paid: int) -> float:
    """What is owed after so many level payments."""
    payment = principal * monthly_rate / (1 - (1 + monthly_rate) ** -months)
    return principal * (1 + monthly_rate) ** paid - payment * ((1 + monthly_rate) ** paid - 1) / monthly_rate


@pytest.mark.parametrize("year", [1, 7, 13, 19])
def test_a_mortgage_in_a_yearly_plan_falls_as_a_monthly_annuity(year: int) -> None:
    owed = run("elastic-retirement")["mortgage"]
    assert isinstance(owed, list)
    assert owed[year - 1] == pytest.approx(balance_after(8_000_000, 0.021 / 12, 240, 12 * year), rel=1e-11)


@pytest.mark.parametrize("month", [1, 12, 13, 100, 239])
def test_a_mortgage_with_a_year_of_grace_falls_from_the_second_year(month: int) -> None:
    owed = run("mortgage-household")["房貸"]
    assert isinstance(owed, list)
    expected = 10_000_000 if month <= 12 else balance_after(10_000_000, 0.021 / 12, 228, month - 12)
    assert owed[month - 1] == pytest.approx(expected, rel=1e-11)


# --- the retirement plan, step by step ---------------------------------------------------------------------------


def retire(market: list[float], inflation: list[float], deposit: float) -> list[tuple[float, float, float]]:
    """Prototype, leveraged and cash of the retirement plan after each year, in 萬."""
    prototype, leveraged, cash, prices = 1000.0, 1000.0, 1500.0, 1.0
    instalment = 800 * (0.021 / 12) / (1 - (1 + 0.021 / 12) ** -240)
    rows = []
    for year, (growth, rise) in enumerate(zip(market, inflation, strict=True), 2026):
        # He turns 65 in March 2035 and 75 in March 2045: ten months of the first year.
        cash += 2.4 * 12 * prices * (0 if year < 2035 else 10 / 12 if year == 2035 else 1)
        need = 12 * prices * (0 if year < 2045 else 10 / 12 if year == 2045 else 1)
        cash, prototype, leveraged = pay(need, cash, prototype, leveraged)
        cash -= 12 * instalment if year < 2046 else 0
        living = 60 * prices
        cash, prototype, leveraged = pay(living, cash, prototype, leveraged)
        gain = leveraged * max(-1.0, 2 * growth - 0.01)
        prototype, leveraged, cash = prototype * (1 + growth), leveraged + gain, cash * (1 + deposit)
        is_above = cash > 15 * living
        if growth > 0:
            moved = 0.3 * max(0.0, gain)
            leveraged -= moved
            prototype, cash = (prototype + moved, cash) if is_above else (prototype, cash + moved)
        elif growth < 0:
            moved = min(living, cash if is_above else prototype)
            leveraged += moved
            prototype, cash = (prototype, cash - moved) if is_above else (prototype - moved, cash)
        rows.append((prototype, leveraged, cash))
        prices *= 1 + rise
    return rows


def pay(amount: float, *sources: float) -> list[float]:
    """What is left of the sources, emptied one after the other."""
    left = []
    for source in sources:
        taken = min(amount, source)
        amount -= taken
        left.append(source - taken)
    assert math.isclose(amount, 0, abs_tol=1e-9)
    return left


FUTURES = {
    "base": ([0.09] * 40, [0.02] * 40, 0.015),
    "dotcom": ([-0.37, -0.33, -0.38] + [0.09] * 37, [0.02] * 40, 0.015),
    "low_returns": ([0.04] * 40, [0.02] * 40, 0.01),
    "high_inflation": ([0.05] * 10 + [0.09] * 30, [0.05] * 10 + [0.02] * 30, 0.015),
}


def test_what_is_owned_in_dollars_counts_at_the_rate_of_the_first_day() -> None:
    # 600,000 TWD in the bank, 5,000 USD and 40,000 USD at 31.438 TWD.
    assert run("two-currencies").net_worth_initial == pytest.approx(600_000 + 45_000 * 31.438)


def test_dollars_are_bought_less_the_cost_of_the_exchange() -> None:
    # 360,000 TWD of savings at 31.5 less 0.3%, half of all but the bank account, and 0.3% of what is bought for that.
    fund, deposit, local = 150_000 * 1.065 + 360_000 / 31.5 * 0.997, 20_000 * 1.04 + 150_000 * 0.0105, 5_000_000 * 1.065
    half = (fund + deposit + local / 31.5) / 2
    held = run("two-currency-family")["us_fund"]
    assert isinstance(held, list)
    assert held[0] == pytest.approx(half - 0.003 * (half - fund))


def test_a_margin_call_sells_what_brings_the_ratio_back_to_the_cure_line() -> None:
    rows = run("credit-line", "crash").notes
    assert [row.view.label for row in rows] == ["追繳", "強制賣出"]
    ratio, line, repaid, sold, left = rows[1].values
    assert isinstance(repaid, float)
    assert isinstance(left, float)
    assert isinstance(ratio, float)
    assert isinstance(sold, float)
    assert line == 1.4
    assert ratio < 1.4
    # S = (c·D − V) / (c − 1 / (1 − cost)), at a cost of selling of 0.2425 %.
    owed = left + repaid
    assert repaid == pytest.approx((1.66 - ratio) * owed / (1.66 - 1 / (1 - 0.002425)))
    assert sold == pytest.approx(repaid / (1 - 0.002425))
    assert ratio * owed - sold == pytest.approx(1.66 * left)


@pytest.mark.parametrize("scenario", FUTURES)
def test_the_retirement_plan_goes_the_way_that_is_computed_step_by_step(scenario: str) -> None:
    computed = run("elastic-retirement", scenario)
    balances = [computed[name] for name in ("core", "lever", "cash")]
    for step, expected in enumerate(retire(*FUTURES[scenario])):
        actual = [balance[step] / 10_000 for balance in balances if isinstance(balance, list)]
        assert actual == pytest.approx(expected, rel=1e-9, abs=1e-9)
