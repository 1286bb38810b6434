"""Plans that cannot be read: cut off, binary, in another encoding, or misspelled."""

from __future__ import annotations

import gzip
import random

from broken.plan import ACCOUNTS, HEADER, SOUND, Broken, broken, with_lines

CHINESE = HEADER + ACCOUNTS + 'param 生活費 = 60萬 TWD/year "生活費與旅遊"\ncheck c "現金足夠": cash > 0\n'


def cut_off() -> list[Broken]:
    """A sound plan that ends too early: at each of these places a block or a list is still open."""
    content = SOUND.encode()
    cuts = [cut for cut in range(3, len(content), 11) if content[:cut].count(b"{") > content[:cut].count(b"}")]
    return [Broken(f"cut at byte {cut}", content[:cut]) for cut in cuts[::2]]


def one_mark_missing() -> list[Broken]:
    """A sound plan without one of its marks."""
    found: list[Broken] = []
    for mark in "{}()":
        places = [place for place, letter in enumerate(SOUND) if letter == mark]
        for place in (places[0], places[len(places) // 2], places[-1]):
            found.append(broken(f"without the {mark} at {place}", SOUND[:place] + SOUND[place + 1 :]))
    return found


def other_bytes() -> list[Broken]:
    """Files that are no UTF-8 text."""
    chance = random.Random(7)
    encodings = ("big5", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
    noise = bytes(chance.randrange(256) for _ in range(5_000))
    letters = bytes(chance.randrange(32, 127) for _ in range(5_000))
    contents = {
        **{f"written in {name}": CHINESE.encode(name) for name in encodings},
        "written in latin-1": (HEADER + 'param café = 3 "café"\n').encode("latin-1"),
        "written in cp1252": (HEADER + "param a = 3 # “quoted” – dash\n").encode("cp1252"),
        "written in shift-jis": (HEADER + 'param a = 3 "現金"\n').encode("shift-jis"),
        "written in ebcdic": HEADER.encode("cp500"),
        "random bytes": noise,
        "random letters": letters,
        "an executable": b"\x7fELF\x02\x01\x01" + bytes(64) + noise[:400],
        "a picture": b"\x89PNG\r\n\x1a\n" + noise[:400],
        "a workbook": b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + noise[:400],
        "compressed": gzip.compress(SOUND.encode(), mtime=0),
        "all nul": bytes(1_000),
        "nul in a name": SOUND.replace("lever", "le\0ver", 1).encode(),
        "nul at the end": SOUND.encode() + b"\0",
        "a letter cut in two": CHINESE.encode().replace("現".encode(), "現".encode()[:2], 1),
        "an overlong letter": SOUND.encode() + b"\xc0\x80",
        "half a surrogate pair": SOUND.encode() + b"\xed\xa0\x80",
        "a byte that no text has": SOUND.encode() + b"\xff",
        "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + SOUND.encode() + b"}",
    }
    return [Broken(name, content) for name, content in contents.items()]


MISSPELLED = {
    "an open string": 'param a = 3 "never closed',
    "an open string in a block": 'asset a {\n    note: "never closed\n}',
    "an open block": "asset a {",
    "a block closed twice": "asset a {\n}\n}",
    "an open call": "let a = min(1, 2",
    "a call closed twice": "let a = min(1, 2))",
    "a list closed wrongly": "let a = min(1, 2]",
    "marks that cross": "let a = (1 + [2) + 3]",
    "nothing after =": "let a =",
    "nothing after :": "asset a {\n    value:\n}",
    "no name": "param = 3",
    "a number as name": "param 3 = 3",
    "a keyword as name": "param from = 3",
    "a unit as name": "param TWD = 3",
    "a security code as name": "asset 0050 {\n    value: 10 TWD\n}",
    "two operators": "let a = 1 * / 2",
    "an operator at the end": "let a = 1 +\n",
    "comparisons in a chain": "let a = 1 < 2 < 3",
    "an assignment to a call": "let f(x) + 1 = 2",
    "an unknown declaration": "shopping list {\n}",
    "a program": "import os\nos.system('true')",
    "a statement outside a block": "move 10 TWD from cash to core",
    "a declaration inside a block": "each year {\n    asset a {\n        value: 1 TWD\n    }\n}",
    "a semicolon": "let a = 1; let b = 2",
    "a backslash": "let a = 1 \\ 2",
    "a dollar sign": "let a = $5",
    "an at sign": "let a = @cash",
    "an ampersand": "let a = cash && core",
    "an exclamation mark": "let a = !cash",
    "a question mark": "let a = cash > 0 ? 1 : 2",
    "a backtick": "let a = `cash`",
    "single quotes": "param a = 3 'label'",
    "a date without zero": "asset a {\n    value: 1 TWD\n    maturity: 2026-1\n}",
    "a date with slashes": "asset a {\n    value: 1 TWD\n    maturity: 2026/01/31\n}",
    "a month that does not exist": "check c: cash > 0 at 2026-13",
    "a day that does not exist": "check c: cash > 0 at 2026-02-30",
    "a year of the republic": "check c: cash > 0 at 民國115-01",
    "thousands with commas": "param a = 1,000,000 TWD",
    "a short magnitude": "param a = 3萬5 TWD",
    "two magnitudes": "param a = 1億2000萬 TWD",
    "tenths in Chinese": "param a = 2成",
    "a power of a negative number": "let a = -5^2",
    "a label that closes early": 'param a = 3 "a "b" c"',
    "a label over two lines": 'param a = 3 "a\nb"',
    "an escape that is none": 'param a = 3 "a\\',
    "a colour in a name": "param \x1b[31mred\x1b[0m = 3",
    "a bell in a name": "param a\x07b = 3",
    "a backspace in a name": "param a\x08\x08b = 3",
    "a zero-width space in a name": "param a\u200bb = 3\nlet c = ab",
    "a right-to-left override": "param a\u202e = 3\u202c",
    "a right-to-left mark in a number": "param a = 3\u200f5",
    "a delete character": "let a = 1 \x7f 2",
    "a vertical tab": "let a = 1 \x0b\x0b / ",
    "a picture character": "let 🏠 = 3",
    "a private character": "let \ue000 = 3",
    "a combining mark first": "let \u0301a = 3",
    "arabic digits": "let a = ٣",
    "a fraction character": "let a = ½",
    "a superscript": "let a = 3²",
    "an infinity sign": "let a = ∞",
    "only a brace": "{",
    "only a closing brace": "}",
    "an equal sign alone": "=",
    "a lone label": '"label"',
    "else without if": "each year {\n    else {\n    }\n}",
    "if without a condition": "each year {\n    if {\n    }\n}",
    "a check without a condition": "check c",
    "a scenario line without a value": "scenario s {\n    living =\n}",
    "each nothing": "each {\n}",
    "each fortnight": "each fortnight {\n}",
    "at nothing": "at {\n}",
    "a rule without a body": "rule r(a: asset)",
    "a formal twice": "rule r(a: asset, a: asset) {\n    move 1 from a to a\n}",
    "a grid without a cell": "grid g {\n    rows r in 1..3\n}",
    "a range without an end": "param a = 3 {\n    range: 1 ..\n}",
}


def texts() -> list[Broken]:
    """Every plan of this kind."""
    alone = {"text only": "dear adviser, please find below my figures", "one letter": "x", "a number": "42x"}
    return [
        *cut_off(),
        *one_mark_missing(),
        *other_bytes(),
        *with_lines(MISSPELLED),
        *(broken(name, text) for name, text in alone.items()),
    ]
