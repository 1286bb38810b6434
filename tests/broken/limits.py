"""Plans that are too deep, too long or too large: a limit answers, never a traceback or a machine out of memory."""

from __future__ import annotations

from broken.plan import ACCOUNTS, HEADER, SOUND, Broken, broken, with_lines

DEPTH = 5_000
# A little less than the most that is checked.
MUCH = 240_000
# Every plan of this kind also uses a name that does not exist: where the depth is allowed, that is what is wrong.
UNKNOWN = "nowhere"


def nested() -> list[Broken]:
    """The same thing inside itself, five thousand times."""
    n = DEPTH
    texts = {
        "parentheses": "let a = " + "(" * n + UNKNOWN + ")" * n,
        "open parentheses": "let a = " + "(" * n,
        "closing parentheses": "let a = " + ")" * n,
        "brackets": "let a = " + "[" * n + UNKNOWN + "]" * n,
        "braces": "{" * n + "}" * n,
        "open braces": "asset a " + "{" * n,
        "calls": "let a = " + "abs(" * n + UNKNOWN + ")" * n,
        "calls of unknown functions": "let a = " + "f(" * n + UNKNOWN + ")" * n,
        "minus": "let a = " + "-" * n + UNKNOWN,
        "spaced minus": "let a = " + "- " * n + UNKNOWN,
        "not": "check a: " + "not " * n + UNKNOWN,
        "conditional": "let a = " + "if cash > 0 then " * n + UNKNOWN + " else 1" * n,
        "conditional in else": "let a = " + "if cash > 0 then 1 else " * n + UNKNOWN,
        "conditional in if": "let a = " + "if " * n + "cash > 0" + " then cash > 1 else cash > 2" * n,
        "a sum": "let a = " + "1 + " * n + UNKNOWN,
        "a product": "let a = " + "1 * " * n + UNKNOWN,
        "a power": "let a = " + "1 ^ " * n + UNKNOWN,
        "a chain of and": "check a: " + "cash > 0 and " * n + UNKNOWN,
        "a chain of or": "check a: " + "cash > 0 or " * n + UNKNOWN,
        "members": "let a = cash" + ".value" * n,
        "real": "let a = 3 TWD" + " real" * n,
        "an order of accounts": "expense e {\n    amount: 1 TWD/year\n    paid_from: "
        + "cash then " * n
        + UNKNOWN
        + "\n}",
        "a list of members": "group g = " + "cash, " * n + UNKNOWN,
        "arguments": "let a = min(" + "1, " * n + UNKNOWN + ")",
        "keyed arguments": "let a = by_year(" + "".join(f"{k}: 1, " for k in range(n)) + f"otherwise: {UNKNOWN})",
        "formals": "fn f(" + "".join(f"a{k}: number, " for k in range(n)) + f"b: number) = {UNKNOWN}",
        "blocks in blocks": "each year {\n" + "if cash > 0 {\n" * n + "grow\n" + "}\n" * n + "}",
        "open blocks in blocks": "each year {\n" + "if cash > 0 {\n" * n,
        "a chain of else if": "each year {\n    if cash > 0 {\n    }"
        + " else if cash > 0 {\n    }" * n
        + f"\n    let a = {UNKNOWN}\n}}",
        "a chain of lets": "".join(f"let a{k} = a{k + 1} + 1\n" for k in range(n)) + f"let a{n} = {UNKNOWN}",
        "a chain of functions": "".join(f"fn f{k}(x: number) = f{k + 1}(x)\n" for k in range(n))
        + f"fn f{n}(x: number) = {UNKNOWN}",
        "a chain of groups": "".join(f"group g{k} = g{k + 1}, cash\n" for k in range(n))
        + f"group g{n} = {UNKNOWN}, cash",
        "a circle of lets": "".join(f"let a{k} = a{k + 1}\n" for k in range(n)) + f"let a{n} = a0",
    }
    return [broken(f"nested {name}", HEADER + ACCOUNTS + text + "\n") for name, text in texts.items()] + [
        broken("nested quotes", HEADER + '"' * (2 * n + 1) + "\n", alone=True)
    ]


