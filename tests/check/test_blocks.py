"""Blocks, statements and rules: when they run, what they may move, what they see."""

from __future__ import annotations

import re

import pytest

from check.household import check_text, codes, found_in, household


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("move 10萬 from cash to core", ""),
        ("move 10萬 TWD/year from cash to core", ""),
        ("move living from cash to core", ""),
        ("move 0 from cash to core", ""),
        ("move 10% from cash to core", "dimension-mismatch"),
        ("move 3 years from cash to core", "dimension-mismatch"),
        ("move 10 USD from cash to core", "currency-mismatch"),
        ("move 1 from cash to cash", "same-account"),
        ("move 1 from all to core", "same-account"),
        ("move 1 from cash then core to lever", ""),
        ("move 1 from cash then cash to lever", "same-account"),
        ("move 1 from salary to core", "not-an-account"),
        ("move 1 from loan to core", "not-an-account"),
        ("move 1 from cash to loan", "not-an-account"),
        ("move 1 from rate to core", "not-an-account"),
        ("withdraw living from cash then core as spend", ""),
        ("withdraw 1 from loan", ""),
        ("pay loan", ""),
        ("pay 5萬 from cash", ""),
        ("pay core", "incomplete-statement"),
        ("receive salary", ""),
        ("receive 5萬 into cash", ""),
        ("receive loan", "incomplete-statement"),
        ("borrow 5萬 from loan into cash", ""),
        ("borrow 5萬 from core into cash", "not-an-account"),
        ("repay 5萬 of loan from cash", ""),
        ("repay 5萬 of core from cash", "not-an-account"),
        ("grow", ""),
        ("if cash > 50萬 {\n grow\n}", "misplaced-event"),
        ("if cash {\n move 1 from cash to core\n}", "type-mismatch"),
        ("grow\ngrow", "repeated-event"),
        ("pay loan\npay loan", "repeated-event"),
        ("rebalance to core 60%, cash 40%", ""),
        ("rebalance to core 60%, cash 30%", "weights-not-whole"),
        ("rebalance to core 60%, cash rest", ""),
        ("rebalance to core 60%, lever 60%, cash rest", "weights-not-whole"),
        ("rebalance to core rate * 1 year, cash 40%", "weights-not-whole"),
        ("rebalance to core rate * 1 year, cash rest", ""),
        ("rebalance to core 1/3, lever 1/3, cash 1/3", ""),
        ("rebalance to core rest, cash rest", "weights-not-whole"),
        ("rebalance to core 50%, core 50%", "same-account"),
        ("rebalance to all 50%, core 50%", "same-account"),
        ("record ratio = cash / core", ""),
        ("record gain = core.gain {\n start: 5 years\n}", "dimension-mismatch"),
        ('note "斷頭": cash, core.return', ""),
        ("check middle: cash > 0", ""),
    ],
)
def test_a_statement_moves_money_between_accounts(statement: str, code: str) -> None:
    assert codes(f"each year {{\n{statement}\n}}") == code.split()


@pytest.mark.parametrize(
    ("block", "step", "code"),
    [
        ("each month", "year", "period-too-short"),
        ("each quarter", "year", "period-too-short"),
        ("each quarter", "month", ""),
        ("each year", "month", ""),
        ("each year first", "month", ""),
        ("each year in february, august", "month", ""),
        ("each year in march, october, march", "month", "duplicate-name"),
        ("each year in march, october", "quarter", ""),
        ("each year in january, march", "quarter", "period-too-short"),
        ("each year in march, october", "year", "period-too-short"),
        ("each year in brumaire", "month", "unknown-month"),
        ("each fortnight", "month", "unknown-word"),
        ("when cash < 50萬", "month", ""),
        ("once when cash < 50萬", "month", ""),
        ("when cash", "month", "type-mismatch"),
        ("when chen.age = 65", "month", "repeated-age"),
        ("when chen.age = 65", "year", ""),
        ("once when chen.age = 65", "month", ""),
        ("at 2030-01", "year", ""),
        ("at chen.turns(60)", "year", ""),
        ("at 2050-01", "year", "date-outside-plan"),
        ("at now", "year", "series-not-constant"),
        ("at 5", "year", "type-mismatch"),
    ],
)
def test_a_block_runs_when_the_plan_has_a_step_for_it(block: str, step: str, code: str) -> None:
    assert codes(f"{block} {{\nmove 1萬 from cash to core\n}}", step) == code.split()


