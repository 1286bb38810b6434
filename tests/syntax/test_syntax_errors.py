"""Each mistake of spelling: its code, its sentence, the place it points at and what it offers."""

from __future__ import annotations

import pytest

from plainplan.source import Source
from plainplan.syntax import parse
from syntax.trees import mistakes

# A text; then the code, the message, the text under the carets and the help of its only mistake.
MISTAKES: list[tuple[str, str, str, str, str | None]] = [
    # --- what is typed as in Excel and elsewhere
    (
        "let x = sum([100,200])",
        "number-spelling",
        "digits are grouped with `_`",
        "100,200",
        "write `100_200`, or `100, 200` for values of their own",
    ),
    ("let x = max(1; 2)", "unexpected-character", "`;` has no meaning here", ";", "write `,`"),
    (
        "let x = if(a > 0, 1, max(2, 3))",
        "unexpected-word",
        "expected `)`, found `,`",
        ",",
        "write `if a > 0 then 1 else max(2, 3)`",
    ),
    (
        "let x = or(a > 0, max(b, c) > 0)",
        "unexpected-word",
        "`or` stands between two conditions",
        "or",
        "write `a > 0 or max(b, c) > 0`",
    ),
    ("let x = 2 ** 3", "unexpected-word", "expected a value, found `*`", "*", "write `^`"),
    ("let x = 5% per year", "unexpected-word", "expected the end of the line, found `year`", "year", "write `5%/year`"),
    ("let x = a.b[2]", "unexpected-word", "expected the end of the line, found `[`", "[", "write `at(a.b, 2)`"),
    # --- numbers and dates
    (
        "let x = 2026-1",
        "date-spelling",
        "months and days have two digits",
        "2026-1",
        "write `2026-01`, or `2026 - 1` to subtract",
    ),
    ("let x = 2026-1-5", "date-spelling", "months and days have two digits", "2026-1-5", "write `2026-01-05`"),
    ("let x = 2026/01", "date-spelling", "a date is written with dashes", "2026/01", "write `2026-01`"),
    (
        "let x = 2026/3",
        "date-spelling",
        "a date is written with dashes",
        "2026/3",
        "write `2026-03`, or `2026 / 3` to divide",
    ),
    ("let x = 2026/3/12", "date-spelling", "a date is written with dashes", "2026/3/12", "write `2026-03-12`"),
    ("let x = 1970年3月2日", "date-spelling", "a date is written with dashes", "1970年3月2日", "write `1970-03-02`"),
    ("let x = 民國115年", "date-spelling", "a year is counted as 西元", "民國115年", "write `2026-01`"),
    ("let x = 民國59年3月2日", "date-spelling", "a year is counted as 西元", "民國59年3月2日", "write `1970-03-02`"),
    ("let x = 115年3月", "date-spelling", "a date is written with dashes", "115年3月", "write `2026-03`"),
    (
        "let x = 2026-02-30",
        "invalid-date",
        "`2026-02-30` is not a day of the calendar",
        "2026-02-30",
        "the last day of that month is `2026-02-28`",
    ),
    ("let x = 2026-13-01", "invalid-date", "`2026-13-01` is not a day of the calendar", "2026-13-01", None),
    ("let x = 2026-00", "invalid-date", "`2026-00` is not a day of the calendar", "2026-00", None),
    ("let x = 1,000,000", "number-spelling", "digits are grouped with `_`", "1,000,000", "write `1_000_000`"),
    ("let x = 12,345.6萬", "number-spelling", "digits are grouped with `_`", "12,345.6萬", "write `12_345.6萬`"),
    ("let x = 3萬5", "number-spelling", "a number has one magnitude", "3萬5", "write `3.5萬`"),
    ("let x = 3萬5千", "number-spelling", "a number has one magnitude", "3萬5千", "write `3.5萬`"),
    ("let x = 1億2000萬", "number-spelling", "a number has one magnitude", "1億2000萬", "write `1.2億`"),
    ("let x = 2成", "number-spelling", "a share is written in per cent", "2成", "write `20%`"),
    ("let x = 2成5", "number-spelling", "a share is written in per cent", "2成5", "write `25%`"),
    ("let x = 2 %", "number-spelling", "`%` stands directly after its digits", "%", "write `2%`"),
    ("let x = 60 萬", "number-spelling", "`萬` stands directly after its digits", "萬", "write `60萬`"),
    ("let x = 60 萬元", "number-spelling", "`萬` stands directly after its digits", "萬", "write `60萬`"),
    (
        "asset 0050 {\n}",
        "leading-zero",
        "`0050` is neither a number nor a name",
        "0050",
        "write `50` for the number, or `n0050` for a name",
    ),
    ("let x = 1e400", "number-out-of-range", "`1e400` is beyond what can be calculated with", "1e400", None),
    ("let x = 1e-400", "number-out-of-range", "`1e-400` is beyond what can be calculated with", "1e-400", None),
    (f"let x = {'9' * 101}", "number-out-of-range", "a number has at most 100 digits", "9" * 101, None),
    (
        "let x = -5^2",
        "signed-power",
        "`-` before a power can be read in two ways",
        "-5^2",
        "write `-(5^2)` or `(-5)^2`",
    ),
    # --- characters, texts and brackets
    ("let x = a;", "unexpected-character", "`;` has no meaning here", ";", "begin a new line in the place of `;`"),
    ("let x = a && b", "unexpected-character", "`&&` has no meaning here", "&&", "write `and`"),
    (
        "let x = $100",
        "unexpected-character",
        "`$` has no meaning here",
        "$",
        "write the currency after the amount, such as `100 USD`",
    ),
    ("let x = 5 \x07\x08", "unexpected-character", "the character U+0007 has no meaning here", "\x07\x08", None),
    ("let x = ٣", "unexpected-character", "`٣` has no meaning here", "٣", None),
    ('let x = "現金', "unclosed-text", "this text is never closed", '"現金', None),
    ('asset core "原型 {\n value: 5\n}', "unclosed-text", "this text is never closed", '"原型', None),
    ("let x = f(1, 2\nlet y = 2", "unclosed-bracket", "this `(` is never closed", "(", None),
    ("asset a {\n value: 5\n", "unclosed-bracket", "this `{` is never closed", "{", None),
    ("asset a {\n value: f(5\n}", "unclosed-bracket", "this `(` is never closed", "(", None),
    ("let x = max([1, 2)", "unclosed-bracket", "this `[` is never closed", "[", None),
    ("let x = sum([1, (2 + 3], 4)", "unclosed-bracket", "this `(` is never closed", "(", None),
    ("asset a {\n value: 5\n\nasset b {\n value: 6\n}", "unclosed-bracket", "this `{` is never closed", "{", None),
    ("let x = 5)", "stray-bracket", "this `)` closes nothing", ")", None),
    ("let x = 5\n}", "stray-bracket", "this `}` closes nothing", "}", None),
    # --- words in the wrong place
    (
        "aset cash {\n}",
        "unknown-declaration",
        "expected a declaration such as `asset`, `debt` or `param`, found `aset`",
        "aset",
        "did you mean `asset`?",
    ),
    (
        "each year {\n mov 3 from a to b\n}",
        "unknown-statement",
        "expected a statement such as `move`, `withdraw` or `let`, found `mov`",
        "mov",
        "did you mean `move`?",
    ),
    (
        "withdraw 5 from a",
        "statement-outside-block",
        "`withdraw` stands in a block, not at the top level of a plan",
        "withdraw",
        "write it inside `each year { }`",
    ),
    (
        "each year {\n when x > 3 {\n grow\n }\n}",
        "declaration-in-block",
        "`when` stands at the top level of a plan, not in a block",
        "when",
        None,
    ),
    (
        "let from = 3",
        "reserved-word",
        "`from` is a word of the language and cannot be a name",
        "from",
        "write `from_` or another name",
    ),
    (
        "each year {\n move 5 from a\n}",
        "incomplete-statement",
        "`move` lacks its `to`",
        "a",
        "write `move AMOUNT from ACCOUNT to ACCOUNT`",
    ),
    (
        "each year {\n withdraw 3 to b\n}",
        "incomplete-statement",
        "`withdraw` lacks its `from`",
        "to",
        "write `withdraw AMOUNT from ACCOUNT`",
    ),
    (
        "each year {\n move from a to b\n}",
        "incomplete-statement",
        "`move` lacks its amount",
        "move",
        "write `move AMOUNT from ACCOUNT to ACCOUNT`",
    ),
    (
        "each year {\n grow grow\n}",
        "unexpected-word",
        "expected the end of the block or the end of the line, found `grow`",
        "grow",
        None,
    ),
    (
        "report {\n chrt a\n}",
        "unexpected-word",
        "expected `chart`, `show`, `statement`, `variance` or the end of the block, found `chrt`",
        "chrt",
        "did you mean `chart`?",
    ),
    (
        'report {\n sheet "a"\n}',
        "unexpected-word",
        "expected `chart`, `show`, `statement`, `variance` or the end of the block, found `sheet`",
        "sheet",
        None,
    ),
    ('group g = a b "both" c', "unexpected-word", "expected the end of the line, found `c`", "c", None),
    ("let x = 1 + * 2", "unexpected-word", "expected a value, found `*`", "*", None),
    ("let 5 = 3", "unexpected-word", "expected a name, found `5`", "5", None),
    ("let x 5", "unexpected-word", "expected `=`, found `5`", "5", None),
    # --- signs that were mistaken for others, and what is missing
    ("let x: 5", "wrong-separator", "`let` takes `=` before its value", ":", "write `let x = 5`"),
    ("check a = 5", "wrong-separator", "`check` takes `:` after its name", "=", "write `check a: 5`"),
    ("asset a {\n cost = 3\n}", "wrong-separator", "a property takes `:` before its value", "=", "write `cost: 3`"),
    (
        "asset a {\n value 5 TWD\n}",
        "missing-colon",
        "a property has `:` after its name",
        "value",
        "write `value: 5 TWD`",
    ),
    (
        "asset a { value: 5, return: 6 }",
        "comma-between-properties",
        "each property stands on a line of its own",
        ",",
        "begin a new line before `return:`",
    ),
    (
        "asset a {\n value: 5，\n return: 6\n}",
        "comma-between-properties",
        "a property ends with its line, without a comma",
        "，",
        "leave the comma out",
    ),
    (
        "asset a {\n value: 5,\n}",
        "comma-between-properties",
        "a property ends with its line, without a comma",
        ",",
        "leave the comma out",
    ),
    (
        "scenario s {\n d.rate: 3%/year\n}",
        "wrong-separator",
        "`d.rate` takes `=` before its value",
        ":",
        "write `d.rate = 3%/year`",
    ),
    # --- habits of other languages
    ("let x = a => b", "unexpected-word", "expected a value, found `>`", ">", "write `>=`"),
    ("let x = 5 // six", "unexpected-word", "expected a value, found `/`", "/", "begin a comment with `#`"),
    (
        "asset a 現金 {\n}",
        "unexpected-word",
        "expected `=`, `{` or the end of the line, found `現金`",
        "現金",
        'write `"現金"`',
    ),
    (
        "param a = 5%/year 利率",
        "unexpected-word",
        "expected `{` or the end of the line, found `利率`",
        "利率",
        'write `"利率"`',
    ),
    ("let x = (1 - a) b", "unexpected-word", "expected the end of the line, found `b`", "b", "write `* b`"),
    ("let x = 2.5 * a x b", "unexpected-word", "expected the end of the line, found `x`", "x", "write `*`"),
    (
        "asset a {\n sell-cost: 5%\n}",
        "unexpected-word",
        "expected a property such as `name: value` or the end of the block, found `sell`",
        "sell",
        None,
    ),
    ("let x = USD 200", "unexpected-word", "expected the end of the line, found `200`", "200", "write `200 USD`"),
    ("let x = 200K USD", "unexpected-word", "expected the end of the line, found `USD`", "USD", "write `200k USD`"),
    (
        "debt d {\n rate: 2%/year monthly\n}",
        "unexpected-word",
        "expected `then`, the end of the block or the end of the line, found `monthly`",
        "monthly",
        "write `compounded monthly`",
    ),
    (
        "income s {\n until: c.turns 65\n}",
        "unexpected-word",
        "expected `then`, the end of the block or the end of the line, found `65`",
        "65",
        "write `turns(65)`",
    ),
    (
        "each year {\n withdraw 5 from a, b\n}",
        "unexpected-word",
        "expected `as`, `then`, the end of the block or the end of the line, found `,`",
        ",",
        "write `a then b`",
    ),
    (
        "each year {\n rebalance to 60% a, b rest\n}",
        "unexpected-word",
        "expected a name or an account and its share, found `60%`",
        "60%",
        "write `a 60%`",
    ),
    (
        "each year {\n rebalance to a: 60%, b: 40%\n}",
        "unexpected-word",
        "expected `as`, the end of the block or the end of the line, found `:`",
        ":",
        "write `a 60%`",
    ),
    (
        "each year {\n rebalance a 60%, b rest\n}",
        "unexpected-word",
        "expected `(` or `.`, found `60%`",
        "60%",
        "write `rebalance to ACCOUNT 60%, ACCOUNT rest`",
    ),
    (
        "each year {\n refill(a, b) as r\n}",
        "unknown-statement",
        "expected a statement such as `move`, `withdraw` or `let`, found `refill`",
        "refill",
        "write `apply refill(a, b) as r`",
    ),
    (
        "every year {\n grow\n}",
        "unknown-declaration",
        "expected a declaration such as `asset`, `debt` or `param`, found `every`",
        "every",
        "write `each`",
    ),
    (
        "rate = 3%/year",
        "unknown-declaration",
        "expected a declaration such as `asset`, `debt` or `param`, found `rate`",
        "rate",
        "write `let rate = 3%/year`",
    ),
    ("let x = a == b", "double-equal", "two things are compared with one `=`", "==", "write `=`"),
    ("let x = 1 < a < c + 1", "chained-comparison", "a comparison has two sides", "<", "write `1 < a and a < c + 1`"),
    ("let x = if a then b", "missing-else", "an `if` in a formula says what holds otherwise", "if", None),
    ("let x =", "unfinished-line", "the line ends too soon: expected a value", "=", None),
    ("data x", "unfinished-line", "the line ends too soon: expected `from`", "x", None),
    ('let a "甲" = 5 "乙"', "two-labels", "this already has a label", '"乙"', None),
    ("grid g {\n rows r in 1..2\n cell = r\n}", "incomplete-grid", "this grid has no line `cols`", "g", None),
    (
        "grid g {\n rows r in 1..2\n cols c in 1..2\n rows s in 1..2\n cell = r\n}",
        "duplicate-line",
        "this grid already has a line `rows`",
        "rows s in 1..2",
        None,
    ),
]


