"""Mathematics as LaTeX."""

from __future__ import annotations

from collections.abc import Sequence

SPECIAL = {character: f"\\{character}" for character in "_%&#${}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
}
SIGNS = {"<=": r" \le ", ">=": r" \ge ", "!=": r" \ne ", "*": r" \cdot ", "and": r" \land ", "or": r" \lor "}
NAMED = {"max": r"\max", "min": r"\min", "ln": r"\ln", "exp": r"\exp"}


class Latex:
    """Writes the body of a formula."""

    def text(self, text: str) -> str:
        """A figure."""
        return text.replace(",", "{,}").replace("%", r"\%") if text[:1].isdigit() else self.name(text)

    def name(self, text: str) -> str:
        """A name, upright, in whatever script."""
        return rf"\text{{{''.join(SPECIAL.get(character, character) for character in text)}}}"

    def row(self, parts: Sequence[str]) -> str:
        """Parts side by side."""
        return "".join(SIGNS.get(part, f" {part} " if part in ("+", "-", "=", "<", ">") else part) for part in parts)

    def negative(self, inner: str) -> str:
        """With a minus before it."""
        return f"-{inner}"

    def fraction(self, above: str, under: str) -> str:
        """Above over under."""
        return rf"\frac{{{above}}}{{{under}}}"

    def power(self, base: str, exponent: str) -> str:
        """A base with a raised exponent."""
        return f"{base}^{{{exponent}}}"

    def root(self, inner: str) -> str:
        """A square root."""
        return rf"\sqrt{{{inner}}}"

    def within(self, inner: str) -> str:
        """In parentheses as high as what they hold."""
        return rf"\left({inner}\right)"

    def absolute(self, inner: str) -> str:
        """The size of a number."""
        return rf"\left|{inner}\right|"

    def floor(self, inner: str) -> str:
        """The whole number below."""
        return rf"\left\lfloor {inner} \right\rfloor"

    def call(self, function: str, arguments: Sequence[str]) -> str:
        """A function of several arguments."""
        name = NAMED.get(function) or rf"\operatorname{{{self.name(function)[6:-1]}}}"
        return rf"{name}\left({', '.join(arguments)}\right)"

    def cases(self, rows: Sequence[tuple[str, str | None]]) -> str:
        """A value for each condition; the last one else."""
        lines = [f"{value} & {self._condition(condition)}" for value, condition in rows]
        return r"\begin{cases} " + r" \\ ".join(lines) + r" \end{cases}"

    def _condition(self, condition: str | None) -> str:
        return r"\text{else}" if condition is None else rf"\text{{if }} {condition}"
