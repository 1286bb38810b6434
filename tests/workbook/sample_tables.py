"""A graph made by hand that has every kind of table a workbook shows."""

from __future__ import annotations

from math import nan

from plainplan.dimensions import BOOLEAN, DATE, NUMBER, TEXT, WHOLE, Type, money, rate_per
from plainplan.graph.nodes import (
    SCALAR,
    Aggregate,
    At,
    Axis,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    GraphBlock,
    InputFacts,
    Lag,
    Listed,
    Reference,
    Row,
    Sparse,
    Whole,
    Window,
)
from plainplan.graph.order import finish
from workbook.sample_graph import Sample, make_sample

TWD = money("TWD")
ZERO, ONE = Constant(0), Constant(1)
DANGEROUS = "=cmd|'/c calc'!A0"


def make_tables(rows: int = 4, data_rows: int = 5, locale: str = "zh-TW") -> Sample:
    """The sample with a table, a grid, a list, data with gaps, and a table over the data."""
    sample = make_sample(locale=locale)
    graph = sample.graph
    graph.blocks += [
        GraphBlock("table bond", "tables", "五年期公債", axis="bond"),
        GraphBlock("grid boost", "tables", "財務槓桿 <擴大效果>", axis="boost"),
        GraphBlock("lists of 3", "tables", "三項數列", axis="list 3"),
        GraphBlock("data ndx", "data", "那斯達克 100", axis="ndx", source="data/ndx.csv", digest="ab" * 32),
        GraphBlock("table run", "tables", "逐年回顧", axis="ndx"),
    ]
    _add_bond(sample, rows)
    _add_grid(sample)
    _add_list(sample)
    _add_data(sample, data_rows)
    assert finish(graph) == []
    return sample


def _heads(
    sample: Sample, name: str, type_: Type, block: str, axis: str, values: tuple[float | str, ...], label: str
) -> Reference:
    facts = InputFacts(values, "5%" if type_ == NUMBER else "", True, "literal")
    return sample.add(name, type_, block, None, axis, facts, label)


def _axis(sample: Sample, key: str, length: int, block: str) -> None:
    number = sample.add(f"{key}.row", WHOLE, block, Row(key), key)
    sample.graph.axes[key] = Axis(key, key, length, number.quantity)


def _add_bond(sample: Sample, rows: int) -> None:
    add, ref, number, block = sample.add, sample.ref, sample.number, "table bond"
    _axis(sample, "bond", rows, block)

    def column(name: str, type_: Type, formula: Formula, label: str = "") -> Reference:
        return add(f"bond.{name}", type_, block, formula, "bond", label=label or name)

    t = _heads(sample, "bond.t", WHOLE, block, "bond", tuple(float(row) for row in range(1, rows + 1)), "期別")
    sample.input("bond.pv#1", NUMBER, 0.1, "10%", block)
    coupon = sample.input("bond.cash#1", TWD, 100.0, "100 TWD", block)
    cash = column("cash", TWD, Binary("+", coupon, ZERO), "利息")
    # A helper stands last, whatever its number.
    factor = column("pv.factor", NUMBER, Binary("^", Binary("+", ONE, ref("bond.pv#1")), t))
    sample.graph.quantities[factor.quantity].is_helper = True
    pv = column("pv", TWD, Binary("/", cash, factor), "現值")
    left = column("left", TWD, Lag(pv.quantity, coupon, "bond"), "前期")
    column("so far", TWD, Window("sum", pv.quantity, None, "bond"), "累計")
    column("recent", TWD, Window("mean", pv.quantity, 3, "bond"), "近三期平均")
    column("flat", TWD, Window("sum", coupon.quantity, None, "bond"))
    column("late", BOOLEAN, Compare(">", t, ONE, None))
    total = add("bond.price", TWD, block, Aggregate("sum", pv.quantity), SCALAR, label="總現值")
    add("bond.last", TWD, block, Aggregate("final", left.quantity), SCALAR, label="末期")
    add("bond.third", TWD, block, At(pv.quantity, t_of(sample)), SCALAR, label="第三期")
    add("bond.beyond", TWD, block, At(pv.quantity, coupon), SCALAR, label="沒有的一期")
    add("bond.of plan", TWD, block, Call("average", (Whole(number("cash.value")),)), SCALAR, label="計畫平均")
    share = column("share", NUMBER, Binary("/", pv, total), "占比")
    table = sample.graph.tables[0]
    column("sparse", NUMBER, Sparse("between", t, "years", table.keys, table.uppers, table.values, ZERO))
    assert share


