"""`plainplan new` writes a plan that checks clean, and never over another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan import load
from plainplan.cli import main
from plainplan.cli.new import LOCALES, starter_text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_starter_checks_clean_in_every_scenario(locale: str, tmp_path: Path) -> None:
    plan = tmp_path / "a.plan"
    assert main(["new", "--locale", locale, str(plan)]) == 0
    assert load(plan).check() == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_starter_is_in_canonical_form(locale: str, tmp_path: Path) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text(starter_text(locale), encoding="utf-8")
    assert load(plan).format() == starter_text(locale)


def test_an_existing_file_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text("mine", encoding="utf-8")
    assert main(["new", str(plan)]) == 1
    assert plan.read_text(encoding="utf-8") == "mine"
    assert capsys.readouterr().err == f"plainplan: `{plan}` exists already, and is left as it is\n"


def test_without_a_file_the_starter_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--locale", "en"]) == 0
    assert capsys.readouterr().out == starter_text("en")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "no" / "a.plan"
    assert main(["new", str(plan)]) == 1
    assert capsys.readouterr().err == f"plainplan: cannot write `{plan}`: No such file or directory\n"