def test_a_block_at_an_age_after_the_plan_is_a_warning() -> None:
    (found,) = found_in("at chen.turns(90) {\n move 1 from cash to core\n}")
    assert (found.code, found.severity) == ("date-outside-plan", "warning")


def test_money_per_time_has_no_length_in_a_block_at_a_date() -> None:
    (found,) = found_in("at 2030-01 {\n move living from cash to core\n}")
    assert (found.code, found.help) == ("flow-at-date", "write `living * 1 year`")


def test_a_rule_that_moves_money_per_time_is_not_applied_at_a_date() -> None:
    rule = "rule r(a: asset, b: asset, x: money/year) {\n move x from a to b\n}\n"
    assert codes(rule + "at 2030-01 {\n apply r(core, cash, used)\n}") == ["flow-at-date"]
    assert codes(rule + "each year {\n apply r(core, cash, used)\n}") == []


def test_growth_is_placed_in_a_block_that_runs_in_every_step() -> None:
    assert codes("each month {\n grow\n}", "month") == []
    assert codes("each year {\n grow\n}", "month") == ["misplaced-event"]
    assert codes("when cash > 0 {\n grow\n}") == ["misplaced-event"]
    assert codes("rule r(a: asset) {\n grow\n}") == ["misplaced-event"]


@pytest.mark.parametrize("member", ["return", "gain", "interest"])
def test_a_member_is_read_after_what_posts_it(member: str) -> None:
    assert codes(f"each year {{\n record x = core.{member}\n grow\n}}") == ["not-yet-posted"]
    assert codes(f"each year {{\n grow\n record x = core.{member}\n}}") == []
    assert codes(f"each year {{\n record x = prev(core.{member}, start: 0)\n grow\n}}") == []
    assert codes(f"each year {{\n record x = core.{member}\n}}") == []


def test_a_rule_that_reads_a_return_is_applied_after_growth() -> None:
    rule = "rule r(a: asset, b: asset) {\n if a.return > 0 {\n move 1 from a to b\n }\n}\n"
    assert codes(rule + "each year {\n apply r(core, cash)\n grow\n}") == ["not-yet-posted"]
    assert codes(rule + "each year {\n grow\n apply r(core, cash)\n}") == []


def test_the_shortfall_of_a_statement_is_read_after_it() -> None:
    block = "each year {\n record x = spend.short\n withdraw 1萬 from cash as spend\n}"
    assert codes(block) == ["not-yet-posted"]
    assert codes("each year {\n withdraw 1萬 from cash as spend\n record x = spend.short\n}") == []
    assert codes("each year {\n withdraw 1萬 from cash as spend\n}\ncheck c: spend.short = 0") == []


def test_a_let_of_a_block_is_known_after_its_line_and_in_its_block() -> None:
    assert codes("each year {\n let x = 5萬 TWD\n move x from cash to core\n}") == []
    assert codes("each year {\n move x from cash to core\n let x = 5萬 TWD\n}") == ["unknown-name"]
    assert codes("each year {\n let x = 5萬 TWD\n}\nlet y = x") == ["unknown-name"]
    assert codes("each year {\n if cash > 0 {\n let x = 5\n }\n record y = x\n}") == ["unknown-name"]


def test_records_and_named_statements_are_known_everywhere() -> None:
    lines = "let y = ratio * 2\neach year {\n record ratio = cash / core\n withdraw 1 from cash as spend\n}\n"
    assert codes(lines + "let z = spend.amount + spend.from(cash)") == []
    assert codes(lines + "let z = spend.from(core)") == ["wrong-arguments"]
    assert codes(lines + "let z = spend") == ["not-a-value"]


def test_a_record_may_look_at_its_own_past() -> None:
    assert codes("each year {\n record peak = max(prev(peak, start: 0), cash)\n}") == []
    assert codes("each year {\n record peak = max(prev(peak), cash)\n}") == []


# --- rules ---------------------------------------------------------------------------------------------------------

