"""Diagnostics are drawn the same way at any time: fixed texts at a fixed width, without colour unless asked."""

from __future__ import annotations

import json
import time

import pytest

from plainplan.diagnostics import Diagnostic, Label
from plainplan.render import diagnostic_json, render_concise, render_diagnostic
from plainplan.source import Source, Span

SAVINGS = """plan "EarlyRetirement" {}

let income = 5_200 EUR/month

param real_return = 3%/year
let savings = income + real_return
"""


def span_of(source: Source, text: str) -> Span:
    start = source.text.index(text)
    return Span(source, start, start + len(text))


def draw(text: str, marked: str, marker: str = "", width: int = 100) -> str:
    source = Source("a.plan", text)
    return render_diagnostic(Diagnostic("some-fault", "some fault", span_of(source, marked), marker), width)


def test_a_diagnostic_shows_both_places_notes_and_help() -> None:
    source = Source("plans/early-retirement.plan", SAVINGS)
    diagnostic = Diagnostic(
        "dimension-mismatch",
        "cannot add money per time and a rate",
        span_of(source, "income + real_return"),
        "both sides of `+` need the same dimension",
        labels=(Label(span_of(source, "5_200 EUR/month"), "`income` is money per time"),),
        notes=("left side:  money × time⁻¹\nright side:         time⁻¹", "in plan `EarlyRetirement`"),
        help="multiply the right side by an amount of money, such as `balance * real_return`",
    )
    assert (
        render_diagnostic(diagnostic)
        == """\
error[dimension-mismatch]: cannot add money per time and a rate
  ┌─ plans/early-retirement.plan:6:15
  │
3 │ let income = 5_200 EUR/month
  │              --------------- `income` is money per time
  ·
6 │ let savings = income + real_return
  │               ^^^^^^^^^^^^^^^^^^^^ both sides of `+` need the same dimension
  │
  = left side:  money × time⁻¹
    right side:         time⁻¹
  = in plan `EarlyRetirement`
  = help: multiply the right side by an amount of money, such as `balance * real_return`"""
    )


def test_without_notes_the_drawing_ends_with_the_carets() -> None:
    assert (
        draw("let a = b\n", "b", "not declared")
        == """\
error[some-fault]: some fault
  ┌─ a.plan:1:9
  │
1 │ let a = b
  │         ^ not declared"""
    )


def test_a_diagnostic_without_a_place_is_its_sentence_and_notes() -> None:
    diagnostic = Diagnostic("file-not-found", "cannot read `x.plan`", None, notes=("no such file",), severity="warning")
    assert render_diagnostic(diagnostic) == "warning[file-not-found]: cannot read `x.plan`\n  = no such file"


def test_carets_under_wide_characters_line_up() -> None:
    assert (
        draw('param 通膨 = 生活費 + 2 "標籤"\n', "生活費", "金額")
        == """\
error[some-fault]: some fault
  ┌─ a.plan:1:12
  │
1 │ param 通膨 = 生活費 + 2 "標籤"
  │              ^^^^^^ 金額"""
    )


def test_combining_marks_take_no_column() -> None:
    assert draw("let cafe\u0301 = x\n", "x").endswith("\n1 │ let cafe\u0301 = x\n  │            ^")


def test_tabs_are_drawn_as_spaces() -> None:
    assert draw("\tlet a\t= b\n", "b").endswith("\n1 │     let a   = b\n  │               ^")


def test_the_gutter_is_as_wide_as_the_longest_line_number() -> None:
    source = Source("a.plan", "x\n" * 99 + "yy\n")
    diagnostic = Diagnostic("f", "m", Span(source, 198, 200), labels=(Label(Span(source, 0, 1), "first"),), help="h")
    assert (
        render_diagnostic(diagnostic)
        == """\
error[f]: m
    ┌─ a.plan:100:1
    │
  1 │ x
    │ - first
    ·
100 │ yy
    │ ^^
    │
    = help: h"""
    )


