"""What the documentation of a rule says holds always is tested with random returns and balances."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from policies.rules import NAMES

FOLDER = Path(__file__).parent
PLANS = FOLDER.parent.parent / "plans"
SPENT = "test_what_is_spent_and_what_is_short_is_what_the_rule_allows"
TOTAL = "test_what_the_three_hold_together_stays"
MOVED = "test_money_is_moved_and_none_is_made"
BAND = "test_no_weight_is_out_of_its_band_in_any_market"
PATH = "test_the_share_of_stocks_stays_within_its_path_and_never_rises_with_age"
BETA = "test_the_beta_is_that_of_the_weights_in_any_market"
INCOME = "test_an_income_fund_makes_no_money"
RESERVED = "test_what_is_kept_in_reserve_is_still_there"
NET_WORTH = "test_net_worth_is_the_same_before_and_after"
SETTLED = "test_accounts_change_by_profit_and_costs_less_what_is_owed"
GOAL = "test_a_goal_is_paid_or_the_sources_are_down_to_what_is_kept"
# Each rule with the tests that say what its documentation says.
HELD_BY: dict[str, tuple[str, ...]] = {
    "elastic": (
        TOTAL,
        "test_elastic_leaves_cash_alone_below_the_line_in_a_down_year_and_above_it_in_an_up_year",
        "test_below_the_line_both_versions_are_one_and_in_an_up_year_the_first_is_smart",
    ),
    "smart": (TOTAL, "test_smart_and_pair_never_change_the_prototype_fund"),
    "full": (TOTAL, "test_full_rebalancing_reaches_its_weights"),
    "pair": (TOTAL, "test_smart_and_pair_never_change_the_prototype_fund"),
    "pledge_guardrails": ("test_the_guardrails_of_a_pledge_move_nothing",),
    "calendar": ("test_the_calendar_trades_when_its_time_has_gone_by_and_not_before",),
    "pair_bands": ("test_two_parties_are_three_of_which_one_is_nothing",),
    "bands": (BAND,),
    "keep_weights": ("test_a_group_with_weights_is_kept_as_its_parties_are",),
    "buy_and_hold": ("test_buy_and_hold_trades_once",),
    "constant_mix": ("test_a_constant_mix_sells_what_rose_more_and_buys_what_fell_more",),
    "core_satellite": ("test_the_core_is_always_in_its_range",),
    "by_age": (PATH,),
    "by_horizon": (PATH,),
    "glide_path": (PATH,),
    "sunflower": ("test_no_petal_is_above_its_goal_or_its_share",),
    "sleeves": ("test_the_limits_of_the_sleeves_hold_in_every_market",),
    "by_phase": ("test_each_has_the_weight_of_the_phase",),
    "cppi": (
        "test_the_exposure_is_the_multiple_of_the_cushion_in_every_market",
        "test_the_floor_holds_while_the_fall_is_less_than_one_by_the_multiplier",
    ),
    "fixed_amount": ("test_what_is_invested_and_what_is_missed_are_the_fixed_amount",),
    "switch_fund": ("test_a_switch_moves_everything_and_keeps_the_total",),
    "invest_where_short": ("test_nothing_is_sold_and_no_split_of_the_new_money_comes_nearer",),
    "take_where_long": ("test_nothing_is_bought_and_no_split_of_what_is_taken_comes_nearer",),
    "stop_loss": (MOVED,),
    "exit_position": (MOVED,),
    "sized_position": (MOVED, "test_a_position_that_is_opened_loses_its_risk_at_the_stop"),
    "to_beta": (BETA,),
    "match_beta": (BETA,),
    "income_sleeve": (INCOME,),
    "pay_income": (INCOME,),
    "constant_real": (SPENT, "test_constant_real_spending_is_constant"),
    "constant_nominal": (SPENT, "test_constant_nominal_spending_knows_no_prices"),
    "percent_of_portfolio": (SPENT,),
    "floor_and_ceiling": (SPENT, "test_a_floor_and_a_ceiling_are_never_left"),
    "dynamic_spending": (SPENT, "test_dynamic_spending_moves_by_no_more_than_it_may"),
    "ninety_five_percent": (SPENT, "test_spending_falls_by_a_twentieth_at_most"),
    "ratchet": (SPENT, "test_a_ratchet_only_rises_and_waits_three_years"),
    "endowment": (SPENT, "test_the_endowment_rule_keeps_its_bounds"),
    "cape_based": (SPENT, "test_the_dearer_stocks_are_the_smaller_is_the_share"),
    "guyton_klinger": (SPENT, "test_guyton_klinger_keeps_to_its_rules"),
    "sell_excess": (RESERVED, "test_excess_is_sold_only_after_a_gain_and_down_to_the_target"),
    "guardrails_in_money": (SPENT, "test_guardrails_in_money_know_three_amounts"),
    "variable_percentage": (SPENT, "test_the_years_that_remain_use_the_portfolio_up"),
    "minimum_distribution": (SPENT,),
    "spend_by_market": (
        "test_what_leaves_is_spending_less_what_was_short",
        "test_no_fund_is_sold_after_a_loss_while_the_reserve_lasts",
    ),
    "buckets": (
        "test_what_leaves_is_spending_less_what_was_short",
        "test_no_stocks_are_sold_without_a_gain_while_cash_and_bonds_last",
    ),
    "living_first": (RESERVED, "test_nothing_grows_while_the_emergency_fund_is_not_full"),
    "keep_emergency_fund": (RESERVED, "test_an_emergency_fund_is_full_or_the_sources_are_empty"),
    "spend_by_beta": (SPENT, "test_spending_by_beta_is_between_2_and_2_4_percent"),
    "save_for_goal": (GOAL, "test_a_goal_is_reached_when_nothing_was_short_and_what_is_kept_stays"),
    "pay_goal": (GOAL,),
    "keep_ceiling": ("test_a_ceiling_makes_no_money_and_holds_or_leaves_nothing",),
    "leverage_gate": ("test_the_gate_moves_nothing_and_opens_when_nothing_fails",),
    "borrow_cheapest": ("test_the_dearer_line_lends_only_what_the_cheaper_one_has_not",),
    "bridge_to_dividend": ("test_a_bridge_takes_no_more_than_the_dividend",),
    "pay_card": (NET_WORTH, "test_a_card_is_paid_its_least_or_all_of_the_cash"),
    "standby_fund": (NET_WORTH, "test_deposits_that_stand_by_are_full_or_growth_is_empty"),
    "consolidate": ("test_a_consolidation_costs_its_fee_and_no_more",),
    "revolving_trade": (NET_WORTH,),
    "short_sale": ("test_a_short_sale_changes_net_worth_by_the_change_of_the_shares",),
    "pledge_draw": ("test_all_that_is_drawn_is_spent_and_stays_within_the_cap",),
    "stress_test": (NET_WORTH, "test_a_stress_test_moves_nothing"),
    "maintain": (
        "test_money_is_conserved_and_a_forced_sale_cures_or_sells_all",
        "test_after_a_forced_sale_the_real_balances_are_at_the_line_or_all_is_sold",
    ),
    "sell_collateral": ("test_a_group_is_sold_or_added_to_until_the_level_is_reached_or_nothing_is_left",),
    "add_collateral": ("test_a_group_is_sold_or_added_to_until_the_level_is_reached_or_nothing_is_left",),
    "keep_term": (NET_WORTH, "test_at_the_end_of_its_term_a_loan_is_repaid_or_nothing_is_left"),
    "switch_lender": ("test_another_lender_costs_the_fee_and_no_more",),
    "buy_on_margin": (NET_WORTH, "test_a_purchase_on_margin_borrows_no_more_than_it_may"),
    "futures": (SETTLED,),
    "cfd": (SETTLED,),
    "option_to_expiry": ("test_no_more_than_the_premium_is_lost",),
    "draw_after_tax": ("test_what_leaves_the_accounts_is_spent_or_paid_in_tax",),
    "route_contribution": ("test_a_routed_contribution_sells_nothing_and_keeps_the_limit",),
    "fill_bracket": ("test_a_conversion_keeps_the_total_and_never_passes_the_bracket",),
    "savings_club": ("test_the_club_closes_and_money_is_conserved",),
    "risk_cover": ("test_no_benefit_comes_without_a_premium_and_none_after_the_end",),
    "savings_insurance": ("test_the_value_is_what_was_saved_and_after_the_end_there_is_none",),
    "hold_convertible": ("test_no_other_way_that_is_open_is_worth_more",),
}


def exercised(path: Path) -> dict[str, str]:
    """The tests of random markets in a file, each with the text that it runs: its own, its fixtures' and constants'."""
    text = path.read_text(encoding="utf-8")
    parts: dict[str, ast.stmt] = {}
    for node in ast.parse(text).body:
        match node:
            case ast.FunctionDef(name=name):
                parts[name] = node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                parts[name] = node
            case _:
                pass
    return {
        name: run_by(name, parts)
        for name, node in parts.items()
        if isinstance(node, ast.FunctionDef) and any(is_given(each) for each in node.decorator_list)
    }


def run_by(test: str, parts: Mapping[str, ast.stmt]) -> str:
    """The text of a test, and of all that it names in its file.

    Of a table that its fixtures read it runs the rows whose keys it says itself.
    """
    said = {node.value for node in ast.walk(parts[test]) if isinstance(node, ast.Constant)}
    named = names_in(parts[test])
    waiting, seen, texts = [test], set[str](), list[str]()
    kept: list[ast.AST]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in parts:
            continue
        seen.add(name)
        part = parts[name]
        if isinstance(part, ast.Assign | ast.AnnAssign) and isinstance(part.value, ast.Dict) and name not in named:
            rows = zip(part.value.keys, part.value.values, strict=True)
            kept = [value for key, value in rows if isinstance(key, ast.Constant) and key.value in said]
        else:
            kept = [part]
        texts += map(ast.unparse, kept)
        waiting += [found for each in kept for found in names_in(each)]
    return "\n".join(texts)


def names_in(node: ast.AST) -> set[str]:
    """What a part names, and the fixtures that a function takes."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return names | {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}


def is_given(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "given"


LAWS = {name: text for path in sorted(FOLDER.glob("test_*.py")) for name, text in exercised(path).items()}


@pytest.mark.parametrize("rule", NAMES)
def test_what_always_holds_for_a_rule_is_tested_in_random_markets(rule: str) -> None:
    assert [name for name in HELD_BY[rule] if name not in LAWS] == []
    assert [name for name in HELD_BY[rule] if not re.search(rf"\b{rule}\(", LAWS[name])] == []


def test_no_rule_is_listed_that_the_library_has_not() -> None:
    assert sorted(HELD_BY) == sorted(NAMES)


@pytest.mark.parametrize("rule", NAMES)
def test_a_rule_stands_in_a_workbook_that_is_recalculated(rule: str) -> None:
    books = [*FOLDER.glob("test_*_workbook.py"), *PLANS.glob("*.plan")]
    assert [path for path in books if re.search(rf"\b{rule}\(", path.read_text(encoding="utf-8"))]