RULE = "rule refill(source: asset, target: asset, amount: money, floor: duration = 2 years, share = 30%) {\n BODY\n}\n"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("move share * amount from source to target", ""),
        ("move amount from source to cash", "plan-name-in-rule"),
        ("move net_worth * share from source to target", "plan-name-in-rule"),
        ("if step > 3 and now > 2027-01 {\n move amount from source to target\n}", ""),
        ("let x = source.gain\n move x from source to target", ""),
        ("let x = source.gian", "unknown-member"),
        ("move floor from source to target", "dimension-mismatch"),
        ("rebalance to source share, target rest", ""),
        ("record spent = amount\n record again = prev(spent, start: 0)", ""),
        ("apply refill(source, target, amount)", "cyclic-formula"),
    ],
)
def test_a_rule_sees_what_it_is_given(body: str, code: str) -> None:
    assert codes(RULE.replace("BODY", body) + "each year {\n apply refill(core, cash, 5萬)\n}") == code.split()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("core, cash, 5萬", ""),
        ("core, cash, amount: 5萬, share: 10%", ""),
        ("core, cash", "missing-argument"),
        ("core, cash, 5萬, 1 year, 10%, 3", "wrong-arguments"),
        ("core, cash, 5萬, shar: 10%", "unknown-argument"),
        ("core, cash, 5萬, amount: 6萬", "duplicate-argument"),
        ("core, target: cash, 5萬", "wrong-arguments"),
        ("core, loan, 5萬", "not-an-account"),
        ("core, all, 5萬", "not-an-account"),
        ("core, 5萬, 5萬", "not-an-account"),
        ("core, cash, living * 1 year", "real-and-nominal"),
        ("core, cash, 5%", "dimension-mismatch"),
        ("core, cash, 5萬, floor: 2", "missing-unit"),
    ],
)
def test_a_rule_is_given_what_its_formals_say(arguments: str, code: str) -> None:
    rule = RULE.replace("BODY", "move amount from source to target")
    assert codes(f"{rule}each year {{\n apply refill({arguments})\n}}") == code.split()


def test_a_rule_is_given_different_accounts_to_move_money_between() -> None:
    rule = RULE.replace("BODY", "move amount from source to target")
    (found,) = found_in(rule + "each year {\n apply refill(core, core, 5萬)\n}")
    assert found.code == "same-account"
    assert found.message == "`refill` moves money from `source` to `target`, and both are `core`"


def test_the_records_of_a_named_application_are_read_by_its_name() -> None:
    rule = "rule r(a: asset) {\n record half = a / 2\n}\n"
    assert codes(rule + "each year {\n apply r(core) as gk\n}\nlet x = gk.half") == []
    assert codes(rule + "each year {\n apply r(core) as gk\n}\nlet x = gk.hlaf") == ["unknown-member"]
    assert codes(rule + "each year {\n apply r(core)\n}\nlet x = half") == ["unknown-name"]


FOREIGN = """\
fx USD = 31.5 TWD
fx HKD = 4 TWD
asset us {
 value: 5 USD
}
asset hk {
 value: 5 HKD
}
rule r(a: asset, least: money = 0) {
 record half = a / 2 - least
}
"""


@pytest.mark.parametrize(
    ("rate", "statement", "help_"),
    [
        ("31.5 TWD/USD", "move 5 USD from cash to us", "write `5 USD * rate`"),
        ("31.5 TWD/USD", "move 2 USD + 3 USD from cash to us", "write `(2 USD + 3 USD) * rate`"),
        ("31.5 TWD/USD", "move 60 TWD from us to cash", "write `60 TWD / rate`"),
        ("31.5 TWD", "move 5 USD from cash to us", "write `5 USD * (rate / (1 USD))`"),
        ("31.5 TWD", "move 60 TWD from us to cash", "write `60 TWD / (rate / (1 USD))`"),
        ("31.5 TWD", "move 60 HKD from us to cash", None),
    ],
)
def test_an_amount_in_the_currency_of_the_other_account_is_told_its_rate(
    rate: str, statement: str, help_: str | None
) -> None:
    text = f"param rate = {rate}\nfx USD = rate\nasset us {{\n value: 5 USD\n}}\nasset cash {{\n value: 9 TWD\n}}\n"
    plan = f'plan "p" {{\n start: 2026-01\n years: 2\n}}\n{text}each year {{\n'
    _, (found,) = check_text(f"{plan} {statement}\n}}\n")
    assert (found.code, found.help) == ("currency-mismatch", help_)
    if help_ is not None:
        amount = help_.removeprefix("write `").removesuffix("`")
        better = re.sub(r"move .* from", f"move {amount} from", statement)
        assert check_text(f"{plan} {better}\n}}\n")[1] == []


