"""Laws of every plan: no money is made or lost, no balance is below zero, a text and its twin compute alike."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import plainplan
from plainplan.graph.nodes import AccountView, Graph
from plainplan.source import Source
from plainplan.syntax import parse
from plainplan.syntax.nodes import Account, Block, Plan
from second_reading import walk
from soffice import recalculate_all
from strategies import STEADY, Sketch, sketches

MANY = settings(STEADY, max_examples=60)
COMES_IN = {"income", "receive"}
GOES_OUT = {"expense", "goal", "withdraw", "pay"}
COSTS = re.compile(r"\.(buy_cost|sell_cost|trading_cost|exchange_cost|draw_cost)\b.*")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the examples of a law share."""
    return tmp_path_factory.mktemp("laws")


def compute(text: str, folder: Path) -> tuple[Graph, plainplan.Run]:
    """The graph and the figures of a plan that has no mistakes."""
    path = folder / "plan.plan"
    path.write_text(text, encoding="utf-8")
    plan = plainplan.load(path)
    assert [found.message for found in plan.check(is_static=True) if found.is_error] == []
    graph = plan.graph
    assert graph is not None
    return graph, plan.run()


def size(run: plainplan.Run, graph: Graph) -> float:
    """The greatest amount in a plan, against which a difference is small or not."""
    balances = [abs(number) for account in graph.accounts for number in run.numbers(account.closing)]
    flows = [abs(number) for flow in graph.flows for number in run.numbers(flow.amount)]
    return max(1.0, *balances, *flows)


def change(run: plainplan.Run, account: AccountView, step: int) -> float:
    """What a balance gained in a step, by its closing balances alone."""
    before = run.number(account.closing, step - 1) if step > 1 else run.number(account.opening, 1)
    return run.number(account.closing, step) - before


@given(sketch=sketches())
@MANY
def test_a_balance_is_the_one_before_it_and_what_flowed(sketch: Sketch, folder: Path) -> None:
    graph, run = compute(sketch.text, folder)
    tolerance = 1e-12 * size(run, graph)
    for account in graph.accounts:
        for step in range(1, graph.steps + 1):
            flowed = math.fsum(flow.sign * run.number(flow.quantity, step) for flow in account.flows)
            assert change(run, account, step) == pytest.approx(flowed, abs=tolerance), account.name


@given(sketch=sketches())
@MANY
def test_no_money_is_made_or_lost(sketch: Sketch, folder: Path) -> None:
    graph, run = compute(sketch.text, folder)
    tolerance = 1e-12 * size(run, graph)
    assets = [account for account in graph.accounts if account.keyword == "asset"]
    debts = [account for account in graph.accounts if account.keyword == "debt"]
    costs = [quantity.id for quantity in graph.quantities if COSTS.search(quantity.name) and quantity.formula]
    for step in range(1, graph.steps + 1):
        worth = math.fsum(change(run, account, step) for account in assets)
        owed = math.fsum(change(run, account, step) for account in debts)
        outside = [flow for flow in graph.flows if flow.keyword != "debt"]
        assert {flow.keyword for flow in outside} <= COMES_IN | GOES_OUT
        came = math.fsum(run.number(flow.amount, step) * (1 if flow.keyword in COMES_IN else -1) for flow in outside)
        grew = math.fsum(run.number(account.members["gain"], step) for account in assets)
        accrued = math.fsum(run.number(account.members["interest"], step) for account in debts)
        cost = math.fsum(run.number(number, step) for number in costs)
        assert worth - owed == pytest.approx(came + grew - accrued - cost, abs=tolerance)


@given(sketch=sketches())
@MANY
def test_each_cost_is_that_of_one_account(sketch: Sketch, folder: Path) -> None:
    graph, run = compute(f"{sketch.text}\nlet spent_on_trades = assets.trading_costs + debts.draw_costs\n", folder)
    tolerance = 1e-12 * size(run, graph)
    costs = [quantity.id for quantity in graph.quantities if COSTS.search(quantity.name) and quantity.formula]
    for step in range(1, graph.steps + 1):
        spent = math.fsum(run.number(number, step) for number in costs)
        found = run.number(graph.by_name["spent_on_trades"], step)
        assert found == pytest.approx(spent, abs=tolerance)


@given(sketch=sketches())
@MANY
def test_no_balance_is_below_zero(sketch: Sketch, folder: Path) -> None:
    graph, run = compute(sketch.text, folder)
    for account in graph.accounts:
        assert min(run.numbers(account.closing)) >= 0, account.name


@given(sketch=sketches())
@MANY
def test_what_a_statement_moves_and_its_short_are_what_it_asks_for(sketch: Sketch, folder: Path) -> None:
    graph, run = compute(sketch.text, folder)
    for asked in sketch.asked:
        for step in range(1, graph.steps + 1):
            total = run.number(graph.by_name[f"{asked.name}_all"], step)
            expected = amount_asked(sketch, step, asked.amount, asked.is_per_year, asked.is_real, asked.every_months)
            if asked.every_months is None:
                # A condition decides whether the block runs.
                assert total == 0 or total > 0
            else:
                assert total == pytest.approx(expected, rel=1e-12, abs=1e-9), asked.name


