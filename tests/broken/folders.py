"""Plans whose trouble is in what stands beside them, and plans that are written to shock a reader."""

from __future__ import annotations

from broken.plan import ACCOUNTS, HEADER, Broken, broken, with_lines

RULE = "rule r(a: asset, b: asset) {\n    move 1 TWD from a to b\n}\n"

PATHS = {
    "use of a missing library": "use std.nothing",
    "use of a missing file": "use nothing",
    "use of a parent folder": "use ../secrets",
    "use of parents by dots": "use ..secrets",
    "use of an absolute path": "use /etc/passwd",
    "use of a quoted path": 'use "/etc/passwd"',
    "use of a quoted parent": 'use "../../../../etc/passwd"',
    "use of an address": "use https://example.org/rules",
    "use of a name with a slash": "use std/rebalance",
    "use of nothing": "use",
    "use of a dot": "use .",
    "use of a dunder": "use __init__",
    "use of a Python module": "use os.path",
    "use of itself": "use plan",
    "data that is missing": 'data d from "data/missing.csv" by year\nlet a = d.x',
    "data from an absolute path": 'data d from "/etc/passwd" by year\nlet a = d.x',
    "data from a parent folder": 'data d from "../../etc/passwd" by year\nlet a = d.x',
    "data from the home folder": 'data d from "~/.ssh/id_rsa" by year\nlet a = d.x',
    "data from an address": 'data d from "https://example.org/x.csv" by year\nlet a = d.x',
    "data from a file address": 'data d from "file:///etc/passwd" by year\nlet a = d.x',
    "data from a device": 'data d from "/dev/zero" by year\nlet a = d.x',
    "data from a folder": 'data d from "." by year\nlet a = d.x',
    "data from an empty path": 'data d from "" by year\nlet a = d.x',
    "data from a drive": 'data d from "C:\\\\Windows\\\\win.ini" by year\nlet a = d.x',
    "data from a path with nul": 'data d from "a\0b" by year\nlet a = d.x',
    "data from a path of many letters": 'data d from "' + "a" * 5_000 + '.csv" by year\nlet a = d.x',
    "data from a command": 'data d from "|cat /etc/passwd" by year\nlet a = d.x',
}

SHOCKING = {
    "a formula as label": 'param a = 3 "=HYPERLINK(\\"http://x\\")"\nlet b = a + nowhere',
    "a command as label": "param a = 3 \"=cmd|' /C calc'!A0\"\nlet b = a + nowhere",
    "a formula as name of a check": 'check c "+1+1": cash < 0',
    "markup as label": 'check c "[bold red]x[/] [/nothing]": cash < 0',
    "html as label": 'check c "<script>alert(1)</script>": cash < 0',
    "braces as label": 'check c "{0.__class__} {x!r} %s %d": cash < 0',
    "a colour as label": 'check c "\x1b[31mred\x1b[0m": cash < 0',
    "a cursor that moves in a label": 'check c "\x1b[2J\x1b[H\x9b31m": cash < 0',
    "a title for the terminal in a label": 'check c "\x1b]0;owned\x07": cash < 0',
    "a right-to-left override in a label": 'check c "\u202eoverride\u2066": cash < 0',
    "a carriage return in a comment": "# fine\rlet a = nowhere",
    "a colour in a comment": "# \x1b[31mred\nlet a = nowhere",
    "a dunder as name": "let __class__ = nowhere",
    "a dunder as member": "let a = cash.__class__.__mro__",
    "a format as name of a scenario": "scenario s {\n    living.__init__ = 3\n}",
    "python as expression": 'let a = __import__("os").system("true")',
    "a lambda": "let a = lambda x: x",
    "a list comprehension": "let a = [x for x in range(10)]",
    "a spreadsheet reference": "let a = Sheet1!A1 + A1",
    "a letter made of many": "let a" + "\u0301" * 5_000 + " = nowhere",
    "a name that normalises to a keyword": "let ｒｅａｌ = 3",
    "a name of look-alike letters": "param cаsh = 3\nlet a = casһ",
}


def folders() -> list[Broken]:
    """Plans with other files beside them."""
    plan = HEADER + ACCOUNTS
    apply = "each year {\n    apply r(core, cash)\n}\n"
    return [
        broken(
            "libraries in a circle", plan + "use one\n" + apply, one__plan="use two\n" + RULE, two__plan="use one\n"
        ),
        broken("a library of itself", plan + "use one\n" + apply, one__plan="use one\n" + RULE),
        broken("a library that is broken", plan + "use one\n" + apply, one__plan="rule r(a: asset {\n"),
        broken("a library with a plan", plan + "use one\n" + apply, one__plan=HEADER + RULE),
        broken("a library with an account", plan + "use one\n", one__plan="asset gold {\n    value: 1 TWD\n}\n"),
        broken(
            "a library that moves the plan's money",
            plan + "use one\neach year {\n    apply r(core)\n}\n",
            one__plan="rule r(a: asset) {\n    move 1 TWD from a to cash\n}\n",
        ),
        broken("two libraries of one name", plan + "use one\nuse two\n" + apply, one__plan=RULE, two__plan=RULE),
        Broken("a library that is binary", (plan + "use one\n" + apply).encode(), {"one.plan": b"\xff\xfe\x00r\x00"}),
        Broken("a library that is a link out of the folder", (plan + "use one\n" + apply).encode(), {"one.plan": None}),
        Broken(
            "data that is a link out of the folder",
            (plan + 'data d from "d.csv" by year\nlet a = d.x\n').encode(),
            {"d.csv": None},
        ),
        Broken(
            "data that is binary",
            (plan + 'data d from "d.csv" by year\nlet a = d.x\n').encode(),
            {"d.csv": b"\x00\xff\x00\xff" * 500},
        ),
        broken("data without rows", plan + 'data d from "d.csv" by year\nlet a = d.x\n', d__csv=""),
        broken(
            "data without the column", plan + 'data d from "d.csv" by year\nlet a = d.x\n', d__csv="year,y\n2026,1\n"
        ),
        broken(
            "a thousand libraries in a row",
            plan + "use l0\n" + apply,
            alone=True,
            **{f"l{k}__plan": f"use l{k + 1}\n" for k in range(1_000)},
        ),
    ]


def texts() -> list[Broken]:
    """Every plan of this kind."""
    return [
        *with_lines(PATHS),
        *with_lines(SHOCKING),
        *folders(),
        broken("an empty file", ""),
        broken("only spaces", "   \n\t\n\u3000\n"),
        broken("only comments", "# nothing here\n## nor here\n"),
    ]
