"""`plainplan diff` as one runs it: what it prints, in which form, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plainplan.cli import main

PLAN = """\
plan "Small" {
    currency: USD
    start: 2026-01
    years: 3
    step: year
    locale: en
}

param rate = 10%/year "Return"

asset fund "Fund" {
    value: 1000 USD
    return: rate
}

check enough "Enough": fund >= 1300 USD at end

scenario good "Good years" {
    rate = 20%/year
}
"""


@pytest.fixture(autouse=True)
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions of a plan in the current folder, `a.plan` and `b.plan`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write("a.plan", PLAN)
    write("b.plan", PLAN.replace("10%", "6%"))
    return tmp_path


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["diff", *words])
    written = capsys.readouterr()
    return status, written.out, written.err


def test_differences_are_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "a.plan", "b.plan")
    assert (status, err) == (0, "")
    assert out.startswith("a.plan → b.plan\n\nEdits\n")
    assert "● Enough: holds → fails 2028" in out


def test_edits_alone_are_told_without_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "--edits", "a.plan", "b.plan")
    assert (status, err) == (0, "")
    assert out == 'a.plan → b.plan\n\nEdits\n  ~ param rate "Return": 10%/year → 6%/year\n'


def test_a_scenario_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "a.plan", "b.plan", "--scenario", "base", "--format", "json")
    assert [outcome["scenario"] for outcome in json.loads(out)[0]["outcomes"]] == ["base"]


def test_a_scenario_that_neither_has_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "a.plan", "b.plan", "--scenario", "worst")
    assert (status, "Edits" in out) == (1, True)
    assert err.startswith("error[unknown-scenario]: neither version has a scenario `worst`")


def test_json_holds_all_at_full_precision(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "--format", "json", "a.plan", "b.plan")
    assert (status, err) == (0, "")
    (found,) = json.loads(out)
    keys = ["path", "before", "after", "edits", "files", "outcomes", "attribution", "diagnostics"]
    assert list(found) == keys
    assert (found["path"], found["before"], found["after"]) == ("b.plan", "a.plan", "b.plan")
    assert found["edits"] == [
        {
            "kind": "param",
            "name": "rate",
            "was": "rate",
            "change": "changed",
            "is_moved": False,
            "followed": 0,
            "facts": [{"key": "value", "before": "10%/year", "after": "6%/year"}],
            "lines": [],
        }
    ]
    base, good = found["outcomes"]
    assert (base["is_changed"], base["parted"], good["is_changed"]) == (True, "2026-12-31", False)
    final = base["figures"][0]
    # 1,000 times 1.1, and 1.06, three times.
    assert (final["figure"], final["unit"]) == ("final", "USD")
    assert [final[key] for key in ("before", "after", "change")] == pytest.approx([1331, 1191.016, -139.984])
    assert base["checks"] == [
        {
            "name": "enough",
            "label": "Enough",
            "before": {"holds": True, "failed_on": None},
            "after": {"holds": False, "failed_on": "2028-12-31"},
        }
    ]
    assert [year["year"] for year in base["years"]] == [2026, 2027, 2028]


def test_markdown_is_for_a_pull_request(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "--format", "markdown", "a.plan", "b.plan")
    assert (status, err) == (0, "")
    assert out.startswith("## a.plan → b.plan\n\n### Edits\n\n- \\~ param rate ")
    assert "| net worth at the end | 1,331.00 USD | 1,191.02 USD | −139.98 USD |\n" in out


def test_a_version_with_mistakes_is_told_with_its_places_and_the_edits(capsys: pytest.CaptureFixture[str]) -> None:
    write("b.plan", PLAN.replace("return: rate", "return: rates"))
    status, out, err = run(capsys, "a.plan", "b.plan")
    assert status == 1
    assert " · return: rate → rates\n" in out
    assert "┌─ b.plan:13:13" in err


def test_mistakes_are_part_of_a_page_in_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    write("b.plan", PLAN.replace("return: rate", "return: rates"))
    status, out, _ = run(capsys, "a.plan", "b.plan", "--format", "markdown")
    assert status == 1
    assert "### What cannot be compared\n\n- b.plan:13:13: error\\[unknown-name\\]: " in out


def test_a_text_that_is_no_plan_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    write("b.plan", PLAN.replace("asset fund", "asset"))
    status, out, err = run(capsys, "a.plan", "b.plan")
    assert (status, out) == (1, "a.plan → b.plan\n")
    assert "┌─ b.plan:11:7" in err


def test_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "a.plan", "c.plan")
    assert (status, err.splitlines()[0]) == (1, "error[file-not-found]: there is no file `c.plan`")


def test_a_revision_outside_of_git_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "HEAD~1", "a.plan")
    assert (status, out) == (1, "")
    assert err.startswith("error[no-repository]: `a.plan` is in no git repository")


def test_folders_end_with_a_table_of_all_plans(capsys: pytest.CaptureFixture[str]) -> None:
    write("old/a.plan", PLAN)
    write("new/a.plan", PLAN.replace("10%", "6%"))
    write("new/b.plan", PLAN)
    status, out, err = run(capsys, "old", "new")
    assert (status, err) == (0, "")
    assert out.endswith(
        "\nAll plans\n"
        "  plan    Edits  net worth at the end    Checks\n"
        "  a.plan      1           −139.98 USD  1 turned\n"
        "  b.plan    new\n"
    )


def test_only_edits_asks_for_no_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "--edits", "--scenario", "good", "a.plan", "b.plan")
    assert status == 2
    assert err.startswith("plainplan diff: `--edits` runs nothing")


def test_a_reader_that_stops_reading_is_no_fault() -> None:
    command = [sys.executable, "-m", "plainplan", "diff", "a.plan", "b.plan"]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


def test_two_versions_are_compared_without_what_they_do_not_need(plans: Path) -> None:
    script = (
        "import sys; from plainplan.cli import main; status = main(['diff', '--edits', 'a.plan', 'b.plan']);"
        " print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True, cwd=plans)
    assert {"numpy", "sympy", "pandas", "scipy", "xlsxwriter", "openpyxl"}.isdisjoint(done.stderr.split())
