"""`use`: the library that comes with the language, and files below the plan's folder, never outside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from check.household import ACCOUNTS, HEADER
from plainplan.check import Model, check
from plainplan.diagnostics import Diagnostic
from plainplan.source import Source
from plainplan.syntax import parse

RULE = "rule halve(a: asset, b: asset) {\n move a / 2 from a to b\n}\n"
APPLY = "each year {\n apply halve(core, cash)\n}\n"


def use(folder: Path, text: str) -> tuple[Model | None, list[Diagnostic]]:
    file, found = parse(Source(str(folder / "main.plan"), text + HEADER.replace("STEP", "year") + ACCOUNTS))
    assert found == []
    return check(file, project_root=folder)


def codes(folder: Path, text: str) -> list[str]:
    return [diagnostic.code for diagnostic in use(folder, text)[1]]


def test_a_file_below_the_folder_brings_its_rules(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.plan").write_text(RULE, encoding="utf-8")
    model, found = use(tmp_path, f"use rules.mine\n{APPLY}")
    assert found == []
    assert model is not None
    assert list(model.rules) == ["halve"]


def test_a_file_that_is_used_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "one.plan").write_text(RULE, encoding="utf-8")
    (tmp_path / "two.plan").write_text("use one\n", encoding="utf-8")
    assert codes(tmp_path, f"use one\nuse two\nuse one\n{APPLY}") == []


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.plan"
    outside.write_text(RULE, encoding="utf-8")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "link.plan").symlink_to(outside)
    assert codes(tmp_path / "project", "use link\n") == ["outside-project"]


def test_a_plan_cannot_use_itself(tmp_path: Path) -> None:
    (tmp_path / "main.plan").write_text("", encoding="utf-8")
    assert codes(tmp_path, "use main\n") == ["circular-use"]


def test_a_missing_file_and_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "one.plan").write_text("use two\n", encoding="utf-8")
    (tmp_path / "two.plan").write_text("use one\n", encoding="utf-8")
    assert codes(tmp_path, "use one\n") == ["circular-use"]
    assert codes(tmp_path, "use three\n") == ["file-not-found"]
    assert codes(tmp_path, "use std.three\n") == ["unknown-library"]


def test_a_file_of_the_library_is_offered_by_its_whole_name(tmp_path: Path) -> None:
    assert use(tmp_path, "use capm\n")[1][0].help == "did you mean `std.capm`?"


def test_rules_of_a_file_that_cannot_be_read_are_not_told_besides(tmp_path: Path) -> None:
    assert codes(tmp_path, f"use nowhere\n{APPLY}") == ["file-not-found"]
    (tmp_path / "one.plan").write_text("rule halve(a: asset {\n}\n", encoding="utf-8")
    assert "unknown-rule" not in codes(tmp_path, f"use one\n{APPLY}")


def test_a_rule_of_the_plan_hides_an_imported_one_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "one.plan").write_text(RULE, encoding="utf-8")
    model, found = use(tmp_path, f"use one\n{RULE}{APPLY}")
    assert [(item.code, item.severity) for item in found] == [("hidden-import", "note")]
    assert model is not None
    assert model.rules["halve"] in model.declarations


def test_two_imports_of_one_name_clash(tmp_path: Path) -> None:
    (tmp_path / "one.plan").write_text(RULE, encoding="utf-8")
    (tmp_path / "two.plan").write_text(RULE, encoding="utf-8")
    assert codes(tmp_path, f"use one\nuse two\n{APPLY}") == ["ambiguous-name"]


def test_mistakes_of_a_used_file_are_told_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "one.plan").write_text(
        "rule halve(a: asset, b: asset) {\n move a + 5% from a to b\n}\n", encoding="utf-8"
    )
    _, found = use(tmp_path, f"use one\n{APPLY}")
    assert [(item.code, item.span.source.path) for item in found if item.span] == [("dimension-mismatch", "one.plan")]


@pytest.mark.parametrize("step", ["year", "quarter", "month"])
@pytest.mark.parametrize(
    "rule",
    [
        "elastic(core, lever, cash, spending: used)",
        "elastic(core, lever, cash, spending: used, floor: 10 years, harvest: 50%, version: 1)",
        "smart(core, lever, cash, spending: used)",
        "full(core, lever, cash)",
    ],
)
def test_the_rules_of_the_library_are_sound_in_every_step(rule: str, step: str, tmp_path: Path) -> None:
    text = f"use std.rebalance\n{HEADER.replace('STEP', step)}{ACCOUNTS}each year {{\n rebalance {rule}\n}}\n"
    file, found = parse(Source("main.plan", text))
    assert found == []
    assert check(file, project_root=tmp_path)[1] == []
