"""The words of the summary, in the languages of plans."""

from __future__ import annotations

from types import MappingProxyType

ENGLISH = MappingProxyType(
    {
        "period": "Period",
        "scenario": "Scenario",
        "base": "base",
        "changed": "Changed",
        "net_worth": "Net worth",
        "at_start": "at the start",
        "at_end": "at the end",
        "opening": "opening",
        "closing": "closing",
        "lowest": "lowest",
        "end_real": "at the end, in money of the start",
        "net_worth_real": "Net worth, real",
        "year": "Year",
        "balances": "Balances at the end of the year",
        "flows": "Money in and out",
        "indicators": "Figures of the plan",
        "values": "Values",
        "others": "others",
        "net_cash_flow": "net",
        "checks": "Checks",
        "holds": "holds",
        "fails": "fails",
        "so_many": "{count} checks of the plan",
        "built_in": "{count} built-in checks",
        "warns": "look",
        "shorts": "Not paid in full",
        "short_line": "{total} short in {count} steps, first in {when}",
        "notes": "Notes",
        "more_rows": "… and {count} more; --json has them all",
        "more_rows_between": "… {count} more",
        "undefined": "Undefined",
        "failed_at": "first in {when}",
        "sides": "{left} against {right}",
        "short_by": "short by {amount}",
        "over_by": "over by {amount}",
        "in_unit": "in {unit}",
    }
)

CHINESE = MappingProxyType(
    {
        "period": "期間",
        "scenario": "情境",
        "base": "基準",
        "changed": "更動",
        "net_worth": "淨值",
        "at_start": "期初",
        "at_end": "期末",
        "opening": "期初",
        "closing": "期末",
        "lowest": "最低",
        "end_real": "期末(期初幣值)",
        "net_worth_real": "實質淨值",
        "year": "年",
        "balances": "各年底餘額",
        "flows": "各年收支",
        "indicators": "計畫的指標",
        "values": "數值",
        "others": "其他",
        "net_cash_flow": "淨流量",
        "checks": "檢查",
        "holds": "通過",
        "fails": "未通過",
        "so_many": "計畫的 {count} 項檢查",
        "built_in": "內建檢查 {count} 項",
        "warns": "留意",
        "shorts": "未能足額支付",
        "short_line": "共短少 {total},{count} 期,首次 {when}",
        "notes": "紀錄",
        "more_rows": "… 另有 {count} 筆,--json 全部列出",
        "more_rows_between": "… 另有 {count} 列",
        "undefined": "無法計算",
        "failed_at": "首次 {when}",
        "sides": "{left},對照 {right}",
        "short_by": "短少 {amount}",
        "over_by": "超過 {amount}",
        "in_unit": "單位:{unit}",
    }
)


def words_of(locale: str) -> MappingProxyType[str, str]:
    """The words for a plan's locale."""
    return CHINESE if locale == "zh-TW" else ENGLISH
