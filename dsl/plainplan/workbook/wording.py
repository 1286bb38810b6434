"""The words that the workbook itself puts on its sheets, in Traditional Chinese and in English."""

from __future__ import annotations

# The order of the sheets in the book.
SHEETS = (
    "cover",
    "inputs",
    "time",
    "accounts",
    "policy",
    "debts",
    "annual",
    "statements",
    "statement_lines",
    "tables",
    "checks",
    "data",
    "notes",
)

WORDS: dict[str, tuple[str, str]] = {
    "sheet_cover": ("封面", "Cover"),
    "sheet_inputs": ("假設", "Inputs"),
    "sheet_time": ("時間", "Time"),
    "sheet_accounts": ("帳戶", "Accounts"),
    "sheet_policy": ("規則", "Policy"),
    "sheet_calculations": ("計算", "Calculations"),
    "sheet_debts": ("負債", "Debts"),
    "sheet_annual": ("年度", "Annual"),
    "sheet_tables": ("表格", "Tables"),
    "sheet_data": ("資料", "Data"),
    "sheet_statements": ("報表", "Statements"),
    "sheet_statement_lines": ("報表明細", "Statement lines"),
    "sheet_checks": ("檢查", "Checks"),
    "sheet_notes": ("說明", "Notes"),
    "about_inputs": ("所有假設與期初餘額;藍字可改", "Every assumption and opening balance; change what is blue"),
    "about_time": ("期數、日期、年齡、旗標、物價指數", "Steps, dates, ages, flags, price level"),
    "about_accounts": ("各帳戶的期初、收支、期末", "Opening, flows and closing of every account"),
    "about_policy": ("每條規則的條件、移轉與不足", "Conditions, transfers and shortfalls of every rule"),
    "about_calculations": ("由假設算出的結果", "What follows from the inputs"),
    "about_debts": ("各筆負債的利息、還本、餘額", "Interest, repayment and balance of every debt"),
    "about_annual": ("各期彙整為年度", "The steps summed to calendar years"),
    "about_tables": ("計畫的表格、交叉表與數列", "The plan's own tables, grids and lists"),
    "about_data": ("由檔案讀入的資料", "What the plan reads from files"),
    "about_statements": ("資產負債表、現金流量表與財務比率", "Balance sheet, cash flow and ratios"),
    "about_statement_lines": ("報表各列的每期數字", "What the statements show, step by step"),
    "about_checks": ("檢查結果、首次不符與不足額", "Lights, first failures and shortfalls"),
    "about_notes": ("採用的預設值、定義、版本", "Defaults in force, definitions, version"),
    "label": ("項目", "Item"),
    "unit": ("單位", "Unit"),
    "value": ("數值", "Value"),
    "total": ("合計", "Total"),
    "line": ("行", "Line"),
    "range": ("範圍", "Range"),
    "name": ("名稱", "Name"),
    "source": ("來源", "Source"),
    "note": ("附註", "Note"),
    "choices": ("選項", "Choices"),
    "from": ("自", "From"),
    "to": ("至", "To"),
    "increment": ("級距差", "Increment"),
    "step": ("期", "Step"),
    "row_count": ("{rows} 列", "{rows} rows"),
    "period_end": ("期末", "Period end"),
    "year": ("年", "Year"),
    "scenario": ("情境", "Scenario"),
    "client": ("客戶", "Client"),
    "date": ("日期", "Date"),
    "closing": ("期末", "Closing"),
    "checks_light": ("檢查結果", "Checks"),
    "warnings_light": ("提醒", "Warnings"),
    "scenario_in_force": ("目前情境", "Scenario in force"),
    "contents": ("目錄", "Contents"),
    "legend": ("顏色", "Colors"),
    "legend_input": ("可以更改的輸入", "An input to change"),
    "legend_fixed": ("固定的輸入,更改須重新匯出", "A fixed input: a change needs a new export"),
    "legend_formula": ("公式", "A formula"),
    "legend_link": ("引用其他工作表", "A link from another sheet"),
    "legend_failure": ("未通過", "A failure"),
    "legend_part": ("公式的一部分,已摺疊;按「+」展開", "A part of a formula, folded away: + unfolds it"),
    "checks_of_plan": ("計畫的檢查", "Checks of the plan"),
    "checks_built_in": ("內建檢查", "Built-in checks"),
    "warnings": ("提醒", "Warnings"),
    "light": ("結果", "Light"),
    "first_failure": ("首次不符", "First failure"),
    "shortfall": ("不足額", "Shortfall"),
    "condition": ("條件", "Condition"),
    "no_errors_on": ("沒有錯誤值:", "No error values: "),
    "errors": ("錯誤值個數", "cells with errors"),
    "defaults": ("採用的預設值", "Defaults in force"),
    "no_defaults": ("無", "None"),
    "definitions": ("定義", "Definitions"),
    "definition_flows": (
        "流量的合計列於「合計」欄,模型不引用",
        "Totals of flows stand in the column Total; no formula reads them",
    ),
    "definition_steps": (
        "餘額為各期期末;每期一欄,每列一個公式",
        "Balances are at the close of each step; one column a step, one formula a row",
    ),
    "definition_real": ("「實質」金額以計畫起始日的物價計", "Real amounts are at the prices of the plan's first day"),
    "definition_undefined": (
        "沒有意義的結果顯示為錯誤值,不以零代替",
        "A result without meaning is an error value, never a zero",
    ),
    "definition_parts": (
        "較長的公式分成幾步,中間的步驟為灰色,已摺疊且不列印;按列或欄旁的「+」展開",
        "Long formulas are computed in parts: grey, folded away and not printed; the + beside them unfolds them",
    ),
    "documentation": ("計畫中的說明", "Documentation in the plan"),
    "provenance": ("產生方式", "Made from"),
    "plan_file": ("計畫檔", "Plan file"),
    "version": ("plainplan 版本", "Version of plainplan"),
    "digest": ("計畫文字摘要 (SHA-256)", "Digest of the plan text (SHA-256)"),
    "disclaimer": ("聲明", "Disclaimer"),
    "disclaimer_text": (
        "本活頁簿依所列假設推算,僅供規劃討論;結果並非預測或保證,亦不構成投資、稅務或法律建議。",
        "This workbook projects the stated assumptions for discussion. Its results are neither a forecast nor"
        " a guarantee, and no investment, tax or legal advice.",
    ),
    "page": ("第 {page} 頁,共 {pages} 頁", "Page {page} of {pages}"),
    "steps_to_year_end": ("至年底的期數", "Steps to year end"),
    "is_in_plan": ("計畫期間內", "Within the plan"),
    "totals": ("總計", "Totals"),
    "incomes_and_expenses": ("收支", "Incomes and expenses"),
    "unit_per_year": ("%/年", "% a year"),
    "unit_per_quarter": ("%/季", "% a quarter"),
    "unit_per_month": ("%/月", "% a month"),
    "unit_per_week": ("%/週", "% a week"),
    "unit_per_day": ("%/日", "% a day"),
    "unit_per_cent": ("%", "%"),
    "unit_flag": ("1/0", "1/0"),
    "unit_date": ("日期", "date"),
    "unit_real": ("實質", "real"),
    "unit_year": ("年", "year"),
    "unit_quarter": ("季", "quarter"),
    "unit_month": ("月", "month"),
    "unit_week": ("週", "week"),
    "unit_day": ("日", "day"),
    "unit_years": ("年", "years"),
    "unit_quarters": ("季", "quarters"),
    "unit_months": ("月", "months"),
    "unit_weeks": ("週", "weeks"),
    "unit_days": ("日", "days"),
    "unit_shares": ("股", "shares"),
}


class Wording:
    """The words in one locale."""

    def __init__(self, locale: str) -> None:
        """`locale` is `zh-TW` or `en`."""
        self.is_chinese = locale == "zh-TW"

    def __call__(self, key: str) -> str:
        """The word for a key."""
        return WORDS[key][0 if self.is_chinese else 1]

    def get(self, key: str, otherwise: str) -> str:
        """The word for a key, or `otherwise` when there is none."""
        return self(key) if key in WORDS else otherwise