def amount_asked(
    sketch: Sketch, step: int, amount: int, is_per_year: bool, is_real: bool, every_months: int | None
) -> float:
    """What a statement of an `each` block asks for in a step, by the words of the language's description."""
    if every_months is None or step * sketch.step_months % every_months:
        return 0
    prices = (1 + sketch.inflation / 100) ** ((step - 1) * sketch.step_months / 12) if is_real else 1
    return amount * prices * (every_months / 12 if is_per_year else 1)


@given(sketch=sketches())
@settings(MANY, max_examples=150)
def test_a_second_reading_of_the_language_finds_the_same_balances(sketch: Sketch, folder: Path) -> None:
    graph, run = compute(sketch.text, folder)
    for step, balances in enumerate(walk(sketch.text), 1):
        found = {account.name: run.number(account.closing, step) for account in graph.accounts}
        assert found == pytest.approx(balances, rel=1e-9, abs=1e-6)


@given(sketch=sketches())
@MANY
def test_formatting_changes_nothing_that_a_plan_computes(sketch: Sketch, folder: Path) -> None:
    graph, run = compute(sketch.text, folder)
    formatted = plainplan.load(folder / "plan.plan").format()
    again, twin = compute(formatted, folder)
    assert plainplan.load(folder / "plan.plan").format() == formatted
    assert [quantity.name for quantity in graph.quantities] == [quantity.name for quantity in again.quantities]
    for quantity in graph.quantities:
        assert repr(run.result.values[quantity.id]) == repr(twin.result.values[quantity.id]), quantity.name


def closing_balances(graph: Graph, run: plainplan.Run) -> dict[str, list[float]]:
    """The balance of every account at every close."""
    return {account.name: run.numbers(account.closing) for account in graph.accounts}


@given(sketch=sketches(), value=st.integers(0, 900_000), lever=st.integers(0, 900))
@MANY
def test_a_scenario_and_a_setting_are_the_plan_with_other_values(
    sketch: Sketch, value: int, lever: int, folder: Path
) -> None:
    scenario = f"scenario other {{\n    fund0.value = {value} TWD\n    fund1.value = {lever} TWD\n}}\n"
    graph, _ = compute(sketch.text + scenario, folder)
    overlaid = plainplan.load(folder / "plan.plan").run("other")
    settings_made = {"fund0.value": f"{value} TWD", "fund1.value": f"{lever} TWD"}
    _, _ = compute(sketch.text, folder)
    settled = plainplan.load(folder / "plan.plan").run(set=settings_made)
    written = re.sub(r"(asset fund0 \{\n    value: )\d+", rf"\g<1>{value}", sketch.text)
    written = re.sub(r"(asset fund1 \{\n    value: )\d+", rf"\g<1>{lever}", written)
    again, run = compute(written, folder)
    expected = closing_balances(again, run)
    assert closing_balances(graph, overlaid) == expected
    assert closing_balances(again, settled) == expected


@given(sketch=sketches())
@MANY
def test_what_is_neither_an_account_nor_a_block_may_stand_anywhere(sketch: Sketch, folder: Path) -> None:
    graph, run = compute(sketch.text, folder)
    file, _ = parse(Source("plan", sketch.text))
    texts = [(isinstance(node, Account | Block | Plan), node.span.text) for node in file.declarations]
    last_first = [text for is_fixed, text in reversed(texts) if not is_fixed]
    again, twin = compute("\n".join([*last_first, *(text for is_fixed, text in texts if is_fixed)]) + "\n", folder)
    assert closing_balances(graph, run) == closing_balances(again, twin)


@given(sketch=sketches())
@MANY
def test_the_built_in_laws_of_a_plan_hold(sketch: Sketch, folder: Path) -> None:
    _, run = compute(sketch.text, folder)
    broken = {check.name for check in run.checks if not check.is_ok and check.name != "amounts_not_negative"}
    assert broken <= {"everything_paid"}
    assert not run.undefined


def test_libreoffice_computes_made_up_plans_as_we_do(tmp_path: Path) -> None:
    books: list[Path] = []

    @given(sketch=sketches(years=2))
    @settings(STEADY, max_examples=8)
    def export_some(sketch: Sketch) -> None:
        compute(sketch.text, tmp_path)
        books.append(tmp_path / f"book{len(books)}.xlsx")
        plainplan.load(tmp_path / "plan.plan").export(books[-1])

    export_some()
    for ours, theirs in zip(books, recalculate_all(books), strict=True):
        assert count_of_equal_cells(ours, theirs) > 100


def count_of_equal_cells(ours: Path, theirs: Path) -> int:
    """How many cells of two workbooks hold the same value; all of them, or the test fails."""
    expected, actual = (load_workbook(path, data_only=True) for path in (ours, theirs))
    count = 0
    for sheet in expected.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                twin = actual[sheet.title][cell.coordinate].value
                if isinstance(cell.value, float | int) and not isinstance(cell.value, bool):
                    place = f"{ours.name} {sheet.title}!{cell.coordinate}"
                    assert twin == pytest.approx(cell.value, rel=1e-9, abs=1e-6), place
                    count += 1
    return count
