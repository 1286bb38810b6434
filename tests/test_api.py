"""Plans from Python: the verbs of the command line, and mistakes as values."""

from __future__ import annotations

import datetime
import math
import weakref
from pathlib import Path

import pytest

from plainplan import Plan, PlanError, Run, load

PLAN = """\
plan "Small" {
    currency: USD
    start: 2026-01
    years: 2
    step: month
    locale: en
}

param growth = 12%/year "Growth"
param spare = 1 USD "Spare"

asset cash "Cash" {
    value: 1200 USD
}

asset fund "Fund" {
    value: 1000 USD
    return: growth
}

expense rent "Rent" = 50 USD/month

each month {
    if cash < 1150 {
        note "low": cash
    }
}

let ratio = fund / (cash - cash) "Ratio"

check solvent "Solvent": net_worth > 0
check growing "Growing": fund >= 1254.4 at end
check sound "Sound": ratio > 0 at 2027-01
check only_bad "Only bad": fund > 2000 in bad

scenario bad "Bad" {
    growth = -50%/year
}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    path = tmp_path / "small.plan"
    path.write_text(PLAN, encoding="utf-8")
    return load(path)


def test_a_run_gives_series_and_scalars_by_name(plan: Plan) -> None:
    run = plan.run()
    # 12 % a year for two years, and 50 a month for 24 months, of which the last 0 could be paid from 1,200.
    assert run["fund"][-1] == pytest.approx(1254.4, rel=1e-12)  # type: ignore[index]  # a series
    assert run["cash"][-1] == 0  # type: ignore[index]  # a series
    assert run["spare"] == 1
    assert run.net_worth[-1] == pytest.approx(1254.4, rel=1e-12)


def test_dates_are_the_last_days_of_the_steps(plan: Plan) -> None:
    assert plan.run().dates[:2] == [datetime.date(2026, 1, 31), datetime.date(2026, 2, 28)]


def test_a_number_is_set_in_the_unit_of_its_input(plan: Plan) -> None:
    assert plan.run(set={"growth": 0.0})["fund"][-1] == 1000  # type: ignore[index]  # a series


@pytest.mark.parametrize(
    ("text", "value"),
    [("12%/year", 0.12), ("1%/month", 1.01**12 - 1), ("0", 0.0), ("5% / 1 year + 7% / (1 year)", 0.12)],
)
def test_a_rate_is_set_in_any_period_and_compounds(plan: Plan, text: str, value: float) -> None:
    run = plan.run(set={"growth": text})
    assert run["growth"] == pytest.approx(value, rel=1e-12, abs=1e-15)


def test_a_flow_is_set_in_any_period_by_proportion(plan: Plan) -> None:
    assert plan.run(set={"rent.amount": "1200 USD/year"})["rent.amount"] == pytest.approx(100)


@pytest.mark.parametrize("value", [None, [1.0], datetime.date(2026, 1, 1)])
def test_what_is_no_number_is_refused(plan: Plan, value: object) -> None:
    with pytest.raises(PlanError) as raised:
        plan.run(set={"growth": value})  # type: ignore[dict-item]  # Python gives whatever its caller has.
    assert [item.code for item in raised.value.diagnostics] == ["type-mismatch"]


def test_setting_a_name_that_scenarios_change_sets_what_is_in_force(plan: Plan) -> None:
    assert plan.run("bad", {"growth": "0%/year"})["fund"][-1] == 1000  # type: ignore[index]  # a series


def test_checks_say_when_they_first_fail_and_by_how_much(plan: Plan) -> None:
    run = plan.run(set={"growth": "10%/year"})
    outcome = {check.name: check for check in run.checks}
    growing = outcome["growing"]
    assert (growing.is_ok, growing.failed_on, growing.right) == (False, datetime.date(2027, 12, 31), 1254.4)
    assert growing.left == pytest.approx(1210)
    assert growing.shortfall == pytest.approx(44.4)
    assert outcome["solvent"].is_ok


def test_a_check_of_a_scenario_is_tried_there_alone(plan: Plan) -> None:
    assert "only_bad" not in {check.name for check in plan.run().checks}
    assert "only_bad" in {check.name for check in plan.run("bad").checks}


def test_an_undefined_check_fails_and_names_its_cause(plan: Plan) -> None:
    run = plan.run()
    sound = next(check for check in run.checks if check.name == "sound")
    assert (sound.is_ok, sound.is_undefined) == (False, True)
    assert [cause.reason for cause in run.undefined] == ["division by zero"]
    (diagnostic,) = [item for item in run.diagnostics if "sound" in item.message]
    assert diagnostic.message == "`sound` cannot be decided: a figure in it is undefined"
    assert diagnostic.notes == ("undefined: `ratio` in 2026-01: division by zero",)


def test_audit_rows_stand_in_the_order_of_time(plan: Plan) -> None:
    notes = plan.run().notes
    assert [note.step for note in notes] == list(range(2, 25))
    assert notes[0].values == (1100,)


def test_a_check_that_fails_in_several_scenarios_is_one_diagnostic(plan: Plan) -> None:
    found = [diagnostic for diagnostic in plan.check() if "`sound`" in diagnostic.message]
    assert len(found) == 1
    assert found[0].notes[-1] == "in the base, scenario `bad`"


def test_frames_have_a_row_a_step_and_a_column_a_name(plan: Plan) -> None:
    frame = plan.run().frame()
    assert list(frame.index[:1]) == [datetime.datetime(2026, 1, 31)]
    assert frame.index.name == "date"
    assert {"cash", "fund", "net_worth", "ratio"} <= set(frame.columns)
    assert math.isnan(frame["ratio"].iloc[0])


def test_export_writes_a_workbook(plan: Plan, tmp_path: Path) -> None:
    plan.export(tmp_path / "a.xlsx", set={"growth": "3%/year"})
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


def test_format_gives_the_canonical_text(plan: Plan) -> None:
    assert plan.format() == PLAN


def test_a_missing_file_is_told_by_check(tmp_path: Path) -> None:
    assert [diagnostic.code for diagnostic in load(tmp_path / "no.plan").check()] == ["file-not-found"]


def test_a_plan_with_errors_cannot_be_run(tmp_path: Path) -> None:
    path = tmp_path / "a.plan"
    path.write_text("let a = b\n", encoding="utf-8")
    with pytest.raises(PlanError, match="unknown name `b`") as raised:
        load(path).run()
    assert [diagnostic.code for diagnostic in raised.value.diagnostics] == ["unknown-name"]


def test_an_unknown_scenario_is_refused(plan: Plan) -> None:
    with pytest.raises(PlanError, match="the plan has no scenario `worse`"):
        plan.run("worse")


def test_a_path_that_no_system_has_is_told_by_check() -> None:
    assert [diagnostic.code for diagnostic in load("a\0b.plan").check()] == ["unreadable-file"]


def test_a_plan_begins_on_the_first_of_the_month_in_which_it_is_set_to_begin(plan: Plan) -> None:
    assert plan.run(set={"plan.start": "2027-03-17"}).starts[0] == datetime.date(2027, 3, 1)


@pytest.mark.parametrize("value", [math.inf, math.nan, "9e300%/day"])
def test_what_is_not_finite_is_refused(plan: Plan, value: float | str) -> None:
    with pytest.raises(PlanError, match="`growth` is a finite number"):
        plan.run(set={"growth": value})


def test_a_switch_is_set_to_true_or_false(tmp_path: Path) -> None:
    path = tmp_path / "switch.plan"
    path.write_text("param early = true\nlet age = if early then 60 else 65\n", encoding="utf-8")
    assert load(path).run(set={"early": 0.0})["age"] == 65
    with pytest.raises(PlanError, match="`early` is true or false"):
        load(path).run(set={"early": 7.0})


def test_a_plan_with_unknown_names_can_be_formatted(tmp_path: Path) -> None:
    path = tmp_path / "a.plan"
    path.write_text("let  a=b\n", encoding="utf-8")
    plan = load(path)
    assert plan.check()
    assert plan.format() == "let a = b\n"


def test_scenarios_that_fail_nothing_are_not_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "many.plan"
    scenarios = "".join(f"scenario s{number} {{\n a.value = {number + 1} TWD\n}}\n" for number in range(20))
    path.write_text(f'plan "p" {{\n start: 2026-01\n years: 2\n}}\nasset a {{\n value: 5 TWD\n}}\n{scenarios}', "utf-8")
    made: list[weakref.ref[Run]] = []
    alive: list[int] = []
    compute = Plan.run

    def watch(plan: Plan, scenario: str | None = None) -> Run:
        alive.append(sum(reference() is not None for reference in made))
        run = compute(plan, scenario)
        made.append(weakref.ref(run))
        return run

    monkeypatch.setattr(Plan, "run", watch)
    assert load(path).check() == []
    assert len(made) == 21
    assert max(alive) <= 1
