"""Tables, grids, lists and data files that cannot be: headers, columns, axes, cells of a file."""

from __future__ import annotations

from broken.plan import ACCOUNTS, HEADER, Broken, broken, with_lines

# By the line of the header.
HEADERS = {
    "a range backwards": "t in 3..1",
    "a range of a name": "t in 1..living",
    "a range past all floats": "t in 1..1e999",
    "a range of one over nothing": "t in 1..10 by 1e-300",
    "a range of two units": "t in 1 year..30 months",
    "a range of dates by days": "t in 2026-01..2030-01 by 30 days",
    "a range of dates past the calendar": "t in 2026-01..9999-12 by 1 month",
    "a range of dates and numbers": "t in 2026-01..30 by 1 year",
    "a range of per cent without steps": "t in 5%..10%",
    "a range within a list": "t in 1..3, 5",
    "a list of two kinds": 't in 5%, "a", 2026-01',
    "a header that varies in time": "t in cash, core",
    "a header of its own column": "t in t, 2 * t",
    "a header of a column": "t in sheet.x",
    "a header of a table": "t in sheet",
    "a header of nothing": "t in",
    "a header of an empty list": "t in []",
    "a header of nested lists": "t in [[1, 2], [3, 4]]",
    "a header of an account with its share": "t in core 40%, cash 60%",
    "two headers of different lengths": "t in 1..3\n    u in 1, 2",
}

# By the lines below `t in 1..3`.
COLUMNS = {
    "a column twice": "x = 1\n    x = 2",
    "a column like the header": "t = 2",
    "a column like a unit": "year = t",
    "a column of itself": "x = x + 1",
    "columns in a circle": "x = y\n    y = z\n    z = x + t",
    "a total of itself": "x = t\n    total s = s + sum(x)",
    "a circle through a total": "x = s * t\n    total s = sum(x)",
    "a circle through prev": "x = prev(x) + 1",
    "a column of a series": "x = t * net_worth",
    "a column of an account": "x = t * core",
    "a column of the clock": "x = t * step + elapsed / 1 year",
    "a column of a list": "x = t * [1, 2]",
    "a column of another length": "x = sum(t * [1, 2])",
    "a column of an unknown name": "x = t * tt",
    "a column of two dimensions": "x = t + 5 TWD + 3 years",
    "a column of the table by name": "x = sheet.t + sheet",
    "a sum of one value": "x = sum(5)",
    "a window of time": "x = sum(t, last: 12 months)",
    "a window of no rows": "x = sum(t, last: 0)",
    "a window of half a row": "x = sum(t, last: 1.5)",
    "a window of rows that are calculated": "x = sum(t, last: t)",
    "a row by a date": "x = at(t, 2026-01)",
    "a row by a text": 'x = at(t, "2")',
    "a total that varies": "x = t\n    total s = x",
    "a total of a series": "total s = net_worth",
    "a total without a column": "total s = sum(nothing)",
    "a condition for a number": "x = t > 1\n    y = x + 1",
    "an expression past all floats": "x = 1e308 * t * 1e308\n    total s = sum(x)",
}

