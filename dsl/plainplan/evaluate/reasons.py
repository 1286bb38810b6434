"""Why a value is undefined, in the languages of plans: the one place for these words."""

from __future__ import annotations

from types import MappingProxyType

# Chinese, English; `{0}` and `{1}` are the facts.
REASONS = MappingProxyType(
    {
        "no_input": ("輸入沒有值", "the input has no value"),
        "empty_cell": ("{0} 的儲存格是空的", "the cell of {0} is empty"),
        "no_option": ("沒有第 {0} 個選項,共 {1} 個", "there is no option {0} of {1}"),
        "division": ("除以零", "division by zero"),
        "no_value": ("{0} 沒有值", "{0} has no value"),
        "no_row": ("沒有第 {0} 列,共 {1} 列", "there is no row {0} of {1}"),
        "no_step": ("沒有第 {0} 期,共 {1} 期", "there is no step {0} of {1}"),
        "no_key": ("表中沒有適用於 {0} 的列", "no row of the table holds at {0}"),
        "one_value": ("標準差需要兩個值", "a standard deviation needs two values"),
        "root": ("負數的次方不是整數:{0}^{1}", "a negative base to a power that is not whole: {0}^{1}"),
        "too_large": ("結果太大", "the result is too large"),
        # What the plan itself says by `valid`.
        "said": ("{0}", "{0}"),
        # Where: the name of a figure, its step or row, and why.
        "cause": ("`{0}` {1}:{2}", "`{0}` in {1}: {2}"),
        "cause_of_one": ("`{0}`:{2}", "`{0}`: {2}"),
        "is_undefined": ("`{0}` {1} 無法計算:{2}", "`{0}` in {1} is undefined: {2}"),
        "one_is_undefined": ("`{0}` 無法計算:{2}", "`{0}` is undefined: {2}"),
        "no_row_in_time": ("`{0}` 沒有 {1} 的列", "`{0}` has no row for {1}"),
        "row": ("第 {0} 列", "row {0}"),
        "column": ("第 {0} 欄", "column {0}"),
    }
)


def reason_text(key: str, *facts: str, locale: str = "en") -> str:
    """The words for a key, with what is to be told in them."""
    return REASONS[key][0 if locale == "zh-TW" else 1].format(*facts)
