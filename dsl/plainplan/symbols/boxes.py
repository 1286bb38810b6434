"""Mathematics in two dimensions, drawn with characters; a Chinese one takes two columns."""

from __future__ import annotations

from collections.abc import Sequence

from plainplan.records import dataclass

RAISED = str.maketrans("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
ROUND = (("(", ")"), ("⎛", "⎜", "⎝"), ("⎞", "⎟", "⎠"))
BARS = (("│", "│"), ("│", "│", "│"), ("│", "│", "│"))
FLOOR = (("⌊", "⌋"), ("⎢", "⎢", "⎣"), ("⎥", "⎥", "⎦"))
SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "*": "·", "and": "and", "or": "or", "-": "−"}


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of one width, of which the one numbered `axis` is that of the fraction bars."""

    lines: tuple[str, ...]
    axis: int

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return _columns(self.lines[0])

    @property
    def below(self) -> int:
        """How many lines stand below its axis."""
        return len(self.lines) - self.axis - 1


class Boxes:
    """Draws with characters."""

    def text(self, text: str) -> Box:
        """A figure or a name."""
        return Box((text,), 0)

    def name(self, text: str) -> Box:
        """A name."""
        return self.text(text)

    def row(self, parts: Sequence[Box | str]) -> Box:
        """Parts side by side on one axis; a sign between two of them is a text."""
        boxes = [self.text(_spaced(part)) if isinstance(part, str) else part for part in parts]
        axis, below = max(box.axis for box in boxes), max(box.below for box in boxes)
        columns = [_padded(box, axis, below) for box in boxes]
        return Box(tuple("".join(lines) for lines in zip(*columns, strict=True)), axis)

    def negative(self, inner: Box) -> Box:
        """With a minus before it."""
        return self.row([self.text("−"), inner])

    def fraction(self, above: Box, under: Box) -> Box:
        """Above over under."""
        width = max(above.width, under.width) + 2
        lines = [*(_centred(line, width) for line in above.lines), "─" * width]
        return Box((*lines, *(_centred(line, width) for line in under.lines)), len(above.lines))

    def power(self, base: Box, exponent: Box) -> Box:
        """A base with a raised exponent."""
        if len(exponent.lines) == 1 and set(exponent.lines[0]) <= set("0123456789−"):
            raised = Box((exponent.lines[0].translate(RAISED),), 0)
            return self.row([base, raised]) if base.axis == 0 else self._raised(base, raised, base.axis)
        return self._raised(base, exponent, base.axis + len(exponent.lines))

    def _raised(self, base: Box, exponent: Box, axis: int) -> Box:
        height = axis + 1 + base.below
        left = [*[" " * base.width] * (height - len(base.lines)), *base.lines]
        right = [*exponent.lines, *[" " * exponent.width] * (height - len(exponent.lines))]
        return Box(tuple(a + b for a, b in zip(left, right, strict=True)), axis)

    def root(self, inner: Box) -> Box:
        """A square root."""
        return self.row([Box(("√",), 0), self.within(inner)])

    def within(self, inner: Box) -> Box:
        """In parentheses as high as what they hold."""
        return self._enclosed(inner, ROUND)

    def absolute(self, inner: Box) -> Box:
        """The size of a number."""
        return self._enclosed(inner, BARS)

    def floor(self, inner: Box) -> Box:
        """The whole number below."""
        return self._enclosed(inner, FLOOR)

    def _enclosed(self, inner: Box, marks: tuple[tuple[str, ...], ...]) -> Box:
        small, left, right = marks
        height = len(inner.lines)
        if height == 1:
            return Box((f"{small[0]}{inner.lines[0]}{small[1]}",), 0)
        sides = [[mark[0], *[mark[1]] * (height - 2), mark[2]] for mark in (left, right)]
        return Box(tuple("".join(line) for line in zip(sides[0], inner.lines, sides[1], strict=True)), inner.axis)

    def call(self, function: str, arguments: Sequence[Box]) -> Box:
        """A function of several arguments."""
        parts: list[Box | str] = []
        for argument in arguments:
            parts += [Box((", ",), 0), argument] if parts else [argument]
        return self.row([self.text(function), self.within(self.row(parts))])

    def cases(self, rows: Sequence[tuple[Box, Box | None]]) -> Box:
        """A value for each condition; the last one else."""
        values = max(value.width for value, _ in rows)
        drawn = []
        for value, condition in rows:
            gap = Box((" " * (values - value.width + 2),), 0)
            said = self.text("else") if condition is None else self.row([self.text("if "), condition])
            drawn.append(self.row([value, gap, said]))
        width = max(box.width for box in drawn)
        lines = [line + " " * (width - _columns(line)) for box in drawn for line in box.lines]
        axis = (len(lines) - 1) // 2
        brace = ["⎪"] * len(lines)
        brace[axis] = "⎨"
        brace[0], brace[-1] = ("⎧", "⎩") if len(lines) > 2 else ("⎰", "⎱")
        return Box(tuple(f"{mark} {line}" for mark, line in zip(brace, lines, strict=True)), axis)


def _spaced(sign: str) -> str:
    return {"·": "·", ",": ", "}.get(SIGNS.get(sign, sign), f" {SIGNS.get(sign, sign)} ")


def _padded(box: Box, axis: int, below: int) -> list[str]:
    empty = " " * box.width
    return [*[empty] * (axis - box.axis), *box.lines, *[empty] * (below - box.below)]


def _centred(line: str, width: int) -> str:
    room = width - _columns(line)
    return " " * (room // 2) + line + " " * (room - room // 2)


def _columns(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
