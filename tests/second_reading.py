"""A second, slow reading of the language: a plan of `strategies.py` walked step by step, straight from its tree.

It shares the parser with the program and nothing else, and was written from the description of the language alone.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import date

from plainplan.source import Source
from plainplan.syntax import parse
from plainplan.syntax.nodes import (
    Account,
    Apply,
    Argument,
    Binary,
    Block,
    Borrow,
    Call,
    Comparison,
    Date,
    Expression,
    Group,
    If,
    Member,
    Move,
    Name,
    Node,
    Number,
    Plan,
    Priority,
    RealSuffix,
    Rebalance,
    Receive,
    Record,
    Repay,
    Rule,
    Statement,
    Unary,
    Withdraw,
)
from second_calendar import PERIODS, Calendar, payments


@dataclass
class Amount:
    """A number, the months that it is per (None when it is no flow), and whether it is money of the plan's start."""

    number: float
    per: float | None = None
    is_real: bool = False


@dataclass
class Fund:
    """An asset: its properties, its balance, and what a block may ask about the time since it last ran."""

    properties: dict[str, Expression]
    balance: float
    gains: dict[int, float] = field(default_factory=dict)
    growths: dict[int, float] = field(default_factory=dict)


@dataclass
class Loan:
    """A debt: its properties, its balance, its payments left, and the part of the balance that is principal."""

    properties: dict[str, Expression]
    balance: float
    every: str
    left: int | None
    principal: float = 0.0

    @property
    def years(self) -> float:
        """The part of a year from one payment to the next."""
        return PERIODS[self.every] / 12

    @property
    def is_simple(self) -> bool:
        """Whether interest that is added bears none."""
        return "interest" in self.properties and word(self.properties["interest"]) == "simple"

    def lower(self, balance: float) -> None:
        """What is paid is interest first."""
        self.balance = balance
        self.principal = min(self.principal, balance)


