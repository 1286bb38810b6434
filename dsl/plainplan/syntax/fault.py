"""The token at which reading stopped, and what stands around it."""

from __future__ import annotations

from plainplan.records import dataclass
from plainplan.source import Source, Span
from plainplan.syntax.tables import Tables
from plainplan.syntax.tokens import Token

LINE_ENDS = ("NEWLINE", "OPEN_BLOCK", "CLOSE_BLOCK", "$END")


@dataclass(frozen=True, slots=True)
class Fault:
    """The token at `index` cannot stand where it is; one of `expected` could."""

    source: Source
    tables: Tables
    tokens: list[Token]
    index: int
    expected: frozenset[str]

    @property
    def kind(self) -> str:
        """The terminal that was found."""
        return self.tokens[self.index][0]

    @property
    def text(self) -> str:
        """The text that was found."""
        return self.tokens[self.index][1]

    @property
    def span(self) -> Span:
        """Where it was found."""
        return Span(self.source, self.tokens[self.index][2], self.tokens[self.index][3])

    def before(self, distance: int = 1) -> Token:
        """A token before the one found, or one that ends a line."""
        return self.tokens[self.index - distance] if self.index >= distance else ("NEWLINE", "", 0, 0)

    def after(self, distance: int = 1) -> Token:
        """A token after the one found, or one that ends a line."""
        position = self.index + distance
        return self.tokens[position] if position < len(self.tokens) else ("NEWLINE", "", 0, 0)

    @property
    def line(self) -> list[Token]:
        """The tokens of the line, up to the one found."""
        begin = self.index
        while begin > 0 and self.tokens[begin - 1][0] not in LINE_ENDS:
            begin -= 1
        return self.tokens[begin : self.index]

    def rest_of_line(self, begin: int) -> str:
        """What the line says from a token on."""
        end = begin
        while end + 1 < len(self.tokens) and self.tokens[end + 1][0] not in LINE_ENDS:
            end += 1
        return self.source.text[self.tokens[begin][2] : self.tokens[end][3]]
