"""Merges of the real git: what goes together goes together, and what does not says both values."""

from __future__ import annotations

import os

import pytest

from plainplan.records import replace
from versions.worktree import PLAN, Work, work

__all__ = ["work"]

MARKET = "market = 5%/year"


def apart(work: Work, ours: tuple[tuple[str, str], ...], theirs: tuple[tuple[str, str], ...]) -> None:
    """Edits on main, and others on a branch `feature` from where main was; main is where one ends up."""
    work.branch("feature")
    for old, new in theirs:
        work.edit(old, new)
    work.go("main")
    for old, new in ours:
        work.edit(old, new)


def both(text: str, *edits: tuple[str, str]) -> str:
    """A text after edits."""
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


CRASH = "    market = -5%/year\n"

GOES_TOGETHER = {
    "the value and the label on one line": (
        (MARKET, "market = 6%/year"),
        ('"股票報酬率"', '"全球股票"'),
    ),
    "two properties": (
        ("value: 1000萬 TWD", "value: 1200萬 TWD"),
        ("return: market\n", "return: market + 1%/year\n"),
    ),
    "two properties that were added at one place": (
        ("return: market\n", "return: market\n    beta: 1\n"),
        ("return: market\n", "return: market\n    class: liquid\n"),
    ),
    "two overlays of a scenario": (
        ("market = -5%/year", "market = -15%/year"),
        ("living = 70萬 TWD/year", "living = 75萬 TWD/year"),
    ),
    "two statements of a block": (
        ("withdraw living from cash then core", "withdraw living from core then cash"),
        ("    grow\n", "    grow\n    rebalance to core 80%, cash rest\n"),
    ),
    "declarations that were added at one place": (
        ("\nasset cash", '\nasset gold "黃金" = 50萬 TWD\n\nasset cash'),
        ("\nasset cash", '\nasset silver "白銀" = 40萬 TWD\n\nasset cash'),
    ),
    "a condition and the word before it": (
        ("check solvent", "warn solvent"),
        ("net_worth > 0", "net_worth > 100萬 TWD"),
    ),
    "a comment and a value": (
        ('"股票報酬率"\n', '"股票報酬率"  # 2026 年的估計\n'),
        (MARKET, "market = 4%/year"),
    ),
}


@pytest.mark.parametrize("case", GOES_TOGETHER)
def test_different_facts_of_one_declaration_merge(work: Work, case: str) -> None:
    ours, theirs = GOES_TOGETHER[case]
    apart(work, (ours,), (theirs,))
    work.git("merge", "-q", "--no-edit", "feature")
    assert work.plainplan("check", "chen.plan").status == 0
    assert sorted(both(PLAN, theirs, ours).splitlines()) == sorted(work.read().splitlines())


def test_the_merged_lines_are_those_of_both(work: Work) -> None:
    apart(work, ((MARKET, "market = 6%/year"),), (('"股票報酬率"', '"全球股票"'),))
    work.git("merge", "-q", "--no-edit", "feature")
    assert work.read() == both(PLAN, (MARKET, "market = 6%/year"), ('"股票報酬率"', '"全球股票"'))


def test_the_same_fact_is_a_conflict_that_says_both_values(work: Work) -> None:
    apart(work, ((MARKET, "market = 6%/year"),), ((MARKET, "market = 7%/year"), ("200萬 TWD", "250萬 TWD")))
    done = work.run("git", "merge", "feature")
    assert done.status == 1
    assert "plainplan: chen.plan: conflict in `param market`: value is `6%/year` here and `7%/year` there\n" in done.err
    marked = (
        "<<<<<<< ours\n"
        'param market = 6%/year "股票報酬率"\n'
        "=======\n"
        'param market = 7%/year "股票報酬率"\n'
        ">>>>>>> theirs\n"
    )
    assert work.read() == both(PLAN, (f'param {MARKET} "股票報酬率"\n', marked), ("200萬 TWD", "250萬 TWD"))