def doubling() -> list[Broken]:
    """Short texts that stand for much: each line doubles what the line before it means."""
    lines = {
        "lets": "let a0 = cash\n"
        + "".join(f"let a{k + 1} = a{k} + a{k}\n" for k in range(30))
        + f"let b = a30 + {UNKNOWN}",
        "functions": "fn f0(x: number) = x + 1\n"
        + "".join(f"fn f{k + 1}(x: number) = f{k}(x) + f{k}(x)\n" for k in range(30))
        + "let b = f30(1)",
        "rules": "rule r0(a: asset, b: asset) {\n    move 1 from a to b\n}\n"
        + "".join(
            f"rule r{k + 1}(a: asset, b: asset) {{\n    apply r{k}(a, b)\n    apply r{k}(a, b)\n}}\n" for k in range(30)
        )
        + "each year {\n    apply r30(cash, core)\n}",
        "groups": "group g0 = cash, core\n" + "".join(f"group g{k + 1} = g{k}, g{k}\n" for k in range(30)),
        "units": "unit u0 = 2 shares\n"
        + "".join(f"unit u{k + 1} = 1e300 u{k}\n" for k in range(30))
        + "let b = 1 u30 / 1 shares\ncheck c: b > 0",
    }
    return [broken(f"doubling {name}", HEADER + ACCOUNTS + text + "\n", alone=True) for name, text in lines.items()]


NUMBERS = {
    "a number past all floats": "param a = 1e999\ncheck c: a > 0",
    "an exponent of a thousand digits": "param a = 1e" + "9" * 1_000 + "\ncheck c: a > 0",
    "a small number past all floats": "param a = 1e-999\nlet b = 1 / a\ncheck c: b > 0",
    "a million digits": "param a = " + "9" * 1_000_000 + "\ncheck c: a > 0",
    "a tower of powers": "let a = 9^9^9^9\ncheck c: a > 0",
    "a power with a large exponent": "let a = 10^9^9\ncheck c: a > 0",
    "a large power": "let a = 10^(10^6)\ncheck c: a > 0",
    "a product past all floats": "let a = 1e300 * 1e300\ncheck c: a > 0",
    "a negative large power": "let a = (-10)^(10^9)\ncheck c: a > 0",
    "growth past all floats": "asset a {\n    value: 1 TWD\n    return: 1e300/year\n}",
    "a value past all floats": "asset a {\n    value: 1e400 TWD\n}",
    "a return past all floats": "asset a {\n    value: 1 TWD\n    return: 1e400%/year\n}",
    "an inflation past all floats": "let a = nominal(1 TWD real) * 1e308 * 1e308\ncheck c: a > 0",
    "money to a large power": "let a = cash ^ 1_000_000_000\ncheck c: a > 0 TWD",
    "underscores for digits": "param a = 1" + "_" * 10_000 + "x",
    "a year of many digits": "let a = by_year(99999999999999999999: 1, otherwise: 2)\ncheck c: a > 3",
    "a year past the calendar": "let a = by_year(1e308: 1, otherwise: 2)\ncheck c: a > 3",
    "a range of a thousand million years": "let a = by_year(1..1_000_000_000: 1, otherwise: 2)\ncheck c: a > 3",
    "a range past all floats": "let a = by_year(2026..1e999: 1, otherwise: 2)\ncheck c: a > 3",
    "a birthday in a million years": "at chen.turns(1_000_000) {\n    move 1 TWD from cash to core\n}",
    "a negative birthday": "at chen.turns(-1_000_000) {\n    move 1 TWD from cash to core\n}",
    "a birthday past all floats": "at chen.turns(1e999) {\n    move 1 TWD from cash to core\n}",
    "a term of a thousand million years": (
        "debt d {\n    principal: 1 TWD\n    rate: 1%/year\n"
        "    term: 1_000_000_000 years\n    payment: level\n    paid_from: nowhere\n}"
    ),
    "a term past all floats": (
        "debt d {\n    principal: 1 TWD\n    rate: 1%/year\n    term: 1e999 years\n    payment: level\n}"
    ),
    "a table of a thousand million rows": "table t {\n    k in 1..1_000_000_000\n    x = k * 2\n}",
    "a table with a step of zero": "table t {\n    k in 1..10 by 0\n    x = k * 2\n}",
    "a table with a tiny step": "table t {\n    k in 1..10 by 1e-12\n    x = k * 2\n}",
    "a window of a thousand million months": "let a = sum(cash, last: 1_000_000_000 months)\ncheck c: a < 0",
    "a lag of a name of many letters": "let a = prev(" + "b" * 10_000 + ", start: 1)",
}


