"""The properties of every declaration: what each expects, what it is when not written, and one sentence about it."""

from __future__ import annotations

from plainplan.records import dataclass


@dataclass(frozen=True, slots=True)
class PropertySpec:
    """One property.

    `expects` names what its value must be: `money`, `flow` (money per time or money, nominal or real), `rate`,
    `number`, `share` (a number, usually per cent), `count` (a whole number), `duration`, `date`, `boolean`, `text`,
    `currency`, `shares`, `price` (money per share), `dates` (a list of them), `account` (one asset), `receiver` (one
    asset, or a word of `choices`), `accounts` (an asset, or `a then b`), `debt`, `pledges` (assets, each with an
    optional share), `classes` (one of `choices`, or several with their shares), `months`, `range`, `payment` (a word of
    `choices`, or money per time), `start` (a date, or a word of `choices`), `word` (one of `choices`), `rank` (a whole
    number from 1, written out), `data` (a data file), `any` (the dimension of the declaration itself).
    `default` is in the language's own words and is what `explain` prints; None means that there is none, so the
    property is either required or simply absent.
    """

    expects: str
    sentence: str
    default: str | None = None
    is_required: bool = False
    choices: tuple[str, ...] = ()
    is_constant: bool = False
    # Evaluated by a later version: the checker answers `not-yet-supported`.
    is_later: bool = False


ASSET_CLASSES = ("self_use", "investment", "liquid")
DEBT_CLASSES = ("self_use", "investment", "consumption")
INCOME_CLASSES = ("work", "financial", "other")
EXPENSE_CLASSES = ("living", "financial", "protection", "saving", "tax", "other")
STEPS = ("day", "week", "month", "quarter", "year")

PLAN = {
    "currency": PropertySpec("currency", "the plan's currency, an ISO 4217 code", "TWD"),
    "start": PropertySpec("date", "the first month, or day", is_required=True, is_constant=True),
    "years": PropertySpec("count", "how many years the plan covers", is_required=True, is_constant=True),
    "length": PropertySpec("duration", "how long the plan is, instead of `years`", is_constant=True),
    "step": PropertySpec("word", "the length of a step; a day is a business day", "year", choices=STEPS),
    "holidays": PropertySpec("dates", "the business days that have no step, in a plan of days", is_constant=True),
    "inflation": PropertySpec("rate", "the growth of the price level", "0%/year"),
    "locale": PropertySpec("word", "the language of generated labels", "zh-TW", choices=("zh-TW", "en")),
    "client": PropertySpec("text", "for whom the plan is, on the cover"),
    "adviser": PropertySpec("text", "who made the plan, on the cover"),
    "date": PropertySpec("date", "the date of the plan, on the cover", is_constant=True),
}

PERSON = {
    "born": PropertySpec("date", "the date of birth", is_required=True, is_constant=True),
    "lives_to": PropertySpec("count", "the age at whose last day `alive` ends", is_constant=True),
}

PARAM = {
    "range": PropertySpec("range", "the least and the greatest sensible value", is_constant=True),
    "source": PropertySpec("text", "where the figure comes from"),
    "note": PropertySpec("text", "what the reader should know of it"),
}

ASSET = {
    "value": PropertySpec("money", "the balance when the plan starts", is_constant=True),
    "units": PropertySpec("shares", "the holding when the plan starts, instead of `value`", is_constant=True),
    "price": PropertySpec("price", "the price of one unit when the plan starts", is_constant=True),
    "cost": PropertySpec("money", "the cost basis when the plan starts", "the opening value", is_constant=True),
    "return": PropertySpec("rate", "the effective growth of the value, distributions apart", "0%/year"),
    "payout": PropertySpec("rate", "the distribution beside the return, a share of the value per time", "0%/year"),
    "in": PropertySpec(
        "months", "the months in which `payout:` is paid, each an equal part of the yearly rate", "in every step"
    ),
    "into": PropertySpec("account", "where distributions and the value at maturity go", "the asset itself"),
    "beta": PropertySpec("number", "the sensitivity to the market", "0"),
    "fee": PropertySpec("rate", "the yearly fee on the value, taken when it grows", "0%/year"),
    "buy_cost": PropertySpec("share", "the cost of buying, a share of the amount", "0%"),
    "sell_cost": PropertySpec("share", "the cost of selling, a share of the amount", "0%"),
    "fx_cost": PropertySpec("share", "the cost of an exchange into or out of this asset's currency", "0%"),
    "class": PropertySpec("classes", "what the asset is for", "investment", choices=ASSET_CLASSES),
    "sellable": PropertySpec(
        "share", "how much of the value can be turned into money when it is needed", "0% of what is self_use, else 100%"
    ),
    "actual": PropertySpec("actual_balance", "the balance that was really found, for the variance"),
    "start": PropertySpec(
        "date",
        "when it comes into the plan from outside, worth its `value:` then; it grows for what is left of that step",
        "the plan's start",
        is_constant=True,
    ),
    "maturity": PropertySpec("date", "when the whole value is paid `into:`", is_constant=True),
    "source": PARAM["source"],
    "note": PARAM["note"],
}

