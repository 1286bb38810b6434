"""How the figures of a plan stand against a revision: a table, and the same as plain values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from plainplan.cli.checked import Checked
from plainplan.cli.outcome_texts import change_text, figure_text
from plainplan.cli.story import Block, Grid, Heading, Item
from plainplan.dimensions import unit_text
from plainplan.versions.against import Judged, Standing

ENGLISH = MappingProxyType(
    {
        "title": "Against {name}",
        "heads": "outcome before now change",
        "base": "base",
        "same": "same",
        "better": "better",
        "tolerated": "worse, within {allowed}",
        "worse": "worse",
        "worse_than": "worse, {allowed} allowed",
        "new": "new",
        "lost": "{check} held and fails now ({scenario})",
    }
)
CHINESE = MappingProxyType(
    {
        "title": "與 {name} 相比",
        "heads": "結果 先前 現在 差異",
        "base": "基準",
        "same": "相同",
        "better": "較佳",
        "tolerated": "較差,未逾 {allowed}",
        "worse": "較差",
        "worse_than": "較差,容許 {allowed}",
        "new": "新增",
        "lost": "{check} 原本通過,現在未通過({scenario})",
    }
)


def story_of(standing: Standing, labels: Mapping[str, str], locale: str) -> list[Block]:
    """A table of the figures with their verdicts, and the checks that held; scenarios are called by their labels."""
    words = CHINESE if locale == "zh-TW" else ENGLISH

    def scenario(name: str) -> str:
        return words["base"] if name == "base" else labels.get(name) or name

    rows = tuple(
        (
            f"{found.wanted.text} ({scenario(found.scenario)})",
            _figure(found.before, found, locale),
            _figure(found.after, found, locale),
            change_text(found.change, found.type, found.is_share, locale),
            _verdict(found, words, locale),
        )
        for found in standing.judged
    )
    story: list[Block] = [Heading(words["title"].format(name=standing.name))]
    if rows:
        story.append(Grid((*words["heads"].split(), ""), rows, (1, 2, 3)))
    story += [
        Item("−", words["lost"].format(check=lost.label or lost.name, scenario=scenario(lost.scenario)))
        for lost in standing.lost
    ]
    return story


def verdict_text(found: Judged) -> str:
    """One line about a figure, for the log of a pipeline."""
    before, after = (_figure(value, found, "en") for value in (found.before, found.after))
    change = change_text(found.change, found.type, found.is_share, "en")
    return f"{before} before, {after} now{f' ({change})' if change else ''}: {_verdict(found, ENGLISH, 'en')}"


def figure_lines(checked: Checked) -> Iterator[str]:
    """A line for each figure, and for each check that held, as mistakes are told in one."""
    assert checked.standing is not None
    for found in checked.standing.judged:
        yield f"{checked.plan.path}: {found.wanted.text} ({found.scenario}): {verdict_text(found)}"
    for lost in checked.standing.lost:
        yield f"{checked.plan.path}: {ENGLISH['lost'].format(check=lost.name, scenario=lost.scenario)}"


def standing_json(checked: Checked) -> dict[str, object]:
    """Everything at full precision; a figure without a value is null."""
    standing = checked.standing
    assert standing is not None
    return {
        "path": checked.plan.path,
        "against": standing.name,
        "figures": [
            {
                "outcome": found.wanted.text,
                "better": "lower" if found.wanted.is_better_lower else "higher",
                "scenario": found.scenario,
                "unit": unit_text(found.type),
                "before": _number(found.before),
                "after": _number(found.after),
                "change": _number(found.change),
                "allowed": _number(found.allowed),
                "verdict": found.verdict,
            }
            for found in standing.judged
        ],
        "lost_checks": [{"check": lost.name, "scenario": lost.scenario} for lost in standing.lost],
    }


def _verdict(found: Judged, words: MappingProxyType[str, str], locale: str) -> str:
    key = "worse_than" if found.verdict == "worse" and found.allowed else found.verdict
    return words[key].format(allowed=figure_text(found.allowed, found.type, found.is_share, locale))


def _figure(value: float | None, found: Judged, locale: str) -> str:
    return figure_text(math.nan if value is None else value, found.type, found.is_share, locale)


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value
