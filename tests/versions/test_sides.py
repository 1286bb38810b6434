"""Which two versions of which plans the words of a command line ask for, with the real git."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from plainplan.diagnostics import Diagnostic
from plainplan.versions.git import find_repository
from plainplan.versions.revisions import Revisions
from plainplan.versions.sides import find_sides
from versions.worktree import PLAN, Work, make_work

RULES = """\
rule save(pot: asset, amount: TWD) {
    receive amount into pot as saved
}
"""
SAVER = """\
use lib.saving

plan "王家" {
    currency: TWD
    start: 2026-01
    years: 2
    step: year
}

asset cash "現金" = 100萬 TWD

each year {
    apply save(cash, 1萬 TWD)
}
"""
KEEPER = """\
plan "林家" {
    currency: TWD
    start: 2026-01
    years: 2
    step: year
}

data book "帳本" from "book.csv" by year {
    column "food" as food: TWD
}

asset cash "現金" = 100萬 TWD
"""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A repository with the plans of three households, in whose top folder we stand."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    made = make_work(tmp_path / "陳家 plans")
    made.write("plans/lib/saving.plan", RULES)
    made.write("plans/wang.plan", SAVER)
    made.write("plans/book.csv", "year,food\n2026,1\n2027,2\n")
    made.write("plans/lin.plan", KEEPER)
    made.commit(PLAN)
    monkeypatch.chdir(made.root)
    return made


def sides(*words: str) -> list[tuple[str | None, str | None]]:
    """The names of both versions of each plan."""
    with Revisions() as revisions:
        found = find_sides(revisions, list(words))
        assert not isinstance(found, Diagnostic), found
        return [
            (None if each.before is None else each.before.name, None if each.after is None else each.after.name)
            for each in found
        ]


def refused(*words: str) -> tuple[str, str]:
    with Revisions() as revisions:
        found = find_sides(revisions, list(words))
        assert isinstance(found, Diagnostic)
        return found.code, found.message


def texts(*words: str) -> list[str]:
    """What stands in both versions of the only plan."""
    with Revisions() as revisions:
        found = find_sides(revisions, list(words))
        assert not isinstance(found, Diagnostic), found
        (both,) = found
        known = [side.plan.source for side in (both.before, both.after) if side is not None]
        return [source.text for source in known if source is not None]


def change(repo: Work) -> str:
    """What the plan of the Chens says after another commit."""
    repo.edit("market = 5%/year", "market = 6%/year")
    return repo.read()


def test_two_files_are_compared_as_they_are(repo: Work) -> None:
    assert sides("chen.plan", "plans/wang.plan") == [("chen.plan", "plans/wang.plan")]


def test_two_folders_are_compared_plan_by_plan(repo: Work) -> None:
    shutil.copytree("plans", "later")
    os.remove("later/lin.plan")
    repo.write("later/new.plan", PLAN)
    repo.write("later/lib/saving.plan", RULES.replace("amount into", "amount * 2 into"))
    # The Wangs' plan stayed as it is, and its rules did not.
    assert sides("plans", "later") == [
        ("plans/lib/saving.plan", "later/lib/saving.plan"),
        ("plans/lin.plan", None),
        (None, "later/new.plan"),
        ("plans/wang.plan", "later/wang.plan"),
    ]


def test_of_two_folders_that_are_the_same_there_is_nothing_to_tell(repo: Work) -> None:
    shutil.copytree("plans", "later")
    assert sides("plans", "later") == []


def test_a_file_is_not_compared_with_a_folder(repo: Work) -> None:
    assert refused("plans", "chen.plan") == (
        "not-a-file",
        "`plans` and `chen.plan` are a file and a folder: compare two of a kind",
    )


def test_a_plan_alone_is_compared_with_the_last_commit(repo: Work) -> None:
    assert sides("chen.plan") == [("HEAD:chen.plan", "chen.plan")]


def test_nothing_asks_for_all_that_changed_since_the_last_commit(repo: Work) -> None:
    assert sides() == []
    repo.write("chen.plan", PLAN.replace("60萬", "61萬"))
    assert sides() == [("HEAD:chen.plan", "chen.plan")]


def test_a_revision_is_compared_with_the_work_tree(repo: Work) -> None:
    later = change(repo)
    assert texts("HEAD~1", "chen.plan") == [PLAN, later]
    assert texts("HEAD~1") == [PLAN, later]


@pytest.mark.parametrize("words", [("HEAD~1..HEAD",), ("HEAD~1", "HEAD"), ("HEAD~1..",), ("HEAD~1", "main")])
def test_two_revisions_are_compared_whatever_stands_in_the_work_tree(repo: Work, words: tuple[str, ...]) -> None:
    later = change(repo)
    repo.write("chen.plan", "what nobody committed")
    assert texts(*words) == [PLAN, later]


def test_three_dots_ask_what_came_since_the_branches_parted(repo: Work) -> None:
    repo.branch("feature")
    later = change(repo)
    repo.go("main")
    repo.edit("living = 60萬", "living = 61萬")
    assert texts("main...feature") == [PLAN, later]
    assert texts("main..feature")[0] != PLAN
    parted = repo.git("rev-parse", "--short=7", "main~1").strip()
    assert sides("main...feature") == [(f"{parted}:chen.plan", "feature:chen.plan")]


def test_a_file_of_a_revision_is_compared_with_any_other(repo: Work) -> None:
    later = change(repo)
    assert texts("HEAD~1:chen.plan") == [PLAN, later]
    assert texts("HEAD~1:chen.plan", "HEAD:chen.plan") == [PLAN, later]
    assert texts("plans/wang.plan", "HEAD~1:chen.plan") == [SAVER, PLAN]


def test_a_folder_asks_for_the_plans_below_it(repo: Work) -> None:
    change(repo)
    repo.edit("1萬 TWD", "2萬 TWD", "plans/wang.plan")
    assert sides("HEAD~2", "plans") == [("HEAD~2:plans/wang.plan", "plans/wang.plan")]


def test_paths_count_from_where_one_stands(repo: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.edit("1萬 TWD", "2萬 TWD", "plans/wang.plan")
    monkeypatch.chdir("plans")
    expected = [("HEAD~1:plans/wang.plan", "wang.plan")]
    for word in ("wang.plan", ".", os.path.abspath("wang.plan")):
        assert sides("HEAD~1", word) == expected
    assert sides("HEAD~1:./wang.plan") == expected


def test_a_plan_is_found_through_a_link(repo: Work, tmp_path: Path) -> None:
    later = change(repo)
    link = tmp_path / "link"
    link.symlink_to(repo.root, target_is_directory=True)
    assert texts("HEAD~1", str(link / "chen.plan")) == [PLAN, later]


def test_a_plan_that_was_added_or_removed_has_one_version(repo: Work) -> None:
    repo.git("rm", "-q", "plans/lin.plan")
    repo.write("new.plan", "# a plan of its own\n")
    assert sides() == [("HEAD:plans/lin.plan", None), (None, "new.plan")]
    assert sides("new.plan") == [(None, "new.plan")]
    assert sides("plans/lin.plan") == [("HEAD:plans/lin.plan", None)]


@pytest.mark.parametrize("is_told", [True, False], ids=["told-to-git", "not-told-to-git"])
def test_a_plan_that_was_moved_is_one_plan(repo: Work, is_told: bool) -> None:
    os.rename("chen.plan", "陳.plan")
    if is_told:
        repo.git("add", "--all")
    assert sides() == [("HEAD:chen.plan", "陳.plan")]
    assert sides("陳.plan") == [("HEAD:chen.plan", "陳.plan")]
    assert sides("HEAD", "chen.plan") == [("HEAD:chen.plan", "陳.plan")]


def test_a_plan_whose_data_changed_is_compared(repo: Work) -> None:
    repo.commit("year,food\n2026,1\n2027,3\n", "plans/book.csv")
    assert sides("HEAD~1") == [("HEAD~1:plans/lin.plan", "plans/lin.plan")]
    assert sides("HEAD~1..HEAD") == [("HEAD~1:plans/lin.plan", "HEAD:plans/lin.plan")]


def test_a_plan_whose_rules_changed_is_compared_and_so_are_the_rules(repo: Work) -> None:
    repo.edit("receive amount into", "receive amount * 2 into", "plans/lib/saving.plan")
    assert [before for before, _ in sides("HEAD~1")] == ["HEAD~1:plans/lib/saving.plan", "HEAD~1:plans/wang.plan"]


def test_what_a_plan_uses_is_read_from_its_own_revision(repo: Work) -> None:
    repo.edit("receive amount into", "receive amount * 2 into", "plans/lib/saving.plan")
    with Revisions() as revisions:
        found = find_sides(revisions, ["HEAD~1", "plans/wang.plan"])
        assert not isinstance(found, Diagnostic)
        (both,) = found
        assert both.before is not None
        assert both.after is not None
        # 100萬 and two deposits of 1萬, or of 2萬.
        assert [side.plan.run().net_worth[-1] for side in (both.before, both.after)] == [1_020_000, 1_040_000]


def test_files_of_a_revision_are_gone_afterwards(repo: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(store))
    repository = find_repository(".")
    assert not isinstance(repository, Diagnostic)
    commit = repository.resolve("HEAD")
    assert isinstance(commit, str)

    def interrupted() -> None:
        with Revisions() as revisions:
            assert revisions.plan_at(repository, commit, "HEAD", "plans/lin.plan").check(is_static=True) == []
            assert list(store.iterdir()) != []
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(store.iterdir()) == []


def test_a_word_that_is_a_path_is_no_revision(repo: Work) -> None:
    repo.git("branch", "plans")
    change(repo)
    assert sides("plans") == []
    assert sides("heads/plans") == [("heads/plans:chen.plan", "chen.plan")]


def test_a_merge_that_is_not_resolved_is_told_once(repo: Work) -> None:
    repo.branch("feature")
    repo.edit("market = 5%/year", "market = 6%/year")
    repo.go("main")
    repo.edit("market = 5%/year", "market = 7%/year")
    assert repo.run("git", "merge", "-q", "feature").status == 1
    assert sides() == [("HEAD:chen.plan", "chen.plan")]


def test_a_plan_in_a_submodule_is_of_its_own_repository(repo: Work, tmp_path: Path) -> None:
    inner = make_work(tmp_path / "inner")
    inner.commit(PLAN, "inner.plan")
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.root), "inner")
    repo.git("commit", "-q", "-m", "a submodule")
    repo.write("inner/inner.plan", PLAN.replace("60萬", "61萬"))
    assert sides("inner/inner.plan") == [("HEAD:inner.plan", "inner/inner.plan")]
    assert sides() == []


def test_another_work_tree_has_its_own_files(repo: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = change(repo)
    repo.git("worktree", "add", "-q", str(tmp_path / "other"), "HEAD~1")
    monkeypatch.chdir(tmp_path / "other")
    assert texts("main") == [later, PLAN]


def test_a_hook_of_git_says_where_the_repository_is(repo: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    later = change(repo)
    monkeypatch.setenv("GIT_DIR", ".git")
    assert texts("HEAD~1", "chen.plan") == [PLAN, later]


def test_settings_of_the_reader_change_nothing(repo: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    os.rename("chen.plan", "陳.plan")
    repo.git("add", "--all")
    for key, value in (("diff.renames", "false"), ("diff.relative", "true"), ("diff.noprefix", "true")):
        repo.git("config", key, value)
    monkeypatch.chdir("plans")
    assert sides() == [("HEAD:chen.plan", "../陳.plan")]


def test_a_bare_repository_has_revisions_alone(repo: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = change(repo)
    repo.git("clone", "-q", "--bare", str(repo.root), str(tmp_path / "bare"))
    monkeypatch.chdir(tmp_path / "bare")
    assert texts("HEAD~1..HEAD") == [PLAN, later]
    message = "a bare repository has no files to compare a revision with: name two revisions"
    assert refused("HEAD~1") == ("no-repository", message)


def test_a_revision_that_git_does_not_know_is_refused(repo: Work) -> None:
    assert refused("elsewhere") == ("unknown-revision", "git knows no revision `elsewhere`")
    assert refused("HEAD..-x") == ("unknown-revision", "git knows no revision `-x`")


def test_a_word_that_means_nothing_is_said_to_be_no_file_either(repo: Work) -> None:
    with Revisions() as revisions:
        found = find_sides(revisions, ["chen.pln"])
    assert isinstance(found, Diagnostic)
    assert found.notes[0] == "there is no file or folder of that name either"


def test_three_revisions_are_too_many(repo: Work) -> None:
    told = "two revisions are compared, and these are 3: `a`, `b`, `c`"
    assert refused("a", "b", "c") == ("too-many-revisions", told)


def test_branches_without_a_common_commit_did_not_part(repo: Work) -> None:
    repo.git("checkout", "-q", "--orphan", "alone")
    repo.git("commit", "-q", "-m", "alone")
    assert refused("main...alone") == ("unknown-revision", "the two revisions have no commit in common")


def test_a_repository_without_a_commit_has_no_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_work(tmp_path / "new")
    made.write("chen.plan", PLAN)
    monkeypatch.chdir(made.root)
    assert refused("chen.plan") == ("unknown-revision", "the repository has no commit yet")


def test_a_clone_of_one_commit_says_how_to_get_the_others(repo: Work, tmp_path: Path) -> None:
    change(repo)
    repo.git("clone", "-q", "--depth", "1", repo.root.as_uri(), str(tmp_path / "clone"))
    with Revisions() as revisions:
        found = find_sides(revisions, ["HEAD~1", str(tmp_path / "clone" / "chen.plan")])
    assert isinstance(found, Diagnostic)
    assert (found.code, found.help) == ("shallow-history", "git fetch --unshallow")


def test_a_folder_outside_of_git_has_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused("HEAD~1") == ("no-repository", "`.` is in no git repository")


def test_a_file_of_another_repository_is_refused(repo: Work, tmp_path: Path) -> None:
    path = str(tmp_path / "elsewhere.plan")
    assert refused("HEAD", "chen.plan", path) == (
        "no-repository",
        f"`{path}` is not in the repository of `chen.plan`",
    )


def test_without_git_there_are_no_revisions_and_files_are_compared(
    repo: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused("HEAD~1") == ("no-git", "git is not installed, or not on the path")
    assert sides("chen.plan", "plans/wang.plan") == [("chen.plan", "plans/wang.plan")]


def test_what_git_complains_of_is_told(repo: Work) -> None:
    repository = find_repository(".")
    assert not isinstance(repository, Diagnostic)
    found = repository.ask("cat-file", "blob", "0" * 40)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.message) == ("git-fault", f"fatal: git cat-file {'0' * 40}: bad file")


def test_a_plan_that_was_not_there_yet_is_told_by_its_name_then(repo: Work) -> None:
    repo.git("mv", "chen.plan", "later.plan")
    repo.git("commit", "-q", "-m", "a move")
    with Revisions() as revisions:
        found = find_sides(revisions, ["HEAD~1:later.plan"])
        assert not isinstance(found, Diagnostic)
        assert found[0].before is not None
        (fault,) = found[0].before.plan.check()
    assert (fault.code, fault.message) == ("not-in-revision", "`later.plan` is not in `HEAD~1`")
    assert fault.notes == ("it was called `chen.plan` then",)


def test_beside_a_near_copy_a_renamed_plan_is_followed_through_the_commits(repo: Work) -> None:
    before = repo.git("rev-parse", "HEAD").strip()
    repo.git("mv", "chen.plan", "family.plan")
    repo.git("commit", "-q", "-m", "a new name")
    (repo.root / "family.plan").write_text(PLAN + "".join(f"# note {number}\n" for number in range(9)))
    (repo.root / "copy.plan").write_text(PLAN)
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "a copy")
    moved = ("BEFORE:chen.plan", "HEAD:family.plan")

    def named(*words: str) -> list[tuple[str | None, ...]]:
        found = sides(*words)
        return [tuple(name and name.replace(before, "BEFORE") for name in pair) for pair in found]

    assert named(before, "HEAD", "family.plan") == [moved]
    assert sorted(named(before, "HEAD"), key=str) == [moved, (None, "HEAD:copy.plan")]
    assert named(f"{before}:chen.plan") == [("BEFORE:chen.plan", "family.plan")]
    # What is moved again and not committed is the same plan.
    repo.git("mv", "family.plan", "household.plan")
    assert named(before, "household.plan") == [("BEFORE:chen.plan", "household.plan")]


def test_a_file_of_a_revision_is_compared_with_one_outside_of_the_repository(
    repo: Work, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("elsewhere") / "other.plan"
    other.write_text(PLAN)
    assert sides("HEAD:chen.plan", str(other)) == [("HEAD:chen.plan", str(other))]


def test_a_plan_that_is_nowhere_is_told_once_with_its_neighbour(repo: Work) -> None:
    with Revisions() as revisions:
        found = find_sides(revisions, ["HEAD", "chne.plan"])
    assert isinstance(found, Diagnostic)
    assert (found.code, found.message) == (
        "file-not-found",
        "there is no file `chne.plan`, nor was there one in `HEAD`",
    )
    assert found.help == "did you mean `chen.plan`?"
    assert refused("HEAD:chne.plan") == (found.code, found.message)


def test_a_revision_without_a_path_names_no_file(repo: Work) -> None:
    assert refused("HEAD:") == ("not-a-file", "`HEAD:` names no file: a file of a revision is `HEAD:chen.plan`")


def test_a_data_file_of_a_revision_is_no_plan(repo: Work) -> None:
    with Revisions() as revisions:
        found = find_sides(revisions, ["HEAD:plans/book.csv"])
        assert not isinstance(found, Diagnostic)
        assert found[0].before is not None
        assert [fault.code for fault in found[0].before.plan.check()] == ["not-a-plan"]


def test_a_revision_before_the_first_commit_says_how_many_there_are(repo: Work) -> None:
    repository = find_repository(".")
    assert not isinstance(repository, Diagnostic)
    repo.git("commit", "-q", "--allow-empty", "-m", "second")
    found = repository.resolve("HEAD~40")
    assert isinstance(found, Diagnostic)
    count = repo.git("rev-list", "--count", "HEAD").strip()
    assert found.notes == (f"`HEAD` has {count} commits, the first of which is `HEAD~{int(count) - 1}`",)


def test_a_folder_without_a_repository_can_have_one(tmp_path: Path) -> None:
    found = find_repository(str(tmp_path))
    assert isinstance(found, Diagnostic)
    assert (found.code, found.help) == ("no-repository", "git init")


def test_a_link_that_leads_out_of_the_repository_is_not_followed(repo: Work, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("root:x:0:0\n", encoding="utf-8")
    (repo.root / "chen.plan").unlink()
    (repo.root / "chen.plan").symlink_to(secret)
    for words in ([], ["HEAD"], ["HEAD:chen.plan"], ["HEAD:chen.plan", "chen.plan"]):
        with Revisions() as revisions:
            found = find_sides(revisions, words)
            assert not isinstance(found, Diagnostic), found
            (both,) = found
            assert both.after is not None
            assert both.after.plan.source is None
            (fault,) = both.after.plan.check()
            assert fault.message == "`chen.plan` is a link to what lies outside of the repository"


def test_a_revision_of_a_bare_repository_is_no_file(
    repo: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(repo)
    repo.git("clone", "-q", "--bare", str(repo.root), str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    assert sides("HEAD~1", "HEAD") == [("HEAD~1:chen.plan", "HEAD:chen.plan")]
