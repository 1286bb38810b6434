"""Ratios with their standard values and lights, break-even income, and the stage of life of each person.

A standard is a blue cell: what is at least as good is green, what is worse than the alert value red, what lies between
yellow. A light is 3, 2 or 1, and 0 where a ratio does not apply, because there is nothing to divide by.
"""

from __future__ import annotations

from plainplan.dimensions import DATE, NUMBER, TEXT, WHOLE, Type, duration, rate_per
from plainplan.graph.builder import ONE, ZERO, divided, minus, negative, plus, times
from plainplan.graph.household_balance import Balances
from plainplan.graph.household_cash_flow import CashFlow
from plainplan.graph.household_period import Household
from plainplan.graph.nodes import (
    At,
    Call,
    Compare,
    Formula,
    If,
    InputFacts,
    Or,
    Reference,
    Select,
    StatementLine,
    StatementView,
)
from plainplan.records import dataclass
from plainplan.syntax import nodes


@dataclass(frozen=True, slots=True)
class Standard:
    """What is good, from where on a ratio is red, and whether more of it is better; `source` is a key of the words."""

    good: float
    limit: float
    is_more_better: bool
    source: str = "practice"
    unit: str = "share"


STANDARDS = {
    "debt": Standard(0.5, 0.6, False),
    "self_use_leverage": Standard(0.7, 0.8, False),
    "investment_leverage": Standard(0.3, 0.5, False),
    "consumption_leverage": Standard(0.5, 1.0, False),
    "productive": Standard(0.4, 0.2, True),
    "months_by_deposits": Standard(3.0, 1.0, True, "text", "months"),
    "months_by_sale": Standard(6.0, 3.0, True, "text", "months"),
    "months_by_worth": Standard(12.0, 6.0, True, "text", "months"),
    "work_savings": Standard(0.2, 0.1, True),
    "total_savings": Standard(0.2, 0.1, True),
    "debt_service": Standard(0.3, 0.4, False),
    "interest_cover": Standard(3.0, 1.5, True, unit="number"),
    "freedom": Standard(1.0, 0.5, True, "text"),
    "margin": Standard(0.2, 0.0, True),
}
UNITS: dict[str, Type] = {"share": NUMBER, "number": NUMBER, "months": duration("month")}
FREEDOM_RETURN = 0.05
# The text: formation 25–35, growth 35–55, maturity 55–65, old age 65–85. Two stages share each end.
STAGES = {"formation": 25.0, "growth": 35.0, "maturity": 55.0, "old_age": 65.0}


def add_ratios(household: Household, balances: Balances, flow: CashFlow) -> StatementView:
    """Every ratio of the statements, with what it is measured by."""
    words = household.words
    lines = [
        *_structure(household, balances),
        *_reserve(household, balances, flow),
        *_income(household, balances, flow),
    ]
    heads = tuple(words(key) for key in ("value", "good", "limit", "light"))
    return StatementView("ratios", words("ratios"), heads, tuple(lines))


def _structure(household: Household, balances: Balances) -> list[StatementLine]:
    market, debts, worth = balances.market, balances.debts, balances.worth
    productive = household.cell(
        "productive_assets", household.words("productive"), plus(market["liquid"], market["investment"])
    )
    return [
        _ratio(household, "debt", debts[""], market[""]),
        _ratio(household, "self_use_leverage", debts["self_use"], market["self_use"]),
        _ratio(household, "investment_leverage", debts["investment"], market["investment"]),
        _ratio(household, "consumption_leverage", debts["consumption"], market["liquid"]),
        _plain(household, "self_use_worth", worth["self_use"], worth[""]),
        _plain(household, "investment_worth", worth["investment"], worth[""]),
        _ratio(household, "productive", productive, market[""]),
    ]


