"""Mixtures of two versions are plans, whatever was edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan.diagnostics import Diagnostic
from plainplan.versions.attribution import Attribution, attribute
from plainplan.versions.mixture import Mixture
from versions.mixed import measured, net_worth, plan_of, run_figures

PLAN = """\
plan "陳家" {
    currency: TWD
    start: 2026-01
    years: 5
}

param living = 60萬 TWD "生活費"
param market = 5%/year "報酬率"

asset cash "現金" {
    value: 500萬 TWD
}

asset fund "基金" {
    value: 300萬 TWD
    return: market
}

expense food "伙食" {
    amount: living / 1 year
    paid_from: cash
}

each year {
    move 10萬 TWD from cash to fund as saved
}

scenario crash "崩盤" {
    market = -5%/year
}
"""

Replacement = tuple[str, str]


def changed(*replacements: Replacement, text: str = PLAN) -> str:
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


def attributed(before: str, after: str, scenario: str | None = None, root: Path = Path()) -> Attribution | Diagnostic:
    mixture = Mixture(plan_of(before, root), plan_of(after, root), scenario)
    return attribute(mixture, scenario, net_worth, measured)


def names(found: Attribution | Diagnostic) -> list[list[str]]:
    assert isinstance(found, Attribution), found
    return [[edit.entry.name or edit.entry.kind for edit in part.group.edits] for part in found.parts]


EDITS: list[tuple[Replacement, ...]] = [
    (("60萬 TWD", "66萬 TWD"),),
    (("asset fund", "asset stocks"), ("to fund", "to stocks"), ("5%/year", "6%/year")),
    (("each year {\n    move 10萬 TWD from cash to fund as saved\n}\n", ""),),
    (("asset fund", "asset bonds = 10萬 TWD\n\nasset fund"), ("to fund", "to bonds")),
    (("start: 2026-01", "start: 2027-01"),),
    (("years: 5", "years: 7"), ("60萬", "70萬")),
    (("years: 5", "years: 5\n    step: month"), ("60萬", "70萬")),
    (
        ("    years: 5\n", "    years: 5\n    inflation: 2%/year\n"),
        ("amount: living / 1 year", "amount: living / 1 year real"),
    ),
    (("-5%/year", "-9%/year"), ("500萬", "450萬")),
    (
        ("asset cash", "let idle = prev(fund, start: 0 TWD) / 2\n\nasset cash"),
        ("move 10萬 TWD", "move min(idle, 5萬 TWD)"),
    ),
    (("expense food", "goal food"), ("500萬", "450萬")),
    (("param market = 5%/year", "let market = 4%/year"), ("    market = -5%/year", "    fund.return = -5%/year")),
]


@pytest.mark.parametrize("replacements", EDITS)
@pytest.mark.parametrize("scenario", [None, "crash"])
def test_no_edit_is_the_earlier_version_and_all_are_the_later(
    replacements: tuple[Replacement, ...], scenario: str | None
) -> None:
    after = changed(*replacements)
    mixture = Mixture(plan_of(PLAN), plan_of(after), scenario)
    for made, text in (((), PLAN), (range(len(mixture.groups)), after)):
        run = mixture.plan(made).run(scenario)
        assert (run.net_worth[-1], min(run.net_worth)) == pytest.approx(run_figures(text, scenario), rel=1e-12)


def test_a_changed_unit_and_all_its_users_are_one_group() -> None:
    after = changed(("60萬 TWD ", "60萬 TWD/year "), ("living / 1 year", "living"), ("5%/year", "4%/year"))
    assert names(attributed(PLAN, after)) == [["living", "food"], ["market"]]


def test_what_takes_the_name_of_what_went_is_one_group_with_it() -> None:
    before = changed(
        ("each year {", "each year in june {\n    move 2萬 TWD from fund to cash as back\n}\n\neach year {")
    )
    after = changed(("as saved", "as back"), ("5%/year", "4%/year"))
    found = attributed(before, after)
    assert sorted(map(len, names(found))) == [1, 2]


def test_edits_that_are_one_plan_only_together_are_told_as_such() -> None:
    after = changed(("60萬 TWD ", "60萬 TWD/year "), ("living / 1 year", "living"))
    found = attributed(PLAN, after)
    assert isinstance(found, Diagnostic)
    assert found.code == "entangled-edits"
    assert found.message.startswith("the edits cannot be made one by one: ")


def test_a_single_edit_explains_the_whole() -> None:
    found = attributed(PLAN, changed(("500萬", "450萬")))
    assert isinstance(found, Attribution)
    assert [part.shares for part in found.parts] == [(-500_000.0, -500_000.0)]


def test_a_figure_without_a_value_on_the_way_has_no_parts() -> None:
    before = changed(
        ("move 10萬 TWD", "move 10萬 TWD / (a + b)"), ("asset cash", "param a = 1\nparam b = 0\n\nasset cash")
    )
    after = changed(("param a = 1", "param a = 0"), ("param b = 0", "param b = 1"), text=before)
    found = attributed(before, after)
    assert isinstance(found, Attribution)
    # With a = b = 0 nothing can be said; the change itself is told.
    assert str([part.shares for part in found.parts]) == "[(nan, nan), (nan, nan)]"
    assert found.after == pytest.approx(run_figures(after))


DATA = 'data book from "data/book.csv" by year {\n    column "Year" as y\n    column "Return" as yield_: rate/year\n}\n'


def test_a_file_that_changed_is_a_group_by_its_path(tmp_path: Path) -> None:
    text = changed(("    return: market", "    return: book.yield_"), ("asset cash", f"use own\n\n{DATA}\nasset cash"))
    text = changed(("move 10萬 TWD", "move monthly() * 12"), text=text)
    sides = []
    for name, rate, saved in (("old", "5%", 1), ("new", "3%", 2)):
        folder = tmp_path / name
        (folder / "data").mkdir(parents=True)
        rows = "".join(f"{year},{rate}\n" for year in range(2026, 2031))
        (folder / "data" / "book.csv").write_text(f"Year,Return\n{rows}", encoding="utf-8")
        (folder / "own.plan").write_text(f"fn monthly() = {saved}萬 TWD\n", encoding="utf-8")
        sides.append(plan_of(text, folder))
    found = attribute(Mixture(sides[0], sides[1]), None, net_worth, measured)
    assert isinstance(found, Attribution)
    assert [part.group.files for part in found.parts] == [("data/book.csv",), ("own.plan",)]
    before, after = (run_figures(text, root=tmp_path / name) for name in ("old", "new"))
    assert sum(part.shares[0] for part in found.parts) == pytest.approx(after[0] - before[0], rel=1e-9)
