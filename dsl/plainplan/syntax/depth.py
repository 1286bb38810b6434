"""How deep a tree may be: the stages that follow walk it by recursion."""

from __future__ import annotations

from plainplan.diagnostics import Diagnostic
from plainplan.source import Span
from plainplan.syntax.nodes import Argument, Node

MAX_DEPTH = 200


def find_too_deep(node: Node) -> Diagnostic | None:
    """The mistake of a tree that is too deep, at the outermost node that is; long sums and chains make one."""
    waiting: list[tuple[object, int]] = [(node, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, tuple):
            # A span is a tuple too, and holds no node.
            if not isinstance(value, Span):
                waiting += [(item, depth) for item in value]
        elif isinstance(value, Node):
            depth += not isinstance(value, Argument)
            if depth > MAX_DEPTH:
                return Diagnostic("too-deep", f"nested more than {MAX_DEPTH} levels deep", value.span, marker="here")
            waiting += [(getattr(value, name), depth) for name in value.__slots__]
    return None