def test_a_plan_in_dispute_is_told_as_such_and_all_is_normal_once_it_is_settled(work: Work) -> None:
    apart(work, (("200萬 TWD", "300萬 TWD"),), (("200萬 TWD", "280萬 TWD"),))
    assert work.run("git", "merge", "feature").status == 1
    found = work.plainplan("check", "chen.plan")
    assert found.status == 1
    assert "error[unfinished-merge]" in found.out + found.err
    assert (found.out + found.err).count("error[") == 1
    assert "++<<<<<<< ours" in work.git("--no-pager", "diff")
    assert "* Unmerged path chen.plan\n" in work.git("--no-pager", "diff", "--cached")
    since = work.git("--no-pager", "diff", "HEAD")
    assert "error[unfinished-merge]" in since
    assert "\n-    value: 300萬 TWD\n" not in since
    assert "\n+    value: 280萬 TWD\n" in since
    work.commit(both(PLAN, ("200萬 TWD", "290萬 TWD")))
    assert work.git("status", "--porcelain") == ""
    assert work.plainplan("check", "chen.plan").status == 0
    assert "290萬 TWD" in work.git("--no-pager", "diff", "--ext-diff", "HEAD~1")


def test_a_rebase_of_several_commits_takes_each_over(work: Work) -> None:
    theirs = (
        (MARKET, "market = 6%/year"),
        ("living = 60萬 TWD/year", "living = 65萬 TWD/year"),
        ("return: 1%/year", "return: 2%/year"),
    )
    ours = (('"股票報酬率"', '"全球股票"'), ('"生活費"', '"家用"'), ("value: 200萬 TWD", "value: 210萬 TWD"))
    apart(work, ours, theirs)
    work.go("feature")
    work.git("rebase", "-q", "main")
    assert work.read() == both(PLAN, *ours, *theirs)
    assert work.git("rev-list", "--count", "main..HEAD") == "3\n"


def test_a_rebase_stops_at_the_commit_that_says_the_same_fact_otherwise(work: Work) -> None:
    apart(work, ((MARKET, "market = 6%/year"),), (('"生活費"', '"家用"'), (MARKET, "market = 7%/year")))
    work.go("feature")
    done = work.run("git", "rebase", "main")
    assert done.status == 1
    assert "value is `6%/year` here and `7%/year` there" in done.err
    work.write("chen.plan", both(PLAN, (MARKET, "market = 7%/year"), ('"生活費"', '"家用"')))
    work.git("add", "chen.plan")
    work.git("rebase", "--continue")
    assert work.git("status", "--porcelain") == ""
    assert work.read() == both(PLAN, (MARKET, "market = 7%/year"), ('"生活費"', '"家用"'))


def test_a_commit_can_be_picked_out_of_a_branch(work: Work) -> None:
    apart(work, (('"生活費"', '"家用"'),), ((MARKET, "market = 6%/year"), ("living = 60萬", "living = 66萬")))
    work.git("cherry-pick", "feature")
    assert work.read() == both(PLAN, ('"生活費"', '"家用"'), ("living = 60萬", "living = 66萬"))


def test_what_was_put_aside_comes_back_onto_what_was_edited_since(work: Work) -> None:
    work.write("chen.plan", both(PLAN, (MARKET, "market = 6%/year")))
    work.git("stash", "-q")
    work.edit('"股票報酬率"', '"全球股票"')
    work.git("stash", "pop", "-q")
    assert work.read() == both(PLAN, (MARKET, "market = 6%/year"), ('"股票報酬率"', '"全球股票"'))


def test_a_plan_that_both_added_is_merged_from_nothing(work: Work) -> None:
    new = both(PLAN, ("# 陳家：每年檢視一次。\n\n", ""))
    work.branch("feature")
    work.commit(new + '\nparam later = 3 "後來"\n', "lin.plan")
    work.go("main")
    work.commit(new.replace("200萬 TWD\n", "200萬 TWD\n    class: liquid\n"), "lin.plan")
    work.git("merge", "-q", "--no-edit", "feature")
    assert work.read("lin.plan") == (
        new.replace("200萬 TWD\n", "200萬 TWD\n    class: liquid\n") + '\nparam later = 3 "後來"\n'
    )


