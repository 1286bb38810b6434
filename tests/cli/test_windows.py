"""A scenario that rolls through history, on the command line. Four starts, three years each: figures by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainplan.cli import main

# 100 becomes 100 x 1.19 x 0.86 x 0.75 = 76.7550 from 1972, 88.3650 from 1973, 127.4100 from 1974, 157.9884 from 1975.
FINALS = {"1972": 76.755, "1973": 88.365, "1974": 127.41, "1975": 157.9884}
PLAN = """\
plan "Rolled" {
    currency: USD
    start: 2026-01
    years: 3
    locale: en
}

data us "US" from "us.csv" by year

param market = 5%/year "Return"

asset fund "Fund" {
    value: 100 USD
    return: market
}

check kept "Kept": fund >= 80 USD in 75% of paths
check grown "Grown": fund >= 100 USD at end

scenario history "Every three years" {
    market = us.r / 1 year
    rolling: us
}
"""


@pytest.fixture
def rolled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The plan in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)
    Path("us.csv").write_text("y,r\n1972,0.19\n1973,-0.14\n1974,-0.25\n1975,0.37\n1976,0.24\n1977,-0.07\n")
    Path("rolled.plan").write_text(PLAN, encoding="utf-8")
    return "rolled.plan"


def test_a_run_tells_of_all_paths_before_it_shows_the_first(rolled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", rolled, "--scenario", "history"]) == 1
    page = capsys.readouterr().out
    assert "Scenario Every three years · from 1972" in page
    lines = [" ".join(line.split()) for line in page.splitlines()]
    assert "paths 4 starting 1972 to 1975" in lines
    # From 1974 a quarter is lost at once; only that of 1975 keeps 80 all along and ends above 100.
    assert "survive 25% every check holds in 1" in lines
    assert "worst start 1974 first in 2026; at the end 127.41 USD" in lines
    # PERCENTILE.INC of the four.
    assert "at the end 78.50 85.46 107.89 135.05 153.40" in lines
    assert "Below is the path from 1972; --set us.window=1974 shows the worst." in lines
    assert "● fails Kept (25% of paths, 75% needed)" in lines
    assert "from 1974; first in 2026; 75.00 USD against 80.00 USD; short by 5.00 USD" in lines
    assert "● fails Grown (50% of paths)" in lines


def test_json_has_every_path(rolled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", rolled, "--scenario", "history", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    paths = data["paths"]
    assert data["window"] == "1972"
    assert {path["start"]: path["final"] for path in paths["paths"]} == pytest.approx(FINALS)
    assert (paths["count"], paths["survivors"], paths["survival"], paths["worst"]) == (4, 1, 0.25, "1974")
    assert paths["paths"][0] == {
        "start": "1972",
        "ok": False,
        "final": pytest.approx(76.755),
        "final_real": pytest.approx(76.755),
        "lowest": pytest.approx(76.755),
        "lowest_on": "2028-12-31",
        "failed_on": "2028-12-31",
        "failed": ["kept", "grown"],
    }
    assert paths["final"]["50"] == pytest.approx((88.365 + 127.41) / 2)
    kept = next(check for check in data["checks"] if check["name"] == "kept")
    assert kept["paths"] == {"held": 1, "share": 0.25, "needed": 0.75, "worst": "1974"}


def test_a_window_that_is_asked_for_is_run_alone(rolled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", rolled, "--scenario", "history", "--set", "us.window=1975", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["window"], "paths" in data) == ("1975", False)
    assert data["quantities"]["fund"]["values"][-1] == pytest.approx(FINALS["1975"])


def test_a_run_of_one_path_says_nothing_of_windows(rolled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", rolled, "--json"]) == 0
    assert not {"window", "paths"} & json.loads(capsys.readouterr().out).keys()


def test_a_window_that_is_none_of_the_scenario_is_told(rolled: str, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = PLAN[PLAN.index("scenario") :]
    joined = scenario.replace("history", "joined").replace("rolling: us", "rolling: us\n    wrap: yes")
    Path(rolled).write_text(PLAN + joined, encoding="utf-8")
    assert main(["run", rolled, "--scenario", "history", "--set", "us.window=1977"]) == 1
    told = capsys.readouterr().err
    assert "no window of `history` starts there: `us.window` is from 1972 to 1975" in told
    assert main(["run", rolled, "--scenario", "joined", "--set", "us.window=1977", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    # 1977, then 1972 and 1973.
    assert data["quantities"]["fund"]["values"][-1] == pytest.approx(100 * 0.93 * 1.19 * 0.86)


def test_explain_says_in_which_window(rolled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", rolled, "fund", "--scenario", "history", "--set", "us.window=1974"]) == 0
    told = capsys.readouterr().out
    assert told.endswith("\n  in the window of 1974\n")
    assert "127.41" in told
    assert main(["explain", rolled, "kept", "--scenario", "history"]) == 0
    assert "does not hold, first in 2028" in capsys.readouterr().out


def test_check_tells_how_many_paths_fail(rolled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", rolled, "--format", "concise"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("]: ")[2] for line in lines] == [
        "`kept` holds in 25% of 4 paths, and in 75% it should: in that of 1974 it fails first in 2026",
        "`grown` does not hold in 2 of 4 paths: in that of 1972 it fails first in 2028",
    ]


def test_the_start_of_a_window_is_no_figure_that_moves_another(rolled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", rolled, "net_worth", "--scenario", "history", "--json"]) == 0
    names = {found["name"] for found in json.loads(capsys.readouterr().out)["inputs"]}
    assert "fund.value" in names
    assert "us.window" not in names


def test_a_plan_without_accounts_has_paths_but_no_net_worth(rolled: str, capsys: pytest.CaptureFixture[str]) -> None:
    account = PLAN[PLAN.index("asset") : PLAN.index("check")]
    text = PLAN.replace(account, "let fund = prev(fund, start: 100 USD) * (1 + market * 1 year)\n")
    Path(rolled).write_text(text, encoding="utf-8")
    assert main(["run", rolled, "--scenario", "history"]) == 1
    page = capsys.readouterr().out
    assert "every check holds in 1" in page
    assert "Net worth" not in page
