"""What may stand at a place, in the words of someone who writes plans."""

from __future__ import annotations

from collections.abc import Collection

from plainplan.syntax.tables import Tables

# Our words for what has no spelling of its own; every other terminal is shown as it is written.
_WORDS = {
    "NAME": "a name",
    "KEY": "a property such as `name: value`",
    "HOLDING": "an account and its share",
    "NUMBER": "a number",
    "STRING": "a text in quotes",
    "DATE": "a date",
    "NEWLINE": "the end of the line",
    "$END": "the end of the line",
    "CLOSE_BLOCK": "the end of the block",
}

# What a value may begin with. Naming these one by one says less than `a value`.
_VALUE = frozenset({"NAME", "NUMBER", "OPEN"})
_BEGINS_VALUE = frozenset(
    {"NAME", "NUMBER", "STRING", "DATE", "OPEN", "OPEN_LIST", "MINUS", "NOT", "IF", "HOLDING", "KEY"}
)

# After every value all of these may follow. They are left out beside anything more telling.
_OPERATORS = frozenset(
    [
        "PLUS",
        "MINUS",
        "STAR",
        "SLASH",
        "CARET",
        "LESS",
        "LESS_EQUAL",
        "GREATER",
        "GREATER_EQUAL",
        "EQUAL",
        "NOT_EQUAL",
        "AND",
        "OR",
        "DOT",
        "OPEN",
        "REAL",
        "COMPOUNDED",
        "RANGE",
        "COMMA",
    ]
)

_AFTER_VALUE = frozenset({"PLUS", "STAR", "AND", "OR", "THEN"})

_SHOWN = 6

STATEMENT_SHAPES = {
    "move": "move AMOUNT from ACCOUNT to ACCOUNT",
    "withdraw": "withdraw AMOUNT from ACCOUNT",
    "pay": "pay AMOUNT from ACCOUNT",
    "receive": "receive AMOUNT into ACCOUNT",
    "borrow": "borrow AMOUNT from DEBT into ACCOUNT",
    "repay": "repay AMOUNT of DEBT from ACCOUNT",
    "rebalance": "rebalance to ACCOUNT 60%, ACCOUNT rest",
}


def acceptable(tables: Tables, states: list[int]) -> list[str]:
    """The terminals that can really stand next: the tables alone also list some that fail later."""
    return [terminal for terminal in tables.actions[states[-1]] if _can_follow(tables, states, terminal)]


def _can_follow(tables: Tables, states: list[int], terminal: str) -> bool:
    stack = states.copy()
    while True:
        action = tables.actions[stack[-1]].get(terminal)
        if action is None:
            return False
        if action >= 0:
            return True
        rule = tables.rules[~action]
        if rule.size:
            del stack[-rule.size :]
        state = tables.gotos[stack[-1]][rule.origin]
        if state == tables.end:
            return True
        stack.append(state)


def describe(tables: Tables, terminals: Collection[str]) -> str:
    """`a name, a number or "("` for a list of terminals."""
    found = set(terminals)
    words: list[str] = []
    if found >= _VALUE:
        words.append("a value")
        found -= _BEGINS_VALUE
    elif found & _AFTER_VALUE and found - _OPERATORS:
        found -= _OPERATORS
    if len(found) > 1:
        # A label may be left out, and so is never what is missing.
        found.discard("STRING")
    spelled = {terminal: f"`{text}`" for text, terminal in (tables.marks | tables.keywords).items()} | _WORDS
    names = {spelled[terminal] for terminal in found}
    words += sorted(names, key=lambda word: (word.startswith("the end"), word.startswith("`"), word))
    if len(words) > _SHOWN:
        words = [*words[: _SHOWN - 1], "another word"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"


def near_word(tables: Tables, text: str, terminals: Collection[str]) -> str | None:
    """The keyword among the terminals that a word was probably meant to be."""
    from difflib import get_close_matches

    keywords = [word for word, terminal in tables.keywords.items() if terminal in terminals]
    near = get_close_matches(text, keywords, n=1, cutoff=0.7)
    return near[0] if near else None
