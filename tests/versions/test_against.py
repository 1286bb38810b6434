"""`plainplan check --against REV` stops a pipeline when a figure that somebody named got worse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainplan.cli import main
from versions.recorded import GIT, SMALL, WITH_DATA, commit, git, start, with_fund, write_market

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the small plan committed on `main`; the current folder."""
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)
    start(tmp_path)
    commit(tmp_path, "small", small=SMALL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def figures(capsys: Captured) -> list[dict[str, object]]:
    found = json.loads(capsys.readouterr().out)["outcomes"][0]["figures"]
    assert isinstance(found, list)
    return found


def edit(text: str) -> None:
    Path("small.plan").write_text(text, encoding="utf-8")


def test_a_plan_that_is_as_it_was_passes(recorded: Path, capsys: Captured) -> None:
    assert main(["check", "small.plan", "--against", "main"]) == 0
    assert capsys.readouterr().out == (
        "Against main:small.plan\n"
        "  outcome                       before           now  change\n"
        "  net_worth (base)        2,031.00 USD  2,031.00 USD          same\n"
        "  net_worth (Good years)  2,428.00 USD  2,428.00 USD          same\n"
        "\nsmall.plan: fine (1 check in 2 scenarios)\n"
    )


def test_a_net_worth_that_fell_fails(recorded: Path, capsys: Captured) -> None:
    edit(with_fund(990))
    assert main(["check", "small.plan", "--against", "main", "--scenario", "base"]) == 1
    shown = capsys.readouterr().out
    # 990 at 10 % for three years is 1,317.69, and 700 remain in cash.
    assert "error[worse-outcome]: `net_worth` is 2,017.69 USD, and was 2,031 USD in `main`\n" in shown
    assert "it may be lower by 0 USD at most\n" in shown
    assert "net_worth (base)  2,031.00 USD  2,017.69 USD  −13.31 USD  worse\n" in shown
    assert shown.endswith("small.plan: 1 error\n")


@pytest.mark.parametrize(
    ("tolerance", "status"),
    [("1%", 0), ("0.5%", 1), ("14 USD", 0), ("13 USD", 1), ("0.001萬 USD", 1), ("0%", 1), ("0 USD", 1), ("1％", 0)],
)
def test_a_tolerance_is_a_percentage_or_an_amount(recorded: Path, tolerance: str, status: int) -> None:
    # The fall of 13.31 is 0.66 % of 2,031.
    edit(with_fund(990))
    assert main(["check", "small.plan", "--against", "main", "--scenario", "base", "--tolerance", tolerance]) == status


def test_an_amount_comes_before_a_percentage_for_figures_in_its_unit(recorded: Path, capsys: Captured) -> None:
    edit(with_fund(990))
    words = ["--outcome", "net_worth", "--outcome", "fund / net_worth", "--tolerance", "1%", "--tolerance", "1 USD"]
    assert main(["check", "small.plan", "--against", "main", "--scenario", "base", "--format", "json", *words]) == 1
    found = figures(capsys)
    assert [(figure["outcome"], figure["verdict"]) for figure in found] == [
        ("net_worth", "worse"),
        ("fund / net_worth", "tolerated"),
    ]
    assert found[0]["allowed"] == 1
    assert found[1]["allowed"] == pytest.approx(0.01 * 1331 / 2031)


def test_a_rate_may_fall_by_a_rate_in_any_period(recorded: Path, capsys: Captured) -> None:
    edit(SMALL.replace("rate_of_return = 10%/year", "rate_of_return = 9.5%/year"))
    words = ["--outcome", "rate_of_return", "--scenario", "base"]
    assert main(["check", "small.plan", "--against", "main", *words, "--tolerance", "0.6%/year"]) == 0
    # 0.05 % a month are 0.6 % a year, and 0.04 % are 0.48 %.
    assert main(["check", "small.plan", "--against", "main", *words, "--tolerance", "0.05%/month"]) == 0
    assert main(["check", "small.plan", "--against", "main", *words, "--tolerance", "0.04%/month"]) == 1


def test_what_is_better_lower_is_worse_when_it_rises(recorded: Path, capsys: Captured) -> None:
    edit(with_fund(1100))
    words = ["check", "small.plan", "--against", "main", "--scenario", "base"]
    assert main([*words, "--lower", "fund"]) == 1
    assert "error[worse-outcome]: `fund` is 1,464.10 USD, and was 1,331 USD in `main`\n" in capsys.readouterr().out
    assert main([*words, "--lower", "fund", "--tolerance", "10%"]) == 0
    capsys.readouterr()
    # 10 % more in the fund, and so much more in all.
    assert main([*words, "--lower", "fund", "--outcome", "net_worth", "--format", "json"]) == 1
    assert [(found["better"], found["verdict"], found["change"]) for found in figures(capsys)] == [
        ("higher", "better", pytest.approx(133.1)),
        ("lower", "worse", pytest.approx(133.1)),
    ]


def test_a_figure_is_shown_where_it_stands(recorded: Path, capsys: Captured) -> None:
    edit(with_fund(900))
    words = ["--scenario", "base", "--outcome", "fund", "--format", "concise"]
    assert main(["check", "small.plan", "--against", "main", *words]) == 1
    # The check that fails is told by itself: 900 × 1.1 and 900 in cash are 1,890.
    assert capsys.readouterr().out.splitlines() == [
        "small.plan:28:1: error[failed-check]: `solvent` does not hold, first in 2026",
        "small.plan:19:1: error[worse-outcome]: `fund` is 1,197.90 USD, and was 1,331 USD in `main`",
        "note[uncommitted-edits]: what is compared is `small.plan` as it stands now, with edits that are not committed",
        "small.plan: fund (base): 1,331.00 USD before, 1,197.90 USD now (−133.10 USD): worse",
        "small.plan: solvent held and fails now (base)",
    ]


def test_a_check_that_held_and_fails_is_told(recorded: Path, capsys: Captured) -> None:
    edit(with_fund(900))
    assert main(["check", "small.plan", "--against", "main", "--tolerance", "50%", "--scenario", "base"]) == 1
    assert "  − Solvent held and fails now (base)\n" in capsys.readouterr().out


def test_a_figure_that_has_no_value_any_more_is_worse(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "ratio", small=SMALL + "\nlet ratio = 1 / (cash / 1 USD - 1)\n")
    edit(SMALL + "\nlet ratio = 1 / (cash / 1 USD - 700)\n")
    words = ["--outcome", "ratio", "--scenario", "base", "--format", "json"]
    assert main(["check", "small.plan", "--against", "main", *words]) == 1
    (found,) = figures(capsys)
    assert (found["after"], found["verdict"]) == (None, "worse")


def test_a_renamed_figure_is_followed(recorded: Path, capsys: Captured) -> None:
    edit(SMALL.replace("fund", "stocks"))
    words = ["--outcome", "stocks", "--scenario", "base", "--format", "json"]
    assert main(["check", "small.plan", "--against", "main", *words]) == 0
    assert [(found["before"], found["verdict"]) for found in figures(capsys)] == [(pytest.approx(1331), "same")]


def test_a_renamed_plan_is_found_under_its_old_name(recorded: Path, capsys: Captured) -> None:
    git(recorded, "mv", "small.plan", "chen.plan")
    commit(recorded, "renamed", chen=with_fund(500))
    assert main(["check", "chen.plan", "--against", "HEAD~1", "--scenario", "base", "--tolerance", "40%"]) == 1
    shown = capsys.readouterr().out
    assert "note[moved-plan]: `chen.plan` was called `small.plan` in `HEAD~1`\n" in shown
    assert "Against HEAD~1:small.plan\n" in shown


def test_a_new_plan_has_nothing_to_be_compared_with(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "another", other=SMALL.replace("Small", "Other"))
    assert main(["check", "other.plan", "--against", "HEAD~1"]) == 0
    shown = capsys.readouterr().out
    assert "note[nothing-to-compare]: `other.plan` is not in `HEAD~1`, and there is nothing to compare it with" in shown


def test_a_new_outcome_and_a_new_scenario_have_nothing_to_be_compared_with(recorded: Path, capsys: Captured) -> None:
    edit(SMALL + '\nscenario bad "Bad years" {\n    rate_of_return = 9%/year\n}\n\nlet twice = fund * 2\n')
    words = ["--outcome", "twice", "--outcome", "net_worth", "--scenario", "bad", "--format", "json"]
    assert main(["check", "small.plan", "--against", "main", *words]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(figure["before"], figure["verdict"]) for figure in found["outcomes"][0]["figures"]] == [(None, "new")] * 2
    assert "nothing-to-compare" in [fault["code"] for fault in found["diagnostics"]]


def test_a_revision_of_the_plan_with_mistakes_is_refused(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "broken", small=SMALL + "\nlet x = (\n")
    edit(SMALL)
    assert main(["check", "small.plan", "--against", "HEAD"]) == 1
    shown = capsys.readouterr().out
    assert "error[faulty-revision]: `HEAD:small.plan` has mistakes, and there is nothing to compare with\n" in shown
    assert "error[unclosed-bracket]: this `(` is never closed\n" in shown


@pytest.mark.parametrize("revision", ["mian", "--all", "-x", "HEAD~7", "main:small.plan", "a b", ""])
def test_an_unknown_revision_is_refused(recorded: Path, capsys: Captured, revision: str) -> None:
    assert main(["check", "small.plan", f"--against={revision}"]) == 1
    assert f"error[unknown-revision]: git knows no revision `{revision}`\n" in capsys.readouterr().out


def test_a_history_that_was_cut_short_says_how_to_get_it(recorded: Path, tmp_path: Path, capsys: Captured) -> None:
    first = git(recorded, "rev-parse", "HEAD")
    commit(recorded, "two", small=with_fund(1100))
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{recorded}", str(clone))
    assert main(["check", str(clone / "small.plan"), "--against", first]) == 1
    shown = capsys.readouterr().out
    assert f"error[shallow-history]: `{first}` is not in this clone, whose history was cut short\n" in shown
    assert "= help: git fetch --unshallow\n" in shown


def test_a_plan_outside_of_any_repository_is_refused(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "small.plan").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "small.plan", "--against", "main"]) == 1
    assert "error[no-repository]: `small.plan` is in no git repository\n" in capsys.readouterr().out