def test_histories_that_cross_are_merged_by_what_their_bases_agree_on(work: Work) -> None:
    apart(work, ((MARKET, "market = 6%/year"),), (('"生活費"', '"家用"'),))
    work.git("branch", "first")
    work.git("merge", "-q", "--no-edit", "feature")
    work.edit("value: 200萬 TWD", "value: 210萬 TWD")
    work.go("feature")
    work.git("merge", "-q", "--no-edit", "first")
    work.edit("return: 1%/year", "return: 2%/year")
    work.git("merge", "-q", "--no-edit", "main")
    expected = both(
        PLAN,
        (MARKET, "market = 6%/year"),
        ('"生活費"', '"家用"'),
        ("value: 200萬 TWD", "value: 210萬 TWD"),
        ("return: 1%/year", "return: 2%/year"),
    )
    assert work.read() == expected


def cross(work: Work, settled: str, settled_there: str) -> None:
    """Both branches merged the other's first commit, which said the same fact otherwise, and settled it."""
    apart(work, (("value: 200萬 TWD", "value: 210萬 TWD"),), (("value: 200萬 TWD", "value: 220萬 TWD"),))
    work.git("branch", "first")
    assert work.run("git", "merge", "feature").status == 1
    work.commit(both(PLAN, ("value: 200萬 TWD", f"value: {settled}")))
    work.go("feature")
    assert work.run("git", "merge", "first").status == 1
    work.commit(both(PLAN, ("value: 200萬 TWD", f"value: {settled_there}")))


def test_where_bases_disputed_what_both_settled_alike_nothing_is_asked_again(work: Work) -> None:
    cross(work, "215萬 TWD", "215萬 TWD")
    work.edit(MARKET, "market = 6%/year")
    done = work.run("git", "merge", "--no-edit", "main")
    assert (done.status, "conflict" in done.err) == (0, False), done
    assert work.read() == both(PLAN, (MARKET, "market = 6%/year"), ("value: 200萬 TWD", "value: 215萬 TWD"))


def test_where_bases_disputed_what_both_settled_otherwise_it_is_asked_again(work: Work) -> None:
    cross(work, "210萬 TWD", "220萬 TWD")
    done = work.run("git", "merge", "--no-edit", "main")
    assert done.status == 1
    assert done.err.count("value is `220萬 TWD` here and `210萬 TWD` there") == 1


def test_a_version_that_is_no_plan_is_merged_line_by_line(work: Work) -> None:
    apart(work, ((MARKET, "market = = 6%/year"),), (("living = 60萬", "living = 66萬"),))
    work.git("merge", "-q", "--no-edit", "feature")
    assert work.read() == both(PLAN, (MARKET, "market = = 6%/year"), ("living = 60萬", "living = 66萬"))


def test_a_conflict_of_lines_says_both_too(work: Work) -> None:
    apart(work, ((MARKET, "market = = 6%/year"),), ((MARKET, "market = 7%/year"),))
    done = work.run("git", "merge", "--no-edit", "feature")
    assert done.status == 1
    assert '`param market = = 6%/year "股票報酬率"` here and `param market = 7%/year "股票報酬率"` there' in done.err


def test_a_renamed_declaration_is_spoken_of_by_its_new_name_in_what_they_wrote(work: Work) -> None:
    work.branch("feature")
    work.edit("return: 1%/year", "return: market - 2%/year")
    work.go("main")
    work.commit(PLAN.replace("market", "stocks"))
    work.git("merge", "-q", "--no-edit", "feature")
    assert work.read() == both(PLAN.replace("market", "stocks"), ("return: 1%/year", "return: stocks - 2%/year"))


def test_two_names_for_one_thing_are_a_conflict_that_stands_in_the_plan(work: Work) -> None:
    work.branch("feature")
    work.commit(PLAN.replace("market", "shares_return"))
    work.go("main")
    work.commit(PLAN.replace("market", "stocks"))
    done = work.run("git", "merge", "--no-edit", "feature")
    assert done.status == 1
    assert "conflict in `param stocks`: name is `stocks` here and `shares_return` there" in done.err
    assert 'param stocks = 5%/year "股票報酬率"\n=======\nparam shares_return = 5%/year' in work.read()


