"""How long `plainplan --help` takes beside an interpreter that does nothing."""

from __future__ import annotations

import argparse
import sys

from processes import installed_program, measure_in_turns, print_ratio


def main() -> None:
    """Run both in turns, print medians and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=31)
    commands = {
        "plainplan --help": [installed_program("plainplan"), "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    print_ratio(measure_in_turns(commands, options.parse_args().rounds), "plainplan --help", "python -c pass")


if __name__ == "__main__":
    main()
