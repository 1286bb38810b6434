"""What `plainplan diff` tells of scenarios with many paths, of goals, and of what can no longer be paid."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest

from plainplan.cli.entry import main

HISTORY = "year,stocks\n1970,-50%\n1971,0%\n1972,0%\n1973,10%\n"
PLAN = """\
plan "p" {
    currency: USD
    locale: en
    start: 2026-01
    years: 2
    step: year
}
data us "US" from "us.csv" by year {
    column "stocks" as stocks: rate/year
}
param market = 0%/year "Return"
asset fund "Fund" {
    value: 100 USD
    return: market
}
check left "Something left": fund >= 60 USD in 60% of paths
scenario history "History" {
    market = us.stocks
    rolling: us
}
"""
PAID = """\
plan "p" {
    currency: USD
    locale: en
    start: 2026-01
    years: 2
    step: year
}
asset cash "Cash" {
    value: 100 USD
}
param wanted = 40 USD/year "Cost"
expense living "Living" {
    amount: wanted
    paid_from: cash
}
goal trip "Trip" {
    amount: 20 USD
    at: 2027-12
    paid_from: cash
}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    Path("us.csv").write_text(HISTORY)


def diff(capsys: pytest.CaptureFixture[str], before: str, after: str, *words: str) -> tuple[int, str, str]:
    Path("a.plan").write_text(before)
    Path("b.plan").write_text(after)
    status = main(["diff", "a.plan", "b.plan", *words])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_check_over_paths_tells_in_which_share_of_them_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    # 1970, 1971 and 1972 begin a window of two years; after a loss of a half 100 are 50, and 200 are 100.
    _, out, _ = diff(capsys, PLAN.replace("100 USD", "200 USD"), PLAN)
    assert "  ● Something left: 100% → 66.7% (needed: 60%)\n" in out
    assert "survival 100% 66.7% −33.3 pp" in [" ".join(line.split()) for line in out.splitlines()]
    assert "worst start" not in out


def test_a_check_that_turned_says_so_beside_its_shares(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = diff(
        capsys,
        PLAN.replace("100 USD", "200 USD"),
        PLAN.replace("100 USD", "55 USD"),
    )
    assert "  ● Something left: holds 100% → fails 0% (needed: 60%)\n" in out


def test_the_path_that_is_shown_says_where_it_begins(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = diff(capsys, PLAN.replace("100 USD", "200 USD"), PLAN)
    assert "\nOutcome · History\n" in out
    assert "\nHistory · the path from 1970 on · from 2026 on\n" in out


def test_json_has_the_shares_of_paths(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = diff(capsys, PLAN.replace("100 USD", "200 USD"), PLAN, "--format", "json")
    history = json.loads(out)[0]["outcomes"][1]
    assert history["paths"][1] == {"count": 3, "survivors": 2, "worst": "1970", "shown": "1970"}
    assert history["checks"][0]["after"] == {
        "holds": True,
        "failed_on": None,
        "share": pytest.approx(2 / 3),
        "needed": 0.6,
    }
    figures = {figure["figure"]: figure for figure in history["figures"]}
    # What is left of 100: 50, 100 and 110.
    assert figures["median"]["after"] == pytest.approx(100)
    # Excel's PERCENTILE.INC takes a tenth of the way from the least of three to the middle one.
    assert figures["fifth"]["after"] == pytest.approx(55)


def test_what_can_no_longer_be_paid_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = diff(capsys, PAID, PAID.replace("40 USD/year", "60 USD/year"))
    # 100 pay 60 of the first year and 40 of the second.
    assert "  ● Everything paid: holds → fails 2027\n" in out
    assert "Living: not paid                0.00 USD" in out
    assert "20.00 USD (2027)" in out
    assert "Living: steps not paid in full" in out


def test_the_funded_share_of_a_goal_is_told_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    edited = PAID.replace("40 USD/year", "45 USD/year").replace("value: 100 USD", "value: 95 USD")
    _, out, _ = diff(capsys, PAID, edited)
    rows = [" ".join(line.split()) for line in out.splitlines()]
    # 95 less two years of 45 leave 5 of the 20 that the trip costs.
    assert "Trip: funded 100% 25% −75.0 pp" in rows
    assert "Trip: short 0.00 USD 15.00 USD +15.00 USD" in rows
    assert any(row.startswith("all together") and "−75.0 pp" in row for row in rows)


def test_a_new_plan_without_its_data_file_is_faulty(capsys: pytest.CaptureFixture[str]) -> None:
    os.makedirs("old")
    os.makedirs("new")
    Path("new/n.plan").write_text(PLAN)
    status = main(["diff", "old", "new"])
    out, err = capsys.readouterr()
    assert status == 1
    assert "us.csv" in err
    assert "this plan is new" in out


def test_a_data_file_that_moved_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    for folder, name in (("old", "us.csv"), ("new", "america.csv")):
        os.makedirs(folder)
        Path(folder, name).write_text(HISTORY)
        Path(folder, "n.plan").write_text(PLAN.replace("us.csv", name))
    main(["diff", "old", "new"])
    assert "  ~ data: us.csv → america.csv\n" in capsys.readouterr().out


def test_a_scenario_that_is_misspelt_is_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = diff(capsys, PLAN, PLAN.replace("100 USD", "50 USD"), "--scenario", "histroy")
    assert status == 1
    assert "did you mean `history`?" in err


def test_the_workbook_tells_in_which_share_of_paths_a_check_holds(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = diff(capsys, PLAN.replace("100 USD", "200 USD"), PLAN, "-o", "c.xlsx")
    assert status == 0
    assert out.endswith("\nwrote c.xlsx\n")
    sheet = openpyxl.load_workbook("c.xlsx", data_only=True)["Scenarios"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    found = rows["Something left: paths in which it holds (needed: 60%)"]
    # Before, after, and the difference in percentage points.
    assert list(found[2:5]) == pytest.approx([1, 2 / 3, -100 / 3])
    assert any(str(label).endswith("· the path from 1970 on") for label in rows)


def test_a_built_in_check_that_fails_is_on_the_sheet_of_both_versions(capsys: pytest.CaptureFixture[str]) -> None:
    diff(capsys, PAID, PAID.replace("40 USD/year", "60 USD/year"), "-o", "c.xlsx")
    sheet = openpyxl.load_workbook("c.xlsx", data_only=True)["Comparison"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["Everything paid"][2:4] == (1, 0)


def test_the_other_language_says_the_share_of_paths_that_survive(capsys: pytest.CaptureFixture[str]) -> None:
    chinese = PLAN.replace("    locale: en\n", "").replace("USD", "TWD")
    _, out, _ = diff(capsys, chinese.replace("100 TWD", "200 TWD"), chinese)
    assert "存活率 100% 66.7% −33.3 個百分點" in [" ".join(line.split()) for line in out.splitlines()]
    assert "  ● Something left: 100% → 66.7%(須 60%)\n" in out
    assert "1970 起的路徑" in out
