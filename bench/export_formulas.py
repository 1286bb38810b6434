"""How long writing formula cells with cached values takes beside XlsxWriter as it comes, and in how much memory."""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import time
from statistics import median

COLUMNS = 500
VARIANTS = ("XlsxWriter", "plainplan", "plainplan rows in order")


def formula_text(row: int) -> str:
    """A formula of the kind that a workbook of ours holds, without its equals sign."""
    return f"IF(first=1,start,B{row + 1})*(1+Inputs!$C$5)+SUM(A{row + 1}:C{row + 1})"


def write_default(cells: int) -> bytes:
    """The cells written by XlsxWriter with its default settings."""
    from xlsxwriter import Workbook

    package = io.BytesIO()
    with Workbook(package) as book:
        sheet, money = book.add_worksheet("Accounts"), book.add_format({"num_format": "#,##0"})
        for index in range(cells):
            row, column = divmod(index, COLUMNS)
            sheet.write_formula(row, column, "=" + formula_text(row), money, index * 1.2345678)
    return package.getvalue()


def write_ours(cells: int, rows_in_order: bool) -> bytes:
    """The same cells written by the writer that `plainplan export` uses."""
    from plainplan.workbook.fast_writer import open_book

    package = io.BytesIO()
    with open_book(package, rows_in_order=rows_in_order) as book:
        sheet, money = book.add_worksheet("Accounts"), book.add_format({"num_format": "#,##0"})
        for index in range(cells):
            row, column = divmod(index, COLUMNS)
            sheet.write_formula(row, column, formula_text(row), money, index * 1.2345678)
    return package.getvalue()


def measure_here(variant: str, cells: int) -> dict[str, float]:
    """Seconds and growth of the process in MiB for one variant, in this very process."""
    warm = write_default if variant == "XlsxWriter" else lambda count: write_ours(count, variant.endswith("order"))
    # Importing, and whatever is made once, belongs to neither.
    warm(10)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    warm(cells)
    taken = time.perf_counter() - begin
    return {"seconds": taken, "mebibytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}


def main() -> None:
    """Run every variant in a process of its own, in turns, and print medians, ratios and memory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cells", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--variant", choices=VARIANTS, help="measure one variant here and print JSON")
    chosen = options.parse_args()
    if chosen.variant:
        print(json.dumps(measure_here(chosen.variant, chosen.cells)))
        return
    results: dict[str, list[dict[str, float]]] = {variant: [] for variant in VARIANTS}
    for _ in range(chosen.rounds):
        for variant, runs in results.items():
            command = [sys.executable, __file__, "--variant", variant, "--cells", str(chosen.cells)]
            runs.append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
    yardstick = median(run["seconds"] for run in results["XlsxWriter"])
    for variant, runs in results.items():
        seconds = median(run["seconds"] for run in runs)
        memory = median(run["mebibytes"] for run in runs)
        print(f"{variant:<26} {seconds:7.3f} s   {yardstick / seconds:5.1f} times as fast   {memory:6.0f} MiB")


if __name__ == "__main__":
    main()