def test_two_places_in_one_line_are_marked_below_each_other() -> None:
    source = Source("a.plan", "move 5 from cash to cash\n")
    second = Span(source, 20, 24)
    diagnostic = Diagnostic("same-account", "m", second, "again", labels=(Label(Span(source, 12, 16), "the source"),))
    assert (
        render_diagnostic(diagnostic)
        == """\
error[same-account]: m
  ┌─ a.plan:1:21
  │
1 │ move 5 from cash to cash
  │             ---- the source
  │                     ^^^^ again"""
    )


def test_neighbouring_lines_have_no_gap_between_them() -> None:
    source = Source("a.plan", "param a = 1\nparam a = 2\n")
    diagnostic = Diagnostic("f", "m", Span(source, 18, 19), labels=(Label(Span(source, 6, 7), "first"),))
    assert render_diagnostic(diagnostic).endswith("1 │ param a = 1\n  │       - first\n2 │ param a = 2\n  │       ^")


def test_a_span_of_several_lines_is_marked_where_it_begins_and_ends() -> None:
    text = "each year {\n    grow\n    grow\n}\nlet a = 1\n"
    assert (
        draw(text, "year {\n    grow\n    grow\n}\n", "all of this")
        == """\
error[some-fault]: some fault
  ┌─ a.plan:1:6
  │
1 │ each year {
  │      ^^^^^^
  ·
4 │ }
  │ ^ all of this"""
    )


@pytest.mark.parametrize("text", ["plan {", "plan {\n", "plan {\n\n   \n"])
def test_the_end_of_the_file_is_right_after_its_last_word(text: str) -> None:
    source = Source("a.plan", text)
    end = Span(source, len(text), len(text))
    diagnostic = Diagnostic("syntax", "the file ends too early", end, "expected `}`")
    assert (
        render_diagnostic(diagnostic)
        == """\
error[syntax]: the file ends too early
  ┌─ a.plan:1:7
  │
1 │ plan {
  │       ^ expected `}`"""
    )
    assert render_concise(diagnostic) == "a.plan:1:7: error[syntax]: the file ends too early"


def test_an_empty_file_has_a_first_place() -> None:
    drawn = render_diagnostic(Diagnostic("f", "nothing here", Span(Source("a.plan", ""), 0, 0)))
    assert drawn == "error[f]: nothing here\n  ┌─ a.plan:1:1\n  │\n1 │\n  │ ^"


def test_a_label_in_another_file_has_a_frame_of_its_own() -> None:
    plan, rules = Source("a.plan", "apply elastic(1)\n"), Source("std/rebalance.plan", "\nrule elastic() {}\n")
    diagnostic = Diagnostic("f", "m", Span(plan, 14, 15), "one too many", (Label(Span(rules, 6, 13), "takes none"),))
    assert (
        render_diagnostic(diagnostic)
        == """\
error[f]: m
  ┌─ a.plan:1:15
  │
1 │ apply elastic(1)
  │               ^ one too many
  │
  ┌─ std/rebalance.plan:2:6
  │
2 │ rule elastic() {}
  │      ------- takes none"""
    )


@pytest.mark.parametrize(
    ("text", "shown", "carets"),
    [
        ("x + " * 5 + "bad" + " + y" * 30, "x + x + x + x + x + bad + y + y + …", " " * 20 + "^^^"),
        ("x + " * 30 + "bad" + " + y" * 30, "… + x + x + bad + y + y + y + y + y…", " " * 12 + "^^^"),
        ("x + " * 30 + "bad", "… + x + x + bad", " " * 12 + "^^^"),
        ("費用" * 40 + "bad" + "費用" * 40, "…用費用費用bad費用費用費用費用費用…", " " * 11 + "^^^"),
    ],
)
def test_a_long_line_is_cut_around_the_mark(text: str, shown: str, carets: str) -> None:
    assert draw(text, "bad", width=40).endswith(f"\n1 │ {shown}\n  │ {carets}")


