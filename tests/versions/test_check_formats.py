"""`plainplan check` tells a pipeline what it found in SARIF and JUnit, and by its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from plainplan.cli import main
from versions.recorded import GIT, SMALL, commit, start, with_fund

Captured = pytest.CaptureFixture[str]
# Any: JSON as it was read.
Json = dict[str, Any]

# What the objects of SARIF 2.1.0 that we write may hold; from the OASIS standard of 2020, sections 3.13 to 3.59.
MAY_HOLD = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "columnKind", "originalUriBaseIds", "invocations", "results", "properties"},
    "driver": {"name", "version", "rules"},
    "rule": {"id", "shortDescription", "help"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations"},
    "location": {"id", "message", "physicalLocation"},
    "physical": {"artifactLocation", "region"},
    "artifact": {"uri", "uriBaseId"},
    "region": {"startLine", "startColumn", "endLine", "endColumn"},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def sarif(capsys: Captured, *words: str, status: int) -> Json:
    """The one run of a report, each object of which has been looked at."""
    assert main(["check", "--format", "sarif", *words]) == status
    log = json.loads(capsys.readouterr().out)
    assert set(log) == MAY_HOLD["log"]
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert set(run) <= MAY_HOLD["run"]
    driver = run["tool"]["driver"]
    assert set(driver) == MAY_HOLD["driver"]
    assert all({"id"} <= set(rule) <= MAY_HOLD["rule"] for rule in driver["rules"])
    for result in run["results"]:
        look_at_result(result, [rule["id"] for rule in driver["rules"]], set(run["originalUriBaseIds"]))
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": status}]
    assert isinstance(run, dict)
    return run


def look_at_result(result: Json, rules: list[str], bases: set[str]) -> None:
    assert {"ruleId", "level", "message", "locations"} <= set(result) <= MAY_HOLD["result"]
    assert rules[result["ruleIndex"]] == result["ruleId"]
    assert result["level"] in ("error", "warning", "note")
    assert result["message"]["text"]
    for location in [*result["locations"], *result.get("relatedLocations", [])]:
        assert set(location) <= MAY_HOLD["location"]
        physical = location["physicalLocation"]
        assert set(physical) <= MAY_HOLD["physical"]
        artifact, region = physical["artifactLocation"], physical["region"]
        assert {"uri"} <= set(artifact) <= MAY_HOLD["artifact"]
        assert artifact["uri"].isascii()
        assert " " not in artifact["uri"]
        assert artifact["uri"].startswith("file:///") or artifact["uriBaseId"] in bases
        assert {"startLine"} <= set(region) <= MAY_HOLD["region"]
        assert all(number >= 1 for number in region.values())


def test_a_mistake_has_its_rule_its_level_and_its_place(capsys: Captured) -> None:
    write("small.plan", SMALL + "\nlet 甲𠀀乙 = nope\n")
    run = sarif(capsys, "small.plan", status=1)
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("unknown-name", "error")
    assert result["message"]["text"].startswith("unknown name `nope`")
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "small.plan", "uriBaseId": "%SRCROOT%"}
    # `let `, three characters (one of them two units of UTF-16) and ` = ` stand before it.
    line = SMALL.count("\n") + 2
    assert physical["region"] == {"startLine": line, "startColumn": 11, "endLine": line, "endColumn": 15}


def test_a_rule_says_what_the_reference_says(capsys: Captured) -> None:
    write("small.plan", SMALL.replace("> 1900", "> 5000"))
    run = sarif(capsys, "small.plan", status=1)
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "failed-check"
    page = (Path(__file__).parents[2] / "docs" / "errors.md").read_text(encoding="utf-8")
    section = " ".join(page.split("### failed-check\n")[1].split())
    assert section.startswith(rule["shortDescription"]["text"])
    assert rule["shortDescription"]["text"].endswith(".")


def test_a_second_place_is_a_related_location(capsys: Captured) -> None:
    write("small.plan", SMALL + "\nlet twice = fund\n\nlet twice = cash\n")
    run = sarif(capsys, "small.plan", status=1)
    (result,) = [found for found in run["results"] if found["ruleId"] == "duplicate-name"]
    assert [label["id"] for label in result["relatedLocations"]] == [1]
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == SMALL.count("\n") + 2


def test_a_mistake_without_a_place_is_one_of_its_file(capsys: Captured) -> None:
    run = sarif(capsys, "no.plan", status=1)
    (result,) = run["results"]
    assert result["ruleId"] == "file-not-found"
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "no.plan"


def test_a_path_is_written_as_a_uri(capsys: Captured) -> None:
    names = ["plans/陳 家#1?.plan", "plans/100%25.plan"]
    for name in names:
        write(name, "let a = nope\n")
    run = sarif(capsys, "./plans", status=1)
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
        if result["ruleId"] == "unknown-name"
    ]
    assert sorted(unquote(uri) for uri in uris) == sorted(names)


def test_a_plan_in_another_folder_has_its_whole_path(capsys: Captured, folder: Path) -> None:
    write("other/small.plan", "let a = nope\n")
    (folder / "here").mkdir()
    os.chdir(folder / "here")
    run = sarif(capsys, "../other/small.plan", status=1)
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": f"file://{folder}/other/small.plan"}
    # A whole path below the folder is told from the folder.
    os.chdir(folder)
    run = sarif(capsys, str(folder / "other" / "small.plan"), status=1)
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "other/small.plan", "uriBaseId": "%SRCROOT%"}


def test_a_plan_without_mistakes_is_a_run_without_results(capsys: Captured) -> None:
    write("small.plan", SMALL)
    assert sarif(capsys, "small.plan", status=0)["results"] == []


def test_the_figures_of_a_comparison_stand_in_the_properties_of_the_run(capsys: Captured, folder: Path) -> None:
    start(folder)
    commit(folder, "small", small=SMALL)
    write("small.plan", with_fund(990))
    run = sarif(capsys, "small.plan", "--against", "main", "--scenario", "base", status=1)
    (outcome,) = run["properties"]["outcomes"]
    assert [(found["outcome"], found["verdict"]) for found in outcome["figures"]] == [("net_worth", "worse")]
    assert [result["ruleId"] for result in run["results"]] == ["worse-outcome", "uncommitted-edits"]


def junit(capsys: Captured, *words: str, status: int) -> ET.Element:
    assert main(["check", "--format", "junit", *words]) == status
    # The text is ours, and read as a pipeline reads it.
    root = ET.fromstring(capsys.readouterr().out.encode())
    assert root.tag == "testsuites"
    for suite in root:
        assert suite.tag == "testsuite"
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(root.attrib["tests"]) == len(root.findall("testsuite/testcase"))
    assert int(root.attrib["failures"]) == len(root.findall("testsuite/testcase/failure"))
    return root


def cases(root: ET.Element) -> dict[str, ET.Element]:
    return {case.attrib["name"]: case for case in root.iter("testcase")}


def test_each_check_in_each_scenario_is_a_case(capsys: Captured) -> None:
    # At 10 % 1,331 and 700 remain, at 20 % 1,728 and 700.
    write("small.plan", SMALL.replace("> 1900", "> 2400 at end"))
    found = cases(junit(capsys, "small.plan", status=1))
    assert found["reads and checks"].find("failure") is None
    assert found["solvent (good)"].find("failure") is None
    failure = found["solvent (base)"].find("failure")
    assert failure is not None
    assert failure.attrib == {"message": "`solvent` does not hold, first in 2028", "type": "failed-check"}
    assert "small.plan:28:1" in (failure.text or "")
    assert "short by 369 USD" in (failure.text or "")
    # What every plan is tried for stands beside its own checks.
    assert "everything_paid (base)" in found


def test_a_warning_is_output_and_no_failure(capsys: Captured) -> None:
    write("small.plan", SMALL.replace("check solvent", "warn solvent").replace("> 1900", "> 5000"))
    case = cases(junit(capsys, "small.plan", status=0))["solvent (base)"]
    assert case.find("failure") is None
    assert "warning[failed-warning]: `solvent` does not hold" in case.findtext("system-out", "")


def test_a_plan_that_cannot_be_read_is_a_failed_case(capsys: Captured) -> None:
    write("small.plan", "let a = nope\n\nlet b = nope2\n")
    root = junit(capsys, "small.plan", "no.plan", status=1)
    assert [suite.attrib["name"] for suite in root] == ["small.plan", "no.plan"]
    (case,) = root[0]
    assert case.attrib["name"] == "reads and checks"
    failure = case.find("failure")
    assert failure is not None
    assert (failure.text or "").count("error[unknown-name]") == 2
    assert root[1][0].find("failure") is not None


def test_a_static_check_has_one_case(capsys: Captured) -> None:
    write("small.plan", SMALL)
    assert list(cases(junit(capsys, "--static", "small.plan", status=0))) == ["reads and checks"]


def test_whatever_a_file_holds_the_report_is_xml(capsys: Captured) -> None:
    write("a<b>&\x01.plan", 'let a = "<]]>&\x02\x1b\ufffe" + nope\n')
    root = junit(capsys, "a<b>&\x01.plan", status=1)
    # A control character has no place in XML.
    assert root[0].attrib["name"] == "a<b>&.plan"


def test_a_figure_that_is_held_against_a_revision_is_a_case(capsys: Captured, folder: Path) -> None:
    start(folder)
    commit(folder, "small", small=SMALL)
    write("small.plan", with_fund(990))
    words = ["--against", "main", "--scenario", "base", "--outcome", "net_worth", "--lower", "fund"]
    found = cases(junit(capsys, "small.plan", *words, status=1))
    case = found["net_worth (base) against main:small.plan"]
    failure = case.find("failure")
    assert failure is not None
    assert failure.attrib["type"] == "worse-outcome"
    assert case.findtext("system-out") == "2,031.00 USD before, 2,017.69 USD now (−13.31 USD): worse"
    other = found["fund (base) against main:small.plan"]
    assert other.find("failure") is None
    assert other.findtext("system-out") == "1,331.00 USD before, 1,317.69 USD now (−13.31 USD): better"


@pytest.mark.parametrize("form", ["sarif", "junit", "json"])
def test_a_stream_that_is_no_utf_8_has_every_character(form: str, folder: Path) -> None:
    write("陳.plan", "let 甲 = 乙\n")
    command = [sys.executable, "-m", "plainplan", "check", "--format", form, "陳.plan"]
    found = subprocess.run(
        command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert (found.returncode, found.stderr) == (1, b"")
    assert found.stdout.isascii()
    told = found.stdout.decode()
    read = "".join(ET.fromstring(told).itertext()) if form == "junit" else str(json.loads(told))
    assert "乙" in read


@pytest.mark.parametrize("form", ["full", "concise", "json", "sarif", "junit"])
@pytest.mark.parametrize(
    ("plans", "status"),
    [
        (["fine.plan"], 0),
        (["warned.plan"], 0),
        (["fine.plan", "failing.plan"], 1),
        (["failing.plan", "fine.plan"], 1),
        (["broken.plan", "fine.plan", "warned.plan"], 1),
        (["fine.plan", "no.plan"], 1),
        (["plans"], 1),
        (["empty"], 2),
        (["fine.plan", "--frmat"], 2),
        ([], 2),
    ],
)
def test_the_exit_status_is_of_all_the_plans(capsys: Captured, form: str, plans: list[str], status: int) -> None:
    texts = {
        "fine": SMALL,
        "warned": SMALL.replace("check solvent", "warn solvent").replace("> 1900", "> 5000"),
        "failing": SMALL.replace("> 1900", "> 5000"),
        "broken": "let a = (\n",
    }
    Path("empty").mkdir()
    for name, text in texts.items():
        write(f"{name}.plan", text)
        write(f"plans/{name}.plan", text)
    assert main(["check", *plans, "--format", form]) == status


def test_a_fault_of_the_program_has_a_status_of_its_own(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    write("small.plan", SMALL)

    def fall(*_: object, **__: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("plainplan.cli.check.load", fall)
    assert main(["check", "--format", "sarif", "small.plan"]) == 70
    # No report is better than half of one that looks whole.
    assert capsys.readouterr().out == ""
