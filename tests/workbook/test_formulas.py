"""Formulas as Excel writes them."""

from __future__ import annotations

from typing import get_args

import pytest

from plainplan.graph.nodes import (
    Aggregate,
    And,
    At,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    If,
    Lag,
    Negate,
    Not,
    Or,
    Reference,
    Select,
    Sparse,
    Step,
    Window,
)
from plainplan.workbook.formulas import FORMS, Printer
from plainplan.workbook.layout import FIRST_COLUMN, Layout, Place
from plainplan.workbook.pieces import HERE, Piece, column_name, print_call
from plainplan.workbook.wording import SHEETS
from workbook.sample_graph import Sample, make_sample

A, B, C, FLAG, TOLERANCE, TEXT = range(6)


@pytest.fixture
def printer() -> Printer:
    """A printer for a sheet with three series in the rows 1 to 3 and constants in C4 to C6."""
    sample = make_sample()
    graph = sample.graph
    series = [sample.number(name) for name in ("factor", "growth", "root")]
    constants = [sample.number(name) for name in ("rising", "tolerance", "mode")]
    first = [graph.quantities[number] for number in series + constants]
    layout = Layout(6, {key: key for key in SHEETS})
    graph.quantities = first
    for row in range(len(first)):
        is_series = row < len(series)
        layout.places[row] = Place("time", row, FIRST_COLUMN if is_series else 2, is_series)
    graph.well_known = {"first": A, "step": B}
    return Printer(graph, layout, "time")


def text_at(printer: Printer, formula: Formula, step: int = 1) -> str:
    """The formula in the column of a step, counted from 1."""
    return printer.template(formula).at(FIRST_COLUMN + step - 1)


def test_every_class_of_node_has_a_form() -> None:
    assert set(get_args(Formula)) == set(FORMS)


a, b, c = Reference(A), Reference(B), Reference(C)
ZERO, ONE = Constant(0), Constant(1)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (Binary("+", a, Binary("+", b, c)), "G1+(G2+G3)"),
        (Binary("-", Binary("-", a, b), c), "G1-G2-G3"),
        (Binary("-", a, Binary("-", b, c)), "G1-(G2-G3)"),
        (Binary("*", Binary("+", a, ONE), b), "(G1+1)*G2"),
        (Binary("/", a, Binary("*", b, c)), "G1/(G2*G3)"),
        (Binary("*", a, Binary("/", b, c)), "G1*(G2/G3)"),
        (Binary("^", Negate(a), Constant(2)), "(-G1)^2"),
        (Negate(Binary("^", a, Constant(2))), "-(G1^2)"),
        (Binary("^", Binary("^", a, Constant(2)), Constant(3)), "(G1^2)^3"),
        (Negate(Binary("*", a, b)), "-(G1*G2)"),
        (Binary("-", a, Negate(b)), "G1-(-G2)"),
        (Binary("*", a, Negate(b)), "G1*(-G2)"),
        (Binary("+", Negate(a), b), "-G1+G2"),
        (Binary("*", Negate(a), b), "(-G1)*G2"),
        (Step(), "F2+1"),
        (Not(a), "1-G1"),
        (Not(Binary("+", a, b)), "1-(G1+G2)"),
        (And((a, Not(b))), "G1*(1-G2)"),
        (Or((a, Not(b))), "MAX(G1,1-G2)"),
        (If(a, Binary("/", b, c), ZERO), "IF(G1=1,G2/G3,0)"),
        (Lag(C, ZERO), "IF(G1=1,0,F3)"),
        (Select(FLAG, (a, b)), "CHOOSE($C$4,G1,G2)"),
        (Aggregate("sum", A), "SUM($G$1:$L$1)"),
        (Aggregate("mean", A), "AVERAGE($G$1:$L$1)"),
        (Aggregate("sd", A), "_xlfn.STDEV.S($G$1:$L$1)"),
        (Aggregate("first", A), "$G$1"),
        (Aggregate("final", A), "$L$1"),
        (Aggregate("index_of_zero", A), "IFERROR(MATCH(0,$G$1:$L$1,0),0)+0*SUM($G$1:$L$1)"),
        (At(A, b), "INDEX($G$1:$L$1,1,G2/(G2>=1))"),
        (At(A, Binary("+", b, ONE)), "INDEX($G$1:$L$1,1,(G2+1)/(G2+1>=1))"),
    ],
)
def test_a_node_prints_as(printer: Printer, formula: Formula, expected: str) -> None:
    assert expected == text_at(printer, formula)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (Aggregate("sum", FLAG), "$C$4*$L$2"),
        (Aggregate("sd", FLAG), "$C$4-$C$4"),
        (Aggregate("min", FLAG), "$C$4"),
        (Aggregate("index_of_zero", FLAG), "IF($C$4=0,1,0)"),
        (At(FLAG, b), "$C$4/AND(G2>=1,G2<=$L$2)"),
        (Lag(FLAG, ZERO), "IF(G1=1,0,$C$4)"),
        (Window("sum", FLAG, None), "$C$4*COUNT($G2:G2)"),
        (Window("max", FLAG, 3), "$C$4"),
        (Window("sd", FLAG, None), "($C$4-$C$4)/(COUNT($G2:G2)>1)"),
    ],
)
def test_a_constant_is_the_same_in_every_step(printer: Printer, formula: Formula, expected: str) -> None:
    assert expected == text_at(printer, formula)


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        (">", "IF(G1-(G2-G3)>$C$5,1,0)"),
        (">=", "IF(G1-(G2-G3)>=-$C$5,1,0)"),
        ("<", "IF(G2-G3-G1>$C$5,1,0)"),
        ("<=", "IF(G2-G3-G1>=-$C$5,1,0)"),
        ("=", "IF(ABS(G1-(G2-G3))<=$C$5,1,0)"),
        ("!=", "IF(ABS(G1-(G2-G3))<=$C$5,0,1)"),
    ],
)
def test_a_comparison_is_a_difference_against_the_tolerance(printer: Printer, operator: str, expected: str) -> None:
    assert expected == text_at(printer, Compare(operator, a, Binary("-", b, c), TOLERANCE))


