"""Which declaration of one version is which of the other."""

from __future__ import annotations

from plainplan.source import Source
from plainplan.syntax import nodes, parse
from plainplan.versions.facts import read_entries
from plainplan.versions.pairing import pair_entries, renamed_file, renames, under_later_names, with_names


def tree(text: str) -> nodes.File:
    return parse(Source("a.plan", text))[0]


def paired(before: str, after: str) -> list[tuple[str | None, str | None]]:
    """The names of both versions of each declaration, of one without a name its place."""
    pairs = pair_entries(read_entries(tree(before)), read_entries(tree(after)))
    return [
        (
            None if pair.before is None else pair.before.name or str(pair.before.place),
            None if pair.after is None else pair.after.name or str(pair.after.place),
        )
        for pair in pairs
    ]


def renamed(before: str, after: str) -> dict[str, str]:
    return renames(pair_entries(read_entries(tree(before)), read_entries(tree(after))))


def test_what_keeps_its_name_is_the_same_wherever_it_stands() -> None:
    assert paired("let a = 1\nlet b = 2", "let b = 3\nlet a = 4") == [("b", "b"), ("a", "a")]


def test_a_let_that_became_a_param_is_the_same() -> None:
    assert paired("let a = 1", 'param a = 1 "甲"') == [("a", "a")]


def test_an_expense_that_became_a_goal_is_the_same() -> None:
    assert paired("expense car = 60萬 TWD/year", "goal car = 60萬 TWD") == [("car", "car")]


def test_what_says_the_same_under_another_name_was_renamed() -> None:
    before = 'param living = 6萬 TWD/month "生活費"\nlet yearly = living * 12 months'
    after = 'param upkeep = 6萬 TWD/month "生活費"\nlet yearly = upkeep * 12 months'
    assert renamed(before, after) == {"living": "upkeep"}


def test_what_is_called_where_the_other_was_may_say_something_else_too() -> None:
    before = 'param living = 6萬 TWD/month "生活費"\nlet yearly = living * 12 months'
    after = 'param upkeep = 7萬 TWD/month "生活費"\nlet yearly = upkeep * 12 months + 1 TWD'
    assert renamed(before, after) == {"living": "upkeep"}


def test_of_params_that_are_alike_the_one_is_renamed_that_is_called_so() -> None:
    before = "param a = 2%/year\nparam b = 2%/year\nparam c = 2%/year\nlet x = a\nlet y = b\nlet z = c"
    after = "param a = 2%/year\nparam d = 2%/year\nparam e = 2%/year\nlet x = a\nlet y = e\nlet z = d"
    assert renamed(before, after) == {"b": "e", "c": "d"}


def test_another_param_of_the_same_value_is_no_new_name() -> None:
    before = "param raise = 2%/year\nlet x = raise"
    after = "param fee = 2%/year\nlet x = 1%/year\nlet y = fee"
    assert renamed(before, after) == {}


def test_one_library_for_another_is_no_new_name() -> None:
    assert renamed("use std.pledge", "use std.margin") == {}


def test_names_that_follow_from_each_other_are_found_together() -> None:
    before = 'param a = 2%/year "甲"\nlet b = a * 2 + 1%/year\nlet c = b * 3'
    after = 'param x = 2%/year "甲"\nlet y = x * 2 + 1%/year\nlet c = y * 3'
    assert renamed(before, after) == {"a": "x", "b": "y"}


def test_two_that_swapped_their_names_are_known_by_what_they_say_when_all_followed() -> None:
    before = 'param a = 1%/year "甲"\nparam b = 2%/year "乙"\nlet c = a + b * 2'
    assert renamed(before, 'param b = 1%/year "甲"\nparam a = 2%/year "乙"\nlet c = b + a * 2') == {"a": "b", "b": "a"}


def test_two_that_swapped_their_values_keep_their_names() -> None:
    assert renamed("param a = 1\nparam b = 2\nlet c = a + b * 2", "param a = 2\nparam b = 1\nlet c = a + b * 2") == {}


BLOCK = "each month {{\n    withdraw {} TWD from cash\n}}\n"


def blocks(*amounts: int) -> str:
    return "".join(BLOCK.format(amount) for amount in amounts)


def test_of_blocks_that_are_alike_the_one_in_the_same_place_changed() -> None:
    assert paired(blocks(1, 1, 1), blocks(1, 2, 1)) == [("0", "0"), ("1", "1"), ("2", "2")]


def test_a_block_among_others_that_are_alike_is_new() -> None:
    assert paired(blocks(1, 2), blocks(1, 3, 2)) == [("0", "0"), (None, "1"), ("1", "2")]


def test_blocks_in_another_order_are_known_by_what_they_say() -> None:
    assert paired(blocks(1, 2, 3), blocks(3, 1, 2)) == [("2", "0"), ("0", "1"), ("1", "2")]


def test_a_block_is_the_same_when_only_names_in_it_changed() -> None:
    later = "at 2030-01 {\n    withdraw 2 TWD from cash\n}\n"
    yearly = "each year {\n    withdraw a from cash\n}\n"
    before = "param a = 1 TWD\nlet k = a\n" + yearly + later
    after = "param b = 1 TWD\nlet k = b\n" + later + yearly.replace("withdraw a", "withdraw b")
    assert paired(before, after) == [("a", "b"), ("k", "k"), ("3", "2"), ("2", "3")]


def test_the_only_report_is_the_same_whatever_it_says() -> None:
    assert paired('report "舊" {\n    show a\n}', 'report "新" {\n    show b\n    show c\n}') == [("0", "0")]


def test_members_arguments_and_texts_keep_their_names() -> None:
    text = 'pmt(rate: rate, x: core.rate, y: "rate", z: 2026..rate)'
    assert with_names(text, {"rate": "r"}) == 'pmt(rate: r, x: core.rate, y: "rate", z: 2026..r)'


def test_a_property_keeps_its_name_where_a_param_of_that_name_is_renamed() -> None:
    before = "param growth = 1%/year\nincome wage {\n    amount: 1 TWD/month\n    growth: growth\n}\n# growth\n"
    found = renamed_file(tree(before), {"growth": "raise"}).source.text
    assert found == "param raise = 1%/year\nincome wage {\n    amount: 1 TWD/month\n    growth: raise\n}\n# growth\n"


def test_an_earlier_tree_is_read_with_later_names() -> None:
    before, after = "param a = 1 TWD\nlet c = a * 2", "param b = 1 TWD\nlet c = b * 2"
    assert under_later_names(tree(before), tree(after)).source.text == after
