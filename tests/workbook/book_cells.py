"""Reads the cells of a workbook file: formulas and stored values, as they stand in the file."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PLAIN_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its formula if it has one, and the number, text or error (`ERROR`) stored beside it."""

    formula: str | None
    value: float | str | None


# Every error is the one `undefined`.
ERROR = "#ERROR"
Book = dict[str, dict[str, Cell]]


def read_book(path: Path) -> Book:
    """All cells that hold something, by sheet and address."""
    with zipfile.ZipFile(path) as package:
        texts = _shared_texts(package)
        return {name: dict(_cells(ElementTree.fromstring(package.read(part)), texts)) for name, part in _parts(package)}


# A cell with a formula, as both writers put it; a formula that repeats another has no text.
FORMULA_CELL = re.compile(
    r'<c r="(?P<address>[A-Z]+[0-9]+)"(?P<marks>[^>]*)><f[^>]*?(?:/>|>(?P<formula>[^<]*)</f>)'
    r"(?:<v[^>]*>(?P<value>[^<]*)</v>)?"
)


def read_formula_cells(path: Path) -> Book:
    """The formula cells of a workbook, by sheet and address: much quicker than reading it as XML."""
    with zipfile.ZipFile(path) as package:
        return {name: _formula_cells(package.read(part).decode()) for name, part in _parts(package)}


def _formula_cells(text: str) -> dict[str, Cell]:
    found = {}
    for match in FORMULA_CELL.finditer(text):
        kind = re.search(r' t="(\w+)"', match["marks"])
        value: float | str | None = match["value"]
        if kind is None or kind[1] == "n":
            value = float(match["value"]) if match["value"] else None
        elif kind[1] == "e":
            value = ERROR
        elif value is not None:
            value = unescape(match["value"])
        found[match["address"]] = Cell(unescape(match["formula"] or ""), value)
    return found


def _parts(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {item.attrib["Id"]: item.attrib["Target"] for item in relations.iter(f"{PLAIN_RELATIONS}Relationship")}
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    return [
        (sheet.attrib["name"], posixpath.normpath(posixpath.join("xl", targets[sheet.attrib[f"{RELATIONS}id"]])))
        for sheet in book.iter(f"{MAIN}sheet")
    ]


def _shared_texts(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in item.iter(f"{MAIN}t")) for item in root.iter(f"{MAIN}si")]


def _cells(root: ElementTree.Element, texts: list[str]) -> list[tuple[str, Cell]]:
    found = []
    for element in root.iter(f"{MAIN}c"):
        formula, value = element.find(f"{MAIN}f"), element.find(f"{MAIN}v")
        if formula is None and value is None:
            continue
        cell = Cell(formula.text if formula is not None else None, _value(element.get("t", "n"), value, texts))
        found.append((element.attrib["r"], cell))
    return found


def _value(kind: str, element: ElementTree.Element | None, texts: list[str]) -> float | str | None:
    if element is None:
        return None
    text = element.text or ""
    match kind:
        case "s":
            return texts[int(text)]
        case "str":
            return text
        case "e":
            return ERROR
    return float(text)


def defined_names(path: Path) -> dict[str, str]:
    """The defined names of a workbook, and what each refers to."""
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("xl/workbook.xml"))
    return {item.attrib["name"]: item.text or "" for item in root.iter(f"{MAIN}definedName")}


def row_and_column(address: str) -> tuple[int, int]:
    """Row and column, from 1, of `G5` or `$G$5`."""
    found = ADDRESS.fullmatch(address)
    assert found is not None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'!)?(\$?[A-Z]{1,3}\$?[0-9]+)(?::(\$?[A-Z]{1,3}\$?[0-9]+))?(?![\w(.])")
QUOTED = re.compile(r'"[^"]*"')


def relative(formula: str, address: str) -> str:
    """The formula with each relative row and column as a distance from its cell: equal for cells filled across."""
    row, column = row_and_column(address)

    def shift(match: re.Match[str]) -> str:
        text = match[0]
        target_row, target_column = row_and_column(text)
        down = f"{target_row}" if re.search(r"\$[0-9]", text) else f"[{target_row - row}]"
        across = f"{target_column}" if text.startswith("$") else f"[{target_column - column}]"
        return f"R{down}C{across}"

    return re.sub(r"(?<![\w.'!])\$?[A-Z]{1,3}\$?[0-9]+(?![\w(.])|(?<=!)\$?[A-Z]{1,3}\$?[0-9]+", shift, formula)


def references(formula: str, sheet: str, names: dict[str, str]) -> list[tuple[str, str, str]]:
    """What a formula reads: sheet, first and last cell of each range, defined names resolved."""
    text = QUOTED.sub('""', formula) if "'" not in formula else formula
    found = []
    for match in REFERENCE.finditer(text):
        if match.start() and re.match(r"[\w.]", text[match.start() - 1]):
            continue
        first = match[2].replace("$", "")
        found.append((match[1] or sheet, first, (match[3] or match[2]).replace("$", "")))
    for word in re.findall(r"(?<![\w.'!$])[^\W\d][\w.]*(?![\w.(!'])", text):
        if word in names:
            target = REFERENCE.fullmatch(names[word])
            assert target is not None, names[word]
            cell = target[2].replace("$", "")
            found.append((target[1] or sheet, cell, cell))
    return found