class Walk:
    """One plan, walked from its first step to its last; `history` has every balance at each close."""

    def __init__(self, text: str) -> None:
        """Read the declarations of a plan without mistakes."""
        file, _ = parse(Source("plan", text))
        self.plan = {p.name.name: p.value for d in file.declarations if isinstance(d, Plan) for p in d.properties}
        self.rules = {d.name.name: d for d in file.declarations if isinstance(d, Rule)}
        self.blocks = [d for d in file.declarations if isinstance(d, Block)]
        self.accounts = [d for d in file.declarations if isinstance(d, Account)]
        self.groups = {d.name.name: [m.name for m in d.members] for d in file.declarations if isinstance(d, Group)}
        start = self.plan["start"]
        assert isinstance(start, Date)
        count, period = self._length(self.plan.get("length", self.plan.get("years")))
        first = date(start.year, start.month, start.day or 1)
        self.calendar = Calendar(first, word(self.plan["step"]), count, period)
        self.step = 0
        self.funds: dict[str, Fund] = {}
        self.loans: dict[str, Loan] = {}
        self.flows: list[Account] = []
        self.records: dict[str, float] = {}
        self.closed_records: dict[str, float] = {}
        self.history: list[dict[str, float]] = []
        for account in self.accounts:
            self._declare(account)
        # Rule 23: of all the money that the plan begins with and names.
        self.tolerance = 1e-10 * sum(float(amount) for amount in re.findall(r"([0-9._]+) TWD", text))

    def _declare(self, account: Account) -> None:
        properties = {p.name.name: p.value for p in account.properties}
        if account.keyword == "asset":
            self.funds[account.name.name] = Fund(properties, self.plain(properties["value"]))
        elif account.keyword == "debt":
            every, term = word(properties["every"]), properties.get("term")
            left = None if term is None else payments(*self._length(term), every)
            principal = self.plain(properties["principal"])
            self.loans[account.name.name] = Loan(properties, principal, every, left, principal)
        else:
            self.flows.append(account)

    def _length(self, node: Expression | None) -> tuple[float, str]:
        """A length of time as so many periods; a bare number counts years."""
        assert isinstance(node, Number)
        return node.value, "year" if node.unit is None else node.unit.name.removesuffix("s")

    def run(self) -> list[dict[str, float]]:
        """Walk all steps."""
        for step in range(1, self.calendar.steps + 1):
            self.step = step
            self._grow()
            for keyword in ("income", "expense"):
                for flow in self.flows:
                    if flow.keyword == keyword:
                        self._post(flow)
            for loan in self.loans.values():
                self._serve(loan)
            for goal in self._goals():
                self._post(goal)
            for number, block in enumerate(self.blocks):
                self._run_block(number, block)
            self.closed_records = dict(self.records)
            balances = {name: fund.balance for name, fund in self.funds.items()}
            self.history.append(balances | {name: loan.balance for name, loan in self.loans.items()})
        return self.history

    def _goals(self) -> list[Account]:
        """The goals by priority, those that say none last."""
        goals = [flow for flow in self.flows if flow.keyword == "goal"]

        def rank(goal: Account) -> float:
            said = [p.value for p in goal.properties if p.name.name == "priority"]
            return self.plain(said[0]) if said else math.inf

        return sorted(goals, key=rank)

    # What happens by itself.

    def _grow(self) -> None:
        opening = {name: fund.balance for name, fund in self.funds.items()}
        span = self.calendar.months(self.step) / 12
        for name, fund in self.funds.items():
            rate = max(-1.0, (1 + self.rate(fund.properties.get("return"))) ** span - 1)
            payout = opening[name] * self.rate(fund.properties.get("payout")) * self._paid_out(fund, span)
            grown = opening[name] * rate
            fee = min(opening[name] * self.rate(fund.properties.get("fee")) * span, opening[name] + grown)
            fund.balance += grown - fee
            if payout:
                self.funds[word(fund.properties["into"])].balance += payout
            # A `when` block, number -1, looks at the step.
            fund.gains[-1], fund.growths[-1] = grown + payout - fee, rate
            for block in range(len(self.blocks)):
                fund.gains[block] = fund.gains.get(block, 0) + grown + payout - fee
                fund.growths[block] = (1 + fund.growths.get(block, 0)) * (1 + rate) - 1
        for loan in self.loans.values():
            if word(loan.properties["payment"]) == "none":
                for _ in range(self._payments_due(loan)):
                    base = loan.principal if loan.is_simple else loan.balance
                    loan.balance += base * self.rate(loan.properties["rate"]) * loan.years

    def _paid_out(self, fund: Fund, span: float) -> float:
        """How much of a year's distribution a step pays."""
        if "in" not in fund.properties:
            return span
        named = months_named(fund.properties["in"])
        return self.calendar.named(self.step, named) / len(named)

    def _payments_due(self, loan: Loan) -> int:
        return self.calendar.ends(self.step, loan.every)

    def _post(self, flow: Account) -> None:
        properties = {p.name.name: p.value for p in flow.properties}
        amount = self.value(properties["amount"], {})
        if "in" in properties:
            money = amount.number * self.calendar.named(self.step, months_named(properties["in"]))
        elif "at" in properties:
            at, firsts = properties["at"], self.calendar.firsts
            assert isinstance(at, Date)
            day = date(at.year, at.month, at.day or 1)
            money = amount.number if firsts[self.step - 1] <= day < firsts[self.step] else 0.0
        else:
            assert amount.per is not None
            money = amount.number * self.calendar.months(self.step) / amount.per
        money *= (1 + self.rate(properties.get("growth"))) ** self.calendar.periods(self.step, "year")
        money *= self.prices() if amount.is_real else 1
        if flow.keyword == "income":
            self._put(word(properties["into"]), money)
        else:
            self._take(money, self._order(properties["paid_from"], {}))

    def _serve(self, loan: Loan) -> None:
        kind = word(loan.properties["payment"])
        due = self._payments_due(loan)
        if kind == "none" or loan.left is None or (not due and loan.left):
            return
        rate = self.rate(loan.properties["rate"]) * loan.years
        owed, paid = loan.balance, 0.0
        interests = 0.0
        if not loan.left:
            # What could not be paid at the end of the term stays due at once, and its interest compounds, so that the
            # length of the step makes no difference.
            for _ in range(due):
                interests += (loan.principal if loan.is_simple else owed + interests) * rate
            paid = owed + interests
        else:
            # The payment of a step is that of its first period, as a bank tells it.
            level = owed * rate / (1 - (1 + rate) ** -loan.left) if rate else owed / loan.left
            part = owed / loan.left
            for _ in range(min(due, loan.left)):
                interest = (loan.principal if loan.is_simple else owed) * rate
                interests += interest
                loan.left -= 1
                payments = {"level": level, "equal_principal": part + interest, "interest_only": interest}
                payment = payments.get(kind, 0.0) if loan.left else owed + interest
                owed += interest - payment
                paid += payment
        delivered = self._take(paid, self._order(loan.properties["paid_from"], {}))
        loan.lower(loan.balance + interests - delivered)

    # Blocks and statements.

    def _run_block(self, number: int, block: Block) -> None:
        if block.keyword == "each":
            assert block.period is not None
            period = block.period.name
            length = PERIODS[period]
            if period == self.calendar.step:
                is_due, length = True, self.calendar.months(self.step)
            elif block.is_first:
                is_due = self.calendar.begins(self.step, period)
            else:
                is_due = self.calendar.ends(self.step, period) > 0
        else:
            length = self.calendar.months(self.step)
            assert block.condition is not None
            is_due = self.holds(block.condition, {"block": -1})
        if not is_due:
            return
        scope: dict[str, object] = {"period": length, "block": number if block.keyword == "each" else -1}
        for statement in block.body:
            self._run(statement, scope)
        for fund in self.funds.values():
            fund.gains[number] = fund.growths[number] = 0.0

    def _run(self, statement: Statement, scope: dict[str, object]) -> None:
        match statement:
            case Move():
                moved = self._gather(self._money(statement.amount, scope), self._order(statement.source, scope))
                self._put(self._name(statement.target, scope), moved)
                if statement.alias:
                    scope[f"{statement.alias.name}.amount"] = moved
            case Withdraw():
                self._take(self._money(statement.amount, scope), self._order(statement.source, scope))
            case Receive():
                assert statement.target is not None
                self._put(self._name(statement.target, scope), max(0.0, self._money(statement.amount, scope)))
            case Borrow():
                amount = max(0.0, self._money(statement.amount, scope))
                arrived = 0.0
                for name in self._debts(statement.debt):
                    taken = self._lend(name, amount)
                    amount -= taken
                    arrived += taken * (1 - self._cost_of_drawing(name))
                self._put(self._name(statement.target, scope), arrived)
            case Repay():
                self._repay(self._money(statement.amount, scope), statement, scope)
            case Rebalance():
                self._rebalance({w.name.name: self.plain(w.share) for w in statement.weights if w.share is not None})
            case Apply():
                self._apply(statement, scope)
            case Record():
                self.records[f"{scope['prefix']}.{statement.name.name}"] = self.value(statement.value, scope).number
            case If():
                for condition, body in statement.branches:
                    if self.holds(condition, scope):
                        for inner in body:
                            self._run(inner, scope)
                        return
                for inner in statement.otherwise or ():
                    self._run(inner, scope)
            case _:
                raise AssertionError(statement)

    def _debts(self, node: Expression) -> list[str]:
        names = [word(item) for item in (node.items if isinstance(node, Priority) else (node,))]
        return [member for name in names for member in self.groups.get(name, [name])]

    def _cost_of_drawing(self, name: str) -> float:
        return self.rate(self.loans[name].properties.get("draw_cost"))

    def _lend(self, name: str, amount: float) -> float:
        """Draw on a debt up to its limit; the principal drawn."""
        loan = self.loans[name]
        limit = loan.properties.get("limit")
        taken = amount if limit is None else min(amount, max(0.0, self.plain(limit) - loan.principal))
        loan.balance += taken
        loan.principal += taken
        return taken

    def _repay(self, wanted: float, statement: Repay, scope: dict[str, object]) -> None:
        names = self._debts(statement.debt)
        owed = {name: self.loans[name].balance for name in names}
        total = sum(owed.values())
        paid = self._take(min(max(0.0, wanted), total), self._order(statement.source, scope))
        if isinstance(statement.debt, Name) and statement.debt.name in self.groups:
            parts = {name: paid * owed[name] / total if total else 0.0 for name in names}
        else:
            parts = {}
            for name in names:
                parts[name] = min(paid, owed[name])
                paid -= parts[name]
        for name, part in parts.items():
            self.loans[name].lower(self.loans[name].balance - part)

    def _apply(self, statement: Apply, scope: dict[str, object]) -> None:
        function = statement.rule.function
        assert isinstance(function, Name)
        rule: Rule = self.rules[function.name]
        assert statement.alias is not None
        inner: dict[str, object] = {
            "period": scope["period"],
            "block": scope["block"],
            "prefix": statement.alias.name,
        }
        given = [argument.value for argument in statement.rule.arguments if argument.key is None]
        named = {a.key.name: a.value for a in statement.rule.arguments if isinstance(a.key, Name)}
        for position, formal in enumerate(rule.formals):
            value = given[position] if position < len(given) else named.get(formal.name.name, formal.default)
            assert value is not None
            inner[formal.name.name] = value
        for body in rule.body:
            self._run(body, inner)

    def _rebalance(self, weights: dict[str, float]) -> None:
        total = sum(self.funds[name].balance for name in weights)
        changes = {name: total * weight - self.funds[name].balance for name, weight in weights.items()}
        proceeds = 0.0
        for name, change in changes.items():
            if change < 0:
                self.funds[name].balance += change
                proceeds -= change * (1 - self.share(name, "sell_cost"))
        wanted = sum(change for change in changes.values() if change > 0)
        for name, change in changes.items():
            if change > 0:
                self._put(name, change * proceeds / wanted)

    def _order(self, node: Expression, scope: dict[str, object]) -> list[dict[str, float]]:
        """The sources in order; each a choice of accounts with the share of each."""
        items = node.items if isinstance(node, Priority) else (node,)
        return [self._shares(self._name(item, scope)) for item in items]

    def _shares(self, name: str) -> dict[str, float]:
        if name in self.loans:
            return {name: 1.0}
        members = self.groups.get(name, [name])
        total = sum(self.funds[member].balance for member in members)
        return {member: self.funds[member].balance / total if total else 0 for member in members}

    def _gather(self, amount: float, order: list[dict[str, float]]) -> float:
        """Take an amount out; what is left of it after the costs of selling."""
        net = 0.0
        for shares in order:
            total = sum(self.funds[name].balance for name in shares)
            taken = max(0.0, min(amount, total))
            amount -= taken
            for name, share in shares.items():
                net += taken * share * (1 - self.share(name, "sell_cost"))
                self.funds[name].balance -= taken * share
        return net

    def _take(self, amount: float, order: list[dict[str, float]]) -> float:
        """Deliver an amount, the costs of selling on top; what could be delivered."""
        delivered = 0.0
        for shares in order:
            lender = next(iter(shares))
            if lender in self.loans:
                kept = 1 - self._cost_of_drawing(lender)
                delivered += self._lend(lender, (amount - delivered) / kept) * kept
                continue
            worth = sum(share * (1 - self.share(name, "sell_cost")) for name, share in shares.items())
            total = sum(self.funds[name].balance for name in shares)
            part = max(0.0, min(amount - delivered, total * worth))
            for name, share in shares.items():
                self.funds[name].balance -= part / worth * share if worth else 0
            delivered += part
        return delivered

    def _put(self, name: str, amount: float) -> None:
        self.funds[name].balance += amount * (1 - self.share(name, "buy_cost"))

    # Values.

    def prices(self) -> float:
        """The price level on the first day of the step."""
        return math.pow(1 + self.rate(self.plan["inflation"]), self.calendar.elapsed(self.step) / 12)

    def rate(self, node: Expression | None) -> float:
        """A rate per year in force in the step, 0 when there is none."""
        return 0.0 if node is None else self.value(node, {}).number

    def share(self, name: str, key: str) -> float:
        """A cost of an asset as a share."""
        return self.rate(self.funds[name].properties.get(key))

    def plain(self, node: Expression | None) -> float:
        """A plain number, whatever its unit."""
        assert node is not None
        return self.value(node, {}).number

    def _name(self, node: Expression, scope: dict[str, object]) -> str:
        name = word(node)
        bound = scope.get(name)
        return word(bound) if isinstance(bound, Name) else name

    def _money(self, node: Expression, scope: dict[str, object]) -> float:
        amount = self.value(node, scope)
        period = scope["period"]
        assert isinstance(period, float | int)
        flow = period / amount.per if amount.per else 1
        return amount.number * flow * (self.prices() if amount.is_real else 1)

    def holds(self, node: Expression, scope: dict[str, object]) -> bool:
        """A comparison of balances or of returns; zero is zero within a tolerance."""
        assert isinstance(node, Comparison)
        left, right = self.value(node.left, scope).number, self.value(node.right, scope).number
        is_return = isinstance(node.left, Member)
        tolerance = 1e-10 if is_return else self.tolerance
        return left - right > tolerance if node.operator == ">" else right - left > tolerance

    def value(self, node: Expression, scope: dict[str, object]) -> Amount:
        """A number, money, or money per time."""
        match node:
            case Number():
                return Amount(node.value)
            case RealSuffix():
                amount = self.value(node.operand, scope)
                return Amount(amount.number, amount.per, True)
            case Binary(operator="/", right=Name(name=unit)) if unit in PERIODS:
                return Amount(self.value(node.left, scope).number, PERIODS[unit])
            case Binary():
                left, right = self.value(node.left, scope), self.value(node.right, scope)
                number = left.number * right.number if node.operator == "*" else left.number - right.number
                return Amount(number, left.per or right.per, left.is_real or right.is_real)
            case Name():
                return self._named(node.name, scope)
            case Member(object=Name(name=name), member=Name(name=member)):
                return self._member(name, member, scope)
            case Call(function=Name(name="by_year")):
                return self._by_year(node.arguments, scope)
            case Call(function=Name(name="prev")):
                key = f"{scope['prefix']}.{word(node.arguments[0].value)}"
                if key in self.closed_records:
                    return Amount(self.closed_records[key])
                return self.value(node.arguments[1].value, scope)
            case Unary():
                return Amount(-self.value(node.operand, scope).number)
            case _:
                raise AssertionError(node)

    def _named(self, name: str, scope: dict[str, object]) -> Amount:
        bound = scope.get(name)
        if isinstance(bound, Node):
            return self.value(bound, scope)  # type: ignore[arg-type]  # Only expressions are bound.
        key = f"{scope.get('prefix')}.{name}"
        if key in self.records:
            return Amount(self.records[key])
        return Amount(self.funds[name].balance)

    def _member(self, name: str, member: str, scope: dict[str, object]) -> Amount:
        if f"{name}.{member}" in scope or (member == "amount" and name not in scope):
            amount = scope.get(f"{name}.{member}", 0.0)
            assert isinstance(amount, float)
            return Amount(amount)
        bound = scope.get(name)
        fund = self.funds[word(bound) if isinstance(bound, Name) else name]
        block = scope["block"]
        assert isinstance(block, int)
        return Amount({"gain": fund.gains, "return": fund.growths}[member][block])

    def _by_year(self, arguments: tuple[Argument, ...], scope: dict[str, object]) -> Amount:
        year = self.calendar.firsts[self.step - 1].year
        for argument in arguments:
            low, high = (getattr(argument.key, side, None) for side in ("low", "high"))
            if isinstance(low, Number) and isinstance(high, Number) and low.value <= year <= high.value:
                return self.value(argument.value, scope)
        return self.value(arguments[-1].value, scope)


def word(node: object) -> str:
    """The word of a name."""
    assert isinstance(node, Name)
    return node.name


def months_named(node: object) -> list[str]:
    """The months of a list, or one month alone."""
    return [word(item) for item in getattr(node, "items", (node,))]


def walk(text: str) -> list[dict[str, float]]:
    """Every balance at the close of each step of a plan."""
    balances = Walk(text).run()
    assert all(math.isfinite(number) for row in balances for number in row.values())
    return balances
