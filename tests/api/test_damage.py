"""Of a line that cannot be read nothing more is told than its mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan import load

HEAD = """\
plan "Small" {
    currency: USD
    start: 2026-01
    years: 3
}

asset cash {
    value: 100 USD
}

"""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rate = 3%/year\nlet twice = 2 * rate\n", "unknown-declaration"),
        (
            "rule r(fund: asset) {\n    record level = fund ? 1 : 2\n}\n\n"
            "each year {\n    apply r(cash) as a\n    withdraw a.level from cash\n}\n",
            "unexpected-character",
        ),
        (
            "debt d {\n    principal: 5 USD\n    rate: 2%/year monthly\n}\n\nscenario s {\n    d.rate = 3%/year\n}\n",
            "unexpected-word",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_told_once(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "small.plan"
    path.write_text(HEAD + text, encoding="utf-8")
    assert [found.code for found in load(path).check()] == [code]