def large() -> list[Broken]:
    """Files that are far larger than any plan."""
    name = "a" * 10_000
    found = {
        "a name of ten thousand letters": HEADER + f"param {name} = 3\nlet b = {name}x + 1\n",
        "a label of ten thousand letters": HEADER + f'asset a "{name}" {{\n    valeu: 3 TWD\n}}\n',
        "ten megabytes in one line": HEADER + "let a = " + "1 + " * 2_500_000 + "nowhere\n",
        "ten megabytes of braces": HEADER + "{" * 10_000_000,
        "ten megabytes of comments": HEADER + "# x\n" * 2_500_000 + "let a = nowhere\n",
        "a million declarations": HEADER + "".join(f"param p{k} = {k}\n" for k in range(1_000_000)),
        "a quarter megabyte in one line": HEADER + "let a = " + "1 + " * (MUCH // 4) + "nowhere\n",
        "a quarter megabyte of one word": HEADER + "let a = " + "x" * MUCH + "\n",
        "a quarter megabyte in a string": HEADER + 'param a = 3 "' + "x" * MUCH + "\n",
        "a quarter megabyte of a digit": HEADER + "let a = " + "7" * MUCH + "x\n",
        "a quarter megabyte of braces": HEADER + "{" * MUCH,
        "a quarter megabyte of closing parentheses": HEADER + ")" * MUCH,
        "a quarter megabyte of empty lines": HEADER + "\n" * MUCH + "let a = nowhere\n",
        "a quarter megabyte of spaces": HEADER + " " * MUCH + "let a = nowhere\n",
        "a quarter megabyte of full-width spaces": HEADER + "\u3000" * (MUCH // 3) + "let a = nowhere\n",
        "a quarter megabyte of comments": HEADER + "# x\n" * (MUCH // 4) + "let a = nowhere\n",
        "a quarter megabyte of documentation": HEADER + "## x\n" * (MUCH // 5) + "let a = nowhere\n",
        "a quarter megabyte of quotes": HEADER + '"' * (MUCH | 1),
        "a quarter megabyte of minus": HEADER + "let a = " + "-" * MUCH + "1\n",
        "a quarter megabyte of dollars": HEADER + "$" * MUCH,
        "a quarter megabyte of arguments": HEADER + "let a = min(" + "1," * (MUCH // 2) + "nowhere)\n",
        "a quarter megabyte of mistakes": HEADER + "param =\n" * (MUCH // 8),
        "a quarter megabyte of unknown names": HEADER + "".join(f"let p{k} = q{k}\n" for k in range(MUCH // 20)),
        "a quarter megabyte of duplicates": HEADER + "param p = 1\n" * (MUCH // 12),
        "a quarter megabyte of declarations": HEADER
        + "".join(f"param p{k} = {k}\n" for k in range(MUCH // 25))
        + "let a = b\n",
        "a quarter megabyte of accounts": HEADER
        + "".join(f"asset a{k} {{\n    value: 1 TWD\n}}\n" for k in range(MUCH // 35))
        + "let a = b\n",
        "seven thousand accounts": HEADER
        + "".join(f"asset a{k} {{\n    value: 1 TWD\n}}\n" for k in range(7_000))
        + "check c: net_worth < 0\n",
        "seven thousand statements": HEADER
        + ACCOUNTS
        + "each year {\n"
        + "    move 1 TWD from cash to core\n" * 7_000
        + "}\ncheck c: net_worth < 0\n",
        "a thousand scenarios": SOUND + "".join(f"scenario s{k} {{\n    living = nowhere\n}}\n" for k in range(1_000)),
        "a thousand wrong scenarios": SOUND + "".join(f"scenario s {{\n    x{k} = 1\n}}\n" for k in range(1_000)),
        "a thousand years of months": 'plan "p" {\n    start: 2026-01\n    years: 1_000\n    step: month\n}\n'
        + ACCOUNTS
        + "check c: cash < 0\n",
    }
    return [broken(name, text, alone=True) for name, text in found.items()]


def texts() -> list[Broken]:
    """Every plan of this kind."""
    return [*nested(), *doubling(), *with_lines(NUMBERS), *large()]
