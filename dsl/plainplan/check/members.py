"""What stands after the dot: the members of accounts, groups, flows, persons and statements.

Types are named as in `properties.py`; `balance` is money in the account's own currency (for groups: the plan's),
`flow_of` the type of the declared amount, `per_month` such an amount a month. Members marked `since_run` cover the time
since the block last ran when they are read inside an `each` block or a rule applied there, else the step (semantics.md,
rule 10).
"""

from __future__ import annotations

from plainplan.check.properties import EXPENSE_CLASSES, INCOME_CLASSES
from plainplan.records import dataclass


@dataclass(frozen=True, slots=True)
class MemberSpec:
    """One member: its type, a sentence, and whether it is a constant or counted since the block ran."""

    gives: str
    sentence: str
    is_constant: bool = False
    since_run: bool = False
    # Reading it in a block before this event is an error that offers `prev(…)`: `grow` or `pay`.
    posted_by: str | None = None


COMMON = {
    "value": MemberSpec("balance", "the balance at this point"),
    "initial": MemberSpec("balance", "the balance when the plan starts", is_constant=True),
    "opening": MemberSpec("balance", "the balance at the beginning of the step", since_run=True),
}

ASSET = COMMON | {
    "cost": MemberSpec("balance", "the average cost of what is held"),
    "unrealised": MemberSpec("balance", "value less cost"),
    "gain": MemberSpec("balance", "growth, distributions included, less fees", since_run=True, posted_by="grow"),
    "return": MemberSpec("number", "the return as a plain number", since_run=True, posted_by="grow"),
    "interest": MemberSpec("balance", "distributions", since_run=True, posted_by="grow"),
    "bought": MemberSpec("balance", "what was put in", since_run=True),
    "sold": MemberSpec("balance", "what was taken out", since_run=True),
    "trading_costs": MemberSpec("balance", "what buying, selling and exchange cost", since_run=True),
    "fees": MemberSpec("balance", "the yearly fee that was charged", since_run=True, posted_by="grow"),
    "weight": MemberSpec("number", "the share of all assets"),
    "beta": MemberSpec("number", "the declared beta"),
    "buy_cost": MemberSpec("number", "the cost of buying, a share of the amount"),
    "sell_cost": MemberSpec("number", "the cost of selling, a share of the amount"),
    "units": MemberSpec("shares", "the number of units held"),
    "price": MemberSpec("price", "the price of one unit"),
}

DEBT = COMMON | {
    "rate": MemberSpec("rate", "the rate in force"),
    "interest": MemberSpec("balance", "the interest accrued", since_run=True, posted_by="pay"),
    "principal": MemberSpec("balance", "the principal repaid by debt service", since_run=True, posted_by="pay"),
    "payment": MemberSpec("balance", "interest and principal paid", since_run=True, posted_by="pay"),
    "short": MemberSpec("balance", "what debt service could not pay", posted_by="pay"),
    "draw_costs": MemberSpec("balance", "what drawing on it cost", since_run=True),
    "left": MemberSpec("count", "the number of payments left at the beginning of the step"),
    "drawn": MemberSpec("balance", "the principal drawn and not repaid, capitalised interest apart"),
    "coverage": MemberSpec("number", "lending value of the collateral divided by the debt"),
    "capacity": MemberSpec("balance", "the lending value of the collateral"),
    "room": MemberSpec("balance", "what may still be drawn: the limit less what is drawn, or capacity less the debt"),
    # `loan.share(stock)`: what the lender lends on a unit of an asset; nothing on one that is not pledged.
}

GROUP = COMMON | {
    "gain": ASSET["gain"],
    "return": ASSET["return"],
    "interest": ASSET["interest"],
    "bought": ASSET["bought"],
    "sold": ASSET["sold"],
    "trading_costs": ASSET["trading_costs"],
    "fees": ASSET["fees"],
    "cost": ASSET["cost"],
    "unrealised": ASSET["unrealised"],
    "weight": ASSET["weight"],
    "beta": MemberSpec("number", "the beta weighted by value"),
    "buy_cost": MemberSpec("number", "the cost of buying, weighted by value"),
    "sell_cost": MemberSpec("number", "the cost of selling, weighted by value"),
}

DEBTS = COMMON | {
    "interest": DEBT["interest"],
    "principal": DEBT["principal"],
    "payment": DEBT["payment"],
    "short": DEBT["short"],
    "draw_costs": DEBT["draw_costs"],
    "drawn": DEBT["drawn"],
    "room": DEBT["room"],
}

# What only a group that states its weights has.
WEIGHTED_GROUP = GROUP | {
    "drift": MemberSpec("number", "how far a member is from its stated weight at most, in points"),
    "relative_drift": MemberSpec("number", "how far a member is from its stated weight at most, as a share of it"),
}

FLOW = {
    "amount": MemberSpec("flow_of", "the amount in force in the step, as declared (per time, or a sum)"),
    "paid": MemberSpec("balance", "what was paid in the step"),
    "short": MemberSpec("balance", "what could not be paid in the step"),
}

BUDGETED = FLOW | {
    "monthly": MemberSpec(
        "per_month", "the amount a month; what falls due in some months of a year is spread over all"
    ),
}

GOAL = FLOW | {
    "wanted": MemberSpec("balance", "what falls due in the step"),
    "funded": MemberSpec("number", "the share paid of what has fallen due so far; 100% before anything has"),
}

PERSON = {
    "age": MemberSpec("count", "whole years completed on the first day of the step"),
    "alive": MemberSpec("boolean", "whether the person lives in the step"),
    "born": MemberSpec("date", "the date of birth", is_constant=True),
    # `p.turns(n)`: the date on which the person turns n; a constant.
}

# A named statement: `withdraw … as spend`. `spend.from(cash)` is what that account gave.
STATEMENT = {
    "amount": MemberSpec("balance", "what was moved"),
    "short": MemberSpec("balance", "what could not be moved"),
}

# What can be read of all assets, debts, incomes or expenses together, in the plan's currency.
TOTALS = {
    "assets": {
        "liquid": MemberSpec("balance", "what is liquid, the liquid part of split assets included"),
        "investment": MemberSpec("balance", "what is for investment, split assets by their part"),
        "self_use": MemberSpec("balance", "what the household uses itself, split assets by their part"),
        "sellable": MemberSpec("balance", "what can be turned into money when it is needed"),
        "trading_costs": ASSET["trading_costs"],
        "fees": ASSET["fees"],
    },
    "debts": {
        "self_use": MemberSpec("balance", "what is owed on things for self-use"),
        "investment": MemberSpec("balance", "what is owed on investments"),
        "consumption": MemberSpec("balance", "what is owed on consumption"),
        "interest": DEBT["interest"],
        "draw_costs": DEBT["draw_costs"],
    },
    "incomes": {name: MemberSpec("balance", f"incomes of class `{name}`") for name in INCOME_CLASSES},
    "expenses": {name: MemberSpec("balance", f"expenses of class `{name}`") for name in EXPENSE_CLASSES}
    | {
        "controllable": MemberSpec("balance", "expenses that can be cut from month to month"),
        "uncontrollable": MemberSpec("balance", "expenses that a contract or the law asks for"),
    },
}

MEMBERS = {
    "asset": ASSET,
    "debt": DEBT,
    "group": WEIGHTED_GROUP,
    # A formal that takes accounts in order: what they hold, and did, together.
    "accounts": GROUP,
    # A group of debts, or a formal that takes debts in order.
    "debts": DEBTS,
    "income": BUDGETED,
    "expense": BUDGETED,
    "goal": GOAL,
    "person": PERSON,
    "statement": STATEMENT,
}