# Lines of the plan, below a sound table `sheet` and a sound grid `pairs`.
READERS = {
    "a column for a number": "let a = sheet.x",
    "a column in a check": "check c: sheet.x > 0",
    "a column moved": "each year {\n    move sheet.x from cash to core\n}",
    "a column as return": "asset gold {\n    value: 1 TWD\n    return: sheet.x\n}",
    "a column as value": "asset gold {\n    value: sheet.x * 1 TWD\n}",
    "a column in a scenario": "scenario s {\n    living = sheet.x * 1 TWD/year\n}",
    "a column of two tables": "let a = sum(sheet.x * pairs.r)",
    "a column and a series": "let a = sum(sheet.x * net_worth)",
    "an unknown column": "let a = sum(sheet.y)",
    "a table as account": "each year {\n    move 1 TWD from sheet to cash\n}",
    "a table as a list": "let a = sum(sheet)",
    "a call of a table": "let a = sheet(1)",
    "a call of a column": "let a = sheet.x(1)",
    "a grid as value": "let a = pairs",
    "cells by two numbers": "let a = at(pairs, 2, 3)",
    "a table declared twice": "table sheet {\n    k in 1..2\n}",
    "a table named like an account": "table core {\n    k in 1..2\n}",
    "a table without a header": "table bare {\n    a = 5\n}",
    "a table of nothing": "table bare {\n}",
    "a grid of too many cells": "grid large {\n    rows r in 1..1_000\n    cols c in 1..1_000\n    cell = r * c\n}",
    "a grid of a series": "grid wrong {\n    rows r in 1..3\n    cols c in 1..3\n    cell = r * net_worth\n}",
    "a grid that looks back": (
        "grid wrong {\n    rows r in 1..3\n    cols c in 1..3\n    cell = prev(r, start: 0) + cumulative(c)\n}"
    ),
    "a grid with one head twice": "grid wrong {\n    rows r in 1..3\n    cols r in 1..3\n    cell = r\n}",
    "a grid whose head is its cell": "grid wrong {\n    rows cell in 1..3\n    cols c in 1..3\n    cell = c\n}",
    "a grid of its own cells": "grid wrong {\n    rows r in 1..3\n    cols c in 1..3\n    cell = wrong.cell + r\n}",
    "lists of two lengths": "let a = sum([1, 2] * [1, 2, 3])",
    "a list of two dimensions": "let a = sum([1 year, 2 TWD])",
    "a list of series": "let a = sum([cash, core])",
    "a list of lists": "let a = sum([[1, 2], [3]])",
    "a list of nothing": "let a = sum([])",
    "a list that is never closed": "let a = sum([1, 2)",
    "a list as balance": "asset gold {\n    value: [1 TWD, 2 TWD]\n}",
    "a list of ten thousand": "let a = sum([" + ", ".join(["1"] * 10_000) + "])\ncheck c: a < 0",
    "a list by the calendar": "let a = sum(by_year(2026: sheet.x, otherwise: 0))",
    "a list at the prices of the start": "let a = sum(real([1 TWD, 2 TWD]))",
    "a search through the cells of a grid": "let a = match(3, pairs.cell, 0)",
    "cells of a grid that look back": "let a = sum(cumulative(pairs.cell))",
    "cells of a grid beside a list": "let a = correl(pairs.cell, [1, 2, 3, 4, 5, 6])",
    "a row before the first": "let a = at(sheet.x, 0)\ncheck c: a > 0",
    "a row past the end": "let a = at(sheet.x, 4)\ncheck c: a > 0",
    "a table of many columns": (
        "table wide {\n    k in 1..3\n" + "\n".join(f"    c{n} = k + {n}" for n in range(500)) + "\n}\n"
        "check c: sum(wide.c499) < 0"
    ),
    "a chain of many columns": (
        "table long {\n    k in 1..3\n"
        + "\n".join(f"    c{n} = c{n + 1} + k" for n in range(1_000))
        + "\n    c1000 = k\n}\n"
        "check c: sum(long.c0) < 0"
    ),
    "a wide table": (
        "table wide {\n    k in 1..2_000\n"
        + "\n".join(f"    c{n} = prev(c{n}, start: 0) + k" for n in range(50))
        + "\n}\ncheck c: sum(wide.c0) < 0"
    ),
}

SHEET = (
    "\ntable sheet {\n    t in 1..3\n    x = t * 2\n}\n"
    "grid pairs {\n    rows r in 1..3\n    cols c in 1..2\n    cell = r * c\n}\n"
)

