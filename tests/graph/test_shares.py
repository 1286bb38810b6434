"""Which plain numbers are read as percentages."""

from __future__ import annotations

from pathlib import Path

import pytest

import plainplan
from plainplan.api.figures import value_text
from plainplan.graph.shares import find_shares

COIN = "table coin {\n    chance in 40%, 60%\n    earned in 17%, 7%\n    total mean = sum(chance * earned)\n}\n"


def shares_of(tmp_path: Path, text: str) -> set[str]:
    """The names of the numbers that are read as percentages."""
    path = tmp_path / "a.plan"
    path.write_text(text, encoding="utf-8")
    graph = plainplan.load(path).run().graph
    return {graph.quantities[number].name for number in find_shares(graph)}


@pytest.mark.parametrize(
    "formula", ["p", "p * p", "1 - p", "p / 12", "p^2", "sqrt(p)", "max(p, 0.5)", "stdev.s([p, 7%])", "p - 5%"]
)
def test_what_is_made_of_percentages_is_one(tmp_path: Path, formula: str) -> None:
    assert "a" in shares_of(tmp_path, f"param p = 40%\nlet a = {formula}\n")


@pytest.mark.parametrize("formula", ["1 + p", "p / p", "12 * p", "p + 1"])
def test_factors_ratios_and_multiples_are_plain_numbers(tmp_path: Path, formula: str) -> None:
    assert "a" not in shares_of(tmp_path, f"param p = 40%\nlet a = {formula}\n")


@pytest.mark.parametrize(
    "formula",
    [
        *("sell / buy - 1", "1 - buy / sell", "(sell / buy)^(1 / n) - 1", "high / low - 1"),
        *("1 - 1.3 * buy / (buy + sell)", "sell / 80 TWD - 1"),
    ],
)
def test_how_far_an_amount_has_moved_is_a_percentage(tmp_path: Path, formula: str) -> None:
    inputs = "param buy = 80 TWD\nparam sell = 90 TWD\nparam n = 3\nparam low = 1_000\nparam high = 1_100\n"
    assert "a" in shares_of(tmp_path, f"{inputs}let a = {formula}\n")


def test_what_an_audit_row_writes_beside_a_percentage_is_one(tmp_path: Path) -> None:
    head = 'plan "p" {\n    start: 2026-01\n    years: 2\n}\nparam line = 130%\n'
    lets = "param own = 140 TWD\nparam owed = 100 TWD\nlet ratio = own / owed\nlet other = owed / own\n"
    rows = 'each year {\n    note "追繳": ratio, line, own, other\n    note "期": step, line\n}\n'
    shares = shares_of(tmp_path, head + lets + rows)
    assert "ratio" in shares
    assert not {"other", "step"} & shares


def test_a_list_of_percentages_is_one_however_it_is_written(tmp_path: Path) -> None:
    rows = "[\n    60%,  # cn\n    100%,  # [hk]\n]"
    assert "a" in shares_of(tmp_path, f"param i = 1\nlet a = if i = 1 then 1 / (1 - 25%) else index({rows}, i)\n")
    assert "a" not in shares_of(tmp_path, "param i = 1\nlet a = index([\n    1,  # 60%\n    2,  # 100%\n], i)\n")


def test_a_chart_says_it_of_what_stands_beside_a_ratio_of_an_audit_row(tmp_path: Path) -> None:
    head = 'plan "p" {\n    start: 2026-01\n    years: 2\n}\nparam line = 130%\n'
    lets = "param own = 140 TWD\nparam owed = 100 TWD\nlet ratio = own / owed\nlet told = ratio\n"
    lets += "let after = own / (owed * step)\n"
    more = 'each year {\n    note "追繳": ratio, line\n}\nreport "r" {\n    chart "c" of after, told\n}\n'
    assert {"ratio", "told", "after"} <= shares_of(tmp_path, head + lets + more)


@pytest.mark.parametrize("formula", ["sell / buy", "sell / buy + 1", "1 / n - 1", "n / 2 - 1", "n - 1", "n^2 - 1"])
def test_a_multiple_is_no_percentage(tmp_path: Path, formula: str) -> None:
    inputs = "param buy = 80 TWD\nparam sell = 90 TWD\nparam n = 3\n"
    assert "a" not in shares_of(tmp_path, f"{inputs}let a = {formula}\n")


@pytest.mark.parametrize(
    "formula",
    [
        "since(2027-01: 70%, otherwise: 80%)",
        "since(2027-01: 0%, otherwise: p)",
        "by_year(2026: 70%, otherwise: 80%)",
        "lookup(step, 1: 70%, otherwise: 80%)",
        "index([70%, 80%], step)",
    ],
)
def test_a_percentage_that_changes_on_a_date_is_one(tmp_path: Path, formula: str) -> None:
    text = f'plan "p" {{\n    start: 2026-01\n    years: 2\n}}\nparam p = 40%\nlet a = {formula}\n'
    assert "a" in shares_of(tmp_path, text)
    assert "a" not in shares_of(tmp_path, text.replace("%", ""))


def test_what_a_check_compares_with_a_percentage_is_one(tmp_path: Path) -> None:
    text = "param buy = 80 TWD\nparam sell = 90 TWD\nlet a = sell / buy - 1\nlet b = sell / buy\n"
    assert {"a"} == shares_of(tmp_path, text + "check c: a = 12.5%\n") & {"a", "b"}


def test_each_comparison_of_a_check_says_it(tmp_path: Path) -> None:
    text = "param buy = 80 TWD\nparam sell = 90 TWD\nlet a = sell / buy\nlet b = buy / sell\n"
    assert {"a", "b"} == shares_of(tmp_path, text + "check c: a <= 120% and b >= 80%\n") & {"a", "b"}


def test_a_row_that_is_compared_says_it_of_its_column(tmp_path: Path) -> None:
    text = "table t {\n    amount in 5 TWD, 3 TWD\n    weight = amount / sum(amount)\n}\n"
    assert "t.weight" in shares_of(tmp_path, text + "check c: at(t.weight, 1) = 62.5%\n")
    assert "t.weight" not in shares_of(tmp_path, text + "check c: at(t.weight, 1) = 0.625\n")


def test_the_greatest_cell_that_is_compared_says_it_of_its_grid(tmp_path: Path) -> None:
    text = "grid g {\n    rows a in 1, 2\n    cols b in 5, 8\n    cell = a / b\n}\n"
    assert "g.cell" in shares_of(tmp_path, text + "check c: max(g.cell) = 40%\n")
    assert "g.cell" not in shares_of(tmp_path, text + "check c: max(g.cell) = 0.4\n")


def test_an_input_is_read_as_it_is_written(tmp_path: Path) -> None:
    assert "a" not in shares_of(tmp_path, "param a = 1.5\ncheck c: a <= 150%\n")


def test_run_shows_them_in_per_cent(tmp_path: Path) -> None:
    path = tmp_path / "a.plan"
    path.write_text(COIN, encoding="utf-8")
    run = plainplan.load(path).run()
    mean = run.graph.quantities[run.graph.by_name["coin.mean"]]
    assert value_text(run.value(mean.id), mean.type, mean.id in run.shares) == "11%"
