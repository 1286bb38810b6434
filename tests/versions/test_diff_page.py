"""What `plainplan diff` shows, on a screen and in Markdown. A fund of 1,000 is 1,331 after three years at 10 %."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from plainplan.api import Plan
from plainplan.cli.diff_page import story_of, summary_of
from plainplan.cli.options import Arguments
from plainplan.cli.story import Block, Grid, Heading, Item, Note, draw_markdown, draw_screen, shortened
from plainplan.render import escape_text
from plainplan.source import Source
from plainplan.versions.comparison import Comparison, compare
from plainplan.versions.sides import Side, Sides

PLAN = """\
plan "Small" {
    currency: USD
    start: 2026-01
    years: 3
    step: year
    locale: en
}

param rate = 10%/year "Return"
param fee = 0%/year "Fee"

asset fund "Fund" {
    value: 1000 USD
    return: rate - fee
}

check enough "Enough": fund >= 1300 USD at end

scenario good "Good years" {
    rate = 20%/year
}
"""
# (1.08)^3, and 20 % less 2 % in the scenario: (1.18)^3.
EDITED = PLAN.replace("fee = 0%", "fee = 2%").replace('"Fund"', '"Index fund"')
PAGE = """\
before.plan → after.plan

Edits
  ~ param fee "Fee": 0%/year → 2%/year
  ~ asset fund "Index fund" · "Fund" → "Index fund"

Outcome · Base · from 2026 on
  figure                        before.plan           after.plan      change
  net worth at the end         1,331.00 USD         1,259.71 USD  −71.29 USD
  lowest net worth      1,100.00 USD (2026)  1,080.00 USD (2026)  −20.00 USD
  ● Enough: holds → fails 2028

Net worth by year
  end of   before.plan    after.plan      change
  2026    1,100.00 USD  1,080.00 USD  −20.00 USD
  2027    1,210.00 USD  1,166.40 USD  −43.60 USD
  2028    1,331.00 USD  1,259.71 USD  −71.29 USD

