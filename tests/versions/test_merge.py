"""Merges of single declarations: what goes together and how it is written, and what is in dispute."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from plainplan.versions.merge import merge_plans
from plainplan.versions.order import disputed_order, merge_order

GRID = 'grid g "格" {\n    rows r in 1%..3% by 1%\n    cols c in 1..3\n    cell = r * c "值"\n}\n'
REPORT = 'report "給客戶" {\n    show net_worth as "淨值"\n    show cash\n}\n'
BLOCK = "each year {\n    withdraw living from cash as spend\n    grow\n}\n"
RULE = "rule r(a: money) {\n    let x = a\n    move x from cash to core\n}\n"
ASSET = 'asset cash "現金" {\n    value: 5萬 TWD\n    return: 1%/year\n}\n'

# Base, ours, theirs, and what comes of them.
TOGETHER = {
    "a head, with the comments behind it": (
        'param x = 5%/year "甲" # 一\n',
        'param x = 6%/year "甲" # 一\n',
        'param x = 5%/year "乙" # 二\n',
        'param x = 6%/year "乙" # 二\n',
    ),
    "the properties of an account, with comments": (
        ASSET,
        ASSET.replace("5萬 TWD", "6萬 TWD  # 一月"),
        ASSET.replace("    return: 1%/year", "    # 定存\n    return: 2%/year"),
        'asset cash "現金" {\n    value: 6萬 TWD  # 一月\n    # 定存\n    return: 2%/year\n}\n',
    ),
    "an amount on one line, and a block around it": (
        "expense food = 1萬 TWD/month # 伙食\n",
        "expense food = 2萬 TWD/month # 伙食\n",
        "expense food { # 伙食\n    amount: 1萬 TWD/month\n    until: 2030-01\n}\n",
        "expense food { # 伙食\n    amount: 2萬 TWD/month\n    until: 2030-01\n}\n",
    ),
    "a block around an amount, and another amount": (
        "expense food = 1萬 TWD/month\n",
        "expense food {\n    amount: 1萬 TWD/month\n    until: 2030-01\n}\n",
        "expense food = 2萬 TWD/month\n",
        "expense food {\n    amount: 2萬 TWD/month\n    until: 2030-01\n}\n",
    ),
    "properties that both add to what had none": (
        "param x = 5%/year # fine: unused-input\n",
        "param x = 5%/year { # fine: unused-input\n    range: 0%/year .. 9%/year\n}\n",
        'param x = 5%/year { # fine: unused-input\n    note: "甲 {"\n}\n',
        'param x = 5%/year { # fine: unused-input\n    range: 0%/year .. 9%/year\n    note: "甲 {"\n}\n',
    ),
    "a property that they add to what had none, and its comment stays": (
        "param x = 5%/year # 一\n",
        "param x = 6%/year # 一\n",
        'param x = 5%/year { # 一\n    note: "甲"\n}\n',
        'param x = 6%/year { # 一\n    note: "甲"\n}\n',
    ),
    "a property of a block on one line": (
        "asset x { value: 5 TWD }\n",
        "asset x { value: 6 TWD }\n",
        "asset x { value: 5 TWD\n    beta: 1 }\n",
        "asset x {\n    value: 6 TWD\n    beta: 1\n}\n",
    ),
    "a warning that became a check": (
        "warn a: cash > 0\n",
        "check a: cash > 0\n",
        "warn a: cash > 1萬 TWD\n",
        "check a: cash > 1萬 TWD\n",
    ),
    "full-width spelling": (
        "asset c “現金” ｛\n    value： ５００ TWD\n    return： 1%/year\n｝\n",
        "asset c “現金” ｛\n    value： ６００ TWD\n    return： 1%/year\n｝\n",
        "asset c “現金” ｛\n    value： ５００ TWD\n    return： 2%/year\n｝\n",
        "asset c “現金” ｛\n    value： ６００ TWD\n    return： 2%/year\n｝\n",
    ),
    "an amount spelled otherwise": (ASSET, ASSET.replace("5萬", "50_000"), ASSET.replace("5萬", "6萬"), None),
    "two lines of a grid": (GRID, GRID.replace("..3% ", "..5% "), GRID.replace("r * c", "r + c"), None),
    "the label of a grid and its cell": (GRID, GRID.replace("格", "表"), GRID.replace("r * c", "r + c"), None),
    "two lines of a report": (REPORT, REPORT.replace("淨值", "淨資產"), REPORT.replace("show cash", "show core"), None),
    "the title of a report and a line": (
        REPORT,
        REPORT.replace("給客戶", "年報"),
        REPORT.replace("cash", "core"),
        None,
    ),
    "the parameters of a rule and a line": (
        RULE,
        RULE.replace("a: money", "a: money, b: money"),
        RULE.replace("move x", "move 2 * x"),
        None,
    ),
    "a block with another indent and another amount": (
        BLOCK,
        BLOCK.replace("    ", "  "),
        BLOCK.replace("living", "food"),
        BLOCK.replace("living", "food"),
    ),
    "a draw that became a value, and how many are drawn": (
        "scenario s {\n    m ~ normal(1, 2)\n    paths: 100\n}\n",
        "scenario s {\n    m = 5\n    paths: 100\n}\n",
        "scenario s {\n    m ~ normal(1, 2)\n    paths: 200\n}\n",
        "scenario s {\n    m = 5\n    paths: 200\n}\n",
    ),
    "a total that is called like its column": (
        "table t {\n    a = 1\n    total a = sum(a)\n}\n",
        "table t {\n    a = 2\n    total a = sum(a)\n}\n",
        'table t "表" {\n    a = 1\n    total a = sum(a)\n}\n',
        'table t "表" {\n    a = 2\n    total a = sum(a)\n}\n',
    ),
    "a comment above what both moved": (
        "# 一\nparam a = 1\n\n# 二\nparam b = 2\n\nparam c = 3\n",
        "# 二\nparam b = 2\n\n# 一\nparam a = 1\n\nparam c = 3\n",
        "# 二\nparam b = 2\n\n# 一改\nparam a = 1\n\nparam c = 4\n",
        "# 二\nparam b = 2\n\n# 一改\nparam a = 1\n\nparam c = 4\n",
    ),
    "what they moved": (
        "param a = 1\n\nparam b = 2\n\nparam c = 3\n",
        "param a = 1\n\nparam b = 5\n\nparam c = 3\n",
        "param b = 2\n\nparam c = 3\n\n# 末\nparam a = 1\n",
        "param b = 5\n\nparam c = 3\n\n# 末\nparam a = 1\n",
    ),
    "other lines of a documentation": (
        "## 一\n## 二\nparam a = 5\n",
        "## 甲\n## 二\nparam a = 5\n",
        "## 一\n## 乙\nparam a = 6\n",
        "## 甲\n## 乙\nparam a = 6\n",
    ),
    "a heading under which both add something": (
        "# --- 帳戶 ---\n\nparam a = 1\n",
        "# --- 帳戶 ---\n\nparam b = 2\n\nparam a = 1\n",
        "# --- 帳戶 ---\n\nparam c = 3\n\nparam a = 1\n",
        "# --- 帳戶 ---\n\nparam b = 2\n\nparam c = 3\n\nparam a = 1\n",
    ),
    "the same block that both added": (
        "param a = 1\n",
        f"param a = 1\n\n{BLOCK}",
        f"param a = 2\n\n{BLOCK}",
        f"param a = 2\n\n{BLOCK}",
    ),
    "a new name, in what the other wrote, not in its texts and comments": (
        'param rate = 5% "rate"\n',
        'param growth = 5% "rate"\n',
        'param rate = 6% "rate" # rate\nlet twice = 2 * rate "rate"\nfn f(rate: number) = 2 * rate\n',
        'param growth = 6% "rate" # rate\nlet twice = 2 * growth "rate"\nfn f(rate: number) = 2 * rate\n',
    ),
    "the name of a check and its condition": (
        'check a "甲": cash > 0\n',
        'check b "甲": cash > 0\n',
        'check a "甲": cash > 1\n',
        'check b "甲": cash > 1\n',
    ),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_what_says_different_things_goes_together(case: str) -> None:
    base, ours, theirs, expected = TOGETHER[case]
    found = merge_plans(base, ours, theirs)
    assert found is not None
    assert found.conflicts == []
    if expected is None:
        old, mine, other = (text.splitlines() for text in (base, ours, theirs))
        lines = [theirs_line if line == was else line for was, line, theirs_line in zip(old, mine, other, strict=True)]
        expected = "".join(f"{line}\n" for line in lines)
        if case == "an amount spelled otherwise":
            expected = theirs
    assert expected == found.text


# Base, ours, theirs, and what is said of it.
IN_DISPUTE = {
    "one amount": (
        ASSET,
        ASSET.replace("5萬", "6萬"),
        ASSET.replace("5萬", "7萬"),
        "conflict in `asset cash`: value is `6萬 TWD` here and `7萬 TWD` there",
    ),
    "one label": (
        ASSET,
        ASSET.replace("現金", "活存"),
        ASSET.replace("現金", "定存"),
        "conflict in `asset cash`: label is `活存` here and `定存` there",
    ),
    "an amount in two forms": (
        "expense food = 1萬 TWD/month\n",
        "expense food {\n    amount: 3萬 TWD/month\n}\n",
        "expense food = 2萬 TWD/month\n",
        "conflict in `expense food`: amount is `3萬 TWD/month` here and `2萬 TWD/month` there",
    ),
    "what one removed and the other changed": (
        f"param a = 1\n\n{ASSET}",
        "param a = 1\n",
        f"param a = 1\n\n{ASSET.replace('5萬', '7萬')}",
        "conflict in `asset cash`: declaration is gone here and"
        ' `asset cash "現金" { value: 7萬 TWD return: 1%/year }` there',
    ),
    "a property that one removed and the other changed": (
        ASSET,
        ASSET.replace("    return: 1%/year\n", ""),
        ASSET.replace("1%/year", "2%/year"),
        "conflict in `asset cash`: return is gone here and `2%/year` there",
    ),
    "a property that one removed and the other explained": (
        ASSET,
        ASSET.replace("    return: 1%/year\n", ""),
        ASSET.replace("1%/year", "1%/year  # 定存"),
        "conflict in `asset cash`: return is gone here and `return: 1%/year # 定存` there",
    ),
    "two kinds of declaration": (
        "let a = 5\n",
        "param a = 5\n",
        "let a = 6\n",
        "conflict in `param a`: declaration is `param a = 5` here and `let a = 6` there",
    ),
    "one documentation": (
        "## 一\nparam a = 5\n",
        "## 甲\nparam a = 5\n",
        "## 乙\nparam a = 5\n",
        "conflict in `param a`: comment is `## 甲` here and `## 乙` there",
    ),
    "one comment behind a line": (
        "param a = 5\n",
        "param a = 5 # 甲\n",
        "param a = 5 # 乙\n",
        "conflict in `param a`: comment is `# 甲` here and `# 乙` there",
    ),
    "two names for one thing": (
        'param a = 5 "甲"\n',
        'param b = 5 "甲"\n',
        'param c = 5 "甲"\n',
        "conflict in `param b`: name is `b` here and `c` there",
    ),
    "one name for two things": (
        'param a = 5 "甲"\n',
        'param b = 5 "甲"\n',
        'param a = 5 "甲"\nparam b = 7 "乙"\n',
        'conflict in `param b`: name is `param b = 5 "甲"` here and `param b = 7 "乙"` there',
    ),
    "one statement of a block": (
        BLOCK,
        BLOCK.replace("living", "food"),
        BLOCK.replace("living", "rent"),
        "conflict in `each year`: a line is `withdraw food from cash as spend` here"
        " and `withdraw rent from cash as spend` there",
    ),
    "blocks that both added at one place": (
        BLOCK,
        f"{BLOCK}\nwhen a > 0 {{\n    grow\n}}\n",
        f"{BLOCK}\nwhen b > 0 {{\n    grow\n}}\n",
        "conflict in `when a > 0`: the order of what was added is `when a > 0 { grow }` here"
        " and `when b > 0 { grow }` there",
    ),
}


@pytest.mark.parametrize("case", IN_DISPUTE)
def test_what_says_the_same_thing_otherwise_is_in_dispute(case: str) -> None:
    base, ours, theirs, said = IN_DISPUTE[case]
    found = merge_plans(base, ours, theirs, ("main", "feature"))
    assert found is not None
    assert [str(conflict) for conflict in found.conflicts] == [said]
    assert found.text.count("<<<<<<< main\n") == found.text.count(">>>>>>> feature\n") == 1


def test_the_marks_are_around_what_is_in_dispute_alone() -> None:
    ours = ASSET.replace("5萬", "6萬").replace("1%", "2%")
    found = merge_plans(ASSET, ours, ASSET.replace("5萬", "7萬"), mark_size=9)
    assert found is not None
    assert found.text == (
        'asset cash "現金" {\n<<<<<<<<< ours\n    value: 6萬 TWD\n=========\n    value: 7萬 TWD\n>>>>>>>>> theirs\n'
        "    return: 2%/year\n}\n"
    )


def test_the_example_of_the_documentation_is_what_a_merge_says() -> None:
    page = (Path(__file__).parents[2] / "docs" / "versions.md").read_text(encoding="utf-8")
    base = 'asset cash "現金" {\n    value: 200萬 TWD\n    return: 1.5%/year\n}\n'
    found = merge_plans(base, base.replace("200", "300"), base.replace("200", "280"))
    assert found is not None
    assert f"```text\n{found.text}```\n" in page
    assert f"plainplan: chen.plan: {found.conflicts[0]}\n" in page


def test_blocks_that_were_moved_past_each_other_otherwise_are_in_dispute() -> None:
    first, second, third = (f"when {name} > 0 {{\n    grow\n}}\n" for name in "abc")
    base, ours, theirs = (
        "\n".join(blocks) for blocks in ((first, second, third), (second, first, third), (first, third, second))
    )
    found = merge_plans(base, ours, theirs)
    assert found is not None
    assert [conflict.key for conflict in found.conflicts] == ["the order"]
    marked = "\n".join((second, first, third)) + "=======\n" + "\n".join((first, third, second))
    assert marked in found.text


def test_blocks_that_both_added_among_other_things_at_one_place_are_in_dispute_whoever_merges() -> None:
    mine, other = (f"when {name} > 0 {{\n    grow\n}}\n" for name in "ab")
    base, ours = "param x = 1\n", f"param x = 1\n\n{mine}"
    theirs = f"param x = 1\n\nparam y = 2\n\n{other}"
    for one, two in ((ours, theirs), (theirs, ours)):
        found = merge_plans(base, one, two)
        assert found is not None
        assert len(found.conflicts) == 1
        assert found.text.startswith("param x = 1\n\nparam y = 2\n<<<<<<< ours\n")


ORDERS = list(permutations(range(4)))


@pytest.mark.parametrize("ours", ORDERS, ids=str)
def test_of_two_things_that_comes_first_which_one_side_put_first(ours: tuple[int, ...]) -> None:
    base = tuple(range(4))
    for theirs in ORDERS:
        if disputed_order(base, ours, theirs):
            continue
        found = merge_order(base, ours, theirs)
        assert found == merge_order(base, theirs, ours)
        for one in base:
            for other in base[one + 1 :]:
                is_turned = any(side.index(other) < side.index(one) for side in (ours, theirs))
                assert is_turned == (found.index(other) < found.index(one))


def test_orders_are_in_dispute_only_where_both_changed_them() -> None:
    assert not any(disputed_order(range(4), ours, range(4)) for ours in ORDERS)
    assert not any(disputed_order(range(4), ours, ours) for ours in ORDERS)
    assert disputed_order((0, 1, 2), (1, 0, 2), (0, 2, 1)) == {0, 1, 2}


def test_what_each_side_added_stands_behind_what_it_was_put_behind() -> None:
    assert merge_order("abc", "axbc", "aybzc") == ["a", "x", "y", "b", "z", "c"]
    assert merge_order("ab", "b", "xab") == ["x", "a", "b"]
    assert merge_order("", "ab", "bc") == ["a", "b", "c"]


def test_a_version_that_is_no_plan_is_not_merged_by_facts() -> None:
    assert merge_plans("param a = 1\n", "param a = = 2\n", "param a = 3\n") is None


A, B, C, GROW = "move 1 TWD from a to b", "move 2 TWD from b to c", "move 3 TWD from c to d", "grow"


def block(*lines: str, when: str = "each year") -> str:
    return "".join((f"{when} {{\n", *(f"    {line}\n" for line in lines), "}\n"))


def blocks(*bodies: tuple[str, ...]) -> str:
    heads = ("each year", "each month", "each quarter")
    return "\n".join(block(*body, when=when) for when, body in zip(heads, bodies, strict=False))


# Base, ours, theirs, none of which could be told from what a merge of lines makes of them.
MOVED = {
    "in one block to two places": (blocks((A, B, C, GROW)), blocks((B, A, C, GROW)), blocks((B, C, A, GROW))),
    "into one block at two places": (blocks((C, GROW)), blocks((A, C, GROW)), blocks((C, GROW, A))),
    "to two other blocks": (
        blocks((A, GROW), (B,), (C,)),
        blocks((GROW,), (B, A), (C,)),
        blocks((GROW,), (B,), (C, A)),
    ),
    "to another block by one, and removed by the other": (
        blocks((A, GROW), (B,)),
        blocks((GROW,), (B, A)),
        blocks((GROW,), (B,)),
    ),
    "within a block by one, and removed by the other": (
        blocks((A, B, C, GROW)),
        blocks((B, C, GROW)),
        blocks((B, C, A, GROW)),
    ),
    "in a report to two places": (
        "report {\n    show a\n    show b\n    show c\n    show d\n}\n",
        "report {\n    show b\n    show a\n    show c\n    show d\n}\n",
        "report {\n    show b\n    show c\n    show a\n    show d\n}\n",
    ),
}


@pytest.mark.parametrize("case", MOVED)
def test_a_statement_that_both_moved_or_one_moved_and_the_other_removed_is_in_dispute(case: str) -> None:
    base, ours, theirs = MOVED[case]
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merge_plans(base, one, other)
        assert found is not None
        assert found.conflicts
        assert "<<<<<<<" in found.text


def test_a_statement_that_both_moved_is_named_with_both_places() -> None:
    found = merge_plans(*MOVED["in one block to two places"])
    assert found is not None
    said = "conflict in `each year`: the place of `move 1 TWD from a to b` is `line 2` here and `line 3` there"
    assert [str(conflict) for conflict in found.conflicts] == [said]


COMMENTED = "param x = sum(\n    1,  # one\n    2,\n) {\n    range: sum(\n        1,\n        2,\n    ) .. 9\n}\n"


def test_a_comment_within_a_value_stays_where_the_other_side_changed_something_else() -> None:
    ours = COMMENTED.replace("    2,\n)", "    2,  # two\n)")
    theirs = COMMENTED.replace("\n) {", '\n) "甲" {')
    expected = ours.replace("\n) {", '\n) "甲" {')
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merge_plans(COMMENTED, one, other)
        assert found is not None
        assert (found.text, found.conflicts) == (expected, [])


def test_a_comment_within_a_value_that_the_other_side_changed_is_lost_nowhere() -> None:
    commented = COMMENTED.replace("        1,\n        2,", "        1,  # 一\n        2,")
    for changed in ("        1,\n        3,", "        4,\n        2,"):
        other = COMMENTED.replace("        1,\n        2,", changed)
        for ours, theirs in ((commented, other), (other, commented)):
            found = merge_plans(COMMENTED, ours, theirs)
            assert found is not None
            assert "# 一" in found.text
            assert bool(found.conflicts) == ("4" in changed)


SWAPPED = "param y = 1 TWD\nparam z = 3\nlet q = y * z\n"


def test_what_they_say_newly_follows_names_that_we_swapped() -> None:
    ours = "param z = 1 TWD\nparam y = 3\nlet q = z * y\n"
    theirs = SWAPPED.replace("z = 3", "z = 4") + "let n = y\n"
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merge_plans(SWAPPED, one, other)
        assert found is not None
        expected = ours.replace("y = 3", "y = 4") + "let n = z\n"
        assert (found.text, found.conflicts) == (expected, [])


def test_names_that_both_swapped_while_one_changed_a_value_are_in_dispute() -> None:
    ours = "param z = 1 TWD\nparam y = 3\nlet q = z * y\n"
    theirs = ours.replace("y = 3", "y = 4") + "let n = y\n"
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merge_plans(SWAPPED, one, other)
        assert found is not None
        assert found.conflicts


def test_what_they_say_newly_by_a_name_that_we_gave_to_something_else_is_in_dispute() -> None:
    ours = "param z = 1 TWD\nlet q = z\n"
    base = "param y = 1 TWD\nparam z = 3\nlet q = y\n"
    theirs = base + "let n = z\n"
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merge_plans(base, one, other)
        assert found is not None
        assert [conflict.declaration for conflict in found.conflicts] == ["let n"]
