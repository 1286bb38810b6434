"""`plainplan log` follows a figure through the history of its plan: branches, merges, renames and mistakes."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from plainplan import Plan
from plainplan.cli import main
from plainplan.versions.asked import read_question
from versions.recorded import GIT, SMALL, WITH_DATA, commit, git, start, with_fund, write_market

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the small plan committed on `main`; the current folder."""
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    start(tmp_path)
    commit(tmp_path, "begun", small=SMALL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Any: JSON as it was read.
def points(capsys: Captured, *words: str) -> list[dict[str, Any]]:
    assert main(["log", *words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["points"]
    assert isinstance(found, list)
    return found


def rows(capsys: Captured, *words: str) -> list[tuple[str | None, float | None, float | None]]:
    """The subject, the figure and its change at each point, to the cent."""
    return [
        (point["subject"], *(None if point[key] is None else round(point[key], 2) for key in ("value", "change")))
        for point in points(capsys, *words)
    ]


def test_each_commit_has_its_figure_and_what_it_changed(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "elsewhere", other=SMALL)
    commit(recorded, "more in the fund", small=with_fund(2000))
    commit(recorded, "a little less", small=with_fund(1900))
    first, third, fourth = (git(recorded, "rev-parse", "--short", f"HEAD~{number}") for number in (3, 1, 0))
    assert main(["log", "small.plan", "net_worth"]) == 0
    # 1,000 grow to 1,331, and 700 remain in cash.
    assert capsys.readouterr().out == (
        "net_worth\n"
        "  ▁█▇  2,031.00 USD – 3,362.00 USD\n"
        "     date        commit          value         change  subject\n"
        f"     2026-03-01  {first}  2,031.00 USD                 begun\n"
        f"  ▶  2026-03-01  {third}  3,362.00 USD  +1,331.00 USD  more in the fund\n"
        f"     2026-03-01  {fourth}  3,228.90 USD    −133.10 USD  a little less\n"
        "  ▶ moved it most: +1,331.00 USD\n"
    )


def test_the_change_of_a_commit_is_against_its_parent_on_its_branch(recorded: Path, capsys: Captured) -> None:
    git(recorded, "switch", "-q", "-c", "side")
    commit(recorded, "side", small=SMALL.replace("withdraw 100", "withdraw 90"))
    git(recorded, "switch", "-q", "main")
    commit(recorded, "main", small=with_fund(2000))
    git(recorded, "merge", "-q", "--no-edit", "-m", "merged", "side")
    found = {row[0]: row[1:] for row in rows(capsys, "small.plan", "net_worth")}
    # 30 less is spent on the branch, and 1,331 more come of the fund: both meet in the merge, whose parent is main.
    assert found == {
        "begun": (2031, None),
        "side": (2061, 30),
        "main": (3362, 1331),
        "merged": (3392, 30),
    }
    assert main(["log", "small.plan", "net_worth"]) == 0
    shown = capsys.readouterr().out
    assert "+30.00 USD  † merged\n" in shown
    assert shown.endswith("  † a merge: its change is against its first parent\n")


def test_a_merge_that_changes_nothing_by_itself_is_left_out(recorded: Path, capsys: Captured) -> None:
    git(recorded, "switch", "-q", "-c", "side")
    commit(recorded, "side", small=with_fund(2000))
    git(recorded, "switch", "-q", "main")
    commit(recorded, "elsewhere", other=SMALL)
    git(recorded, "merge", "-q", "--no-edit", "-m", "merged", "side")
    assert rows(capsys, "small.plan", "net_worth") == [("begun", 2031, None), ("side", 3362, 1331)]


def test_a_branch_that_a_merge_passed_over_is_left_out(recorded: Path, capsys: Captured) -> None:
    git(recorded, "switch", "-q", "-c", "side")
    commit(recorded, "side", small=with_fund(5000))
    git(recorded, "switch", "-q", "main")
    commit(recorded, "main", small=with_fund(2000))
    git(recorded, "merge", "-q", "-s", "ours", "-m", "merged", "side")
    assert [row[0] for row in rows(capsys, "small.plan", "net_worth")] == ["begun", "main"]


def test_a_plan_is_followed_through_its_names(recorded: Path, capsys: Captured) -> None:
    git(recorded, "mv", "small.plan", "陳 家.plan")
    commit(recorded, "renamed")
    # Another plan takes the old name.
    commit(recorded, "edited", **{"陳 家": with_fund(2000), "small": SMALL.replace("Small", "Another")})
    found = points(capsys, "陳 家.plan", "net_worth")
    assert [(point["path"], point["subject"]) for point in found] == [
        ("small.plan", "begun"),
        ("陳 家.plan", "renamed"),
        ("陳 家.plan", "edited"),
    ]
    assert [point["change"] for point in found] == [None, 0, pytest.approx(1331)]


def test_a_rename_on_one_branch_meets_an_edit_on_another(recorded: Path, capsys: Captured) -> None:
    git(recorded, "switch", "-q", "-c", "side")
    commit(recorded, "edited there", small=with_fund(2000))
    git(recorded, "switch", "-q", "main")
    git(recorded, "mv", "small.plan", "chen.plan")
    commit(recorded, "renamed here")
    git(recorded, "merge", "-q", "--no-edit", "-m", "merged", "side")
    found = {row[0]: row[1:] for row in rows(capsys, "chen.plan", "net_worth")}
    assert found == {
        "begun": (2031, None),
        "edited there": (3362, 1331),
        "renamed here": (2031, 0),
        "merged": (3362, 1331),
    }


def test_a_name_that_was_another_is_followed(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "renamed", small=SMALL.replace("fund", "stocks"))
    assert rows(capsys, "small.plan", "stocks") == [("begun", 1331, None), ("renamed", 1331, 0)]


def test_a_commit_with_mistakes_says_why_and_the_next_is_held_against_the_last_figure(
    recorded: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    commit(recorded, "broken", small=SMALL + "\nlet x = (\n")
    commit(recorded, "still broken", small=SMALL + "\nlet x = ((\n")
    commit(recorded, "mended", small=with_fund(2000))
    assert main(["log", "small.plan", "net_worth"]) == 0
    shown = capsys.readouterr().out
    # Two figures have two blocks.
    assert "  ▁█  2,031.00 USD – 3,362.00 USD\n" in shown
    assert "—                 broken (this `(` is never closed)\n" in shown
    assert "3,362.00 USD  +1,331.00 USD  mended\n" in shown
    assert [point["fault"] for point in points(capsys, "small.plan", "net_worth")] == [
        None,
        "this `(` is never closed",
        "this `(` is never closed",
        None,
    ]


def test_a_file_that_the_plan_uses_moves_its_figure(recorded: Path, capsys: Captured) -> None:
    write_market(recorded, 3)
    commit(recorded, "with data", small=WITH_DATA)
    write_market(recorded, 9)
    commit(recorded, "data grew")
    (recorded / "other.csv").write_text("year\n2026\n", encoding="utf-8")
    commit(recorded, "other data")
    found = rows(capsys, "small.plan", "in_all")
    assert found[1:] == [("with data", 6, None), ("data grew", 12, 6)]
    assert found[0][1] is None


def test_the_work_tree_has_a_row_while_it_is_not_committed(recorded: Path, capsys: Captured) -> None:
    Path("small.plan").write_text(with_fund(2000), encoding="utf-8")
    assert rows(capsys, "small.plan", "net_worth") == [("begun", 2031, None), (None, 3362, 1331)]
    assert main(["log", "small.plan", "net_worth"]) == 0
    assert "3,362.00 USD  +1,331.00 USD  not committed\n" in capsys.readouterr().out
    git(recorded, "mv", "small.plan", "chen.plan")
    assert rows(capsys, "chen.plan", "net_worth") == [("begun", 2031, None), (None, 3362, 1331)]


def test_most_says_how_far_back_to_go(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "two", small=with_fund(2000))
    commit(recorded, "three", small=with_fund(3000))
    # What went before is known, though it is not shown.
    assert rows(capsys, "small.plan", "net_worth", "--most", "2") == [("two", 3362, 1331), ("three", 4693, 1331)]
    assert main(["log", "small.plan", "net_worth", "--most", "2"]) == 0
    assert "the latest 2 commits; --most shows more" in capsys.readouterr().out
    for word in ("0", "-1", "many", "99999999999"):
        assert main(["log", "small.plan", "net_worth", f"--most={word}"]) == 2


def test_a_scenario_has_its_own_history(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "worse", small=SMALL.replace("rate_of_return = 20%/year", "rate_of_return = 0%/year"))
    assert rows(capsys, "small.plan", "fund", "--scenario", "good") == [("begun", 1728, None), ("worse", 1000, -728)]
    assert rows(capsys, "small.plan", "fund") == [("begun", 1331, None), ("worse", 1331, 0)]
    assert main(["log", "small.plan", "fund", "--scenario", "godo"]) == 1
    assert "error[unknown-scenario]" in capsys.readouterr().err


def test_an_unchanged_content_is_computed_once(
    recorded: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        commit(recorded, f"up {number}", small=with_fund(2000))
        commit(recorded, f"down {number}", small=SMALL)
    asked = []

    def count(plan: Plan, text: str) -> object:
        asked.append(plan)
        return read_question(plan, text)

    monkeypatch.setattr("plainplan.versions.history.read_question", count)
    assert len(rows(capsys, "small.plan", "net_worth")) == 9
    assert len(asked) == 2


def import_commits(folder: Path, commits: Sequence[tuple[Sequence[int], int]]) -> None:
    """Commits 1, 2, … on the branch `many`, each with the numbers of its parents and the amount in the fund."""
    stream = []
    for number, (parents, amount) in enumerate(commits, 1):
        text = with_fund(amount).encode()
        stream.append(f"commit refs/heads/{number}\nmark :{number}\n".encode())
        stream.append(f"committer Chen <c@e.org> {1_700_000_000 + number} +0000\n".encode())
        stream.append(f"data {len(str(number))}\n{number}\n".encode())
        stream += [f"{'merge' if place else 'from'} :{parent}\n".encode() for place, parent in enumerate(parents)]
        stream.append(f"M 644 inline other\ndata {len(str(number))}\n{number}\n".encode())
        stream.append(f"M 644 inline small.plan\ndata {len(text)}\n".encode() + text + b"\n")
    stream.append(f"reset refs/heads/many\nfrom :{len(commits)}\n".encode())
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(stream), check=True)
    git(folder, "switch", "-q", "many")


@pytest.mark.parametrize("seed", range(8))
def test_the_commits_are_those_of_git_and_each_is_held_against_its_first_parent(
    recorded: Path, capsys: Captured, seed: int
) -> None:
    dice = random.Random(seed)
    commits: list[tuple[list[int], int]] = [([], 1000)]
    for number in range(2, 26):
        parents = [number - 1 - min(dice.randrange(4), number - 2)]
        amount = dice.choice([1000, 2000, 3000]) if dice.random() < 0.5 else commits[parents[0] - 1][1]
        other = 1 + dice.randrange(number - 1)
        if dice.random() < 0.4 and other not in parents:
            parents.append(other)
            # Of a merge: what one side has, or the other, or neither.
            amount = dice.choice([commits[parent - 1][1] for parent in parents] * 2 + [4000])
        commits.append((parents, amount))
    import_commits(recorded, commits)
    found = points(capsys, "small.plan", "net_worth")
    known = git(recorded, "log", "--format=%s", "--", "small.plan").split()
    assert sorted(point["subject"] for point in found) == sorted(known)
    for point in found:
        parents, amount = commits[int(point["subject"]) - 1]
        assert point["value"] == pytest.approx(amount * 1.331 + 700)
        change = None if not parents else (amount - commits[parents[0] - 1][1]) * 1.331
        assert point["change"] == (None if change is None else pytest.approx(change, abs=1e-6))


def test_a_hundred_commits_take_seconds(recorded: Path, capsys: Captured) -> None:
    import_commits(recorded, [([number] if number else [], 1001 + number) for number in range(100)])
    begun = time.process_time()
    found = rows(capsys, "small.plan", "net_worth", "--most", "100")
    assert len(found) == 100
    # 1,100 × 1.331 + 700.
    assert found[-1] == ("100", 2164.1, 1.33)
    # Of the processor; half of it on the machine on which this was written.
    assert time.process_time() - begun < 8


def test_a_history_that_was_cut_short_says_so(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "two", small=with_fund(2000))
    commit(recorded, "three", small=with_fund(3000))
    git(recorded, "clone", "-q", "--depth", "2", f"file://{recorded}", "clone")
    assert rows(capsys, "clone/small.plan", "net_worth") == [("two", 3362, None), ("three", 4693, 1331)]
    assert main(["log", "clone/small.plan", "net_worth"]) == 0
    assert "what came before is not in this clone: run `git fetch --unshallow`" in capsys.readouterr().out


def test_a_plan_that_was_never_committed_has_no_history(recorded: Path, capsys: Captured) -> None:
    Path("my new.plan").write_text(SMALL, encoding="utf-8")
    assert main(["log", "my new.plan", "net_worth"]) == 1
    shown = capsys.readouterr().err
    assert "error[never-committed]: `my new.plan` is not in the latest commit, and has no history\n" in shown
    assert "= help: git add -- 'my new.plan'\n" in shown


def test_a_repository_without_a_commit_has_no_history(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(tmp_path)
    (tmp_path / "small.plan").write_text(SMALL, encoding="utf-8")
    assert main(["log", str(tmp_path / "small.plan"), "net_worth"]) == 1
    assert "error[never-committed]" in capsys.readouterr().err


def test_a_plan_outside_of_any_repository_has_no_history(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "small.plan").write_text(SMALL, encoding="utf-8")
    assert main(["log", str(tmp_path / "small.plan"), "net_worth"]) == 1
    assert "is in no git repository\n" in capsys.readouterr().err


def test_a_machine_without_git_is_told(recorded: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(recorded / "nothing"))
    assert main(["log", "small.plan", "net_worth"]) == 1
    assert "error[no-git]: git is not installed, or not on the path\n" in capsys.readouterr().err


def test_a_submodule_has_its_own_history(recorded: Path, tmp_path: Path, capsys: Captured) -> None:
    outer = start(tmp_path / "outer")
    commit(outer, "outer", other=SMALL)
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(recorded), "clients")
    commit(outer, "with clients")
    assert [row[0] for row in rows(capsys, "outer/clients/small.plan", "net_worth")] == ["begun"]


def test_a_detached_head_has_the_history_below_it(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "two", small=with_fund(2000))
    git(recorded, "switch", "-q", "--detach", "HEAD~1")
    assert rows(capsys, "small.plan", "net_worth") == [("begun", 2031, None)]


def test_a_worktree_and_a_link_have_the_history_of_the_plan(recorded: Path, capsys: Captured) -> None:
    git(recorded, "worktree", "add", "-q", "elsewhere")
    assert rows(capsys, "elsewhere/small.plan", "net_worth") == [("begun", 2031, None)]
    Path("link.plan").symlink_to("small.plan")
    assert rows(capsys, "link.plan", "net_worth") == [("begun", 2031, None)]


def test_a_subject_is_text_and_nothing_else(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "[red]up[/red] \x1b[31m and\x1faway", small=with_fund(2000))
    assert main(["log", "small.plan", "net_worth"]) == 0
    shown = capsys.readouterr().out
    assert "[red]up[/red]" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_a_file_may_be_called_like_a_pattern_or_an_option(recorded: Path, capsys: Captured) -> None:
    for name in ("*", "-x", ":(top)a"):
        commit(recorded, f"as {name}", **{name: with_fund(2000)})
        assert rows(capsys, f"./{name}.plan", "net_worth") == [(f"as {name}", 3362, None)]
        Path(f"{name}.plan").write_text(with_fund(3000), encoding="utf-8")
        assert rows(capsys, f"./{name}.plan", "net_worth")[1:] == [(None, 4693, 1331)]
        git(recorded, "checkout", "-q", ".")


@pytest.mark.parametrize("text", ["nope", "net_worth +", "", "cash = 1\nlet y = 2"])
def test_an_outcome_that_is_none_is_an_error(recorded: Path, capsys: Captured, text: str) -> None:
    assert main(["log", "small.plan", text]) == 1
    assert "error[" in capsys.readouterr().err


def test_a_date_moves_by_days_and_what_is_true_by_nothing(recorded: Path, capsys: Captured) -> None:
    dated = SMALL + "\nlet due = 2026-01-11\n\nlet rich = final(fund) > 1400 USD\n"
    commit(recorded, "dated", small=dated)
    commit(recorded, "later", small=dated.replace("2026-01-11", "2026-02-01"))
    assert main(["log", "small.plan", "due"]) == 0
    assert "2026-02-01  +21 days  later\n" in capsys.readouterr().out
    commit(recorded, "richer", small=dated.replace("value: 1000 USD\n    return", "value: 2000 USD\n    return"))
    assert main(["log", "small.plan", "rich"]) == 0
    assert "yes          richer\n" in capsys.readouterr().out


def test_the_page_speaks_the_language_of_the_plan(recorded: Path, capsys: Captured) -> None:
    commit(recorded, "中文", small=SMALL.replace("locale: en", "locale: zh-TW").replace("USD", "TWD"))
    commit(recorded, "投入更多", small=with_fund(2000).replace("locale: en", "locale: zh-TW").replace("USD", "TWD"))
    assert main(["log", "small.plan", "net_worth", "--scenario", "good"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("net_worth (情境 good)\n")
    assert "日期" in shown
    assert "▶ 影響最大:+1,728.00 TWD\n" in shown


def test_a_plan_in_the_middle_of_a_merge_has_its_history(recorded: Path, capsys: Captured) -> None:
    marks = "<<<<<<< ours\nvalue: 1\n=======\nvalue: 2\n>>>>>>> theirs\n"
    (recorded / "small.plan").write_text(SMALL + marks, encoding="utf-8")
    assert rows(capsys, "small.plan", "net_worth") == [("begun", 2031, None), (None, None, None)]
    assert main(["log", "small.plan", "net_worth"]) == 0
    assert "not committed (" in capsys.readouterr().out
    # What means nothing in any version is a mistake all the same.
    assert main(["log", "small.plan", "nope"]) == 1
