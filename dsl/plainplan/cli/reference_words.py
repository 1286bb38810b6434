"""The words of the reference of functions, in the languages of plans."""

from __future__ import annotations

from plainplan.cli.reference_chinese import FORM_SENTENCES, SENTENCES
from plainplan.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around what the records say. `kinds`: a value of a kind of parameter, and a list of them.
    `sentences` and `form_sentences` stand in the place of the English ones of the records."""

    forms: str
    form: str
    families: dict[str, str]
    kinds: dict[str, tuple[str, str]]
    unless_given: str
    left_out: str
    one_by_one: str
    and_more: str
    excel: str
    source: str
    differs: str
    more: str
    sentences: dict[str, str] = field(default_factory=dict)
    form_sentences: dict[str, str] = field(default_factory=dict)

    def family(self, name: str) -> str:
        """The title of a family."""
        return self.families.get(name, name.replace("_", " "))

    def kind(self, kind: str) -> str:
        """What a parameter of a kind takes."""
        single, several = self.kinds[kind.removesuffix("[]")]
        return several if kind.endswith("[]") else single


ENGLISH = Words(
    forms="special forms",
    form="A special form of the language: it needs more than the values of its arguments.",
    families={
        "averages": "one list of figures: averages and spread",
        "distributions": "probability distributions",
        "mathematics": "mathematics",
        "pairs": "two lists of figures",
        "ranks": "percentiles and ranks",
    },
    kinds={
        "number": ("a number", "a list of numbers"),
        "count": ("a number, or a length of time as quoted", "a list of numbers"),
        "rate": ("a rate as quoted, or a number", "a list of rates as quoted, or of numbers"),
        "date": ("a date", "a list of dates"),
        "boolean": ("true or false", "a list of true and false"),
        "text": ("a text", "a list of texts"),
        "any": ("a number, a date or a text", "a list of numbers, dates or texts"),
        "value": ("a value of any kind", "a list of values of any kind"),
        "criterion": ("a value to equal, or a text such as `>=5`", "a list of criteria"),
        "a": ("a quantity", "a list of quantities"),
        "b": ("a quantity, perhaps of another kind", "a list of quantities, perhaps of another kind"),
    },
    unless_given="{0}; {1} unless given",
    left_out="{0}; may be left out",
    one_by_one="{0}, or one by one",
    and_more="{0}, and as many more as wanted",
    excel="Excel:",
    source="Source:",
    differs="Differs:",
    more="`plainplan functions NAME` says more of one of them.",
)

CHINESE = Words(
    forms="特殊形式",
    form="語言的特殊形式:所需不只是引數的值。",
    families={
        "annuities": "年金",
        "arithmetic": "算術",
        "averages": "單一數列:平均與離散",
        "bills": "國庫券",
        "bonds": "債券",
        "cash_flows": "現金流量",
        "conditions": "條件",
        "coupons": "付息日",
        "criteria": "依條件計算",
        "dates": "日期",
        "day_fractions": "日數與年數",
        "depreciation": "折舊",
        "discounts": "貼現與應計利息",
        "distributions": "機率分配",
        "french_depreciation": "法國會計制度的折舊",
        "lookup": "查找",
        "mathematics": "數學",
        "odd_bonds": "首期或末期不完整的債券",
        "pairs": "兩組數列",
        "quotes": "分數報價",
        "ranks": "百分位與排名",
        "rates": "利率",
        "rounding": "捨入",
        "weekdays": "星期與工作日",
    },
    kinds={
        "number": ("數字", "一列數字"),
        "count": ("數字,或依所寫單位的期間", "一列數字"),
        "rate": ("依所寫期間的利率,或數字", "一列利率或數字"),
        "date": ("日期", "一列日期"),
        "boolean": ("真或假", "一列真或假"),
        "text": ("文字", "一列文字"),
        "any": ("數字、日期或文字", "一列數字、日期或文字"),
        "value": ("任何一類的值", "一列任何一類的值"),
        "criterion": ("要相等的值,或如 `>=5` 的文字", "一列條件"),
        "a": ("量", "一列量"),
        "b": ("量,可與 a 不同類", "一列量,可與 a 不同類"),
    },
    unless_given="{0};未給時為 {1}",
    left_out="{0};可省略",
    one_by_one="{0},也可逐一列出",
    and_more="{0},可再列更多",
    excel="Excel:",
    source="出處:",
    differs="差異:",
    more="`plainplan functions 名稱` 說明其中一個。",
    sentences=SENTENCES,
    form_sentences=FORM_SENTENCES,
)


def words_of(locale: str) -> Words:
    """The words for a locale."""
    return CHINESE if locale == "zh-TW" else ENGLISH
