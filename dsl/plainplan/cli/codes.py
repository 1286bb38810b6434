"""What the reference says of each code of a mistake: the page docs/errors.md, which the wheel has too."""

from __future__ import annotations

import os
import re

from plainplan.records import dataclass

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SENTENCE = re.compile(r".*?[.。](?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CodePage:
    """The first sentence about a code, and all of it as Markdown."""

    sentence: str
    markdown: str


def read_codes() -> dict[str, CodePage]:
    """Each code with its page."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    in_wheel = os.path.join(package, "errors.md")
    in_checkout = os.path.join(os.path.dirname(os.path.dirname(package)), "docs", "errors.md")
    with open(in_wheel if os.path.exists(in_wheel) else in_checkout, encoding="utf-8") as file:
        sections = file.read().split("\n### ")[1:]
    pages = {}
    for section in sections:
        code, _, text = section.partition("\n")
        # Links lead to other pages, which do not stand beside a report.
        text = _LINK.sub(r"\1", text.strip())
        words = " ".join(text.partition("```")[0].split())
        sentence = _SENTENCE.match(words)
        pages[code.strip()] = CodePage(sentence[0] if sentence else words, text)
    return pages
