"""The tables of the grammar: compiled by lark from plan.lark once, then kept in the user's cache folder.

lark itself is imported only to compile: importing it costs as much as reading a plan of a thousand lines.
"""

from __future__ import annotations

import marshal
import os
import sys
from binascii import crc32

from plainplan.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Raised when what is stored below changes its shape.
_LAYOUT = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """One production: what it makes, how many symbols it takes, and the function in build that makes the node.

    `action` is empty where the one symbol of the production is passed on.
    """

    origin: str
    size: int
    action: str


@dataclass(frozen=True, slots=True)
class Tables:
    """An LALR(1) automaton and the spelling of its terminals.

    `actions[state][terminal]` is the state to go to after shifting, or `~rule` to reduce; `gotos[state][origin]` is the
    state after a reduction. `expressions` are the terminals that are patterns, `marks` and `keywords` map texts to
    terminals.
    """

    actions: list[dict[str, int]]
    gotos: list[dict[str, int]]
    rules: list[Rule]
    start: int
    end: int
    expressions: dict[str, str]
    marks: dict[str, str]
    keywords: dict[str, str]


_Rows = list[dict[str, int]]
_Texts = dict[str, str]
_Stored = tuple[_Rows, _Rows, list[tuple[str, int, str]], int, int, _Texts, _Texts, _Texts]

_loaded: Tables | None = None


def load_tables() -> Tables:
    """The tables of the grammar, from memory, from the cache, or compiled."""
    global _loaded
    if _loaded is None:
        grammar = read_grammar()
        stored = _read_cache(grammar)
        if stored is None:
            stored = _compile(grammar)
            _write_cache(grammar, stored)
        actions, gotos, rules, start, end, expressions, marks, keywords = stored
        _loaded = Tables(actions, gotos, [Rule(*rule) for rule in rules], start, end, expressions, marks, keywords)
    return _loaded


def read_grammar() -> str:
    """The text of plan.lark: beside the package in a wheel, at the top of the tree in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    in_wheel = os.path.join(package, "grammar", "plan.lark")
    in_checkout = os.path.join(os.path.dirname(os.path.dirname(package)), "grammar", "plan.lark")
    with open(in_wheel if os.path.exists(in_wheel) else in_checkout, encoding="utf-8") as file:
        return file.read()


def _compile(grammar: str) -> _Stored:
    import lark
    from lark.parsers.lalr_analysis import Shift

    # Any: lark is untyped where its tables are.
    compiler: Any = lark.Lark(grammar, parser="lalr", lexer="basic", start="declaration")
    # The finished automaton is no public part of lark; its shape has been stable since 0.8 and a test pins it.
    table = compiler.parser.parser._parse_table
    numbers = {rule: number for number, rule in enumerate(compiler.rules)}
    rules = [
        (str(rule.origin.name), len(rule.expansion), _action_name(rule.origin.name, rule.alias, rule.options.expand1))
        for rule in compiler.rules
    ]
    actions: list[dict[str, int]] = [{} for _ in table.states]
    gotos: list[dict[str, int]] = [{} for _ in table.states]
    origins = {origin for origin, _, _ in rules}
    for state, row in table.states.items():
        for symbol, (action, argument) in row.items():
            if symbol in origins:
                gotos[state][str(symbol)] = argument
            elif action is Shift:
                actions[state][str(symbol)] = argument
            else:
                actions[state][str(symbol)] = ~numbers[argument]
    expressions: dict[str, str] = {}
    marks: dict[str, str] = {}
    keywords: dict[str, str] = {}
    for terminal in compiler.terminals:
        text = terminal.pattern.value
        if terminal.pattern.type == "re":
            expressions[terminal.name] = terminal.pattern.to_regexp()
        elif text.isalpha():
            keywords[text] = terminal.name
        else:
            marks[text] = terminal.name
    start = table.start_states["declaration"]
    return actions, gotos, rules, start, table.end_states["declaration"], expressions, marks, keywords


def _action_name(origin: str, alias: str | None, passes_on: bool) -> str:
    if alias:
        return str(alias)
    # In plan.lark `?` before a rule says that an alternative without a name passes its one symbol on.
    return "" if passes_on else str(origin)


def _cache_path(grammar: str) -> str | None:
    # Two versions that are used side by side each keep their tables.
    folder = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or ""
    if not os.path.isabs(folder):
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        folder = os.path.join(home, ".cache")
    version = crc32(grammar.encode())
    return os.path.join(folder, "plainplan", f"grammar-{_LAYOUT}-{sys.implementation.cache_tag}-{version:08x}.bin")


def _read_cache(grammar: str) -> _Stored | None:
    """The stored tables, when they were made from this very grammar and no one else can have written them."""
    path = _cache_path(grammar)
    if path is None:
        return None
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
                return None
            content = marshal.loads(file.read())
    except (OSError, EOFError, ValueError, TypeError):
        return None
    match content:
        case (str(written_for), tuple(stored)) if written_for == grammar and len(stored) == 8:
            return stored
        case _:
            return None


def _write_cache(grammar: str, stored: _Stored) -> None:
    """Keeps the tables for the next start; a folder that cannot be written is no fault, only slower."""
    path = _cache_path(grammar)
    if path is None:
        return
    draft = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(marshal.dumps((grammar, stored)))
        os.replace(draft, path)
    except OSError:
        return
