"""Checked model to formula graph."""

from plainplan.graph.lower import build_graph
from plainplan.graph.nodes import Graph

__all__ = ["Graph", "build_graph"]