def test_a_machine_without_git_is_told(recorded: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(recorded / "nothing"))
    assert main(["check", "small.plan", "--against", "main"]) == 1
    assert "error[no-git]: git is not installed, or not on the path\n" in capsys.readouterr().out


def test_a_plan_with_mistakes_is_held_against_nothing(recorded: Path, capsys: Captured) -> None:
    edit(SMALL + "\nlet x = nope\n")
    assert main(["check", "small.plan", "--against", "mian"]) == 1
    shown = capsys.readouterr().out
    assert "error[unknown-name]" in shown
    assert "unknown-revision" not in shown


@pytest.mark.parametrize("text", ["nope", "net_worth +", "net_worth\nlet y = 1", 'net_worth "Worth"', " "])
def test_an_outcome_that_is_none_is_an_error(recorded: Path, capsys: Captured, text: str) -> None:
    assert main(["check", "small.plan", "--against", "main", "--outcome", text]) == 1
    assert "error[" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["-1%", "much", "1/0", "5 TWD", "2026-01", "1 USD/year"])
def test_a_tolerance_that_is_none_is_an_error(recorded: Path, capsys: Captured, text: str) -> None:
    assert main(["check", "small.plan", "--against", "main", f"--tolerance={text}"]) == 1
    assert "error[" in capsys.readouterr().out


