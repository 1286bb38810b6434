"""How long `plainplan check` of a clean plan takes beside `bean-check` of a ledger with as many lines."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from processes import installed_program, measure_in_turns, print_ratio
from texts import ledger_text, plan_text


def main() -> None:
    """Write both texts, run both programs in turns, print medians and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lines", type=int, default=200)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--step", choices=("year", "quarter", "month"), default="year")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plan, ledger = Path(folder, "household.plan"), Path(folder, "household.beancount")
        plan.write_text(plan_text(chosen.lines, chosen.step), encoding="utf-8")
        ledger.write_text(ledger_text(chosen.lines), encoding="utf-8")
        commands = {
            "plainplan check": [installed_program("plainplan"), "check", str(plan)],
            "plainplan check --static": [installed_program("plainplan"), "check", "--static", str(plan)],
            "bean-check": [installed_program("bean-check"), str(ledger)],
        }
        seconds = measure_in_turns(commands, chosen.rounds)
    print(f"{chosen.lines} lines, {chosen.step} steps, {chosen.rounds} rounds")
    print_ratio(seconds, "plainplan check", "bean-check")


if __name__ == "__main__":
    main()
