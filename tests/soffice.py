"""Recalculates workbooks with LibreOffice, the engine that is not ours."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

# Recalculation on load is forced (0 = always): cached values must not pass for computed ones.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def find_soffice() -> str | None:
    """The program of LibreOffice, if it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def recalculate(path: Path, timeout: float = 120) -> Path:
    """The workbook recalculated by LibreOffice, in a directory `recalculated` beside it."""
    return recalculate_all([path], timeout)[0]


def recalculate_all(paths: Sequence[Path], timeout: float = 300) -> list[Path]:
    """Several workbooks of different names recalculated in one start of LibreOffice, each beside its original."""
    program = find_soffice()
    if program is None:
        pytest.skip("LibreOffice Calc is not installed: workbooks cannot be recalculated")
    target = paths[0].parent / "recalculated"
    with tempfile.TemporaryDirectory(prefix="soffice-") as profile:
        user = Path(profile) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                str(target),
                *map(str, paths),
            ],
            check=True,
            capture_output=True,
            timeout=timeout,
        )
    results = [target / path.name for path in paths]
    missing = [result.name for result in results if not result.exists()]
    if missing:
        raise RuntimeError(f"LibreOffice wrote no {', '.join(missing)}")
    return results
