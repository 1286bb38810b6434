"""The rules of the library, and accounts to which the examples in their documentation may be applied."""

from __future__ import annotations

import re
from pathlib import Path

from plainplan import Plan
from plainplan.cli.library import Entry, LibraryFile, library_files
from policies.markets import sound

# Each rule with the file that holds it.
RULES: list[tuple[LibraryFile, Entry]] = [
    (file, entry) for file in library_files() for entry in file.entries if entry.signature.startswith("rule ")
]
NAMES = [entry.name for _, entry in RULES]

HEAD = """\
plan "example" {
    currency: USD
    start: 2026-01
    years: 2
    inflation: 2%/year
}
"""
# What the examples name, each with what it needs.
DECLARATIONS = {
    "chen": "person chen {\n    born: 1956-01-01\n}\n",
    "living": "param living = 40k USD/year\n",
    "other": "param other = 90k USD\n",
    "price": "param price = 60 USD\n",
    "index": "let index = by_year(2026: 4_000, 2027: 4_200)\n",
    "put_now": "param put_now = 0%\n",
    **{
        name: f"asset {name} {{\n    value: {value}k USD\n    beta: {beta}\n    return: {rate}%/year\n}}\n"
        for name, value, beta, rate in (
            ("stocks", 600, 1, 6),
            ("bonds", 300, 0.1, 3),
            ("cash", 100, 0, 1),
            ("prototype", 300, 1, 6),
            ("leveraged", 300, 2, 10),
            ("income", 100, 0.6, 8),
            ("core", 400, 1, 6),
            ("satellite", 100, 1, 6),
            ("ira", 200, 1, 5),
            ("roth", 100, 1, 5),
            ("brokerage", 200, 1, 5),
            ("policy", 0, 0, 2),
            ("live", 0, 0, 0),
            ("bond", 1_000, 0.5, 3),
            ("stock", 0, 1, 6),
            ("deposit", 0, 0, 0),
            ("margin", 50, 0, 0),
            ("option", 0, 0, 0),
        )
    },
    **{
        name: f"debt {name} {{\n    principal: {principal}k USD\n    limit: 200k USD\n    rate: {rate}%/year\n"
        f"    payment: none\n}}\n"
        for name, principal, rate in (("loan", 100, 3), ("card", 5, 15), ("dead", 0, 0), ("short", 0, 0))
    },
    "portfolio": "group portfolio = stocks, bonds, cash\n",
    "mix": "group mix = stocks 60%, bonds 30%, cash rest\n",
    "savings": "group savings = brokerage\n",
}
NEEDED = {
    "savings": {"brokerage"},
    "portfolio": {"stocks", "bonds", "cash"},
    "mix": {"stocks", "bonds", "cash"},
}


def said(entry: Entry, word: str) -> list[str]:
    """The paragraphs of a rule that begin with a word."""
    return [text.removeprefix(word).strip() for text in entry.paragraphs if text.startswith(word)]


def example_text(entry: Entry) -> str:
    """A plan with the example of a rule, the functions and the accounts that it names, in its currency."""
    (example,) = said(entry, "Example:")
    words = set(re.findall(r"[a-z_]+", example))
    words |= {each for word in words for each in NEEDED.get(word, set())}
    uses = sorted({file.use for file in library_files() for each in file.entries if each.name in words})
    parts = ["\n".join(uses), HEAD, *(text for name, text in DECLARATIONS.items() if name in words)]
    text = "\n".join([*parts, f"each year {{\n    {example.strip('`')}\n}}\n"])
    return text.replace("USD", "TWD") if "TWD" in example else text


def example_plan(folder: Path, entry: Entry) -> Plan:
    """The plan of the example of a rule."""
    path = folder / "example.plan"
    path.write_text(example_text(entry), encoding="utf-8")
    return sound(path)
