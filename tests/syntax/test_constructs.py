"""Every declaration and statement of the language gives the node that its shape says."""

from __future__ import annotations

import pytest

from plainplan.syntax.nodes import (
    Account,
    Alias,
    Apply,
    Argument,
    Binary,
    Block,
    Borrow,
    Call,
    Check,
    Column,
    Comparison,
    Data,
    Date,
    Declaration,
    Draw,
    Fn,
    Formal,
    Fx,
    Grid,
    GridAxis,
    Group,
    Grow,
    If,
    Let,
    Listing,
    Member,
    Move,
    Note,
    Overlay,
    Param,
    Pay,
    Person,
    Plan,
    Priority,
    Property,
    Prove,
    Qualifier,
    Range,
    RealSuffix,
    Rebalance,
    Receive,
    Record,
    Repay,
    Report,
    ReportItem,
    Rule,
    Scenario,
    Solve,
    Statement,
    Table,
    TableColumn,
    Text,
    Unit,
    Use,
    Weight,
    Withdraw,
)
from syntax.trees import NOWHERE, declaration, expression, mistakes, name, number, read, statement

FIVE = number("5", 5.0)
SIX = number("6", 6.0)


def prop(word: str, value: object) -> Property:
    """A property that stands nowhere."""
    return Property(NOWHERE, name(word), value)  # type: ignore[arg-type]  # only expressions are given