def test_a_comparison_with_zero_needs_no_difference(printer: Printer) -> None:
    assert text_at(printer, Compare(">", a, ZERO, TOLERANCE)) == "IF(G1>$C$5,1,0)"
    assert text_at(printer, Compare("<", a, ZERO, TOLERANCE)) == "IF(-G1>$C$5,1,0)"


@pytest.mark.parametrize(("operator", "expected"), [("=", "IF(G1=G2,1,0)"), ("!=", "IF(G1=G2,0,1)")])
def test_whole_numbers_are_compared_exactly(printer: Printer, operator: str, expected: str) -> None:
    assert expected == text_at(printer, Compare(operator, a, b, None))
    assert text_at(printer, Compare("<", a, b, None)) == "IF(G1<G2,1,0)"


def test_texts_are_compared_with_their_case(printer: Printer) -> None:
    assert text_at(printer, Compare("=", Reference(TEXT), Reference(TEXT), None)) == "IF(EXACT($C$6,$C$6),1,0)"


def test_a_power_without_a_value_divides_by_false(printer: Printer) -> None:
    expected = "G1^G2/OR(G1>0,AND(G1=0,G2>0),AND(G1<0,G2=INT(G2)))"
    assert expected == text_at(printer, Binary("^", a, b))


def test_an_expanding_window_begins_at_the_first_step(printer: Printer) -> None:
    assert [text_at(printer, Window("sum", A, None), step) for step in (1, 4)] == ["SUM($G1:G1)", "SUM($G1:J1)"]


def test_a_window_of_three_steps_is_shorter_before_it_is_full(printer: Printer) -> None:
    expected = ["MAX($G1:G1)", "MAX($G1:H1)", "MAX(G1:I1)", "MAX(H1:J1)"]
    assert expected == [text_at(printer, Window("max", A, 3), step) for step in (1, 2, 3, 4)]


def test_a_table_is_read_by_its_ranges() -> None:
    sample = make_sample()
    printer = _printer_with_tables(sample)
    between, brackets = sample.graph.tables
    step = sample.ref("step")
    at = printer.text(step)
    found = "SUMPRODUCT((inputs!B<=x)*(inputs!C>=x)*inputs!D)"
    keys, uppers, values = (printer.block(column) for column in (between.keys, between.uppers, between.values))
    expected = found.replace("inputs!B", keys).replace("inputs!C", uppers).replace("inputs!D", values).replace("x", at)
    sparse = Sparse("between", step, "years", between.keys, between.uppers, between.values, ONE)
    count = f"SUMPRODUCT(({keys}<={at})*({uppers}>={at}))"
    assert f"IF({count}=0,1,{expected})" == printer.text(sparse)
    no_other = Sparse("between", step, "years", between.keys, between.uppers, between.values, None)
    assert f"{expected}/{count}" == printer.text(no_other)
    since = Sparse("since", step, "years", between.keys, (), between.values, ONE)
    first = printer.cell(between.keys[0])
    assert f"IF({at}>={first},LOOKUP({at},{keys},{values}),1)" == printer.text(since)
    tax = Sparse("brackets", step, "tax", brackets.keys, brackets.uppers, brackets.values, None)
    keys, increments = printer.block(brackets.keys), printer.block(brackets.uppers)
    assert f"SUMPRODUCT(({at}>{keys})*({at}-{keys})*{increments})" == printer.text(tax)


def _printer_with_tables(sample: Sample) -> Printer:
    from plainplan.workbook.layout import lay_out
    from plainplan.workbook.wording import Wording

    return Printer(sample.graph, lay_out(sample.graph, Wording("en")), "time")


def test_a_reference_to_another_sheet_names_it() -> None:
    sample = make_sample()
    printer = _printer_with_tables(sample)
    assert printer.cell(sample.number("cash.value")).startswith(f"'Accounts'!{HERE}")
    assert printer.cell(sample.number("inflation")) == "inflation"
    assert printer.cell(sample.number("market in force")).startswith("'Inputs'!$C$")


def test_a_function_takes_its_arguments_as_they_are_and_an_operator_in_parentheses() -> None:
    from plainplan.workbook.pieces import ADDED, COMPARED, WHOLE

    sum_, cell = Piece("a+b", ADDED), Piece("c", WHOLE)
    assert print_call("MIN({0},{1})", [sum_, cell]) == Piece("MIN(a+b,c)", WHOLE)
    assert print_call("MAX({*})", [sum_, cell, cell]) == Piece("MAX(a+b,c,c)", WHOLE)
    assert print_call("{0}-{1}*INT({0}/{1})", [cell, sum_]) == Piece("c-(a+b)*INT(c/(a+b))", COMPARED)
    assert print_call("INT({0})/INT({1})", [sum_, cell]) == Piece("INT(a+b)/INT(c)", COMPARED)


def test_a_function_of_operators_is_an_operand_in_parentheses(printer: Printer) -> None:
    text = text_at(printer, Binary("*", a, Call("mod", (b, c))))
    assert text.startswith("G1*(")


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_named_as_in_excel(column: int, name: str) -> None:
    assert name == column_name(column)
