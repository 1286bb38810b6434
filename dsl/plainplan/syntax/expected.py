"""What may stand at a place, in the words of someone who writes plans."""

from __future__ import annotations

from plainplan.syntax.tables import Tables

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

# A value may begin with any of these; naming them one by one says less than `a value`.
_VALUE = frozenset({"NAME", "NUMBER", "OPEN"})
_BEGINS_VALUE = frozenset({"NAME", "NUMBER", "STRING", "DATE", "OPEN", "MINUS", "NOT", "IF", "HOLDING", "KEY"})

# Wherever a value has just ended, all of these may follow; they are left out beside anything more telling.
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
    ]
)


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


def describe(tables: Tables, terminals: list[str]) -> str:
    """`a name, a number or "("` for a list of terminals."""
    found = set(terminals)
    words: list[str] = []
    if found >= _VALUE:
        words.append("a value")
        found -= _BEGINS_VALUE
    elif found >= {"PLUS", "STAR"}:
        found -= _OPERATORS
        words = [] if found - {"COMMA", "NEWLINE", "$END"} else words
    spelled = {terminal: f"`{text}`" for text, terminal in (tables.marks | tables.keywords).items()} | _WORDS
    names = {spelled[terminal] for terminal in found}
    words += sorted(names, key=lambda word: (not word.startswith("a "), word.startswith("the end"), word))
    if len(words) > 8:
        words = [*words[:7], "something else"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"


def describe_token(kind: str, text: str) -> str:
    """What stands there instead."""
    if kind in ("NEWLINE", "$END"):
        return "the line ends here"
    return f"found `{text}`"