A, B, C = name("a"), name("b"), name("c")
D = Alias(NOWHERE, "d")
ACCOUNT_KEYWORDS = ("asset", "debt", "income", "expense", "goal")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('plan "退休" {\n currency: TWD\n}', Plan(NOWHERE, "退休", (prop("currency", name("TWD")),))),
        ("plan {\n start: 2026-01\n}", Plan(NOWHERE, None, (prop("start", Date(NOWHERE, 2026, 1, None)),))),
        ("use std.rebalance", Use(NOWHERE, (name("std"), name("rebalance")))),
        ("unit 張 = 1_000 shares", Unit(NOWHERE, name("張"), number("1_000", 1000.0, "shares"))),
        ("fx USD = 31.5 TWD", Fx(NOWHERE, name("USD"), number("31.5", 31.5, "TWD"))),
        ('fx USD = 5 "美元"', Fx(NOWHERE, name("USD"), FIVE, "美元")),
        (
            'person chen "陳先生" {\n born: 1970-03-02\n}',
            Person(NOWHERE, name("chen"), "陳先生", (prop("born", Date(NOWHERE, 1970, 3, 2)),)),
        ),
        ('param a = 5 "label"', Param(NOWHERE, A, FIVE, "label", ())),
        (
            "param a = 5 {\n range: 5..6\n}",
            Param(NOWHERE, A, FIVE, None, (prop("range", Range(NOWHERE, FIVE, SIX, None)),)),
        ),
        ('param a = "joint" "報稅"', Param(NOWHERE, A, Text(NOWHERE, "joint"), "報稅", ())),
        ('let a = b "label"', Let(NOWHERE, A, B, "label")),
        (
            "fn f(x: money, y = 5) = x",
            Fn(
                NOWHERE,
                name("f"),
                (Formal(NOWHERE, name("x"), name("money"), None), Formal(NOWHERE, name("y"), None, FIVE)),
                name("x"),
                None,
            ),
        ),
        (
            'data ndx "指數" from "data/ndx.csv" by year {\n column "伙食 (外食)" as food\n}',
            Data(
                NOWHERE,
                name("ndx"),
                "指數",
                Text(NOWHERE, "data/ndx.csv"),
                name("year"),
                (Column(NOWHERE, "伙食 (外食)", name("food")),),
            ),
        ),
        ('data ndx from "a.csv"', Data(NOWHERE, name("ndx"), None, Text(NOWHERE, "a.csv"), None, ())),
        ('group a "all" = b, c', Group(NOWHERE, A, "all", (B, C))),
        ("group a = b", Group(NOWHERE, A, None, (B,))),
        (
            'group a "all" = b 5, c rest',
            Group(NOWHERE, A, "all", (B, C), (), (Weight(NOWHERE, B, FIVE), Weight(NOWHERE, C, None))),
        ),
        (
            "rule r(x: asset, floor: duration = 15 years) {\n grow\n}",
            Rule(
                NOWHERE,
                name("r"),
                (
                    Formal(NOWHERE, name("x"), name("asset"), None),
                    Formal(NOWHERE, name("floor"), name("duration"), number("15", 15.0, "years")),
                ),
                (Grow(NOWHERE),),
            ),
        ),
        ("rule r() {}", Rule(NOWHERE, name("r"), (), ())),
        ("prove a: b > 5", Prove(NOWHERE, A, None, Comparison(NOWHERE, ">", B, FIVE))),
        ("solve a = b where c = 5", Solve(NOWHERE, A, B, Comparison(NOWHERE, "=", C, FIVE), None)),
        (
            'table a "表" {\n t in 5..6\n b = t "值"\n total c = 5\n total = 6\n}',
            Table(
                NOWHERE,
                A,
                "表",
                (
                    TableColumn(NOWHERE, name("t"), Range(NOWHERE, FIVE, SIX, None), None, is_header=True),
                    TableColumn(NOWHERE, B, name("t"), "值"),
                    TableColumn(NOWHERE, C, FIVE, None, is_total=True),
                    TableColumn(NOWHERE, name("total"), SIX, None),
                ),
            ),
        ),
        (
            'grid a {\n cols c in 5, 6 "欄"\n rows b in 5..6 by 5\n cell = b * c "格"\n}',
            Grid(
                NOWHERE,
                A,
                None,
                GridAxis(NOWHERE, "rows", B, Range(NOWHERE, FIVE, SIX, FIVE), None),
                GridAxis(NOWHERE, "cols", C, Listing(NOWHERE, (FIVE, SIX)), "欄"),
                Binary(NOWHERE, "*", B, C),
                "格",
            ),
        ),
        (
            'scenario a "情境" {\n b = 5\n b.rate = 6\n c ~ f(5)\n c ~ once f(5)\n paths: 5\n}',
            Scenario(
                NOWHERE,
                A,
                "情境",
                (
                    Overlay(NOWHERE, B, FIVE),
                    Overlay(NOWHERE, Member(NOWHERE, B, name("rate")), SIX),
                    Draw(NOWHERE, C, Call(NOWHERE, name("f"), (Argument(NOWHERE, None, FIVE),)), is_once=False),
                    Draw(NOWHERE, C, Call(NOWHERE, name("f"), (Argument(NOWHERE, None, FIVE),)), is_once=True),
                    prop("paths", FIVE),
                ),
            ),
        ),
        (
            'report "r" {\n chart "c" of a, b\n show a as "s"\n show b\n statement balance at 2026-06\n'
            " statement cash_flow from 2026-01 until 2026-06\n variance over 5\n}",
            Report(
                NOWHERE,
                "r",
                (
                    ReportItem(NOWHERE, "chart", "c", None, (A, B)),
                    ReportItem(NOWHERE, "show", "s", None, (A,)),
                    ReportItem(NOWHERE, "show", None, None, (B,)),
                    ReportItem(NOWHERE, "statement", None, name("balance"), (Date(NOWHERE, 2026, 6, None),)),
                    ReportItem(
                        NOWHERE,
                        "statement",
                        None,
                        name("cash_flow"),
                        (Date(NOWHERE, 2026, 1, None), Date(NOWHERE, 2026, 6, None)),
                    ),
                    ReportItem(NOWHERE, "variance", None, None, (FIVE,)),
                ),
            ),
        ),
        ("each month {}", Block(NOWHERE, "each", name("month"), False, (), None, ())),
        ("each year first {\n grow\n}", Block(NOWHERE, "each", name("year"), True, (), None, (Grow(NOWHERE),))),
        (
            "each year in june, december {}",
            Block(NOWHERE, "each", name("year"), False, (name("june"), name("december")), None, ()),
        ),
        ("when a < 5 {}", Block(NOWHERE, "when", None, False, (), Comparison(NOWHERE, "<", A, FIVE), ())),
        ("once when a {}", Block(NOWHERE, "once_when", None, False, (), A, ())),
        ("at 2030-01 {}", Block(NOWHERE, "at", None, False, (), Date(NOWHERE, 2030, 1, None), ())),
    ],
)
def test_a_declaration_is_read(text: str, expected: Declaration) -> None:
    assert declaration(text) == expected


