"""What `run` shows of the charts of reports."""

from __future__ import annotations

import json
from math import nan
from pathlib import Path

import pytest

from plainplan.cli import main
from plainplan.cli.charts import blocks_of

REPORT = """
param least = 600 USD "Least"

report "For the client" {
    chart "Cash and [fund]" of cash, fund, least
}
"""


@pytest.fixture
def charted(small: Path) -> Path:
    """The small plan with a chart."""
    small.write_text(small.read_text(encoding="utf-8") + REPORT, encoding="utf-8")
    return small


def test_a_chart_is_a_row_of_blocks_a_line_with_its_ends_and_extremes(
    charted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(charted)]) == 0
    text = capsys.readouterr().out
    assert "Cash and [fund]  USD" in text
    rows = {
        line.split()[0]: line.split()[1:] for line in text[text.index("Cash and [fund]") :].splitlines() if line.split()
    }
    # 1,000 less 100 a year; 1,000 at 10 % for three years. The lowest block is 600, the highest 1,331.
    assert rows["Cash"] == ["▄▃▂", "900.00", "700.00", "900.00", "700.00"]
    assert rows["Fund"] == ["▆▇█", "1,100.00", "1,100.00", "1,331.00", "1,331.00"]
    assert rows["Least"] == ["▁▁▁", "600.00", "600.00", "600.00", "600.00"]


def test_json_has_the_points_of_a_chart(charted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(charted), "--json", "--set", "least=5 USD"]) == 0
    (chart,) = json.loads(capsys.readouterr().out)["charts"]
    assert chart["title"] == "Cash and [fund]"
    assert chart["points"] == ["2026-12-31", "2027-12-31", "2028-12-31"]
    assert [(line["label"], line["unit"]) for line in chart["lines"]] == [
        ("Cash", "USD"),
        ("Fund", "USD"),
        ("Least", "USD"),
    ]
    assert [line["values"] for line in chart["lines"][::2]] == [[900, 800, 700], [5, 5, 5]]


@pytest.mark.parametrize(
    ("values", "width", "blocks"),
    [
        ([0.0, 5.0, 10.0], 40, "▁▅█"),
        ([0.0, nan, 10.0], 40, "▁ █"),
        ([3.0, 3.0], 40, "▃▃"),
        (list(map(float, range(11))), 3, "▁▅█"),
        ([10.0], 1, "█"),
    ],
)
def test_a_long_line_is_drawn_from_some_of_its_points(values: list[float], width: int, blocks: str) -> None:
    assert blocks_of(values, 0.0, 10.0, width) == blocks
