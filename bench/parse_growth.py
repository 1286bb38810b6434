"""Whether parsing is linear: a plan of ten times as many lines takes about ten times as long."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from statistics import median

from texts import plan_text

LINES = (20_000, 200_000)


def measure_here(lines: int) -> dict[str, float]:
    """Seconds to parse a text of so many lines, and the most memory that this process ever held, in MiB."""
    from plainplan.source import Source
    from plainplan.syntax.parser import parse

    # What is made once, such as the tables of the grammar, belongs to neither.
    parse(Source("small.plan", plan_text(200)))
    source = Source("large.plan", plan_text(lines))
    begin = time.perf_counter()
    _, diagnostics = parse(source)
    taken = time.perf_counter() - begin
    if diagnostics:
        raise SystemExit(f"the text is not clean: {diagnostics[0].message}")
    return {"seconds": taken, "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    """Parse both texts in processes of their own, in turns, and print medians and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--lines", type=int, help="measure one text here and print JSON")
    chosen = options.parse_args()
    if chosen.lines:
        print(json.dumps(measure_here(chosen.lines)))
        return
    results: dict[int, list[dict[str, float]]] = {lines: [] for lines in LINES}
    for _ in range(chosen.rounds):
        for lines, runs in results.items():
            command = [sys.executable, __file__, "--lines", str(lines)]
            runs.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
    medians = {lines: median(run["seconds"] for run in runs) for lines, runs in results.items()}
    for lines, runs in results.items():
        memory = median(run["mebibytes"] for run in runs)
        print(f"{lines:>8,} lines   median {medians[lines]:7.3f} s   {memory:6.0f} MiB")
    print(f"200,000 lines / 20,000 lines: {medians[LINES[1]] / medians[LINES[0]]:.2f}")


if __name__ == "__main__":
    main()
