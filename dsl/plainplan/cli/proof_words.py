"""The steps of a proof in Chinese: they are made of formulas and of a few turns of speech."""

from __future__ import annotations

import re

# In this order: what is longer comes before what is part of it.
CHINESE = (
    (r"always true, once simplified", "化簡後恆成立"),
    (r"no param is in it: it is computed", "其中沒有參數,直接計算"),
    (r"the conditions exclude each other", "這些條件互斥,不會發生"),
    (r"this cannot be", "不會發生"),
    (r"the sign is that of (.*)", r"正負號同 \1"),
    (r"it is (.*), which is not below 0", r"即 \1,不小於 0"),
    (r"it is (.*), which is above 0", r"即 \1,大於 0"),
    (r", each of which is not below 0", ",每一項都不小於 0"),
    (
        r" has no root inside the range of (.*), and is above 0 at one point of it",
        r" 在 \1 的範圍內沒有根,且其中一點大於 0",
    ),
    (r"shown in (\d+) boxes of the ranges, one by one", r"把範圍切成 \1 格逐一證明"),
    (r"never below 0, by the same argument: ", "同理恆不小於 0:"),
    (r"given that it held in the row before: ", "假設前一期成立:"),
    (r"in the first row: ", "第一期:"),
    (r"in every later row: ", "往後各期:"),
    (r"^if (.*?): ", r"若 \1:"),
    (r", as given", ",為已知"),
    (r"^row (\d+): ", r"第 \1 列:"),
    (r", and (\d+) cases more", r",另有 \1 種情形"),
    (r"… and (\d+) cases more", r"……另有 \1 種情形"),
    (r"where (\S+) is not below 0: ", r"\1 不小於 0 時:"),
    (r"where (\S+) is not above 0: ", r"\1 不大於 0 時:"),
    (r"^at (.*?): ", r"在 \1:"),
    (r" rises with (\S+): ", r" 隨 \1 遞增:"),
    (r" falls with (\S+): ", r" 隨 \1 遞減:"),
    (r" is not below 0", " 不小於 0"),
    (r" is above 0", " 大於 0"),
    (r", as each of its parts", ",因為每一項都是"),
    (r" within the ranges", "(在範圍內)"),
    (r" is given", " 為已知"),
    (r"left - right = ", "左式 - 右式 = "),
)


def step_text(line: str, locale: str) -> str:
    """A step in the language of the plan."""
    if locale != "zh-TW":
        return line
    for pattern, words in CHINESE:
        line = re.sub(pattern, words, line)
    return line