def t_of(sample: Sample) -> Reference:
    """An input that holds the number of a row."""
    return sample.input("bond.third#1", WHOLE, 3.0, "3", "table bond")


def _add_grid(sample: Sample) -> None:
    graph, block = sample.graph, "grid boost"
    graph.axes["boost.rows"] = Axis("boost.rows", "報酬率", 3, None)
    graph.axes["boost.cols"] = Axis("boost.cols", "負債率", 2, None)
    graph.axes["boost"] = Axis("boost", "財務槓桿", 6, None, "boost.rows", "boost.cols")
    r = _heads(sample, "boost.r", NUMBER, block, "boost.rows", (0.15, 0.2, 0.25), "報酬率")
    d = _heads(sample, "boost.d", NUMBER, block, "boost.cols", (0.05, 0.08), "負債率")
    sample.graph.quantities[d.quantity].input = InputFacts((0.05, 0.08), "5%, 8%", True, "literal")
    square = sample.add("boost.square", NUMBER, block, Binary("*", r, r), "boost.rows")
    double = sample.add("boost.double", NUMBER, block, Binary("+", d, d), "boost.cols")
    both = sample.add("boost.both", NUMBER, block, Binary("*", square, double), "boost")
    for helper in (square, double, both):
        graph.quantities[helper.quantity].is_helper = True
    sample.add("boost.cell", NUMBER, block, Binary("+", Binary("*", d, r), both), "boost", label="擴大效果")


def _add_list(sample: Sample) -> None:
    block = "lists of 3"
    _axis(sample, "list 3", 3, block)
    items = tuple(sample.input(f"weights#{item}", NUMBER, item / 10, f"{item}0%", block) for item in (5, 3, 2))
    weights = sample.add("weights", NUMBER, block, Listed("list 3", items), "list 3", label="權重")
    double = sample.add("doubled", NUMBER, block, Binary("+", weights, weights), "list 3", label="加倍")
    sample.add("weighted", NUMBER, block, Call("correl", (Whole(double.quantity), Whole(weights.quantity))), SCALAR)


def _add_data(sample: Sample, rows: int) -> None:
    block = "data ndx"
    _axis(sample, "ndx", rows, block)
    years = tuple(2001.0 + row for row in range(rows))
    returns = tuple(nan if row == 1 else (-1) ** row * (row + 1) / 100 for row in range(rows))
    names = tuple(DANGEROUS if row == 0 else "台積電" for row in range(rows))
    year = _heads(sample, "ndx.year", WHOLE, block, "ndx", years, "年度")
    gain = _heads(sample, "ndx.total_return", rate_per("year"), block, "ndx", returns, "含息總報酬率")
    name = _heads(sample, "ndx.name", TEXT, block, "ndx", names, "名稱")
    _heads(sample, "ndx.close", money("USD"), block, "ndx", tuple(1234.5 + row for row in range(rows)), "收盤價")
    _heads(sample, "ndx.day", DATE, block, "ndx", tuple(46022.0 + row for row in range(rows)), "日期")
    add, block = sample.add, "table run"
    add("run.year", WHOLE, block, year, "ndx", label="年度")
    add("run.gain", rate_per("year"), block, gain, "ndx", label="報酬率")
    add("run.name", TEXT, block, name, "ndx", label="名稱")
    factor = add("run.factor", NUMBER, block, Binary("+", ONE, gain), "ndx", label="倍數")
    worth = sample.graph.quantities[add("run.worth", NUMBER, block, None, "ndx", label="累積倍數").quantity]
    before = add("run.before", NUMBER, block, Lag(worth.id, ONE, "ndx"), "ndx", label="期初倍數")
    worth.formula = Binary("*", before, factor)
    add("run.years", WHOLE, block, Aggregate("max", year.quantity), SCALAR, label="最末年度")
