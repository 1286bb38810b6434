"""The steps of a proof in Chinese: they are made of formulas and of a few turns of speech."""

from __future__ import annotations

import re

# What stands before a step; several may, one after the other. What rises comes first: its formula may begin with `if`.
BEFORE = (
    (r"([^:]*) rises with (\S+): ", r"\1 隨 \2 遞增:"),
    (r"([^:]*) falls with (\S+): ", r"\1 隨 \2 遞減:"),
    (r"in the first row: ", "第一期:"),
    (r"in every later row: ", "往後各期:"),
    (r"row (\d+): ", r"第 \1 列:"),
    (r"where (\S+) is not below 0: ", r"\1 不小於 0 時:"),
    (r"where (\S+) is not above 0: ", r"\1 不大於 0 時:"),
    (r"(\S+ = (?:true|false)(?:, \S+ = (?:true|false))*): ", r"\1 時:"),
    (r"at (.*?): ", r"在 \1:"),
    (r"if (.*?): ", r"若 \1:"),
)
# A step, whole: what is longer comes before what is part of it.
STEPS = (
    (r"always true, once simplified", "化簡後恆成立"),
    (r"no param is in it: it is computed", "其中沒有參數,直接計算"),
    (r"the conditions exclude each other", "這些條件互斥,不會發生"),
    (r"this cannot be", "不會發生"),
    (r"… and (\d+) cases more", r"……另有 \1 種情形"),
    (r"shown in (\d+) boxes of the ranges, one by one", r"把範圍切成 \1 格逐一證明"),
    (r"never below 0, by the same argument: (.*)", r"同理恆不小於 0:\1"),
    (r"given that it held in the row before: (.*)", r"假設前一期成立:\1"),
    (r"the sign is that of (.*)", r"正負號同 \1"),
    (
        r"(.*) has no root inside the range of (.*), and is above 0 at one point of it",
        r"\1 在 \2 的範圍內沒有根,且其中一點大於 0",
    ),
    (r"(.*), each of which is not below 0", r"\1,每一項都不小於 0"),
    (r"(.*) is not below 0, as each of its parts", r"\1 不小於 0,因為每一項都是"),
    (r"(.*) is above 0, as each of its parts", r"\1 大於 0,因為每一項都是"),
    (r"(.*) is not below 0, as given", r"\1 不小於 0,為已知"),
    (r"(.*) is above 0, as given", r"\1 大於 0,為已知"),
    (r"(.*) is not below 0 within the ranges", r"\1 不小於 0(在範圍內)"),
    (r"(.*) is above 0 within the ranges", r"\1 大於 0(在範圍內)"),
    (r"it is (.*), which is not below 0", r"即 \1,不小於 0"),
    (r"it is (.*), which is above 0", r"即 \1,大於 0"),
    (r"(.*) is 0, which is not below 0", r"\1 為 0,不小於 0"),
    (r"it is (.*)", r"即 \1"),
    (r"(.*) is not below 0", r"\1 不小於 0"),
    (r"(.*) is above 0", r"\1 大於 0"),
    (r"(.*) is 0", r"\1 為 0"),
    (r"(.*) within the ranges", r"\1(在範圍內)"),
    (r"(.*) is given", r"\1 為已知"),
    (r"both sides are the same, multiplied out", "兩邊展開後相同"),
    (r"both sides are (.*)", r"兩邊都是 \1"),
    (r"(.*), whichever values its choices take", r"\1,不論取哪一個值"),
    (r"left - right = (.*)", r"左式 - 右式 = \1"),
    # Where a claim fails.
    (r"step (\d+)", r"第 \1 期"),
    (r"row (\d+) of (.*)", r"\2 第 \1 列"),
)
# How the symbols of the row before end.
MARKS = {"[before]": "[前期]", "[rows before]": "[之前期數]"}
MORE = re.compile(r"(.*), and (\d+) cases more")


def step_text(line: str, locale: str) -> str:
    """A step in the language of the plan."""
    if locale != "zh-TW":
        return line
    text = _chinese(line)
    for mark, words in MARKS.items():
        text = text.replace(mark, words)
    return text


def _chinese(line: str) -> str:
    more = MORE.fullmatch(line)
    if more is not None:
        return f"{_chinese(more[1])},另有 {more[2]} 種情形"
    for pattern, words in BEFORE:
        found = re.match(pattern, line)
        if found is not None:
            return found.expand(words) + _chinese(line[found.end() :])
    for pattern, words in STEPS:
        found = re.fullmatch(pattern, line)
        if found is not None:
            return found.expand(words)
    return line