def test_two_marks_far_apart_in_a_long_line_show_it_twice() -> None:
    source = Source("a.plan", "abc" + " + x" * 40 + " + def")
    diagnostic = Diagnostic("f", "m", Span(source, 166, 169), labels=(Label(Span(source, 0, 3), "here"),))
    assert render_diagnostic(diagnostic, width=30).endswith(
        "\n1 │ abc + x + x + x + x + x …\n  │ --- here\n1 │ …x + x + def\n  │          ^^^"
    )


def test_a_line_of_megabytes_is_drawn_at_once() -> None:
    text = "啊\u0301" * 2_000_000 + "bad" + "啊" * 2_000_000
    begin = time.perf_counter()
    drawn = draw(text, "bad", width=80)
    assert "bad" in drawn
    assert len(drawn) < 1_000
    # Many times what it takes; a drawing that lays out every character takes seconds.
    assert time.perf_counter() - begin < 1


def test_control_and_hidden_characters_are_shown_as_codes() -> None:
    drawn = draw('let a = "\x1b]0;pwned\x07\u202e" + bad\r\n', "bad")
    assert drawn.endswith('\n1 │ let a = "\\x1b]0;pwned\\x07\\u202e" + bad\n  │ ' + " " * 35 + "^^^")


def test_words_and_paths_cannot_steer_the_terminal() -> None:
    source = Source("a\x1b[2J.plan", "x\n")
    diagnostic = Diagnostic("f", "a\x1bb", Span(source, 0, 1), "c\x1bd", (), ("e\x1bf\ng",), "h\x1bi")
    assert (
        render_diagnostic(diagnostic)
        == """\
error[f]: a\\x1bb
  ┌─ a\\x1b[2J.plan:1:1
  │
1 │ x
  │ ^ c\\x1bd
  │
  = e\\x1bf
    g
  = help: h\\x1bi"""
    )
    assert render_concise(diagnostic) == "a\\x1b[2J.plan:1:1: error[f]: a\\x1bb"


def test_further_lines_of_help_stand_below_its_first_word() -> None:
    diagnostic = Diagnostic("f", "m", None, help="write\nlet a = 1")
    assert render_diagnostic(diagnostic) == "error[f]: m\n  = help: write\n          let a = 1"


def test_colour_changes_no_word() -> None:
    source = Source("a.plan", "let a = b\n")
    diagnostic = Diagnostic("f", "m", Span(source, 8, 9), "no", severity="warning")
    assert (
        render_diagnostic(diagnostic, color=True)
        == """\
\x1b[1;33mwarning[f]\x1b[0m\x1b[1m: m\x1b[0m
  \x1b[1;34m┌─\x1b[0m a.plan:1:9
\x1b[1;34m  │\x1b[0m
\x1b[1;34m1 │\x1b[0m let a = b
\x1b[1;34m  │\x1b[0m         \x1b[1;33m^ no\x1b[0m"""
    )


def test_concise_without_a_place_has_no_path() -> None:
    assert render_concise(Diagnostic("f", "m", None, severity="note")) == "note[f]: m"


def test_json_holds_everything_by_name() -> None:
    source = Source("a.plan", "let 通 = b\nx\n")
    diagnostic = Diagnostic("f", "m", Span(source, 8, 9), "no", (Label(Span(source, 4, 5), "l"),), ("n",), "h")
    place = {"path": "a.plan", "line": 1, "end_line": 1}
    assert json.loads(json.dumps(diagnostic_json(diagnostic))) == {
        "severity": "error",
        "code": "f",
        "message": "m",
        "marker": "no",
        "span": {**place, "column": 9, "end_column": 10, "start": 8, "end": 9},
        "labels": [{"text": "l", "span": {**place, "column": 5, "end_column": 6, "start": 4, "end": 5}}],
        "notes": ["n"],
        "help": "h",
    }


def test_json_without_a_place_says_null() -> None:
    assert diagnostic_json(Diagnostic("f", "m", None))["span"] is None
