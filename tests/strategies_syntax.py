"""Syntax trees of every shape that a plan text can have, for laws about writing and reading them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from plainplan.source import Source, Span
from plainplan.syntax.layout import RESERVED
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
    CompoundedSuffix,
    Conditional,
    Data,
    Date,
    Draw,
    File,
    Fn,
    Formal,
    Fx,
    Grid,
    GridAxis,
    Group,
    Grow,
    If,
    Let,
    List,
    Listing,
    Logic,
    Member,
    Move,
    Name,
    Note,
    Number,
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
    Table,
    TableColumn,
    Text,
    Unary,
    Unit,
    Use,
    Weight,
    Withdraw,
)

_SOURCE = Source("drawn.plan", "")
NOWHERE = Span(_SOURCE, 0, 0)

# A node of any class: hypothesis cannot say more of a strategy that is a choice between them.
Nodes = st.SearchStrategy[Any]

_WORDS = ["a", "cash", "現金", "net_worth", "income", "data", "總", "x1", "final", "bond", "naïve"]
_NUMBERS = [
    ("0", 0.0),
    ("5", 5.0),
    ("1_000", 1000.0),
    ("2.5", 2.5),
    ("60萬", 6e5),
    ("2%", 0.02),
    ("25bp", 25e-4),
    ("2026", 2026.0),
]

names = st.sampled_from(_WORDS).map(lambda word: Name(NOWHERE, word))
members = st.sampled_from([*_WORDS, "return", "from", "in", "let"]).map(lambda word: Name(NOWHERE, word))
units = st.sampled_from(["TWD", "years", "shares", "元"]).map(lambda word: Name(NOWHERE, word))
numbers = st.builds(
    lambda number, unit: Number(NOWHERE, number[0], number[1], unit), st.sampled_from(_NUMBERS), st.none() | units
)
characters = st.sampled_from(list('ab陳"\\#{}「” ，\n\t'))
labels = st.none() | st.text(characters, max_size=5)
texts = st.text(characters, max_size=5)
dates = st.builds(
    lambda year, month, day: Date(NOWHERE, year, month, day),
    st.integers(1900, 2100),
    st.integers(1, 12),
    st.none() | st.integers(1, 28),
)


def _tuples(items: Nodes, least: int = 0, most: int = 5) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


def _node(kind: type, *parts: Any) -> Nodes:
    return st.tuples(*parts).map(lambda values: kind(NOWHERE, *values))


def _references(inner: Nodes) -> Nodes:
    arguments = _tuples(_arguments(inner))
    return st.recursive(
        names,
        lambda smaller: (
            _node(Member, smaller, members) | _node(Call, names | _node(Member, smaller, members), arguments)
        ),
        max_leaves=3,
    )


def _arguments(inner: Nodes) -> Nodes:
    keys = st.none() | members | numbers | dates | _node(Range, numbers, numbers, st.none()) | inner
    return _node(Argument, keys, inner)


def _larger(inner: Nodes) -> Nodes:
    return (
        _references(inner)
        | _node(Unary, st.sampled_from(["-", "not"]), inner)
        | _node(Binary, st.sampled_from(list("+-*/^")), inner, inner)
        | _node(Comparison, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), inner, inner)
        | _node(Logic, st.sampled_from(["and", "or"]), inner, inner)
        | _node(Conditional, inner, inner, inner)
        | _node(RealSuffix, inner)
        | _node(List, _tuples(inner))
        | _node(CompoundedSuffix, inner, st.sampled_from(["monthly", "yearly"]).map(lambda word: Name(NOWHERE, word)))
    )


expressions: Nodes = st.recursive(numbers | names | dates | _node(Text, texts), _larger, max_leaves=8)
references = _references(numbers | names)
calls = _node(Call, names | _node(Member, names, members), _tuples(_arguments(expressions)))
ranges = _node(Range, expressions, expressions, st.none() | expressions)
# A share begins with what follows a name nowhere else: a number or another name.
weights = _node(Weight, names, st.none() | numbers | names)


def _weighted_group(called: Name, label: str | None, shares: tuple[Weight, ...]) -> Group:
    return Group(NOWHERE, called, label, tuple(share.name for share in shares), (), shares)


priorities = _node(Priority, _tuples(expressions, 2, 4))
listings = _node(Listing, _tuples(expressions | ranges | weights, 2, 5)) | _node(Listing, st.tuples(weights))
values = expressions | ranges | priorities | listings
headers = expressions | ranges | _node(Listing, _tuples(expressions | ranges, 2, 5))
keys = st.sampled_from([*_WORDS, *sorted(RESERVED), "class"]).map(lambda word: Name(NOWHERE, word))
properties = _tuples(_node(Property, keys, values), most=3)
formals = _tuples(
    _node(Formal, names, st.none(), st.none() | expressions)
    | _node(Formal, names, expressions, st.none() | expressions)
)
qualifiers = _tuples(_node(Qualifier, st.sampled_from(["at", "in", "paths", "within"]), expressions), most=3)
aliases = st.none() | st.builds(lambda name, label: Alias(NOWHERE, name.name, label), names, labels)
sources = expressions | priorities
lets = _node(Let, names, expressions, labels)
checks = _node(Check, st.sampled_from(["check", "warn"]), names, labels, expressions, qualifiers)

_simple = (
    _node(Move, expressions, sources, expressions, aliases)
    | _node(Withdraw, expressions, sources, aliases)
    | _node(Pay, expressions, st.none() | sources, aliases)
    | _node(Receive, expressions, st.none() | expressions, aliases)
    | _node(Borrow, expressions, sources, expressions, aliases)
    | _node(Repay, expressions, sources, sources, aliases)
    | _node(Rebalance, _tuples(weights, 1), aliases)
    | _node(Rebalance, st.just(()), aliases, names)
    | _node(Apply, calls, st.booleans(), aliases)
    | st.just(Grow(NOWHERE))
    | lets
    | _node(Record, names, expressions, labels, properties)
    | _node(Note, texts, _tuples(expressions, 1, 3))
    | checks
)
statements: Nodes = st.recursive(
    _simple,
    lambda inner: _node(
        If,
        _tuples(st.tuples(expressions, _tuples(inner, most=2)), 1, 3),
        st.none() | _tuples(inner, most=2),
    ),
    max_leaves=3,
)
bodies = _tuples(statements, most=3)

_report_items = (
    _node(ReportItem, st.just("chart"), texts, st.none(), _tuples(expressions, 1, 3))
    | _node(ReportItem, st.just("show"), labels, st.none(), st.tuples(expressions))
    | _node(ReportItem, st.just("statement"), st.none(), names, _tuples(expressions, most=2))
    | _node(ReportItem, st.just("variance"), st.none(), st.none(), st.tuples(expressions))
)
_data_columns = _node(Column, texts, names, st.none(), st.none()) | _node(Column, texts, names, expressions, labels)
_columns = _node(TableColumn, names, headers, labels, st.just(True), st.just(False)) | _node(
    TableColumn, names, expressions, labels, st.just(False), st.booleans()
)


def _axis(keyword: str) -> Nodes:
    return _node(GridAxis, st.just(keyword), names, headers, labels)


_keywords = st.sampled_from(["asset", "debt", "income", "expense", "goal"])
_none = st.none()
declarations = (
    _node(Plan, labels, properties)
    | _node(Use, _tuples(names, 1, 3))
    | _node(Unit, names, expressions)
    | _node(Fx, names, expressions, labels)
    | _node(Person, names, labels, properties)
    | _node(Param, names, expressions, labels, properties)
    | lets
    | _node(Fn, names, formals, expressions, labels)
    | _node(Data, names, labels, _node(Text, texts), st.none() | names, _tuples(_data_columns, most=2))
    | _node(Account, _keywords, names, labels, _none | expressions, properties)
    | _node(Group, names, labels, _tuples(names, 1))
    | st.builds(_weighted_group, names, labels, _tuples(weights, 1))
    | _node(Rule, names, formals, bodies)
    | checks
    | _node(Prove, names, labels, expressions)
    | _node(Solve, names, expressions, expressions, labels)
    | _node(Table, names, labels, _tuples(_columns, 1, 3))
    | _node(Grid, names, labels, _axis("rows"), _axis("cols"), expressions, labels)
    | _node(
        Scenario,
        names,
        labels,
        _tuples(
            _node(Overlay, references, expressions)
            | _node(Draw, references, expressions, st.booleans())
            | _node(Property, keys, values),
            most=3,
        ),
    )
    | _node(Report, labels, _tuples(_report_items, most=3))
    | _node(Block, st.just("each"), names, st.booleans(), _tuples(names, most=2), _none, bodies)
    | _node(
        Block, st.sampled_from(["when", "once_when", "at"]), _none, st.just(False), st.just(()), expressions, bodies
    )
)
files = _tuples(declarations, most=3).map(lambda drawn: File(NOWHERE, _SOURCE, drawn, ()))