def test_figures_in_two_currencies_are_not_compared(recorded: Path, capsys: Captured) -> None:
    edit(SMALL.replace("USD", "TWD"))
    assert main(["check", "small.plan", "--against", "main"]) == 1
    told = "`net_worth` is in TWD, and was in USD in `main`: the two cannot be compared"
    assert f"error[not-comparable]: {told}\n" in capsys.readouterr().out


def test_every_plan_is_held_against_the_revision(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "another", other=SMALL)
    Path("other.plan").write_text(with_fund(990), encoding="utf-8")
    assert main(["check", ".", "--against", "main", "--scenario", "base", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["outcomes"]
    assert [(plan["path"], plan["figures"][0]["verdict"]) for plan in found] == [
        ("./other.plan", "worse"),
        ("./small.plan", "same"),
    ]


def test_a_data_file_that_was_edited_counts_as_an_edit(recorded: Path, capsys: Captured) -> None:
    write_market(recorded, 3)
    commit(recorded, "data", small=WITH_DATA)
    write_market(recorded, 2)
    words = ["--outcome", "in_all", "--scenario", "base"]
    assert main(["check", "small.plan", "--against", "main", *words]) == 1
    shown = capsys.readouterr().out
    assert "`in_all` is 5, and was 6 in `main`" in shown
    assert "note[uncommitted-edits]" in shown


@pytest.mark.parametrize(
    "words",
    [
        ["--outcome", "net_worth"],
        ["--lower", "debts"],
        ["--tolerance", "1%"],
        ["--against", "main", "--static"],
        ["--against"],
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(recorded: Path, capsys: Captured, words: list[str]) -> None:
    assert main(["check", "small.plan", *words]) == 2
    assert capsys.readouterr().err.startswith("plainplan check: `--")


def test_the_table_speaks_the_language_of_the_plan(recorded: Path, capsys: Captured) -> None:
    chinese = SMALL.replace("locale: en", "locale: zh-TW")
    commit(recorded, "zh", small=chinese)
    edit(chinese.replace("value: 1000 USD\n    return", "value: 900 USD\n    return"))
    assert main(["check", "small.plan", "--against", "main", "--tolerance", "1%", "--scenario", "base"]) == 1
    shown = capsys.readouterr().out
    assert "與 main:small.plan 相比\n" in shown
    assert "較差,容許 20.31 USD\n" in shown
    assert "Solvent 原本通過,現在未通過(基準)\n" in shown


def test_beside_a_near_copy_a_renamed_plan_is_held_against_its_earlier_self(recorded: Path, capsys: Captured) -> None:
    git(recorded, "mv", "small.plan", "family.plan")
    commit(recorded, "a new name")
    commit(recorded, "worse", family=with_fund(990) + "".join(f"# note {number}\n" for number in range(9)))
    commit(recorded, "a copy", copy=SMALL)
    assert main(["check", "family.plan", "--against", "HEAD~3", "--scenario", "base"]) == 1
    shown = capsys.readouterr().out
    assert "`family.plan` was called `small.plan` in `HEAD~3`" in shown
    assert "error[worse-outcome]" in shown
    # The copy is a plan of its own, though it is as the other was.
    assert main(["check", "copy.plan", "--against", "HEAD~3", "--scenario", "base"]) == 0
    assert "note[nothing-to-compare]" in capsys.readouterr().out


def test_every_figure_is_a_line_of_the_concise_form(recorded: Path, capsys: Captured) -> None:
    edit(with_fund(900))
    assert main(["check", "small.plan", "--against", "main", "--format", "concise", "--tolerance", "1%"]) == 1
    shown = capsys.readouterr().out.splitlines()
    # 900 at 10 % for three years is 1,197.90; 1 % of 2,031 is 20.31.
    told = "2,031.00 USD before, 1,897.90 USD now (−133.10 USD): worse, 20.31 USD allowed"
    assert f"small.plan: net_worth (base): {told}" in shown
    assert "small.plan: solvent held and fails now (base)" in shown


def test_a_tolerance_without_a_unit_is_told_before_anything_runs(recorded: Path, capsys: Captured) -> None:
    assert main(["check", "small.plan", "--against", "main", "--tolerance", "10萬"]) == 2
    told = "`--tolerance 10萬` has no unit, and net_worth has: write `1%` or `10萬 TWD`"
    assert told in capsys.readouterr().err
    assert main(["check", "small.plan", "--against", "main", "--outcome", "fund", "--tolerance", "5"]) == 1
    assert "help: write `1%` or `5 USD`" in capsys.readouterr().out


# Of the windows 2020-2021 and 2021-2022 the fund loses in the second.
ROLLING = """\
plan "Rolling" {
    currency: USD
    start: 2026-01
    years: 2
    step: year
    locale: en
}

data market "Market" from "market.csv" by year {
    column "rise" as rise: rate/year
}

param market_return = 0%/year

asset fund "Fund" {
    value: 1000 USD
    return: market_return
}

check enough "Enough": fund > 900 USD in 50% of paths

scenario past "The past" {
    market_return = market.rise
    rolling: market
}
"""


def test_the_share_of_windows_that_survive_can_be_held(recorded: Path, capsys: Captured) -> None:
    (recorded / "market.csv").write_text("year,rise\n2020,10%\n2021,10%\n2022,-20%\n", encoding="utf-8")
    commit(recorded, "rolling", rolling=ROLLING)
    words = ["check", "rolling.plan", "--against", "main", "--outcome", "survival", "--format", "json"]
    assert main(words) == 0
    (figure,) = figures(capsys)
    assert (figure["scenario"], figure["before"], figure["after"], figure["verdict"]) == ("past", 0.5, 0.5, "same")
    Path("rolling.plan").write_text(ROLLING.replace("> 900", "> 1300"), encoding="utf-8")
    assert main(words) == 1
    (figure,) = figures(capsys)
    assert (figure["before"], figure["after"], figure["verdict"]) == (0.5, 0, "worse")


def test_nothing_survives_in_a_plan_that_does_not_roll(recorded: Path, capsys: Captured) -> None:
    assert main(["check", "small.plan", "--against", "main", "--outcome", "survival"]) == 1
    assert "error[unknown-name]: unknown name `survival`" in capsys.readouterr().out
