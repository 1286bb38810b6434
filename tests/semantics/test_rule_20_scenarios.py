"""Rule 20: overlays keep what they override; series by year and by date; what comes with a later version."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, flow, plan

SIZES = {"month": 1, "quarter": 3, "year": 12}
CASH = asset("cash", "1000 TWD", return_="10%/year")


def scenario(*lines: str, name: str = "bad") -> str:
    return f"scenario {name} {{\n" + "".join(f"    {line}\n" for line in lines) + "}\n"


@pytest.mark.parametrize(
    ("body", "line", "base", "bad"),
    [
        ("param r = 10%/year\n" + asset("cash", return_="r"), "r = 20%/year", 1100, 1200),
        ("let r = 5%/year * 2\n" + asset("cash", return_="r"), "r = 20%/year", 1100, 1200),
        (CASH, "cash.return = 20%/year", 1100, 1200),
        (CASH, "cash.return = by_year(2026: 30%/year, otherwise: 0%/year)", 1100, 1300),
        (CASH, "cash.value = 500 TWD", 1100, 550),
        (asset("cash", fee="0%/year"), "cash.fee = 1%/year", 1000, 990),
        (asset("cash") + flow("expense", "e", "10 TWD/year"), "e.amount = 30 TWD/year", 990, 970),
        (asset("cash") + flow("expense", "e", "10 TWD/year"), "e.amount = 30 TWD/month", 990, 640),
        (asset("cash") + "expense e = 10 TWD/year\n", "e.amount = 30 TWD/year", 990, 970),
        (asset("cash") + flow("expense", "e", "10 TWD/year", until="2026-10"), "e.until = 2026-07", 992.5, 995),
        (
            asset("cash") + debt("d", "100 TWD", payment="none", rate="0%/year", every="year"),
            "d.rate = 7%/year",
            900,
            893,
        ),
        (asset("cash") + debt("d", "100 TWD", payment="none"), "d.principal = 300 TWD", 900, 700),
        (
            'param mode = "up"\n' + asset("cash", return_='if mode = "up" then 10%/year else -10%/year'),
            'mode = "down"',
            1100,
            900,
        ),
        ("param n = 1\n" + asset("cash", return_="n * 10%/year"), "n = 3", 1100, 1300),
        (
            "param d = 2026-07\n" + asset("cash") + flow("expense", "e", "120 TWD/year", from_="d"),
            "d = 2026-10",
            940,
            970,
        ),
    ],
)
def test_a_scenario_puts_another_value_in_the_place(
    run_text: RunText, body: str, line: str, base: float, bad: float
) -> None:
    text = plan(body + scenario(line), years=1)
    assert run_text(text)["net_worth"] == pytest.approx([base])
    assert run_text(text, "bad")["net_worth"] == pytest.approx([bad])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("r = 5 TWD", "dimension-mismatch"),
        ("r = 5%", "missing-unit"),
        ("r = 8", "missing-unit"),
        ("m = 5 TWD real", "real-and-nominal"),
        ("m = 5 USD", "currency-mismatch"),
        ("q = 5 TWD", "real-and-nominal"),
        ("cash.return = 5 TWD", "dimension-mismatch"),
        ("cash.value = 5 USD", "currency-mismatch"),
        ("cash.class = liquid", "not-overridable"),
        ("cash = 5 TWD", "not-overridable"),
        ("nothing = 5 TWD", "unknown-name"),
        ("cash.nothing = 5 TWD", "unknown-property"),
    ],
)
def test_an_overlay_keeps_the_dimension_realness_and_currency(diagnose: Diagnose, line: str, code: str) -> None:
    text = "param r = 10%/year\nparam m = 5 TWD\nparam q = 7 TWD real\nfx USD = 30 TWD\n" + asset("cash", return_="r")
    text += "let x = m + nominal(q)\nlet y = 1 USD\n"
    assert code in diagnose(plan(text + scenario(line)))


@pytest.mark.parametrize(
    "line", ["cash.return = 20%/year", "cash.fee = 1%/year", "e.until = 2026-07", "d.rate = 2%/year"]
)
def test_what_the_plan_does_not_write_cannot_be_overlaid(diagnose: Diagnose, line: str) -> None:
    text = asset("cash") + flow("expense", "e", "10 TWD/year") + debt("d", "100 TWD", payment="none")
    assert diagnose(plan(text + scenario(line))) == ["not-overridable"]


def test_the_main_value_of_a_line_keeps_its_dimension_too(diagnose: Diagnose) -> None:
    text = plan(
        "fx USD = 30 TWD\nexpense e = 10 TWD/year\n"
        + asset("cash")
        + "let y = 1 USD\n"
        + scenario("e.amount = 5 USD/year")
    )
    assert diagnose(text) == ["currency-mismatch"]


def test_the_base_and_every_scenario_are_one_graph(run_text: RunText) -> None:
    text = "param r = 10%/year\n" + asset("cash", return_="r") + scenario("r = 0%/year", name="one")
    text += scenario("r = by_year(2027: -50%/year, otherwise: 10%/year)", name="two") + scenario(name="three")
    text = plan(text, years=3)
    assert run_text(text)["cash"] == pytest.approx([1100, 1210, 1331])
    assert run_text(text, "one")["cash"] == pytest.approx([1000, 1000, 1000])
    assert run_text(text, "two")["cash"] == pytest.approx([1100, 550, 605])
    assert run_text(text, "three")["cash"] == pytest.approx([1100, 1210, 1331])


def test_an_overlay_may_use_other_names(run_text: RunText) -> None:
    text = (
        "param r = 10%/year\nparam shock = 4%/year\n" + asset("cash", return_="r") + scenario("r = shock / 2 - 1%/year")
    )
    assert run_text(plan(text, years=1), "bad")["cash"] == pytest.approx([1010])


def test_a_change_of_an_input_reaches_its_scenario_only(run_text: RunText) -> None:
    text = plan("param r = 10%/year\n" + asset("cash", return_="r") + scenario("r = 0%/year"), years=1)
    changed = {"r@bad": "5%/year"}
    assert run_text(text, set=changed)["cash"] == pytest.approx([1100])
    assert run_text(text, "bad", set=changed)["cash"] == pytest.approx([1050])


@pytest.mark.parametrize("step", list(SIZES))
def test_by_year_is_by_the_year_of_the_first_day(run_text: RunText, step: str) -> None:
    text = CASH + "let x = by_year(2026: 1, 2028..2029: 5, otherwise: 9)\n"
    run = run_text(plan(text, step=step, years=5, start="2025-07"))
    assert run["x"] == [{2026: 1, 2028: 5, 2029: 5}.get(day.year, 9) for day in run.run.starts]


@pytest.mark.parametrize("step", list(SIZES))
def test_since_keeps_the_last_value_that_was_set(run_text: RunText, step: str) -> None:
    text = CASH + "let x = since(2026-04: 1, 2027-06: 5, otherwise: 9)\n"
    run = run_text(plan(text, step=step, years=3))
    size = SIZES[step]
    # A date means the step that contains it: month 3 and month 17.
    expected = [5 if k * size + size > 17 else 1 if k * size + size > 3 else 9 for k in range(36 // size)]
    assert run["x"] == expected


@pytest.mark.parametrize("step", list(SIZES))
def test_by_date_is_the_value_of_the_step_that_contains_it(run_text: RunText, step: str) -> None:
    text = CASH + "let x = by_date(2026-04: 1, 2027-06: 5, otherwise: 9)\n"
    run = run_text(plan(text, step=step, years=3))
    size = SIZES[step]
    assert run["x"] == [{3 // size: 1, 17 // size: 5}.get(k, 9) for k in range(36 // size)]


def test_by_date_may_name_a_range_of_months(run_text: RunText) -> None:
    text = CASH + "let x = by_date(2026-04..2026-06: 1, 2026-09: 5, otherwise: 9)\n"
    run = run_text(plan(text, step="month", years=1))
    assert run["x"] == [9, 9, 9, 1, 1, 1, 9, 9, 5, 9, 9, 9]


@pytest.mark.parametrize("step", list(SIZES))
@pytest.mark.parametrize(("begin", "first"), [("2027-01", 12), ("2026-01", 0), ("2027-07", 18)])
def test_a_fall_takes_its_share_over_its_time(run_text: RunText, step: str, begin: str, first: int) -> None:
    text = asset("a", return_=f"fall(85%, over: 2 years, from: {begin}, otherwise: 0%/year)")
    run = run_text(plan(text, step=step, years=5))
    size = SIZES[step]
    begun = first // size * size
    elapsed = [min(24, max(0, (k + 1) * size - begun)) for k in range(60 // size)]
    assert run["a"] == pytest.approx([1000 * 0.15 ** (months / 24) for months in elapsed])


def test_a_fall_without_otherwise_is_flat_outside(run_text: RunText) -> None:
    text = asset("a", return_="fall(50%, over: 12 months, from: 2027-01)")
    assert run_text(plan(text, years=3))["a"] == pytest.approx([1000, 500, 500])


def test_a_rise_is_a_fall_upwards(run_text: RunText) -> None:
    text = asset("a", return_="rise(25%, over: 12 months, from: 2027-01)")
    assert run_text(plan(text, years=3))["a"] == pytest.approx([1000, 1250, 1250])


@pytest.mark.parametrize(("step", "years"), [("year", 3), ("quarter", 3), ("month", 3)])
def test_a_fall_may_end_within_a_step(run_text: RunText, step: str, years: int) -> None:
    text = asset("a", return_="fall(50%, over: 18 months, from: 2026-01, otherwise: 10%/year)")
    run = run_text(plan(text, step=step, years=years))
    assert run["a"][-1] == pytest.approx(1000 * 0.5 * 1.1**1.5)


def test_ranges_bound_constants(run_text: RunText) -> None:
    from plainplan import PlanError

    text = plan("param r = 10%/year {\n    range: 0%/year..20%/year\n}\n" + asset("cash", return_="r"), years=1)
    assert run_text(text, set={"r": "20%/year"})["cash"] == pytest.approx([1200])
    with pytest.raises(PlanError, match="at most"):
        run_text(text, set={"r": "21%/year"})


def test_a_range_never_clips_a_series(run_text: RunText) -> None:
    text = "param r = 10%/year {\n    range: 0%/year..20%/year\n}\n" + asset("cash", return_="r")
    text += scenario("r = by_year(2026: -50%/year, otherwise: 90%/year)")
    assert run_text(plan(text, years=2), "bad")["cash"] == pytest.approx([500, 950])


@pytest.mark.parametrize(
    "text",
    [
        scenario("r ~ lognormal(mean: 9%/year, sd: 24%)"),
        scenario("r ~ once lognormal(mean: 9%/year, sd: 24%)"),
        scenario("paths: 1000"),
        scenario("seed: 7"),
    ],
)
def test_what_comes_later_says_so_in_one_diagnostic(diagnose: Diagnose, text: str) -> None:
    body = "param r = 10%/year\n" + asset("cash", return_="r")
    assert [code for code in diagnose(plan(body + text)) if code != "unused-input"] == ["not-yet-supported"]


def test_a_scenario_may_set_the_rate_of_a_currency(run_text: RunText, diagnose: Diagnose) -> None:
    text = "fx USD = 30 TWD\n" + asset("a", "100 USD")
    assert run_text(plan(text + scenario("USD = 40 TWD"), years=1), "bad")["net_worth"] == [4000]
    assert diagnose(plan(text + scenario("USD = 40 USD"))) == ["currency-mismatch"]
    assert diagnose(plan(text + scenario("EUR = 40 TWD"))) == ["not-overridable"]


@pytest.mark.parametrize("name", ["net_worth", "assets", "step", "now", "incomes"])
def test_what_the_plan_computes_cannot_be_overlaid(diagnose: Diagnose, name: str) -> None:
    assert diagnose(plan(CASH + scenario(f"{name} = 0"))) == ["not-overridable"]


@pytest.mark.parametrize(("name", "wanted"), [("µ", "µ"), ("利率", "利率"), ("rate", "ｒａｔｅ"), ("é", "e\u0301")])
def test_an_input_is_set_under_its_name_however_that_is_typed(run_text: RunText, name: str, wanted: str) -> None:
    text = CASH + f"param {name} = 3\nlet x = {name} * 2\n"
    assert run_text(plan(text, years=1), set={wanted: "4"})["x"] == [8]
