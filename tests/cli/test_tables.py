"""What the commands show of tables, grids, lists and data files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainplan.cli import main

SHEETS = """\
table bond "三年期公司債" {
    t in 1..3 "年"
    pays = if t = 3 then 110_000 TWD else 10_000 TWD "現金流"
    pv = pays / (1 + 10%)^t "現值"
    total price = sum(pv) "價格"
}

grid boost "負債增益" {
    rows r in 15%..25% by 5% "報酬率"
    cols d in 5%, 8% "負債率"
    cell = d * (r - 8.25%) "增加的年化收益"
}

data index "指數" from "index.csv" {
    column "Year" as y
    column "Close" as close: USD "收盤"
}

let weights = [40%, 60%] "比重"
let middle = mean(index.close)
"""


@pytest.fixture
def sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A calculator with tables in the current folder, as `sheets.plan`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)
    Path("index.csv").write_text('Year,Close\n2000,"2,341.70"\n2001,1577.05\n', encoding="utf-8")
    path = Path("sheets.plan")
    path.write_text(SHEETS, encoding="utf-8")
    return path


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    return capsys.readouterr().out


def test_run_draws_tables_and_grids_with_their_totals(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "run", "sheets.plan")
    assert (
        """\
三年期公司債 (單位:TWD)

 年    現金流        現值
 ────────────────────────
  1    10,000    9,090.91
  2    10,000    8,264.46
  3   110,000   82,644.63

  價格  100,000 TWD  bond.price
"""
        in text
    )
    assert (
        """\
負債增益

 報酬率 \\ 負債率        5%        8%
 ───────────────────────────────────
             15%   0.3375%   0.5400%
             20%   0.5875%   0.9400%
             25%   0.8375%   1.3400%
"""
        in text
    )
    assert "weights     [40%, 60%]  比重" in text


def test_a_long_table_is_drawn_by_its_first_rows_and_its_last(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets.write_text("table t {\n    n in 1..100\n    twice = 2 * n\n}\n", encoding="utf-8")
    lines = [line.split() for line in shown(capsys, "run", "sheets.plan").splitlines()]
    assert ["39", "78"] in lines
    assert ["40", "80"] not in lines
    assert ["100", "200"] in lines
    assert ["…", "另有", "60", "列"] in lines


def test_a_wide_table_is_cut_into_parts(
    sheets: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = "".join(f"    column_{number} = n * 1_000_000\n" for number in range(12))
    sheets.write_text(f"table t {{\n    n in 7..8\n{columns}}}\n", encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    lines = shown(capsys, "run", "sheets.plan").splitlines()
    assert max(map(len, lines)) <= 80
    assert len([line for line in lines if line.startswith(" 7 ")]) > 1


def test_json_has_every_table_at_full_precision(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(shown(capsys, "run", "sheets.plan", "--json"))["tables"]
    assert list(found) == ["index", "bond", "boost"]
    assert found["bond"]["columns"]["pv"]["values"] == pytest.approx([10_000 / 1.1, 10_000 / 1.21, 110_000 / 1.331])
    assert found["bond"]["totals"]["price"]["value"] == pytest.approx(100_000)
    assert found["index"]["columns"]["close"]["values"] == [2341.7, 1577.05]
    assert found["index"]["columns"]["close"]["unit"] == "USD"
    grid = found["boost"]
    assert (grid["rows"]["name"], grid["columns"]["values"]) == ("r", [0.05, 0.08])
    assert grid["cells"]["values"][1] == pytest.approx([0.005875, 0.0094])


def test_a_row_is_set_by_its_number(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("run", "sheets.plan", "--json", "--set", "bond.t#2=4", "--set", "index.close#1=1_000 USD")
    found = json.loads(shown(capsys, *words))
    assert found["tables"]["bond"]["columns"]["t"]["values"] == [1, 4, 3]
    assert found["quantities"]["middle"]["value"] == (1000 + 1577.05) / 2


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("bond.t#4=1", "`bond.t` has 3 values, and none is number 4"),
        ("bond.t=1", "`bond.t` has 3 values, which are set one by one"),
        ("bond.t#2=5 TWD", "`bond.t#2` needs a number, and this is money"),
        ("bond.pv#2=5 TWD", "the plan has no input `bond.pv#2`"),
    ],
)
def test_what_is_no_row_cannot_be_set(
    sheets: Path, capsys: pytest.CaptureFixture[str], setting: str, message: str
) -> None:
    assert main(["run", "sheets.plan", "--set", setting]) == 1
    assert message in capsys.readouterr().err


def test_a_list_that_a_scenario_changes_is_set_one_by_one(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = 'plan "A" {\n currency: TWD\n start: 2026-01\n years: 1\n}\nparam w = [50%, 50%]\nlet s = sum(w)\n'
    sheets.with_name("lists.plan").write_text(f"{plan}scenario low {{\n w = [20%, 80%]\n}}\n", encoding="utf-8")
    assert main(["run", "lists.plan", "--set", "w=60%"]) == 1
    assert "`w` has 2 values, which are set one by one" in capsys.readouterr().err


def test_a_column_is_explained_in_one_of_its_rows(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "explain", "sheets.plan", "bond.pv", "--row", "2", "--depth", "1")
    assert (
        text
        == """\