def test_a_rule_counts_in_the_currency_that_its_accounts_share() -> None:
    assert codes(FOREIGN + "each year {\n apply r(us, least: 2 USD)\n}") == []
    assert codes(FOREIGN + "each year {\n apply r(us, least: 2 TWD)\n}") == ["currency-mismatch"]
    assert codes(FOREIGN + "each year {\n apply r(us, least: 2)\n}") == ["missing-unit"]


def test_a_rule_counts_in_the_currency_of_the_plan_where_its_accounts_have_several() -> None:
    both = FOREIGN + "rule s(a: asset, b: asset, least: money) {\n record both = a + b - least\n}\n"
    assert codes(both + "each year {\n apply s(us, hk, 2 TWD) as x\n}\nlet y = x.both + 1 TWD") == []
    assert codes(both + "each year {\n apply s(us, hk, 2 USD)\n}") == ["currency-mismatch"]


def test_a_record_is_in_the_currency_in_which_its_rule_counts() -> None:
    blocks = "each year {\n apply r(us) as mine\n apply r(cash) as yours\n}\n"
    assert codes(FOREIGN + blocks + "let half = mine.half + 1 USD\nlet other = yours.half + 1 TWD") == []
    assert codes(FOREIGN + blocks + "let half = mine.half + 1 TWD") == ["currency-mismatch"]


def test_a_rule_that_names_a_currency_cannot_count_in_another() -> None:
    own = FOREIGN + "rule t(a: asset) {\n record most = min(a, 100 TWD)\n}\n"
    assert codes(own + "each year {\n apply t(cash)\n}") == []
    assert codes(own + "each year {\n apply t(us)\n}") == ["currency-mismatch"]


def test_each_mistake_of_a_rule_is_told_once_though_it_is_applied_twice() -> None:
    rule = "rule r(a: asset) {\n record half = a + 5%\n}\n"
    assert codes(rule + "each year {\n apply r(core) as one\n apply r(cash) as two\n}") == ["dimension-mismatch"]


def test_every_expression_of_a_sound_plan_has_a_type() -> None:
    model, found = household("each year {\n withdraw living from cash then core as spend\n}\nlet x = spend.short")
    assert found == []
    assert model is not None
    assert model.globals["x"].type.currency == "TWD"


MIX = "group mix = core 50%, lever 20%, cash rest\n"
KEEP = "rule keep(portfolio: group, band = 5%) {\n if portfolio.drift > band {\n rebalance to portfolio\n }\n}\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (MIX + "each year {\n rebalance to mix\n}", ""),
        (MIX + "let off = mix.drift + mix.relative_drift", ""),
        ("param w = 20%\ngroup mix = core w, lever 1 - 2 * w, cash rest\neach year {\n rebalance to mix\n}", ""),
        (MIX + KEEP + "each year {\n apply keep(mix)\n}", ""),
        (KEEP + "each year {\n apply keep(all)\n}", "weights-not-whole"),
        (
            KEEP + "rule outer(p: group) {\n apply keep(band: 2%, portfolio: p)\n}\neach year {\n apply outer(all)\n}",
            "weights-not-whole",
        ),
        ("each year {\n rebalance to all\n}", "weights-not-whole"),
        ("each year {\n rebalance to core\n}", "weights-not-whole"),
        ("let off = all.drift", "weights-not-whole"),
        ("group mix = core 50%, cash 40%", "weights-not-whole"),
        ("group mix = core 70%, lever 50%, cash rest", "weights-not-whole"),
        ("group mix = core cash", "wrong-separator"),
        ("group mix = core 5 TWD, cash rest", "dimension-mismatch"),
        ("group mix = core 50%, core rest", "duplicate-name"),
    ],
)
def test_a_group_may_state_the_weights_of_its_members(lines: str, expected: str) -> None:
    assert codes(lines) == expected.split()
