"""How exact a run is: the largest error of its floats, and the figures in which digits cancel."""

from __future__ import annotations

import math
from types import MappingProxyType

from plainplan.api import Run
from plainplan.api.failures import where_text
from plainplan.cli.screen import padded
from plainplan.evaluate.exact import LIMIT, Deviation, Exactness
from plainplan.graph.nodes import SCALAR
from plainplan.render import escape_text

MOST_ROWS = 12

ENGLISH = MappingProxyType(
    {
        "title": "Exactness",
        "compared": "{count:,} values compared with the plan in 50 digits",
        "worst": "largest relative error {error:.1e}, of {name}",
        "cancels": "Of nearly equal amounts that are taken from each other fewer digits are left, in {count}:",
        "rests_on": "{count} more rest on these.",
        "nothing": "{count} differences are 0 in 50 digits, and at most {error:.1e} in floats.",
        "checks": "Distances of checks from what they expect are such differences, and are not listed.",
        "unknown": "Off for a reason that is not known, in {count}:",
        "more": "… and {count} more; --json has them all",
        "in_step": "{name} in {when}",
    }
)
CHINESE = MappingProxyType(
    {
        "title": "精確度",
        "compared": "與 50 位數的計算比對 {count:,} 個數值",
        "worst": "最大相對誤差 {error:.1e},在 {name}",
        "cancels": "相近的數相減,剩下的位數較少,共 {count} 項:",
        "rests_on": "另有 {count} 項由此而來。",
        "nothing": "{count} 項相減應為 0,浮點數最多差 {error:.1e}。",
        "checks": "檢查與預期值的差距也是這樣相減而來,不逐項列出。",
        "unknown": "原因不明的誤差,共 {count} 項:",
        "more": "… 另有 {count} 項,--json 全部列出",
        "in_step": "{name}({when})",
    }
)


def exactness_text(run: Run, found: Exactness) -> str:
    """What is to be said of it in the language of the plan."""
    words = CHINESE if run.graph.locale == "zh-TW" else ENGLISH
    rows = [words["title"], "  " + words["compared"].format(count=found.compared)]
    if found.worst is not None:
        rows.append("  " + words["worst"].format(error=found.worst.error, name=_place(run, found.worst, words)))
    listed = [deviation for deviation in found.beyond if not _is_of_checks(run, deviation)]
    by_reason = {
        reason: [deviation for deviation in listed if deviation.reason == reason]
        for reason in ("unknown", "cancels", "rests_on", "nothing")
    }
    for reason in ("unknown", "cancels"):
        rows += _table(run, reason, by_reason[reason], words)
    if by_reason["rests_on"]:
        rows.append("  " + words["rests_on"].format(count=len(by_reason["rests_on"])))
    if by_reason["nothing"]:
        error = max(abs(deviation.found - deviation.exact) for deviation in by_reason["nothing"])
        rows.append("  " + words["nothing"].format(count=len(by_reason["nothing"]), error=error))
    if len(listed) < len(found.beyond):
        rows.append("  " + words["checks"])
    return "\n".join(escape_text(row) for row in rows)


def exactness_json(run: Run, found: Exactness) -> dict[str, object]:
    """The same as plain values; an endless error is null."""
    return {
        "limit": LIMIT,
        "compared": found.compared,
        "worst": None if found.worst is None else _deviation_json(run, found.worst),
        "beyond": [_deviation_json(run, deviation) for deviation in found.beyond],
    }


def _is_of_checks(run: Run, deviation: Deviation) -> bool:
    """Whether this is how far a check is from failing: a difference that is meant to be small."""
    quantity = run.graph.quantities[deviation.quantity]
    is_known = deviation.reason != "unknown"
    return is_known and (quantity.is_helper or quantity.name.startswith(("check.", "builtin.")))


def _table(run: Run, reason: str, deviations: list[Deviation], words: MappingProxyType[str, str]) -> list[str]:
    if not deviations:
        return []
    shown = sorted(deviations, key=lambda deviation: -deviation.error)[:MOST_ROWS]
    places = [_place(run, deviation, words) for deviation in shown]
    from rich.cells import cell_len

    width = max(map(cell_len, places))
    rows = [f"    {padded(place, width)}  {item.error:.1e}" for place, item in zip(places, shown, strict=True)]
    if len(deviations) > len(shown):
        rows.append("    " + words["more"].format(count=len(deviations) - len(shown)))
    return ["  " + words[reason].format(count=len(deviations)), *rows]


def _place(run: Run, deviation: Deviation, words: MappingProxyType[str, str]) -> str:
    quantity = run.graph.quantities[deviation.quantity]
    if deviation.step is None or quantity.axis == SCALAR:
        return quantity.name
    when = where_text(run, quantity, deviation.step, run.graph.locale)
    return words["in_step"].format(name=quantity.name, when=when)


def _deviation_json(run: Run, deviation: Deviation) -> dict[str, object]:
    quantities = run.graph.quantities
    cause = deviation.cause
    return {
        "name": quantities[deviation.quantity].name,
        "step": deviation.step,
        "float": deviation.found,
        "exact": deviation.exact,
        "relative_error": deviation.error if math.isfinite(deviation.error) else None,
        "reason": deviation.reason or None,
        "rests_on": None if cause is None else quantities[cause].name,
    }
