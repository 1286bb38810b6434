"""What was edited, declaration by declaration: all of it, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainplan.source import Source
from plainplan.syntax import format_file, nodes, parse
from plainplan.versions.edits import Edit, find_edits
from strategies_syntax import files

PLANS = sorted((Path(__file__).parents[2] / "plans").glob("*.plan"))

PLAN = """\
# 陳家。

plan "陳家" {
    currency: TWD
    start: 2026-01
    years: 5
}

## 生活費,含保險。
param living = 60萬 TWD/year "生活費"
param market = 5%/year "報酬率"

asset cash "現金" = 200萬 TWD

asset fund "基金" {
    value: 1000萬 TWD
    return: market
}

expense rent "房租" = 20萬 TWD/year
expense school "學費" = 10萬 TWD/year

each year {
    withdraw living from cash then fund as spend
    grow
}

check solvent "不破產": net_worth > 0

scenario crash "崩盤" {
    market = -5%/year
    fund.return = -10%/year
}

report "給客戶" {
    show cash
}
"""


def tree(text: str) -> nodes.File:
    return parse(Source("a.plan", text))[0]


def edits(before: str, after: str) -> list[Edit]:
    return find_edits(tree(before), tree(after))


def changed(before: str, after: str) -> list[tuple[str, str, str | None, str | None]]:
    """The kind of each changed declaration with the key of each fact or line, before and after."""
    return [
        (
            edit.entry.kind,
            change.key,
            None if change.before is None else change.before.text,
            None if change.after is None else change.after.text,
        )
        for edit in edits(before, after)
        for change in (*edit.facts, *edit.body)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("years: 5", "years: 30", ("plan", "years", "5", "30")),
        ("currency: TWD", "currency: HKD", ("plan", "currency", "TWD", "HKD")),
        ('plan "陳家"', 'plan "陳家二版"', ("plan", "label", "陳家", "陳家二版")),
        ("生活費,含保險。", "生活費。", ("param", "doc", "生活費,含保險。", "生活費。")),
        ("60萬 TWD/year", "65萬 TWD/year", ("param", "value", "60萬 TWD/year", "65萬 TWD/year")),
        ('TWD/year "生活費"', 'TWD/year "家用"', ("param", "label", "生活費", "家用")),
        ("    return: market\n", "    return: market\n    class: core\n", ("asset", "class", None, "core")),
        ("    return: market\n", "", ("asset", "return", "market", None)),
        ("= 20萬", "= 21萬", ("expense", "amount", "20萬 TWD/year", "21萬 TWD/year")),
        ("each year {", "each year in june {", ("each", "when", "each year", "each year in june")),
        ("    grow\n", "", ("each", "grow", "grow", None)),
        ("> 0\n", "> 1 TWD\n", ("check", "condition", "net_worth > 0", "net_worth > 1 TWD")),
        ("check solvent", "warn solvent", ("warn", "keyword", "check", "warn")),
        ("market = -5%", "market = -6%", ("scenario", "market", "-5%/year", "-6%/year")),
        ('report "給客戶"', 'report "給銀行"', ("report", "label", "給客戶", "給銀行")),
        ("show cash", "show fund", ("report", "show", "show cash", "show fund")),
    ],
)
def test_one_changed_fact_is_one_line(old: str, new: str, expected: tuple[str, str, str | None, str | None]) -> None:
    assert PLAN.count(old) == 1
    assert changed(PLAN, PLAN.replace(old, new)) == [expected]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_layout_and_comments_are_no_edits(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    spread = re.sub("^    ", "  ", text.replace("{\n", "{  # here\n\n"), flags=re.MULTILINE)
    assert edits(text, spread) == []


@given(files)
@settings(max_examples=60)
def test_a_plan_as_fmt_writes_it_says_the_same(file: nodes.File) -> None:
    text = format_file(file)
    read, found = parse(Source("a.plan", text))
    if not found:
        assert find_edits(read, tree(format_file(read))) == []
        assert find_edits(read, read) == []


def test_how_a_number_is_spelled_is_no_edit() -> None:
    assert edits(PLAN, PLAN.replace("60萬 TWD/year", "600_000 TWD/year")) == []


def test_a_block_for_one_line_is_no_edit() -> None:
    block = 'expense rent "房租" {\n    amount: 20萬 TWD/year\n}\n'
    assert edits(PLAN, PLAN.replace('expense rent "房租" = 20萬 TWD/year\n', block)) == []


def test_a_new_name_is_one_edit_and_tells_how_many_places_followed() -> None:
    (edit,) = edits(PLAN, PLAN.replace("market", "equities"))
    assert edit.is_rename_only
    assert edit.followed == 2
    assert edit.before is not None
    assert (edit.before.name, edit.entry.name) == ("market", "equities")


def test_a_new_name_in_a_text_is_no_edit_beside_the_renaming() -> None:
    before = PLAN.replace("生活費,含保險。", "living 含保險。")
    (edit,) = edits(before, before.replace("living", "upkeep"))
    assert edit.is_rename_only


def test_a_property_of_the_same_name_is_no_edit_when_a_param_is_renamed() -> None:
    before = "param growth = 1%/year\nincome wage {\n    amount: 1 TWD/year\n    growth: growth\n}\n"
    (edit,) = edits(before, before.replace("param growth", "param raise").replace(": growth", ": raise"))
    assert edit.is_rename_only


def test_the_order_of_payments_counts() -> None:
    first, second = (f"expense {line}\n" for line in ('rent "房租" = 20萬 TWD/year', 'school "學費" = 10萬 TWD/year'))
    found = edits(PLAN, PLAN.replace(first + second, second + first))
    assert [(edit.entry.kind, edit.is_moved) for edit in found] == [("expense", True)]


def test_the_order_of_params_says_nothing() -> None:
    lines = [line for line in PLAN.splitlines(keepends=True) if line.startswith("param")]
    assert edits(PLAN, PLAN.replace("".join(lines), "") + "".join(reversed(lines)))[0].facts[0].key == "doc"
    bare = PLAN.replace("## 生活費,含保險。\n", "")
    assert edits(bare, bare.replace("".join(lines), "") + "".join(reversed(lines))) == []


def test_what_concerns_the_whole_plan_comes_first() -> None:
    head, _, rest = PLAN.partition("## ")
    after = "## " + rest.replace("60萬", "61萬") + head.replace("years: 5", "years: 6")
    assert [edit.entry.kind for edit in edits(PLAN, after)][:2] == ["plan", "param"]


def test_what_was_removed_comes_last() -> None:
    found = edits(PLAN, PLAN.replace('expense rent "房租" = 20萬 TWD/year\n', "").replace('5%/year "', '6%/year "'))
    assert [(edit.entry.name, edit.after is None) for edit in found] == [("market", False), ("rent", True)]


# One edit each, of another declaration: the text that it replaces, what stands there then, and the name of that.
SCRIPT = (
    ("years: 5", "years: 6", None),
    ('60萬 TWD/year "生活費"', '61萬 TWD/year "生活費"', "living"),
    ("= 200萬 TWD", "= 201萬 TWD", "cash"),
    ("    value: 1000萬 TWD\n", "    value: 1000萬 TWD\n    class: core\n", "fund"),
    ('expense rent "房租" = 20萬 TWD/year\n', "", "rent"),
    ('"學費" = 10萬', '"學雜費" = 10萬', "school"),
    ("    grow\n", "    grow\n    withdraw 1 TWD from cash\n", None),
    ("net_worth > 0", "net_worth > 1 TWD", "solvent"),
    ("fund.return = -10%", "fund.return = -11%", "crash"),
    ("    show cash\n", "    show cash\n    show fund\n", None),
    ("param market", 'param fee = 1%/year "費用"\nparam market', "fee"),
)


@given(st.sets(st.sampled_from(SCRIPT)))
def test_a_script_of_edits_is_found_as_it_was_made(script: set[tuple[str, str, str | None]]) -> None:
    after = PLAN
    for old, new, _ in script:
        after = after.replace(old, new)
    found = edits(PLAN, after)
    assert sorted(edit.entry.name or "" for edit in found) == sorted(name or "" for _, _, name in script)
    assert all(len(edit.facts) + len(edit.body) == 1 for edit in found if edit.before and edit.after)


def test_many_declarations_are_compared_at_once() -> None:
    before = "".join(f'param a{number} = {number} TWD "甲{number}"\n' for number in range(150))
    after = before.replace("param a", "param b")
    assert all(edit.is_rename_only for edit in edits(before, after))
    assert len(edits(before, after)) == 150