@pytest.mark.parametrize("keyword", ACCOUNT_KEYWORDS)
def test_an_account_has_properties_or_a_main_value(keyword: str) -> None:
    assert declaration(f"{keyword} a {{\n value: 5\n}}") == Account(
        NOWHERE, keyword, A, None, None, (prop("value", FIVE),)
    )
    assert declaration(f'{keyword} a "甲" = 5') == Account(NOWHERE, keyword, A, "甲", FIVE, ())
    assert declaration(f'{keyword} a = 5 "甲" {{\n into: b\n}}') == Account(
        NOWHERE, keyword, A, "甲", FIVE, (prop("into", B),)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("move 5 from a to b", Move(NOWHERE, FIVE, A, B, None)),
        ("move 5 from a then b to c as d", Move(NOWHERE, FIVE, Priority(NOWHERE, (A, B)), C, D)),
        ("withdraw 5 from a as d", Withdraw(NOWHERE, FIVE, A, D)),
        ("pay a", Pay(NOWHERE, A, None, None)),
        ("pay 5 from a then b", Pay(NOWHERE, FIVE, Priority(NOWHERE, (A, B)), None)),
        ("receive a", Receive(NOWHERE, A, None, None)),
        ("receive 5 into a", Receive(NOWHERE, FIVE, A, None)),
        ("borrow 5 from a into b", Borrow(NOWHERE, FIVE, A, B, None)),
        ("repay 5 of a from b", Repay(NOWHERE, FIVE, A, B, None)),
        (
            "rebalance to a 5, b c, c rest as d",
            Rebalance(NOWHERE, (Weight(NOWHERE, A, FIVE), Weight(NOWHERE, B, C), Weight(NOWHERE, C, None)), D),
        ),
        ("rebalance to a as d", Rebalance(NOWHERE, (), D, A)),
        ("rebalance f() as d", Apply(NOWHERE, Call(NOWHERE, name("f"), ()), True, D)),
        ("apply f()", Apply(NOWHERE, Call(NOWHERE, name("f"), ()), False, None)),
        ("grow", Grow(NOWHERE)),
        ("let a = b", Let(NOWHERE, A, B, None)),
        ('record a = b "紀錄" {\n start: 5\n}', Record(NOWHERE, A, B, "紀錄", (prop("start", FIVE),))),
        ("record a = b { start: 5 }", Record(NOWHERE, A, B, None, (prop("start", FIVE),))),
        ('note "斷頭": a, b', Note(NOWHERE, "斷頭", (A, B))),
        ("check a: b", Check(NOWHERE, "check", A, None, B, ())),
        (
            "if a {\n grow\n} else if b {\n} else {\n grow\n}",
            If(NOWHERE, ((A, (Grow(NOWHERE),)), (B, ())), (Grow(NOWHERE),)),
        ),
        ("if a {\n}\nelse {\n}", If(NOWHERE, ((A, ()),), ())),
    ],
)
def test_a_statement_is_read(text: str, expected: Statement) -> None:
    assert statement(text) == expected


def test_the_qualifiers_of_a_check_stand_in_any_order() -> None:
    node = declaration('warn a "夠用": b > 5 within 6 in c at end in 5% of paths at c.turns(65)')
    assert isinstance(node, Check)
    assert (node.keyword, node.label) == ("warn", "夠用")
    turns = Call(NOWHERE, Member(NOWHERE, C, name("turns")), (Argument(NOWHERE, None, number("65", 65.0)),))
    assert node.qualifiers == (
        Qualifier(NOWHERE, "within", SIX),
        Qualifier(NOWHERE, "in", C),
        Qualifier(NOWHERE, "at", name("end")),
        Qualifier(NOWHERE, "paths", number("5%", 0.05)),
        Qualifier(NOWHERE, "at", turns),
    )


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("x", None, name("x")),
        ("start: 5", name("start"), FIVE),
        ("from: 5", name("from"), FIVE),
        ("otherwise: 5", name("otherwise"), FIVE),
        ("18: 5", number("18", 18.0), FIVE),
        ("2026..2030: 5", Range(NOWHERE, number("2026", 2026.0), number("2030", 2030.0), None), FIVE),
        ("5 TWD: 6", number("5", 5.0, "TWD"), SIX),
        ("2026-01: 5", Date(NOWHERE, 2026, 1, None), FIVE),
        ("a > b: 5", Comparison(NOWHERE, ">", A, B), FIVE),
    ],
)
def test_an_argument_may_have_a_key(text: str, key: object, value: object) -> None:
    call = expression(f"f({text})")
    assert isinstance(call, Call)
    assert [(argument.key, argument.value) for argument in call.arguments] == [(key, value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a then b then c", Priority(NOWHERE, (A, B, C))),
        ("a, b", Listing(NOWHERE, (A, B))),
        ("a 5, b rest", Listing(NOWHERE, (Weight(NOWHERE, A, FIVE), Weight(NOWHERE, B, None)))),
        ("a 5", Listing(NOWHERE, (Weight(NOWHERE, A, FIVE),))),
        ("a", A),
        ("5..6 by 5", Range(NOWHERE, FIVE, SIX, FIVE)),
        ("-5 .. b", Range(NOWHERE, expression("-5"), B, None)),
        ("yes", name("yes")),
    ],
)
def test_a_property_holds_a_value_a_range_an_order_or_a_list(text: str, expected: object) -> None:
    node = declaration(f"debt d {{\n secured_by: {text}\n}}")
    assert isinstance(node, Account)
    assert node.properties == (prop("secured_by", expected),)


