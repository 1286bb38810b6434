"""The words of `plainplan diff`, in the languages of plans."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH = MappingProxyType(
    {
        "same": "the two versions say the same",
        "no_effect": "no figure and no check is another",
        "added_plan": "this plan is new",
        "removed_plan": "this plan was removed",
        "edits": "Edits",
        "outcome": "Outcome",
        "base": "Base",
        "figure": "figure",
        "change": "change",
        "final": "net worth at the end",
        "lowest": "lowest net worth",
        "survival": "paths in which every check holds",
        "parted": "from {day} on",
        "years": "Net worth by year",
        "year": "end of",
        "checks": "Checks",
        "holds": "holds",
        "fails": "fails",
        "fails_on": "fails {day}",
        "absent": "—",
        "parts": "What each edit explains",
        "edit": "edit",
        "whole": "all together",
        "sampled": "means over {orders} orders of making the edits, ± their standard error",
        "files": "data: {files}",
        "renamed": "was {name}",
        "moved": "stands elsewhere",
        "name": "name",
        "value": "value",
        "followed": "{count} references follow",
        "plan": "plan",
        "now": "now",
        "since": "from",
        "added_scenario": "new scenario",
        "removed_scenario": "scenario removed",
        "currencies": "the versions are kept in two currencies: there is no difference of their amounts",
        "faults": "What cannot be compared",
        "faulty": "has errors",
        "added": "new",
        "removed": "removed",
        "summary": "All plans",
        "no_plans": "no plan changed",
    }
)
CHINESE = MappingProxyType(
    {
        "same": "兩個版本內容相同",
        "no_effect": "數字與檢查都沒有改變",
        "added_plan": "這份計畫是新增的",
        "removed_plan": "這份計畫已刪除",
        "edits": "修改",
        "outcome": "結果",
        "base": "基準",
        "figure": "項目",
        "change": "差異",
        "final": "期末淨值",
        "lowest": "最低淨值",
        "survival": "全部檢查通過的路徑",
        "parted": "自 {day} 起不同",
        "years": "逐年淨值",
        "year": "年底",
        "checks": "檢查",
        "holds": "通過",
        "fails": "未通過",
        "fails_on": "{day} 未通過",
        "absent": "—",
        "parts": "各項修改的影響",
        "edit": "修改",
        "whole": "合計",
        "sampled": "依 {orders} 種修改順序抽樣平均,± 為標準誤",
        "files": "資料:{files}",
        "renamed": "原名 {name}",
        "moved": "移動位置",
        "name": "名稱",
        "value": "數值",
        "followed": "{count} 處引用隨之改名",
        "plan": "計畫",
        "now": "目前檔案",
        "since": "起於",
        "added_scenario": "新增的情境",
        "removed_scenario": "情境已刪除",
        "currencies": "兩個版本的幣別不同,金額不相減",
        "faults": "無法比較的原因",
        "faulty": "有錯誤",
        "added": "新增",
        "removed": "已刪除",
        "summary": "全部計畫",
        "no_plans": "沒有計畫改變",
    }
)


def diff_words(locale: str) -> Mapping[str, str]:
    """The words in the language of a plan."""
    return CHINESE if locale == "zh-TW" else ENGLISH