def _reserve(household: Household, balances: Balances, flow: CashFlow) -> list[StatementLine]:
    """How many months the outlays of a month can go on without income."""
    words, totals = household.words, flow.totals
    service = household.over_period("debt_service", words("debt_service"), flow.service)
    deducted = household.sum_of("proportional", words("net_ratio"), flow.proportional)
    interest = household.sum_of("interest", words("interest_paid"), flow.interest)
    trading = household.sum_of("trading", words("trading_costs"), flow.trading)
    # Expenses are below zero; taxes and the like fall away with the income, trading need not be done, and interest is
    # part of the debt service.
    others = minus(
        minus(plus(totals["living_expense"], totals["financial_expense"]), deducted), plus(interest, trading)
    )
    fixed = household.cell("fixed_outlay", words("outlay"), minus(service, others))
    outlay = household.cell("outlay", words("outlay"), divided(fixed, household.months))
    totals.update(service=service, deducted=deducted, interest=interest, outlay=outlay)
    sellable = plus(balances.market["liquid"], balances.market["investment"])
    return [
        StatementLine(words("outlay"), "line", (outlay.quantity,), "money"),
        _ratio(household, "months_by_deposits", balances.market["liquid"], outlay),
        _ratio(household, "months_by_sale", sellable, outlay),
        _ratio(household, "months_by_worth", balances.worth[""], outlay),
    ]


def _income(household: Household, balances: Balances, flow: CashFlow) -> list[StatementLine]:
    """Savings rates, the burden of debts, freedom, and the income at which the budget is even."""
    words, totals = household.words, flow.totals
    work = totals["working_income"]
    income = household.sum_of("income", words("total_savings"), [work, totals["financial_income"]])
    before_interest = household.cell(
        "before_interest", words("interest_cover"), minus(totals["savings"], totals["interest"])
    )
    rate = household.input(
        "return",
        words("return"),
        rate_per("year"),
        InputFacts(FREEDOM_RETURN, "5%/year", True, "default", source_note=words("note.return")),
    )
    twelve = household.context.builder.number(12, "months_in_year")
    spent = negative(plus(totals["living_expense"], totals["financial_expense"]))
    yearly = household.cell("yearly_spending", words("freedom"), times(divided(spent, household.months), twelve))
    earned = times(plus(balances.market["liquid"], balances.market["investment"]), rate)
    lines = [
        _ratio(household, "work_savings", totals["working_net"], work),
        _ratio(household, "total_savings", totals["savings"], income),
        _ratio(household, "debt_service", totals["service"], income),
        _ratio(household, "interest_cover", before_interest, negative(totals["interest"])),
        StatementLine(words("return"), "entry", (rate.quantity,), "rate"),
        _ratio(household, "freedom", earned, yearly),
    ]
    return [*lines, *_break_even(household, flow)]


def _break_even(household: Household, flow: CashFlow) -> list[StatementLine]:
    """Fixed outlay ÷ net-surplus ratio, where the ratio is what is left of income after taxes and the like."""
    words, totals = household.words, flow.totals
    monthly = household.cell(
        "monthly_income", words("working_income"), divided(totals["working_income"], household.months)
    )
    tolerance = household.context.known["money_tolerance"].quantity
    kept = plus(ONE, divided(totals["deducted"], totals["working_income"]))
    left = household.cell(
        "net_ratio", words("net_ratio"), If(Compare(">", totals["working_income"], ZERO, tolerance), kept, ONE), NUMBER
    )
    none = household.context.builder.number(9.99e307, "nothing_owed")
    even = household.cell(
        "break_even", words("break_even"), If(Compare(">", left, ZERO, None), divided(totals["outlay"], left), none)
    )
    safety = household.cell("safety", words("safety"), minus(monthly, even))
    return [
        StatementLine(words("net_ratio"), "line", (left.quantity,), "share"),
        StatementLine(words("break_even"), "line", (even.quantity,), "money"),
        StatementLine(words("safety"), "line", (safety.quantity,), "money"),
        _ratio(household, "margin", safety, monthly),
    ]


def _plain(household: Household, key: str, part: Formula, whole: Formula) -> StatementLine:
    """A ratio that is no better for being greater or smaller."""
    tolerance = household.context.known["money_tolerance"].quantity
    label = household.words(key)
    found = If(Compare(">", whole, ZERO, tolerance), divided(part, whole), ZERO)
    value = household.cell(f"ratio.{key}", label, found, NUMBER)
    return StatementLine(label, "line", (value.quantity,), "share")