DEBT = {
    "principal": PropertySpec("money", "the balance when the debt starts", is_required=True, is_constant=True),
    "rate": PropertySpec(
        "rate",
        "the nominal rate, compounded per payment unless it says otherwise; below zero it counts as zero",
        "0%/year",
    ),
    "term": PropertySpec("duration", "the time over which the debt is repaid", is_constant=True),
    "payment": PropertySpec(
        "payment",
        "how the debt is served",
        "level with a term, else interest_only",
        choices=("level", "equal_principal", "interest_only", "at_maturity", "none"),
    ),
    "every": PropertySpec("word", "how often a payment is due", "month", choices=STEPS),
    "paid_from": PropertySpec("accounts", "the account that pays, or several in order; a debt lends"),
    "limit": PropertySpec(
        "money", "the most principal that may be drawn, interest apart; a formula is read where money is drawn"
    ),
    "draw_cost": PropertySpec("share", "the cost of drawing, a share of the amount", "0%"),
    "draw_fee": PropertySpec("money", "the cost of each draw, an amount", "0", is_constant=True),
    "secured_by": PropertySpec("pledges", "the assets pledged, each with its lending share", "100% each"),
    "grace": PropertySpec(
        "duration", "the time at the beginning in which only interest is paid", "0 years", is_constant=True
    ),
    "interest": PropertySpec(
        "word",
        "whether interest that is added to the debt bears interest itself",
        "compound",
        choices=("compound", "simple"),
    ),
    "start": PropertySpec(
        "start",
        "when the debt is taken up; `drawn`: when something is first drawn, and anew after all is repaid",
        "the plan's start",
        choices=("drawn",),
        is_constant=True,
    ),
    "into": PropertySpec(
        "receiver",
        "where the principal goes when `start:` is later than the plan's; `none` of a debt that was drawn before, "
        "and only comes into the plan",
        "the first liquid asset, else the first asset",
        choices=("none",),
    ),
    "class": PropertySpec(
        "word",
        "what the debt is for",
        "what the first asset that secures it is for, else consumption",
        choices=DEBT_CLASSES,
    ),
    "actual": ASSET["actual"],
    "source": PARAM["source"],
    "note": PARAM["note"],
}

FLOW = {
    "amount": PropertySpec("flow", "how much", is_required=True),
    "growth": PropertySpec("rate", "the growth of the amount, in steps at each anniversary of its start", "0%/year"),
    "from": PropertySpec("date", "the first month", "the plan's start", is_constant=True),
    "until": PropertySpec("date", "the month before which it ends", "the plan's end", is_constant=True),
    "through": PropertySpec("date", "the last month, instead of `until`", is_constant=True),
    "in": PropertySpec("months", "the months in which a lumpy amount falls due"),
    "source": PARAM["source"],
    "note": PARAM["note"],
    "actual": PropertySpec("actual_flow", "what was really received or paid, for the variance"),
}

INCOME = FLOW | {
    "class": PropertySpec("word", "where the income comes from", "work", choices=INCOME_CLASSES),
    "into": PropertySpec("account", "the account that receives it", "the first liquid asset, else the first asset"),
}

EXPENSE = FLOW | {
    "class": PropertySpec("word", "what the expense is for", "living", choices=EXPENSE_CLASSES),
    "controllable": PropertySpec(
        "word",
        "whether it can be cut from month to month, or a contract or the law asks for it",
        "true of living and other, else false",
        choices=("true", "false"),
    ),
    "paid_from": PropertySpec(
        "accounts",
        "the account that pays, or several in order; a debt lends",
        "the first liquid asset, else the first asset",
    ),
}

GOAL = FLOW | {
    "amount": PropertySpec("flow", "how much; a sum of money also with `at:`", is_required=True),
    "class": PropertySpec("word", "what the goal is for", "living", choices=EXPENSE_CLASSES),
    "paid_from": EXPENSE["paid_from"],
    "at": PropertySpec("date", "when a sum falls due at once, instead of `from` and `until`", is_constant=True),
    "priority": PropertySpec("rank", "which of the goals of one step is paid first: 1", "after those that say one"),
}

RECORD = {
    "start": PropertySpec(
        "any",
        "the value before the record is first made",
        "the `start:` of the `prev(…)` that looks back at it, else 0",
    )
}

SCENARIO = {
    "rolling": PropertySpec("data", "the data file whose rows the plan runs through, once from each row that it can"),
    "wrap": PropertySpec("word", "whether the first row follows the last", "no", choices=("yes", "no")),
    "paths": PropertySpec("count", "how many paths are drawn", is_later=True),
    "seed": PropertySpec("count", "the seed of the draws", is_later=True),
    "correlation": PropertySpec("number", "the correlation of two draws", is_later=True),
}

PROPERTIES = {
    "plan": PLAN,
    "person": PERSON,
    "param": PARAM,
    "asset": ASSET,
    "debt": DEBT,
    "income": INCOME,
    "expense": EXPENSE,
    "goal": GOAL,
    "record": RECORD,
    "scenario": SCENARIO,
}
