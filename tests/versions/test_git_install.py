"""`plainplan git install` and `uninstall`, in every kind of repository, and back to the byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from versions.worktree import PLAN, Work, make_work

SECTION = """\
# plainplan: plans are compared and merged by what they say
*.plan diff=plainplan merge=plainplan
*.xlsx diff=plainplan-workbook
# plainplan: end
"""


@pytest.fixture
def fresh(tmp_path: Path) -> Work:
    return make_work(tmp_path / "陳家 plans")


def test_install_says_what_git_runs_and_for_which_files(fresh: Work) -> None:
    done = fresh.plainplan("git", "install")
    assert (done.status, done.err) == (0, "")
    assert done.out == "git compares and merges plans here now; commit `.gitattributes`\n"
    assert fresh.read(".gitattributes") == SECTION
    assert fresh.git("config", "diff.plainplan.command") == "plainplan git compare --\n"
    assert fresh.git("config", "merge.plainplan.driver").startswith("plainplan git merge -- %O %A %B %L %P || ")
    said = fresh.git("check-attr", "merge", "diff", "--", "a/chen.plan", "b/chen.xlsx")
    assert "a/chen.plan: merge: plainplan\na/chen.plan: diff: plainplan\n" in said
    assert "b/chen.xlsx: diff: plainplan-workbook\n" in said


def test_installing_twice_is_installing_once(fresh: Work) -> None:
    assert fresh.plainplan("git", "install").status == 0
    once = fresh.read(".gitattributes"), fresh.read(".git/config")
    assert fresh.plainplan("git", "install").status == 0
    assert once == (fresh.read(".gitattributes"), fresh.read(".git/config"))


@pytest.mark.parametrize(
    "attributes",
    [
        None,
        "",
        "*.png binary\n",
        "*.png binary",
        "# 甲\r\n*.png binary\r\n",
        "*.png binary\r\n*.jpg binary",
        "\n\n",
        "a\n\n",
    ],
)
def test_uninstall_leaves_every_byte_as_it_was(fresh: Work, attributes: str | None) -> None:
    if attributes is not None:
        fresh.write(".gitattributes", attributes)
    config = fresh.read(".git/config")
    assert fresh.plainplan("git", "install").status == 0
    assert "plainplan" in fresh.read(".gitattributes")
    assert fresh.plainplan("git", "uninstall").status == 0
    assert config == fresh.read(".git/config")
    assert os.path.exists(fresh.root / ".gitattributes") == (attributes is not None)
    assert attributes is None or attributes == fresh.read(".gitattributes")


def test_lines_that_were_added_since_stay(fresh: Work) -> None:
    fresh.write(".gitattributes", "*.png binary")
    assert fresh.plainplan("git", "install").status == 0
    fresh.write(".gitattributes", fresh.read(".gitattributes") + "\n*.jpg binary\n")
    assert fresh.plainplan("git", "install").status == 0
    assert fresh.plainplan("git", "uninstall").status == 0
    assert fresh.read(".gitattributes") == "*.png binary\n*.jpg binary\n"


def test_lines_of_an_earlier_version_are_replaced(fresh: Work) -> None:
    first, _, *rest = SECTION.splitlines()
    fresh.write(".gitattributes", "\n".join(["*.png binary", first, "*.plan diff=old", rest[-1], "*.jpg binary", ""]))
    assert fresh.plainplan("git", "install").status == 0
    assert fresh.read(".gitattributes") == f"*.png binary\n{SECTION}*.jpg binary\n"


def test_settings_of_the_same_sections_that_are_not_ours_stay(fresh: Work) -> None:
    fresh.git("config", "diff.plainplan.cachetextconv", "true")
    config = fresh.read(".git/config")
    assert fresh.plainplan("git", "install").status == 0
    assert fresh.plainplan("git", "uninstall").status == 0
    assert config == fresh.read(".git/config")


def test_uninstall_where_nothing_is_installed_changes_nothing(fresh: Work) -> None:
    config = fresh.read(".git/config")
    assert fresh.plainplan("git", "uninstall").status == 0
    assert config == fresh.read(".git/config")
    assert not (fresh.root / ".gitattributes").exists()


def test_a_subfolder_stands_for_its_repository(fresh: Work) -> None:
    fresh.write("客戶/陳.plan", PLAN)
    assert fresh.plainplan("git", "install", folder="客戶").status == 0
    assert fresh.read(".gitattributes") == SECTION
    assert fresh.plainplan("git", "uninstall", "客戶").status == 0
    assert not (fresh.root / ".gitattributes").exists()


def test_a_linked_worktree_is_a_repository_too(fresh: Work) -> None:
    fresh.commit(PLAN)
    fresh.git("worktree", "add", "-q", "-b", "other", "../另一 tree")
    assert fresh.plainplan("git", "install", folder="../另一 tree").status == 0
    assert fresh.read("../另一 tree/.gitattributes") == SECTION
    assert "plainplan" in fresh.git("config", "merge.plainplan.driver")


def test_python_is_named_where_the_program_is_not_on_the_path(fresh: Work, tmp_path: Path) -> None:
    programs = tmp_path / "bin with spaces"
    programs.mkdir()
    for name in ("git", "sh"):
        found = next(
            Path(folder, name) for folder in os.environ["PATH"].split(os.pathsep) if Path(folder, name).exists()
        )
        (programs / name).symlink_to(found)
    lonely = Work(fresh.root, {**fresh.surroundings, "PATH": str(programs)})
    assert lonely.plainplan("git", "install").status == 0
    assert lonely.git("config", "diff.plainplan.textconv").endswith(" -m plainplan git text --\n")
    lonely.commit(PLAN)
    lonely.write("chen.plan", PLAN.replace("5%/year", "6%/year", 1))
    assert "param market" in lonely.git("--no-pager", "diff", "--no-ext-diff")


@pytest.mark.parametrize("action", ["install", "uninstall"])
def test_outside_of_a_repository_there_is_nothing_to_install(fresh: Work, tmp_path: Path, action: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    work = Work(outside, {**fresh.surroundings, "GIT_CEILING_DIRECTORIES": str(tmp_path)})
    done = work.plainplan("git", action)
    assert (done.status, done.out) == (1, "")
    assert done.err == "error[no-repository]: `.` is in no git repository\n  = help: git init\n\n"


def test_a_bare_repository_has_no_attributes_to_write(fresh: Work, tmp_path: Path) -> None:
    fresh.git("init", "-q", "--bare", str(tmp_path / "bare.git"))
    done = fresh.plainplan("git", "install", str(tmp_path / "bare.git"))
    assert done.status == 1
    assert "a bare repository, which has no files to set up" in done.err


def test_without_git_that_is_said(fresh: Work, tmp_path: Path) -> None:
    done = Work(fresh.root, {**fresh.surroundings, "PATH": str(tmp_path)}).plainplan("git", "install")
    assert (done.status, done.out) == (1, "")
    assert done.err == "error[no-git]: git is not installed, or not on the path\n\n"


def test_a_folder_that_is_not_there_is_not_taken_for_the_one_above(fresh: Work) -> None:
    done = fresh.plainplan("git", "install", "nowhere")
    assert done.status == 1
    assert done.err == "error[file-not-found]: there is no folder `nowhere`\n\n"
    assert not (fresh.root / ".gitattributes").exists()


def test_where_the_attributes_cannot_be_written_nothing_is_set(fresh: Work) -> None:
    (fresh.root / ".gitattributes").mkdir()
    config = fresh.read(".git/config")
    done = fresh.plainplan("git", "install")
    assert done.status == 1
    assert "is a directory" in done.err
    assert config == fresh.read(".git/config")


def test_where_the_settings_cannot_be_written_the_attributes_are_as_before(fresh: Work) -> None:
    fresh.write(".gitattributes", "*.png binary")
    # As another git that writes them at this moment would leave it.
    fresh.write(".git/config.lock", "")
    done = fresh.plainplan("git", "install")
    assert done.status == 1
    assert "could not lock config file" in done.err
    assert fresh.read(".gitattributes") == "*.png binary"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Try `plainplan git --help`."),
        (("instal",), "there is no `git instal`: it is `git install` or `git uninstall`"),
        (("install", "a", "b"), "one folder, or none"),
        (("compare", "a", "b"), "git calls this with the words of its external diff"),
        (("text",), "git calls this with one file"),
        (("merge", "a"), "git calls this with three files, the length of its marks and the path"),
    ],
)
def test_what_is_no_action_is_told_with_the_usage(fresh: Work, words: tuple[str, ...], said: str) -> None:
    done = fresh.plainplan("git", *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("words", [("text", "gone.plan"), ("merge", "a.plan", "gone.plan", "a.plan")])
def test_a_file_that_is_not_there_is_no_fault_of_the_program(fresh: Work, words: tuple[str, ...]) -> None:
    fresh.write("a.plan", PLAN)
    done = fresh.plainplan("git", *words)
    assert done.status == 1
    assert "gone.plan`: No such file or directory" in done.err
