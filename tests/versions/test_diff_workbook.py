"""`plainplan diff A B -o FILE.xlsx`: what it writes, and when it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from versions.worktree import PLAN, Done, Work, make_work


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """A repository in which a plan was committed and then edited."""
    made = make_work(tmp_path_factory.mktemp("work"))
    made.commit(PLAN)
    made.write("chen.plan", PLAN.replace("market = 5%/year", "market = 6%/year"))
    return made


@pytest.fixture(scope="module")
def written(work: Work) -> tuple[Done, list[list[Any]]]:
    """What the command says, and the rows of the first sheet."""
    done = work.plainplan("diff", "chen.plan", "--format", "json", "-o", "compare.xlsx")
    book = openpyxl.load_workbook(work.root / "compare.xlsx", data_only=True)
    return done, [list(row) for row in book["比較"].iter_rows(values_only=True)]


def test_the_commit_of_a_revision_is_told(work: Work, written: tuple[Done, list[list[Any]]]) -> None:
    _, rows = written
    commit = work.git("rev-parse", "HEAD").strip()
    names = next(row for row in rows if row[0] == "名稱")
    assert names[2:4] == ["HEAD:chen.plan", "chen.plan"]
    assert next(row for row in rows if row[0] == "提交")[2] == commit[:12]


def test_what_is_printed_stays_what_was_asked_for(written: tuple[Done, list[list[Any]]]) -> None:
    done, _ = written
    assert (done.status, done.err) == (0, "")
    assert [found["path"] for found in json.loads(done.out)] == ["chen.plan"]


def test_a_scenario_that_is_asked_for_is_in_force_on_both_sides(work: Work) -> None:
    assert work.plainplan("diff", "chen.plan", "--scenario", "crash", "-o", "crash.xlsx").status == 0
    book = openpyxl.load_workbook(work.root / "crash.xlsx", data_only=True)
    in_force = next(row for row in book["比較"].iter_rows(values_only=True) if row[0] == "目前情境")
    assert in_force[2:5] == ("崩盤", "崩盤", 1)


def test_another_ending_is_refused(work: Work) -> None:
    done = work.plainplan("diff", "chen.plan", "-o", "compare.xls")
    assert done.status == 2
    assert "`compare.xls` does not end with .xlsx" in done.err


def test_a_folder_that_is_not_there_is_said(work: Work) -> None:
    done = work.plainplan("diff", "chen.plan", "-o", "nowhere/compare.xlsx")
    assert (done.status, done.out) == (1, "")
    assert "cannot write `nowhere/compare.xlsx`" in done.err


def test_a_plan_of_one_version_alone_has_no_workbook(work: Work, tmp_path: Path) -> None:
    work.write("new.plan", PLAN)
    work.git("add", "new.plan")
    done = work.plainplan("diff", "new.plan", "-o", str(tmp_path / "new.xlsx"))
    work.git("rm", "-q", "--force", "new.plan")
    assert done.status == 1
    assert "in one of them only" in done.err
    assert not (tmp_path / "new.xlsx").exists()


def test_a_version_that_cannot_be_computed_leaves_the_old_workbook(work: Work, tmp_path: Path) -> None:
    broken, target = tmp_path / "broken.plan", tmp_path / "old.xlsx"
    broken.write_text(PLAN.replace("withdraw living", "withdraw nothing_like_it"), encoding="utf-8")
    target.write_bytes(b"old")
    done = work.plainplan("diff", "chen.plan", str(broken), "-o", str(target))
    assert done.status == 1
    assert "nothing_like_it" in done.err
    assert target.read_bytes() == b"old"


def test_two_plans_are_too_many_for_one_workbook(work: Work, tmp_path: Path) -> None:
    for folder, rate in (("a", "5%"), ("b", "6%")):
        for name in ("one.plan", "two.plan"):
            work.write(f"{folder}/{name}", PLAN.replace("market = 5%", f"market = {rate}"))
    done = work.plainplan("diff", "a", "b", "-o", str(tmp_path / "both.xlsx"))
    assert done.status == 1
    assert "these are 2: name the plan" in done.err


def test_folders_that_hold_the_same_have_no_workbook(work: Work, tmp_path: Path) -> None:
    for folder in ("c", "d"):
        work.write(f"{folder}/one.plan", PLAN)
    done = work.plainplan("diff", "c", "d", "-o", str(tmp_path / "same.xlsx"))
    assert done.status == 1
    assert "no plan differs" in done.err


def test_rules_for_other_plans_have_no_workbook(work: Work, tmp_path: Path) -> None:
    for name, rate in (("old.plan", "5%"), ("new.plan", "6%")):
        work.write(f"rules/{name}", f"param market = {rate}/year\n")
    done = work.plainplan("diff", "rules/old.plan", "rules/new.plan", "-o", str(tmp_path / "rules.xlsx"))
    assert done.status == 1
    assert "only holds what other plans use" in done.err
