"""What the real git shows of a plan that changed, and of a workbook."""

from __future__ import annotations

import hashlib

from versions.worktree import PLAN, Work, work

__all__ = ["work"]

SPACED = PLAN.replace("    value: 200萬", "  value:    200萬").replace("asset core", "\n\n\nasset  core")


def shown(work: Work, *words: str) -> str:
    return work.git("--no-pager", *words)


def test_a_diff_tells_edits_and_what_they_did(work: Work) -> None:
    work.write("chen.plan", PLAN.replace("market = 5%/year", "market = 6%/year"))
    found = shown(work, "diff")
    assert '  ~ param market "股票報酬率": 5%/year → 6%/year\n' in found
    assert "期末淨值" in found
    assert "@@" not in found


def test_each_plan_that_changed_is_told(work: Work) -> None:
    work.commit(PLAN, "客戶/林 家.plan")
    work.edit("market = 5%/year", "market = 6%/year", "客戶/林 家.plan")
    work.edit("living = 60萬", "living = 61萬")
    found = shown(work, "diff", "HEAD~2")
    assert '  ~ param market "股票報酬率": 5%/year → 6%/year\n' in found
    assert '  ~ param living "生活費": 60萬 TWD/year → 61萬 TWD/year\n' in found
    assert "客戶/林 家.plan" in found


def test_what_a_plan_uses_is_found_from_a_subfolder_as_well(work: Work) -> None:
    work.write("客戶/rates.plan", "fn twice(x: money) = 2 * x\n")
    work.commit(PLAN.replace("param market", "use rates\n\nparam market"), "客戶/lin.plan")
    work.write("客戶/lin.plan", work.read("客戶/lin.plan").replace("market = 5%/year", "market = 6%/year"))
    found = work.git("--no-pager", "diff", folder="客戶")
    assert "error" not in found
    assert "期末淨值" in found


def test_without_the_external_diff_layout_is_no_change_and_headings_name_the_declaration(work: Work) -> None:
    work.write("chen.plan", SPACED)
    assert shown(work, "diff", "--no-ext-diff") == ""
    work.write("chen.plan", SPACED.replace("return: 1%/year", "return:  2%/year"))
    found = shown(work, "diff", "--no-ext-diff", "--unified=0")
    assert '@@ -20 +20 @@ asset cash "現金" {\n-    return: 1%/year\n+    return: 2%/year\n' in found
    assert found.count("\n+") == 2


def test_a_log_with_patches_can_be_read(work: Work) -> None:
    work.commit(SPACED, message="layout")
    work.edit("return: 1%/year", "return: 2%/year")
    found = shown(work, "log", "-p", "-2", "--format=%s", "--", "chen.plan")
    assert found.startswith("an edit\n\ndiff --git a/chen.plan b/chen.plan\n")
    assert "\n-    return: 1%/year\n+    return: 2%/year\n" in found
    assert found.endswith("\nlayout\n\n")


def test_a_log_tells_what_each_commit_did_when_asked(work: Work) -> None:
    work.edit("market = 5%/year", "market = 6%/year")
    work.edit('"股票報酬率"', '"全球股票"')
    found = shown(work, "log", "-p", "--ext-diff", "--format=%s", "--", "chen.plan")
    assert found.count("5%/year → 6%/year") == 1
    assert "期末淨值" in found
    assert found.count("an edit\n") == 3


def test_a_patch_that_is_mailed_and_a_change_that_is_staged_by_parts_are_of_the_lines_themselves(work: Work) -> None:
    work.commit(SPACED)
    work.edit("return: 1%/year", "return:  2%/year")
    work.write("../mailed.patch", work.git("format-patch", "-1", "--stdout"))
    work.git("reset", "-q", "--hard", "HEAD~1")
    work.git("am", "-q", "../mailed.patch")
    assert work.read() == SPACED.replace("return: 1%/year", "return:  2%/year")
    work.write("chen.plan", SPACED)
    assert work.run("sh", "-c", "yes | git add --patch").status == 0
    assert work.git("show", ":chen.plan") == SPACED