bond.pv  "現值"   sheets.plan:4

  8,264.46 TWD in row 2 (2)   money, one a row
  all rows     9,090.91 TWD, 8,264.46 TWD, 82,644.63 TWD
  as written   pv = pays / (1 + 10%)^t "現值"
  formula      bond.pays / (1 + 10%)^bond.t
  with figures 10,000 TWD / (1 + 10%)^2

  from
  ├─ bond.pays = 10,000 TWD
  ├─ bond.pv#1 = 10%   a figure in the formula   sheets.plan:4
  └─ bond.t = 2   a header   sheets.plan:2
"""
    )


def test_a_total_is_explained_by_the_whole_column(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "explain", "sheets.plan", "bond.price", "--depth", "1")
    assert "with figures sum([9,090.91 TWD, 8,264.46 TWD, 82,644.63 TWD])\n" in text


def test_a_cell_is_explained_by_its_heads(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "explain", "sheets.plan", "boost.cell", "--row", "4", "--depth", "1")
    assert "0.94% in row 2, column 2 (20%, 8%)   a number" in text
    assert "with figures 8% * (20% - 8.25%)\n" in text


def test_a_table_and_a_data_file_are_explained_by_their_rows(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert " 3   110,000   82,644.63\n" in shown(capsys, "explain", "sheets.plan", "bond")
    text = shown(capsys, "explain", "sheets.plan", "index")
    assert "index.csv   sha-256 " in text
    assert " 2000     2,341.70\n" in text


def test_a_row_that_a_table_does_not_have_is_refused(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "sheets.plan", "bond.pv", "--row", "4"]) == 2
    assert "`--row` is a number from 1 to 3" in capsys.readouterr().err


def test_check_says_what_a_table_could_not_compute(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets.write_text("table t {\n    n in 0..2\n    x = 1 / n\n}\n", encoding="utf-8")
    assert main(["check", "sheets.plan", "--format", "concise"]) == 0
    assert "`t.x` 第 1 列 (0) 無法計算:除以零" in "".join(capsys.readouterr())


def test_a_frame_of_series_leaves_tables_out(sheets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "bond" not in shown(capsys, "run", "sheets.plan", "--csv")


def test_only_nothing_is_drawn_as_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.plan").write_text("table u {\n    k in 12345, 0.025, 0\n    small = k / 1e9\n}\n")
    text = shown(capsys, "run", str(tmp_path / "a.plan"))
    assert [line.split() for line in text.rstrip().splitlines()[-3:]] == [
        ["12,345.000", "0.000012"],
        ["0.025", "2.5e-11"],
        ["0", "0"],
    ]
