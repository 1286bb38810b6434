"""What a policy block is called: the steps in which it runs, in the language of the plan."""

from __future__ import annotations

from plainplan.graph.words import Words
from plainplan.syntax import nodes


def block_code(block: nodes.Block) -> str:
    """The head of a block as it is written."""
    return " ".join(block.span.text.partition("{")[0].split())


def block_title(words: Words, block: nodes.Block) -> str:
    """`每年十二月`, `each year in december`."""
    if block.condition is not None:
        return words(block.keyword).format(words.code(block.condition))
    title = words(f"each.{block.period.name}" if block.period is not None else "each")
    if block.is_first:
        title += words("each.first")
    if block.months:
        title += words("each.in").format(words("each.and").join(words(month.name) for month in block.months))
    return title
