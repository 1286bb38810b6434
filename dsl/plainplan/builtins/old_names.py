"""The names that statistics had in Excel before 2010, which its users still write."""

from __future__ import annotations

from plainplan.builtins.record import Builtin
from plainplan.records import replace


def under(name: str, record: Builtin) -> Builtin:
    """The record under an older name, which Excel's own file knows without a prefix."""
    return replace(
        record,
        name=name,
        excel=record.excel.replace(f"_xlfn.{record.name.upper()}", name.upper()),
        examples=tuple((text.replace(record.name, name), figure) for text, figure in record.examples),
    )
