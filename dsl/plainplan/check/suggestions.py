"""Near names: what the writer may have meant by a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

MOST_CANDIDATES = 1_000

# Words of other languages and tools for ours.
SAME_MEANING = {
    "balance": "value",
    "amt": "amount",
    "average": "mean",
    "avg": "mean",
    "maximum": "max",
    "minimum": "min",
    "ntd": "TWD",
    "nt": "TWD",
    "rmb": "CNY",
    "last": "final",
    "stdev": "sd",
    "cumsum": "cumulative",
    "running": "cumulative",
    "previous": "prev",
    "lag": "prev",
    "iff": "if",
    "interest_rate": "rate",
    "yield": "payout",
    "dividend": "payout",
    "distribution": "payout",
    "weight": "weight",
    "profit": "gain",
    "shortfall": "short",
    "unpaid": "short",
    "costs": "trading_costs",
    "fee": "fees",
    "yes": "true",
    "no": "false",
    "opening_balance": "opening",
    "start_value": "initial",
    "birthday": "born",
    "birth": "born",
    "date_of_birth": "born",
    "end": "until",
    "to": "until",
    "account": "paid_from",
    "from_account": "paid_from",
    "from": "paid_from",
    "maturity_date": "maturity",
    "type": "class",
    "category": "class",
    "interest": "rate",
    "loan": "principal",
    "networth": "net_worth",
    "wealth": "net_worth",
    "today": "now",
    "vlookup": "xlookup",
    "hlookup": "xlookup",
    "date": "now",
    "horizon": "years",
    "duration": "term",
    "length": "term",
    "credit_limit": "limit",
    "collateral": "secured_by",
    "yr": "year",
    "yrs": "years",
    "annum": "year",
    "mo": "month",
    "mth": "month",
    "台幣": "TWD",
    "新台幣": "TWD",
    "港幣": "HKD",
    "港元": "HKD",
    "美元": "USD",
    "美金": "USD",
    "日圓": "JPY",
    "日幣": "JPY",
    "歐元": "EUR",
    "人民幣": "CNY",
    "本息均攤": "level",
    "本息平均攤還": "level",
    "本金均攤": "equal_principal",
    "本金平均攤還": "equal_principal",
    "只繳息": "interest_only",
    "自用": "self_use",
    "自住": "self_use",
    "投資": "investment",
    "流動": "liquid",
}


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that the writer most likely meant, or None when nothing is near."""
    known = list(islice(candidates, MOST_CANDIDATES))
    # No one wrote so many names; who had a program write them would wait minutes for what no one reads.
    if len(known) == MOST_CANDIDATES:
        return None
    same = SAME_MEANING.get(name.lower())
    if same in known:
        return same
    # difflib takes longer to import than a clean plan takes to check.
    import difflib

    folded = {candidate.lower(): candidate for candidate in reversed(known) if candidate != name}
    found = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=_cutoff(name))
    return folded[found[0]] if found else None


def _cutoff(name: str) -> float:
    """How near is near: in a short word one letter is much, and of two Chinese characters one is half."""
    if len(name) > 3:
        return 0.7
    return 0.54 if name.isascii() else 0.5


def did_you_mean(name: str, candidates: Iterable[str]) -> str | None:
    """The help line for an unknown name."""
    found = nearest(name, candidates)
    return f"did you mean `{found}`?" if found else None
