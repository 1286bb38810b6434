"""A graph made by hand that has every kind of row a workbook shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from plainplan.dimensions import BOOLEAN, DATE, NUMBER, TEXT, WHOLE, Type, money, money_per, rate_per
from plainplan.graph.nodes import (
    SCALAR,
    TIME,
    AccountView,
    Aggregate,
    And,
    At,
    Binary,
    Call,
    CheckView,
    Compare,
    Constant,
    Flow,
    FlowView,
    Formula,
    Graph,
    GraphBlock,
    If,
    InputFacts,
    InputTable,
    Lag,
    Negate,
    Not,
    Or,
    Quantity,
    Reference,
    Select,
    Sparse,
    Step,
    Window,
)
from plainplan.source import Source, Span

TWD = money("TWD")
YEARLY = rate_per("year")
ZERO, ONE = Constant(0), Constant(1)
TEXT_OF_PLAN = "plan\nparam inflation = 2%/year\nasset cash\n"


@dataclass
class Sample:
    """A graph in the making, whose quantities are named by their names."""

    graph: Graph
    source: Source = field(default_factory=lambda: Source("plans/sample.plan", TEXT_OF_PLAN))

    def number(self, name: str) -> int:
        """The id of a quantity."""
        return self.graph.by_name[name]

    def ref(self, name: str) -> Reference:
        """A reference to a quantity."""
        return Reference(self.number(name))

    def add(
        self,
        name: str,
        type_: Type,
        block: str,
        formula: Formula | None,
        axis: str = TIME,
        facts: InputFacts | None = None,
        label: str | None = None,
    ) -> Reference:
        """A quantity; it stands after what it reads."""
        number = len(self.graph.quantities)
        span = Span(self.source, 5, 10)
        is_series = axis == TIME
        quantity = Quantity(number, name, label or name, type_.as_series(is_series), block, formula, span, facts, axis)
        self.graph.quantities.append(quantity)
        self.graph.by_name[name] = number
        if formula is not None:
            self.graph.order.append(number)
        return Reference(number)

    def input(
        self, name: str, type_: Type, value: float | str, as_written: str = "", block: str = "params", **facts: object
    ) -> Reference:
        """An input that the client may change."""
        made = InputFacts(value, as_written or str(value), True, "param", **facts)  # type: ignore[arg-type]  # for tests
        return self.add(name, type_, block, None, SCALAR, made)


def make_sample(steps: int = 6, step_months: int = 12, locale: str = "zh-TW", label: str = "現金") -> Sample:
    """A plan of a savings account and a loan, with a rule, a scenario, tables and checks."""
    graph = Graph(
        "陳家 <範例> & 計畫", locale, "TWD", steps, step_months, scenarios=[("base", "基準"), ("crash", "崩盤")]
    )
    graph.blocks += [
        GraphBlock("plan", "inputs", "計畫"),
        GraphBlock("params", "inputs", "假設"),
        GraphBlock("calendar", "time", "時間軸"),
        GraphBlock("formulas", "time", "公式"),
        GraphBlock("cash", "accounts", label),
        GraphBlock("rule", "policy", "提領"),
        GraphBlock("loan", "debts", "房貸"),
        GraphBlock("totals", "accounts", "總計"),
        GraphBlock("checks", "checks", "檢查"),
    ]
    sample = Sample(graph)
    _add_calendar(sample, step_months)
    _add_inputs(sample)
    _add_formulas(sample)
    _add_accounts(sample, label)
    _add_checks(sample)
    graph.docs["cash"] = ("緊急預備金", '=HYPERLINK("http://example.com")')
    _set_levels(graph)
    return sample


def _add_calendar(sample: Sample, step_months: int) -> None:
    known = sample.graph.well_known
    add, ref = sample.add, sample.ref
    fixed = InputFacts(float(step_months), str(step_months), False, "property")
    add("step_months", WHOLE, "plan", None, SCALAR, fixed)
    add("months_in_year", WHOLE, "plan", None, SCALAR, InputFacts(12.0, "12", False, "constant"))
    # 2026-01-01 as an Excel serial number.
    known["start"] = sample.input("start", DATE, 46023.0, "2026-01", "plan").quantity
    known["scenario"] = sample.input("scenario", WHOLE, 1.0, "1", "plan", low=1.0, high=2.0).quantity
    known["tolerance"] = add(
        "tolerance", NUMBER, "plan", None, SCALAR, InputFacts(1e-10, "1e-10", False, "constant")
    ).quantity
    known["money_tolerance"] = add(
        "money_tolerance", TWD, "plan", None, SCALAR, InputFacts(1e-4, "0.0001", False, "constant")
    ).quantity
    known["step"] = add("step", WHOLE, "calendar", Step()).quantity
    known["first"] = add("first", BOOLEAN, "calendar", Compare("=", ref("step"), ONE, None)).quantity
    elapsed = add("months_elapsed", WHOLE, "calendar", Binary("*", Binary("-", ref("step"), ONE), ref("step_months")))
    date = add("date", DATE, "calendar", Call("edate", (ref("start"), elapsed)))
    known["date"] = date.quantity
    after = add("months_after", WHOLE, "calendar", Binary("*", ref("step"), ref("step_months")))
    end = add("date_end", DATE, "calendar", Binary("-", Call("edate", (ref("start"), after)), ONE))
    known["date_end"] = end.quantity
    known["year"] = add("year", WHOLE, "calendar", Call("year", (date,))).quantity


def _add_inputs(sample: Sample) -> None:
    sample.input("inflation", YEARLY, 0.02, "2%/year", low=-0.05, high=0.2, source_note="規劃假設")
    sample.input("market", YEARLY, 0.09, "9%/year")
    sample.input("market.crash", YEARLY, -0.375, "-37.5%/year")
    market = Select(sample.number("scenario"), (sample.ref("market"), sample.ref("market.crash")))
    sample.add("market in force", YEARLY, "params", market, SCALAR)
    sample.input("living", money_per("TWD", "year"), 600_000.0, "60萬 TWD/year")
    sample.input("mode", TEXT, "level", '"level"', choices=("level", "none"))
    sample.input("TAX2026", NUMBER, 0.05, "5%")
    sample.input("cash.opening#1", TWD, 15_000_000.0, "1500萬 TWD")
    sample.input("loan.opening#1", TWD, 8_000_000.0, "800萬 TWD")
    sample.input("power", NUMBER, 0.5, "0.5")
    for position, (key, upper, value) in enumerate(((1.0, 2.0, 0.05), (4.0, 5.0, -0.1))):
        sample.input(f"years.{position}.from", WHOLE, key)
        sample.input(f"years.{position}.to", WHOLE, upper)
        sample.input(f"years.{position}.value", YEARLY, value, f"{value:%}/year")
    for position, (key, rate) in enumerate(((0.0, 0.05), (590_000.0, 0.12))):
        sample.input(f"tax.{position}.from", TWD, key)
        sample.input(f"tax.{position}.rate", NUMBER, rate, f"{rate:%}")
        before = sample.ref("tax.0.rate") if position else ZERO
        increment = Binary("-", sample.ref(f"tax.{position}.rate"), before)
        sample.add(f"tax.{position}.increment", NUMBER, "params", increment, SCALAR)
    _add_table(sample, "years", "between", 2, "from", "to", "value")
    _add_table(sample, "tax", "brackets", 2, "from", "increment", "rate")


def _add_table(sample: Sample, key: str, kind: str, rows: int, first: str, second: str, third: str) -> None:
    keys, uppers, values = (
        tuple(sample.number(f"{key}.{row}.{name}") for row in range(rows)) for name in (first, second, third)
    )
    sample.graph.tables.append(InputTable(key, key, kind, keys, uppers, values, None))


def _add_formulas(sample: Sample) -> None:
    add, ref, number = sample.add, sample.ref, sample.number
    tolerance = number("tolerance")
    add("rising", BOOLEAN, "formulas", Compare(">", ref("market in force"), ref("inflation"), tolerance), SCALAR)
    add("is_level", BOOLEAN, "formulas", Compare("=", ref("mode"), ref("mode"), None), SCALAR)
    table = sample.graph.tables[0]
    sparse = Sparse("between", ref("step"), "years", table.keys, table.uppers, table.values, ref("market in force"))
    add("growth", YEARLY, "formulas", sparse)
    since = Sparse("since", ref("step"), "years", table.keys, (), table.values, None)
    add("latest", YEARLY, "formulas", since)
    add("factor", NUMBER, "formulas", Binary("^", Binary("+", ONE, ref("inflation")), ref("step")))
    add("root", NUMBER, "formulas", Binary("^", ref("factor"), ref("power")))
    add("negated square", NUMBER, "formulas", Negate(Binary("^", Negate(ref("factor")), Constant(2))))
    add("both", BOOLEAN, "formulas", And((ref("rising"), Not(ref("first")))))
    add("either", BOOLEAN, "formulas", Or((ref("rising"), Not(ref("both")))))
    for kind in ("sum", "mean", "min", "max", "sd"):
        add(f"{kind} so far", NUMBER, "formulas", Window(kind, number("factor"), None))
        add(f"{kind} of three", NUMBER, "formulas", Window(kind, number("factor"), 3))
        add(f"{kind} of all", NUMBER, "formulas", Aggregate(kind, number("factor")), SCALAR)
    add("second factor", NUMBER, "formulas", At(number("factor"), Binary("+", ONE, ONE)), SCALAR)
    add("factor at", NUMBER, "formulas", At(number("factor"), ref("step")))


def _add_accounts(sample: Sample, label: str) -> None:
    add, ref, number, graph = sample.add, sample.ref, sample.number, sample.graph
    graph.quantities.append(Quantity(len(graph.quantities), "cash.value", f"{label} 期末", TWD, "cash", None, None))
    closing = graph.quantities[-1]
    graph.by_name["cash.value"] = closing.id
    opening = add("cash.opening", TWD, "cash", Lag(closing.id, ref("cash.opening#1")), label=f"{label} 期初")
    gain = add("cash.gain", TWD, "cash", Binary("*", opening, ref("growth")), label="增值")
    add("wanted", TWD, "rule", Binary("*", ref("living"), ref("factor")), label="需求")
    held = add("held", TWD, "rule", Binary("+", opening, gain), label="餘額")
    spent = add("spend.amount", TWD, "rule", Call("min", (held, ref("wanted"))), label="提領")
    short = add("spend.short", TWD, "rule", Binary("-", ref("wanted"), spent), label="不足")
    taxed = graph.tables[1]
    brackets = Sparse("brackets", spent, "tax", taxed.keys, taxed.uppers, taxed.values, None)
    add("tax", TWD, "rule", brackets, label="所得稅")
    paid = add("tax paid", TWD, "cash", If(ref("rising"), ref("tax"), ZERO), label="稅")
    taken = add("cash.spent", TWD, "cash", spent, label="提領")
    closing.formula = Binary("-", Binary("-", Binary("+", opening, gain), taken), paid)
    closing.axis = TIME
    graph.order.append(closing.id)
    flows = (Flow("增值", gain.quantity, 1), Flow("提領", taken.quantity, -1), Flow("稅", paid.quantity, -1))
    cash = AccountView("cash", label, "asset", TWD, opening.quantity, flows, closing.id, {})
    graph.quantities.append(
        Quantity(len(graph.quantities), "loan.value", "房貸 期末", TWD, "loan", None, None, axis=TIME)
    )
    owed = graph.quantities[-1]
    graph.by_name["loan.value"] = owed.id
    begun = add("loan.opening", TWD, "loan", Lag(owed.id, ref("loan.opening#1")), label="房貸 期初")
    repaid = add("loan.principal", TWD, "loan", Binary("*", begun, ref("TAX2026")), label="還本")
    owed.formula = Binary("-", begun, repaid)
    graph.order.append(owed.id)
    loan = AccountView("loan", "房貸", "debt", TWD, begun.quantity, (Flow("還本", repaid.quantity, -1),), owed.id, {})
    graph.accounts += [cash, loan]
    graph.flows.append(FlowView("spend", "提領", "withdraw", spent.quantity, short.quantity))
    worth = Binary("-", Reference(closing.id), Reference(owed.id))
    graph.well_known["net_worth"] = add("net_worth", TWD, "totals", worth, label="淨資產").quantity
    graph.well_known["assets"] = closing.id
    graph.well_known["debts"] = owed.id
    flow = add("net_cash_flow", TWD, "totals", Negate(Binary("+", paid, taken)), label="淨現金流")
    graph.well_known["net_cash_flow"] = flow.quantity
    assert number("cash.value") == closing.id


def _add_checks(sample: Sample) -> None:
    add, ref, number, graph = sample.add, sample.ref, sample.number, sample.graph
    for name, keyword, is_builtin, least in (
        ("solvent", "check", False, ZERO),
        ("reserve", "warn", False, ref("cash.opening#1")),
        ("everything_paid", "check", True, Negate(ONE)),
    ):
        left = ref("cash.value")
        holds = add(f"{name}.holds", BOOLEAN, "checks", Compare(">=", left, least, number("money_tolerance")))
        failed = add(f"{name}.failed_step", WHOLE, "checks", Aggregate("index_of_zero", holds.quantity), SCALAR)
        ok = add(f"{name}.ok", BOOLEAN, "checks", Compare("=", failed, ZERO, None), SCALAR)
        gap = add(f"{name}.gap", TWD, "checks", Binary("-", least, left))
        shortfall = add(f"{name}.shortfall", TWD, "checks", Aggregate("max", gap.quantity), SCALAR)
        span = Span(sample.source, 5, 10)
        graph.checks.append(
            CheckView(
                name,
                name,
                keyword,
                holds.quantity,
                ok.quantity,
                failed.quantity,
                left.quantity,
                None,
                shortfall.quantity,
                "cash >= 0",
                is_builtin,
                None,
                span,
            )
        )


def _set_levels(graph: Graph) -> None:
    """Levels as the evaluator wants them: a constant that reads a whole series stands above it."""
    levels = [0] * len(graph.quantities)
    for _ in range(3):
        for number in graph.order:
            formula = graph.quantities[number].formula
            assert formula is not None
            levels[number] = max((_level_of(part, levels, graph) for part in _reads(formula)), default=0)
    graph.levels = levels


def _reads(formula: Formula) -> list[tuple[int, bool]]:
    from plainplan.graph.operands import walk

    found: list[tuple[int, bool]] = []
    for node in walk(formula):
        match node:
            case Reference(quantity) | Window(_, quantity) | At(quantity):
                found.append((quantity, isinstance(node, At)))
            case Aggregate(_, quantity):
                found.append((quantity, True))
            case Sparse():
                found += [(number, False) for number in (*node.keys, *node.uppers, *node.values)]
    return found


def _level_of(read: tuple[int, bool], levels: list[int], graph: Graph) -> int:
    number, is_whole_row = read
    return levels[number] + (1 if is_whole_row and graph.quantities[number].axis == TIME else 0)
