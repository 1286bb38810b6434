"""How long `plainplan diff` takes to say which of eight edits did what, beside one `plainplan run` of the same plan.

The plan is 40 years of months; the edits are of values, of formulas and flows, or of blocks and accounts.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from processes import installed_program, measure_in_turns, print_ratio

PLAN = Path(__file__).parents[1] / "plans" / "two-earners.plan"

Replacements = tuple[tuple[str, str], ...]

EDITS: dict[str, Replacements] = {
    "values": (
        ('2%/year "通貨膨脹率"', '2.2%/year "通貨膨脹率"'),
        ('2.5%/year "每年調薪"', '2.4%/year "每年調薪"'),
        ("param dca = 1.5萬", "param dca = 1.6萬"),
        ("months_kept = 6 months", "months_kept = 5 months"),
        ("living_cost = 6.5萬", "living_cost = 6.6萬"),
        ("college_cost = 25萬", "college_cost = 27萬"),
        ("    return: 6%/year", "    return: 5.9%/year"),
        ("rate: 2.1%/year", "rate: 2.3%/year"),
    ),
    "formulas and flows": (
        ("let reserve = months_kept", "let reserve = 1.1 * months_kept"),
        ("1.5 months * salary_lin", "(1 month + 0.6 months) * salary_lin"),
        ("    return: 1.5%/year", "    return: inflation"),
        ("    return: 6%/year", "    return: 3.5%/year + inflation"),
        ("most_kept = 12 months", "most_kept = 10 months"),
        ("    amount: living_cost\n", "    amount: living_cost * 1.02\n"),
        (
            "goal college",
            'expense car "車" {\n    amount: 1萬 TWD/month\n    paid_from: cash then fund\n}\n\ngoal college',
        ),
        (
            "expense living",
            'expense tax "稅" {\n    amount: 5萬 TWD\n    in: may\n    paid_from: cash then fund\n}\n\nexpense living',
        ),
    ),
    "blocks and accounts": (
        ("payment: level", "payment: equal_principal"),
        ("in: february", "in: january, february"),
        ("each year in december", "each year in june"),
        ("max(reserve - cash, 0)", "max(reserve - cash, 0) * 50%"),
        ("    growth: raise\n    until: wu", "    until: wu"),
        ("    buy_cost: 1.5%\n", "    buy_cost: 1.5%\n    fee: 0.1%/year\n"),
        (
            "debt mortgage",
            "debt car_loan {\n    principal: 60萬 TWD\n    rate: 3%/year\n    term: 5 years\n    paid_from: cash\n}\n\n"
            "debt mortgage",
        ),
        (
            "let monthly_payment",
            "asset bonds {\n    value: 50萬 TWD\n    return: 3%/year\n}\n\neach year in march {\n"
            "    move max(cash - 1.5 * reserve, 0) from cash to bonds\n}\n\nlet monthly_payment",
        ),
    ),
}


def main() -> None:
    """Compare a plan with each of its later versions, in turns with a run of it; print medians and ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=11)
    rounds = options.parse_args().rounds
    text = _edited(PLAN.read_text(encoding="utf-8"), (("years: 45", "years: 40"),))
    program = installed_program("plainplan")
    with tempfile.TemporaryDirectory() as folder:
        before = _written(folder, "before", text)
        commands = {"run": [program, "run", before]}
        for name, replacements in EDITS.items():
            commands[name] = [program, "diff", before, _written(folder, name, _edited(text, replacements))]
        seconds = measure_in_turns(commands, rounds)
    for name in EDITS:
        print_ratio({key: seconds[key] for key in ("run", name)}, name, "run")


def _edited(text: str, replacements: Replacements) -> str:
    for old, new in replacements:
        if text.count(old) != 1:
            raise SystemExit(f"`{old}` does not stand once in {PLAN.name}")
        text = text.replace(old, new)
    return text


def _written(folder: str, name: str, text: str) -> str:
    path = Path(folder) / f"{name.replace(' ', '-')}.plan"
    path.write_text(text, encoding="utf-8")
    return str(path)


if __name__ == "__main__":
    main()