def _ratio(household: Household, key: str, part: Formula, whole: Formula) -> StatementLine:
    """A ratio, its two standard values and its light."""
    words, standard = household.words, STANDARDS[key]
    label, type_ = words(key), UNITS[standard.unit]
    known = household.context.known
    tolerance = known["money_tolerance"].quantity
    name = f"ratio.{key}"
    is_there = Compare(">", whole, ZERO, tolerance)
    divides = household.helper(household.flag(f"{name}.divides", words.of(label, "applies"), is_there))
    applies = divides
    nothing: Formula = ZERO
    if not standard.is_more_better:
        # A debt without anything to stand against is beyond every line.
        is_owed = Compare(">", part, ZERO, tolerance)
        owes = household.helper(household.flag(f"{name}.owes", words.of(label, "applies"), is_owed))
        applies = household.helper(household.flag(f"{name}.applies", words.of(label, "applies"), Or((divides, owes))))
        none = household.context.builder.number(9.99e307, "nothing_owed")
        nothing = household.helper(household.cell(f"{name}.nothing", label, If(owes, none, ZERO), type_))
    value = household.cell(name, label, If(divides, divided(part, whole), nothing), type_)
    marks = [
        household.input(f"{name}.{word}", words.of(label, word), type_, _facts(household, standard, number))
        for word, number in (("good", standard.good), ("limit", standard.limit))
    ]
    operator = ">=" if standard.is_more_better else "<="
    passed = [
        household.helper(
            household.flag(
                f"{name}.{word}_passed",
                words.of(label, word),
                Compare(operator, value, mark, known["tolerance"].quantity),
            )
        )
        for word, mark in zip(("good", "limit"), marks, strict=True)
    ]
    light = household.cell(
        f"{name}.light", words.of(label, "light"), If(applies, plus(plus(ONE, passed[0]), passed[1]), ZERO), WHOLE
    )
    cells = (value.quantity, marks[0].quantity, marks[1].quantity, light.quantity)
    return StatementLine(label, "ratio", cells, standard.unit)


def _facts(household: Household, standard: Standard, value: float) -> InputFacts:
    texts = {"share": f"{value * 100:g}%", "number": f"{value:g}", "months": f"{value:g} months"}
    note = household.words(f"note.{standard.source}")
    return InputFacts(value, texts[standard.unit], True, "default", source_note=note)


def add_persons(household: Household) -> StatementView | None:
    """The age and the stage of life of each person at the date of the statements."""
    context, words, builder = household.context, household.words, household.context.builder
    persons = [item for item in context.model.declarations if isinstance(item, nodes.Person)]
    if not persons:
        return None
    given = builder.block("statement stages", "inputs", words("stages"))
    ages, names = [], []
    for key in ("before", *STAGES):
        title = words(key)
        names.append(builder.input(f"statements.stage.{key}.name", title, TEXT, given, _name_facts(title)))
    for key, age in STAGES.items():
        facts = InputFacts(age, f"{age:g}", True, "default", 0.0, source_note=words("note.shared_age"))
        ages.append(builder.input(f"statements.stage.{key}", words.of(words(key), "from_age"), WHOLE, given, facts))
    lines = []
    date = household.cell("date_of_ages", words("age"), At(context.known["date_end"].quantity, household.last), DATE)
    for person in persons:
        name, label = person.name.name, person.label or person.name.name
        born = Reference(context.definitions[f"{name}.born"])
        is_born = household.flag(f"person.{name}.born", words.of(label, "age"), Compare(">=", date, born, None))
        whole = If(is_born, Call("datedif_years", (born, date)), ZERO)
        age_now = household.cell(f"person.{name}.age", words.of(label, "age"), whole, WHOLE, person.span)
        reached: Formula = ONE
        for key, begin in zip(STAGES, ages, strict=True):
            test = Compare(">=", age_now, begin, None)
            reached = plus(reached, household.flag(f"person.{name}.{key}", words.of(label, key), test))
        index = household.cell(f"person.{name}.stage_number", words.of(label, "stage"), reached, WHOLE)
        stage = Select(index.quantity, tuple(names))
        shown = household.cell(f"person.{name}.stage", words.of(label, "stage"), stage, TEXT, person.span)
        lines.append(StatementLine(label, "line", (age_now.quantity, shown.quantity), "person", person.span))
    return StatementView("persons", words("persons"), (words("age"), words("stage")), tuple(lines))


def _name_facts(title: str) -> InputFacts:
    return InputFacts(title, f'"{title}"', False, "constant")