@pytest.mark.parametrize(("text", "code", "message", "place", "help_text"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_a_mistake_is_told_in_the_words_of_the_writer(
    text: str, code: str, message: str, place: str, help_text: str | None
) -> None:
    (mistake,) = mistakes(text)
    assert mistake.span is not None
    assert (mistake.code, mistake.message, mistake.span.text, mistake.help) == (code, message, place, help_text)


def test_an_unclosed_bracket_says_where_its_end_was_expected() -> None:
    (mistake,) = mistakes("asset a {\n value: 5\n\nasset b {\n value: 6\n}")
    assert mistake.span is not None
    assert mistake.span.place == "test.plan:1:9"
    assert [(label.text, label.span.place) for label in mistake.labels] == [
        ("a `}` was expected after this", "test.plan:2:9")
    ]


@pytest.mark.parametrize(("head", "help_text"), [("t in 1:5", "write `1..5`"), ("t = 1..5", "write `t in 1..5`")])
def test_the_range_of_a_table_is_offered_as_it_is_written(head: str, help_text: str) -> None:
    assert mistakes(f"table a {{\n {head}\n}}")[0].help == help_text


def test_one_reading_reports_every_mistake() -> None:
    text = "asset a {\n value 5\n return: 5%/year\n cost = 3\n}\nlet x =\nlet y = 2成\nfoo\nlet z = 1"
    assert [mistake.code for mistake in mistakes(text)] == [
        "missing-colon",
        "wrong-separator",
        "unfinished-line",
        "number-spelling",
        "unknown-declaration",
    ]


def test_what_can_be_read_around_a_mistake_is_in_the_tree() -> None:
    text = "each year {\n mov 1 from a to b\n if c {\n  grow grow\n  pay d\n }\n withdraw 2\n grow\n}\nlet x = 1"
    file, _ = parse(Source("test.plan", text))
    expected, found = parse(Source("test.plan", "each year {\n if c {\n  pay d\n }\n grow\n}\nlet x = 1"))
    assert found == []
    assert file.declarations == expected.declarations


def test_no_word_of_the_parser_reaches_the_writer() -> None:
    for text, *_ in MISTAKES:
        for mistake in mistakes(text):
            shown = " ".join([mistake.message, mistake.marker, mistake.help or ""])
            assert not [word for word in ("CLOSE_BLOCK", "NEWLINE", "NAME", "KEY", "HOLDING", "$END") if word in shown]


def test_a_text_of_noise_is_answered_with_the_first_mistakes() -> None:
    found = mistakes("let x = ;\n" * 500)
    assert len(found) == 101
    assert (found[-1].code, found[-1].severity) == ("too-many-mistakes", "note")