@pytest.mark.parametrize("word", ["from", "in", "class", "to", "let", "plan", "if", "asset", "real"])
def test_any_word_may_be_a_property_a_member_or_the_name_of_an_argument(word: str) -> None:
    node = declaration(f"asset a {{\n {word}: 5\n}}")
    assert isinstance(node, Account)
    assert node.properties == (prop(word, FIVE),)
    assert expression(f"a.{word}") == Member(NOWHERE, A, name(word))
    assert expression(f"f({word}: 5)") == Call(NOWHERE, name("f"), (Argument(NOWHERE, name(word), FIVE),))


@pytest.mark.parametrize(
    "word", ["income", "data", "goal", "first", "once", "rest", "paths", "total", "until", "sheet"]
)
def test_a_word_that_only_begins_a_declaration_is_a_good_name(word: str) -> None:
    assert declaration(f"let {word} = {word} + 1") == Let(
        NOWHERE, name(word), Binary(NOWHERE, "+", name(word), number("1", 1.0)), None
    )


@pytest.mark.parametrize("word", ["from", "to", "move", "if", "and", "let", "as", "check", "grow"])
def test_a_word_of_statements_cannot_be_a_name(word: str) -> None:
    assert [mistake.code for mistake in mistakes(f"let {word} = 1")] == ["reserved-word"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("asset", name("asset")),
        ("money/year", expression("money/year")),
        ("money real", RealSuffix(NOWHERE, name("money"))),
    ],
)
def test_the_type_of_a_formal_is_an_expression(written: str, expected: object) -> None:
    node = declaration(f"rule r(x: {written}) {{}}")
    assert isinstance(node, Rule)
    assert node.formals == (Formal(NOWHERE, name("x"), expected, None),)  # type: ignore[arg-type]  # an expression


@pytest.mark.parametrize(
    "text",
    [
        'param a "甲" = 5',
        'param a = 5 "甲"',
        'let a "甲" = 5',
        'let a = 5 "甲"',
        'group a = b, c "甲"',
        'check a: b "甲"',
        'check a "甲": b',
        'expense a = 5 "甲"',
    ],
)
def test_a_label_stands_before_or_after_the_expression(text: str) -> None:
    assert getattr(declaration(text), "label", None) == "甲"


def test_two_labels_are_a_mistake() -> None:
    (mistake,) = mistakes('let a "甲" = 5 "乙"')
    assert (mistake.code, mistake.span and mistake.span.text) == ("two-labels", '"乙"')


def test_the_lines_directly_above_a_declaration_document_it() -> None:
    text = (
        "## Not this.\n\n# nor this\n## First line.\n##   second\nlet a = 5\n\n## A rule.\nrule r() {\n}\nlet b = 5\n"
    )
    assert [getattr(node, "doc", None) for node in read(text).declarations] == [
        ("First line.", "  second"),
        ("A rule.",),
        (),
    ]


def test_every_comment_is_kept_with_its_place() -> None:
    file = read("# one\nlet a = f(1,  # two\n  2)  ## three  \n# four")
    assert [(comment.text, comment.span.text) for comment in file.comments] == [
        ("# one", "# one"),
        ("# two", "# two"),
        ("## three", "## three"),
        ("# four", "# four"),
    ]


@pytest.mark.parametrize(
    ("text", "part", "span"),
    [
        ("let a = (b + c) * 5 TWD", "value", "(b + c) * 5 TWD"),
        ("let a = f(b)", "value", "f(b)"),
        ('param a = 5 "x"', "name", "a"),
        ("asset a {\n value: 5\n}", "", "asset a {\n value: 5\n}"),
        ("debt a {\n paid_from: b then c\n}", "properties", "paid_from: b then c"),
    ],
)
def test_a_node_knows_where_it_stands(text: str, part: str, span: str) -> None:
    node = declaration(text)
    found = getattr(node, part) if part else node
    found = found[0] if isinstance(found, tuple) else found
    assert found.span.text == span