def test_a_plan_with_windows_line_ends_keeps_them(work: Work) -> None:
    work.commit(PLAN.replace("\n", "\r\n"))
    apart(work, ((MARKET, "market = 6%/year"),), (('"股票報酬率"', '"全球股票"'),))
    work.git("merge", "-q", "--no-edit", "feature")
    expected = both(PLAN, (MARKET, "market = 6%/year"), ('"股票報酬率"', '"全球股票"'))
    assert work.read() == expected.replace("\n", "\r\n")


def test_a_plan_whose_name_begins_like_an_option_is_merged_and_compared(work: Work) -> None:
    work.git("mv", "--", "chen.plan", "-陳 家.plan")
    work.git("commit", "-q", "-m", "a name")
    work.branch("feature")
    work.edit(MARKET, "market = 6%/year", "-陳 家.plan")
    work.go("main")
    work.edit('"股票報酬率"', '"全球股票"', "-陳 家.plan")
    work.git("merge", "-q", "--no-edit", "feature")
    assert work.read("-陳 家.plan") == both(PLAN, (MARKET, "market = 6%/year"), ('"股票報酬率"', '"全球股票"'))
    assert "6%/year" in work.git("--no-pager", "diff", "HEAD~1")


def test_a_plan_that_is_not_utf_8_is_merged_line_by_line_with_marks(work: Work) -> None:
    chinese = PLAN.encode("big5")
    path = work.root / "chen.plan"

    def commit(old: str, new: str) -> None:
        path.write_bytes(chinese.replace(old.encode("big5"), new.encode("big5")))
        work.git("commit", "-q", "-a", "-m", "big5")

    commit("", "")
    work.branch("feature")
    commit(MARKET, "market = 7%/year")
    work.go("main")
    commit(MARKET, "market = 6%/year")
    assert work.run("git", "merge", "feature").status == 1
    line = f'param {MARKET} "股票報酬率"\n'
    marked = "".join(
        (
            "<<<<<<< ours\n",
            line.replace("5%", "6%"),
            "=======\n",
            line.replace("5%", "7%"),
            ">>>>>>> theirs\n",
        )
    )
    assert path.read_bytes() == chinese.replace(line.encode("big5"), marked.encode("big5"))


@pytest.mark.parametrize("program", ["none", "one that fails", "a python without it"])
def test_where_the_program_cannot_merge_git_merges_lines(work: Work, program: str) -> None:
    apart(work, ((MARKET, "market = 6%/year"),), ((MARKET, "market = 7%/year"), ("200萬 TWD", "250萬 TWD")))
    folder = work.root.parent / "programs"
    folder.mkdir()
    if program != "none":
        status = 70 if program == "one that fails" else 1
        (folder / "plainplan").write_text(f"#!/bin/sh\nexit {status}\n")
        (folder / "plainplan").chmod(0o755)
    path = os.pathsep.join((str(folder), "/usr/bin", "/bin"))
    bare = replace(work, surroundings={**work.surroundings, "PATH": path})
    assert bare.run("git", "merge", "feature").status == 1
    text = work.read()
    assert "<<<<<<< ours\nparam market = 6%/year" in text
    assert "=======\nparam market = 7%/year" in text
    assert "250萬 TWD" in text


def test_where_the_program_cannot_merge_and_lines_go_together_nothing_is_asked(work: Work) -> None:
    apart(work, ((MARKET, "market = 6%/year"),), (("200萬 TWD", "250萬 TWD"),))
    bare = replace(work, surroundings={**work.surroundings, "PATH": "/usr/bin:/bin"})
    bare.git("merge", "-q", "--no-edit", "feature")
    assert work.read() == both(PLAN, (MARKET, "market = 6%/year"), ("200萬 TWD", "250萬 TWD"))
