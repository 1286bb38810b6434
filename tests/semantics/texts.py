"""The beginnings of the plans that these tests write."""

from __future__ import annotations


def plan(body: str, *, step: str = "year", years: int = 5, start: str = "2026-01", inflation: str = "") -> str:
    """A plan in TWD with a body."""
    prices = f"\n    inflation: {inflation}" if inflation else ""
    head = f"    currency: TWD\n    start: {start}\n    years: {years}\n    step: {step}{prices}\n    locale: en"
    return f'plan "test" {{\n{head}\n}}\n\n{body}\n'


def asset(name: str, value: str = "1000 TWD", **properties: str) -> str:
    """An asset on a line of its own; `return_` is `return:`."""
    lines = [f"value: {value}", *(f"{key.rstrip('_')}: {text}" for key, text in properties.items())]
    return _declaration("asset", name, lines)


def debt(name: str, principal: str = "1000 TWD", **properties: str) -> str:
    """A debt."""
    lines = [f"principal: {principal}", *(f"{key.rstrip('_')}: {text}" for key, text in properties.items())]
    return _declaration("debt", name, lines)


def flow(keyword: str, name: str, amount: str, **properties: str) -> str:
    """An income or an expense; `from_` and `in_` are `from:` and `in:`."""
    lines = [f"amount: {amount}", *(f"{key.rstrip('_')}: {text}" for key, text in properties.items())]
    return _declaration(keyword, name, lines)


def _declaration(keyword: str, name: str, lines: list[str]) -> str:
    inner = "".join(f"    {line}\n" for line in lines)
    return f"{keyword} {name} {{\n{inner}}}\n"