DATA = 'data d from "d.csv"'
# A file, and what the plan says of it.
FILES = {
    "a row too short": ("k,x\n1\n", DATA),
    "a row too long": ("k,x\n1,2,3\n", DATA),
    "a quote never closed": ('k,x\n1,"2\n', DATA),
    "text after a quote": ('k,x\n1,"2"3\n', DATA),
    "a file of semicolons": ("k;x\n1;2,5\n", DATA),
    "a header that comes twice": ("k,x,x\n1,2,3\n", DATA),
    "a rate without its percent": ("k,x\n1,8\n", DATA + ' {\n    column "x" as x: rate/year\n}'),
    "half a share counted": ("k,x\n1,2.5\n", DATA + ' {\n    column "x" as x: count\n}'),
    "a file of commas": (",,,\n,,,\n", DATA + "\nlet a = d.x"),
    "a file of line ends": ("\n" * 10_000, DATA),
    "a header without rows": ("k,x\n", DATA),
    "a header without names": ("1,2\n3,4\n", DATA + "\nlet a = sum(d.x)"),
    "a header like a formula": ("=1+1,@x\n3,4\n", DATA + "\nlet a = sum(d.x)"),
    "a header of a thousand columns": (
        ",".join(f"c{n}" for n in range(1_000)) + "\n" + "1," * 999 + "1\n",
        DATA + "\ncheck c: sum(d.c999) < 0",
    ),
    "too many rows": ("k\n" + "1\n" * 10_001, DATA),
    "a cell that is a formula": ("k,x\n1,=2+2\n", DATA + ' {\n    column "x" as x: number\n}'),
    "a cell past all floats": ("k,x\n1,1e999\n", DATA + ' {\n    column "x" as x: number\n}\ncheck c: sum(d.x) < 0'),
    "a cell of a million digits": ("k,x\n1," + "9" * 1_000_000 + "\n", DATA + ' {\n    column "x" as x: number\n}'),
    "a cell with its currency": ("k,x\n1,5 TWD\n", DATA + ' {\n    column "x" as x: TWD\n}'),
    "a percentage of money": ("k,x\n1,5%\n", DATA + ' {\n    column "x" as x: TWD\n}'),
    "a day that is none": ("k,x\n1,2026-02-30\n", DATA + ' {\n    column "x" as x: date\n}'),
    "a year that comes twice": ("k,x\n2026,1\n2026,2\n", DATA + " by year\nlet a = d.x"),
    "a key that is no year": ("k,x\nnow,1\n", DATA + " by year\nlet a = d.x"),
    "a key that is blank": ("k,x\n,1\n", DATA + " by year\nlet a = d.x"),
    "a key declared as text": ("k,x\n2026,1\n", DATA + ' by year {\n    column "k" as k: text\n    column "x" as x\n}'),
    "a period of weeks": ("k,x\n2026-01,1\n", DATA + " by week\nlet a = d.x"),
    "a period below the step": ("k,x\n2026-01,1\n", DATA + " by month\nlet a = d.x"),
    "years outside the plan": ("k,x\n1990,1\n", DATA + " by year\nlet a = d.x\ncheck c: a > 0"),
    "a column as an account": ("k,x\n1,2\n", DATA + ' {\n    column "x" as x: asset\n}'),
    "a column twice": ("k,x\n1,2\n", DATA + ' {\n    column "x" as x\n    column "k" as x\n}'),
    "a column that is a word": ("k,x\n1,2\n", DATA + ' {\n    column "x" as year\n}'),
    "rows of the plan for a list": ("k,x\n1,2\n", DATA + "\nlet a = d.x"),
    "the data for a number": ("k,x\n1,2\n", DATA + "\nlet a = d + 1"),
    "a table of two files": (
        "k,x\n1,2\n",
        DATA + '\ndata e from "d.csv"\ntable t {\n    a in d.k\n    b in e.k\n    s = a + b\n}',
    ),
    "a table of a file that is missing": (
        "k,x\n1,2\n",
        'data e from "e.csv"\ntable t {\n    a in e.k\n    b = e.x\n    total s = sum(b)\n}\nlet z = t.s',
    ),
}


def texts() -> list[Broken]:
    """Every plan of this kind."""
    headers = {f"in a table: {name}": f"table sheet {{\n    {line}\n    x = 1\n}}" for name, line in HEADERS.items()}
    columns = {
        f"in a table: {name}": f"table sheet {{\n    t in 1..3\n    {lines}\n}}" for name, lines in COLUMNS.items()
    }
    readers = {f"beside a table: {name}": SHEET + lines for name, lines in READERS.items()}
    found = [*with_lines(headers), *with_lines(columns), *with_lines(readers)]
    for name, (content, lines) in FILES.items():
        found.append(broken(f"in a data file: {name}", HEADER + ACCOUNTS + lines + "\n", d__csv=content))
    return found