Outcome · Good years · from 2026 on
  figure                        before.plan           after.plan      change
  net worth at the end         1,728.00 USD         1,643.03 USD  −84.97 USD
  lowest net worth      1,200.00 USD (2026)  1,180.00 USD (2026)  −20.00 USD"""


def side(name: str, text: str, revision: str = "") -> Side:
    return Side(name, Plan(name, Source(name, text)), "", revision)


def compared(before: str, after: str, names: tuple[str, str] = ("before.plan", "after.plan")) -> Comparison:
    return compare(Sides(names[1], side(names[0], before), side(names[1], after)))


def screen(story: list[Block], monkeypatch: pytest.MonkeyPatch, width: int = 80, color: str = "never") -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    return draw_screen(story, Arguments([], {"--color": [color]}))


def page(before: str, after: str, monkeypatch: pytest.MonkeyPatch, width: int = 80) -> str:
    return screen(story_of(compared(before, after)), monkeypatch, width)


def test_a_page_tells_edits_figures_checks_and_years(monkeypatch: pytest.MonkeyPatch) -> None:
    assert page(PLAN, EDITED, monkeypatch) == PAGE


def test_a_page_speaks_the_language_of_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = [text.replace("    locale: en\n", "").replace("USD", "TWD") for text in (PLAN, EDITED)]
    found = page(chinese[0], chinese[1], monkeypatch)
    assert "\n修改\n" in found
    assert "期末淨值" in found
    assert "● Enough: 通過 → 2028 未通過" in found
    assert not re.search("Edits|Outcome|holds|change", found)


def test_versions_that_say_the_same_are_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    assert page(PLAN, PLAN + "\n# more\n", monkeypatch).splitlines()[1:] == ["  the two versions say the same"]


def test_an_edit_without_effect_is_said_to_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert page(PLAN, PLAN.replace('"Fee"', '"Cost"'), monkeypatch).endswith("\n  no figure and no check is another")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("return: rate - fee", "return: rate", '  ~ asset fund "Fund" · return: rate - fee → rate'),
        ("    return: rate - fee\n", "", '  ~ asset fund "Fund" · − return: rate - fee'),
        ("1300 USD at end", "1200 USD at end", '  ~ check enough "Enough": fund >= 1300 USD → fund >= 1200 USD'),
        ("check enough", "warn enough", '  ~ warn enough "Enough": check → warn'),
        ("param fee", "## What the bank takes.\nparam fee", '  ~ param fee "Fee" · + ## What the bank takes.'),
        ('plan "Small"', 'plan "Big"', '  ~ plan "Big" · "Small" → "Big"'),
        ("rate = 20%", "rate = 30%", '  ~ scenario good "Good years" · rate: 20%/year → 30%/year'),
    ],
)
def test_one_changed_fact_is_told_in_one_line(old: str, new: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PLAN.count(old) == 1
    assert page(PLAN, PLAN.replace(old, new), monkeypatch).splitlines()[3] == line


def test_what_was_renamed_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(PLAN, PLAN.replace("rate", "interest"), monkeypatch)
    assert '  ~ param interest "Return" (was rate; 2 references follow)\n' in found
    assert found.count("\n  ~ ") == 1


def test_what_was_added_and_removed_is_told_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    added = 'expense rent "Rent" {\n    amount: 10 USD/year\n    paid_from: fund\n}\n'
    found = page(PLAN, PLAN + added, monkeypatch)
    assert '  + expense rent "Rent"\n      amount: 10 USD/year\n      paid_from: fund\n' in found
    assert '  − expense rent "Rent"\n      amount: 10 USD/year\n' in page(PLAN + added, PLAN, monkeypatch)


def test_a_scenario_of_one_version_is_called_new_or_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    added = 'scenario bad "Bad" {\n    rate = 0%/year\n}\n'
    found = page(PLAN, PLAN + added, monkeypatch)
    assert "Outcome · Bad · new scenario\n" in found
    assert "  ● Enough: — → fails 2028" in found
    assert page(PLAN + added, PLAN, monkeypatch).endswith("Outcome · Bad · scenario removed")


def test_two_currencies_are_said_to_have_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(PLAN, PLAN.replace("USD", "HKD"), monkeypatch)
    assert "  the versions are kept in two currencies: there is no difference of their amounts\n" in screen(
        story_of(compared(PLAN, PLAN.replace("USD", "HKD"))), monkeypatch, 120
    )
    assert re.search(r"net worth at the end +1,331\.00 USD +—", found)
    assert re.search(r"net worth at the end +— +1,331\.00 HKD", found)


def test_plans_that_end_on_other_days_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(PLAN, PLAN.replace("years: 3", "years: 4"), monkeypatch)
    assert re.search(r"net worth at the end +1,331\.00 USD \(2028\) +1,464\.10 USD \(2029\)", found)


def test_a_library_without_a_plan_is_compared_by_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = "rule save(pot: asset) {\n    receive 1 TWD into pot as saved\n}\n"
    found = compared(rule, rule.replace("1 TWD", "2 TWD"))
    assert (found.faults, found.outcomes) == ((), ())
    assert screen(story_of(found), monkeypatch).splitlines()[3:] == [
        "  ~ rule save",
        "      − receive 1 TWD into pot as saved",
        "      + receive 2 TWD into pot as saved",
    ]


def test_what_each_edit_explains_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(PLAN, EDITED.replace("rate = 10%", "rate = 13%"), monkeypatch)
    _, _, table = found.partition("What each edit explains\n")
    rate, fee, whole = (
        float(sign + value) for sign, value in re.findall(r" ([+-])([\d.]+) USD +[+-]", table.replace("−", "-"))
    )
    assert (rate > 0, fee < 0) == (True, True)
    # 1.11^3 less 1.1^3, of 1,000, in cents.
    assert whole == 36.63
    assert rate + fee == pytest.approx(whole, abs=0.011)


@pytest.mark.parametrize(
    ("names", "heads"),
    [
        (("a/old/plans/chen.plan", "a/new/plans/chen.plan"), ("old", "new")),
        (("chen.plan", "chen-2.plan"), ("chen.plan", "chen-2.plan")),
        (("one/chen.plan", "two/wang.plan"), ("one/chen.plan", "two/wang.plan")),
    ],
)
def test_two_paths_are_headed_by_what_tells_them_apart(
    names: tuple[str, str], heads: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = screen(story_of(compared(PLAN, EDITED, names)), monkeypatch, 120)
    assert re.search(rf"^  figure +{re.escape(heads[0])} +{re.escape(heads[1])} +change$", found, re.MULTILINE)


def test_revisions_are_headed_by_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    old = side("HEAD~1:chen.plan", PLAN, "HEAD~1")
    assert re.search(
        r"^  figure +HEAD~1 +now +change$",
        screen(story_of(compare(Sides("chen.plan", old, side("chen.plan", EDITED)))), monkeypatch),
        re.MULTILINE,
    )
    commits = ("0123456789abcdef" * 3)[:40], ("fedcba9876543210" * 3)[:40]
    sides = [side(f"{name}:chen.plan", text, name) for name, text in zip(commits, (PLAN, EDITED), strict=True)]
    found = screen(story_of(compare(Sides("chen.plan", *sides))), monkeypatch)
    assert re.search(r"^  figure +0123456 +fedcba9 +change$", found, re.MULTILINE)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_screen_and_no_figure_is_cut(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        text.replace("1000 USD", "1_234_567_890_123 USD").replace("Return", "長期年化總報酬率的估計" * 4)
        for text in (PLAN, EDITED.replace("rate = 10%", "rate = 9%"))
    ]
    found = page(texts[0], texts[1], monkeypatch, width)
    assert all(cell_len(line) <= width for line in found.splitlines())
    # 1,234,567,890,123 times 1.1 once, and 1.07 once.
    for figure in ("1,358,024,679,135", "1,320,987,642,432"):
        assert figure in found
    assert re.search("長期年化總報酬率的", found)


def test_a_long_head_of_a_column_loses_its_middle() -> None:
    assert shortened("feature/retire-at-sixty", 11) == "featu…sixty"
    assert shortened("分支名稱很長", 8) == "分支…長"
    assert shortened("main", 8) == "main"


def test_colors_are_of_marks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    story = story_of(compared(PLAN, EDITED))
    colored = screen(story, monkeypatch, color="always")
    assert "\x1b[33m~ \x1b[0m" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == screen(story, monkeypatch)


def test_several_plans_are_summed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = compared(PLAN, PLAN.replace("rate - fee", "rates"), ("a.plan", "faulty.plan"))
    found = [
        compared(PLAN, EDITED, ("a.plan", "edited.plan")),
        compare(Sides("new.plan", None, side("new.plan", PLAN))),
        compare(Sides("old.plan", side("old.plan", PLAN), None)),
        faulty,
    ]
    assert screen(summary_of(found), monkeypatch).splitlines() == [
        "All plans",
        "  plan              Edits  net worth at the end    Checks",
        "  edited.plan           2            −71.29 USD  1 turned",
        "  new.plan            new",
        "  old.plan        removed",
        "  faulty.plan  has errors",
    ]
    assert screen(summary_of([]), monkeypatch) == "  no plan changed"


MARKDOWN = MarkdownIt("commonmark").enable("table").enable("strikethrough")
texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), max_codepoint=0x9FFF), max_size=30)


def plain(html: str) -> str:
    """What a reader sees of a page, without marks of width nothing."""
    return " ".join(unescape(re.sub(r"</?(?:h\d|p|ul|li|table|thead|tbody|tr|t[hd])\b[^>]*>", " ", html)).split())


@given(st.lists(texts, min_size=4, max_size=4))
def test_text_of_a_plan_is_no_markup(words: list[str]) -> None:
    heading, note, item, cell = (f"x{word}" for word in words)
    story: list[Block] = [
        Heading(heading),
        Note(note),
        Item("+", item, (("−", words[0]), ("", words[1]))),
        Grid(("a", "b"), ((words[2], cell),)),
    ]
    seen = plain(MARKDOWN.render(draw_markdown(story)).replace("\N{ZERO WIDTH SPACE}", ""))
    shown = (heading, note, f"+ {item}", f"− {words[0]}", words[1], "a", "b", words[2], cell)
    assert seen == " ".join(" ".join(escape_text(word) for word in shown).split())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@chen", "@&#8203;chen"),
        ("#12", r"\#&#8203;12"),
        ("GH-12", "GH&#8203;-12"),
        ("https://a.example", "https:&#8203;//a.example"),
        ("www.a.example", "www&#8203;.a.example"),
        (":smile:", ":&#8203;smile:"),
        ("1. first", r"1\. first"),
        ("- second", r"\- second"),
        ("2.5%/year", "2.5%/year"),
    ],
)
def test_what_github_links_by_itself_is_taken_apart(text: str, written: str) -> None:
    assert draw_markdown([Note(text)]) == written


def test_a_table_of_markdown_has_its_figures_on_the_right() -> None:
    assert draw_markdown([Grid(("name", "sum"), (("a|b", "1"),))]) == "| name | sum |\n| :-- | --: |\n| a\\|b | 1 |"