def test_new_and_deleted_plans_are_told_as_such(work: Work) -> None:
    work.write("lin.plan", PLAN)
    work.git("add", "lin.plan")
    assert "這份計畫是新增的" in shown(work, "diff", "--cached")
    work.git("rm", "-q", "chen.plan")
    assert "這份計畫已刪除" in shown(work, "diff", "--cached", "--", "chen.plan")


def test_a_renamed_plan_is_one_plan(work: Work) -> None:
    work.git("mv", "chen.plan", "陳.plan")
    work.write("陳.plan", PLAN.replace("market = 5%/year", "market = 6%/year"))
    work.git("add", "陳.plan")
    found = shown(work, "-c", "core.quotepath=off", "diff", "--cached", "--find-renames")
    assert found.startswith("rename from chen.plan\nrename to 陳.plan\n")
    assert "5%/year → 6%/year" in found
    assert " → 陳.plan (" in found


def test_a_change_of_the_mode_alone_is_told(work: Work) -> None:
    (work.root / "chen.plan").chmod(0o755)
    found = shown(work, "diff")
    assert found.startswith("chen.plan: old mode 100644, new mode 100755\n")
    assert "兩個版本內容相同" in found


def test_of_a_version_that_cannot_be_read_the_lines_are_shown(work: Work) -> None:
    work.write("chen.plan", PLAN.replace("market = 5%/year", "market = = 5%/year"))
    found = shown(work, "diff")
    assert "error[" in found
    assert '\n-param market = 5%/year "股票報酬率"\n+param market = = 5%/year "股票報酬率"\n' in found
    assert "+param market = = 5%/year" in shown(work, "diff", "--no-ext-diff")


def test_a_plan_in_another_encoding_does_not_stop_git(work: Work) -> None:
    (work.root / "chen.plan").write_bytes(PLAN.encode("utf-16"))
    work.write("lin.plan", PLAN)
    work.git("add", "--intent-to-add", "lin.plan")
    found = shown(work, "diff")
    assert "error[wrong-encoding]" in found
    assert "lin.plan" in found


def test_a_reader_that_goes_away_is_no_complaint(work: Work) -> None:
    for number in range(4):
        work.write(f"{number}.plan", PLAN)
    work.git("add", "--all")
    work.git("commit", "-q", "-m", "more")
    for number in range(4):
        work.write(f"{number}.plan", PLAN.replace("market = 5%/year", "market = 6%/year"))
    done = work.run("sh", "-c", "git --no-pager diff | head -n 1")
    assert (done.status, done.err) == (0, "")
    assert done.out.count("\n") == 1


def test_a_workbook_is_shown_as_its_plan_and_its_inputs(work: Work) -> None:
    assert work.plainplan("export", "chen.plan", "-o", "chen.xlsx").status == 0
    work.git("add", "chen.xlsx")
    work.git("commit", "-q", "-m", "a workbook")
    work.write("chen.plan", PLAN.replace("market = 5%/year", "market = 6%/year"))
    assert work.plainplan("export", "chen.plan", "-o", "chen.xlsx").status == 0
    found = shown(work, "diff", "--", "chen.xlsx")
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in (PLAN, work.read())]
    assert f"\n-plan {digests[0]}\n+plan {digests[1]}\n" in found
    assert "-market_base = 0.05\n" in found
    assert [line for line in found.splitlines() if line.startswith("+")][1:] == [
        f"+plan {digests[1]}",
        "+market_base = 0.06",
    ]
    whole = work.plainplan("git", "text", "chen.xlsx").out
    # What an input looks like on the cover is none, and a day has no time.
    assert "1,234" not in whole
    assert "plan.start = 2026-01-01\n" in whole


def test_a_file_that_only_looks_like_a_workbook_is_still_shown(work: Work) -> None:
    for content in (b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0\0\0", b"no workbook\n"):
        (work.root / "a.xlsx").write_bytes(content)
        done = work.plainplan("git", "text", "a.xlsx")
        assert (done.status, done.err) == (0, "")
        assert done.out
