"""The function that each production of the grammar calls, by the production's name in plan.lark."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.syntax import build_declarations, build_expressions, build_statements
from plainplan.syntax.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def nothing(place: Place, parts: list[Any]) -> None:
    """An optional part that is not there."""


def nothing_listed(place: Place, parts: list[Any]) -> list[Any]:
    """A list that is not there."""
    return []


def first(place: Place, parts: list[Any]) -> Any:
    """The first symbol alone: what follows is punctuation."""
    return parts[0]


def second(place: Place, parts: list[Any]) -> Any:
    """The second symbol alone: what stands around it is punctuation."""
    return parts[1]


def list_first(place: Place, parts: list[Any]) -> list[Any]:
    """A list of one item."""
    return [parts[0]]


def list_pair(place: Place, parts: list[Any]) -> list[Any]:
    """A list that only counts as one from its second item on."""
    return [parts[0], parts[2]]


def list_more(place: Place, parts: list[Any]) -> list[Any]:
    """A list, a separator, and the next item."""
    parts[0].append(parts[2])
    return parts[0]  # type: ignore[no-any-return]  # the list that list_first made


def list_also(place: Place, parts: list[Any]) -> list[Any]:
    """A list and the next item, nothing between them."""
    parts[0].append(parts[1])
    return parts[0]  # type: ignore[no-any-return]  # the list that nothing_listed made


ACTIONS: dict[str, Callable[[Place, list[Any]], Any]] = {
    "nothing": nothing,
    "nothing_listed": nothing_listed,
    "empty_block": nothing_listed,
    "first": first,
    "second": second,
    "list_first": list_first,
    "list_pair": list_pair,
    "list_more": list_more,
    "list_also": list_also,
    **build_expressions.ACTIONS,
    **build_declarations.ACTIONS,
    **build_statements.ACTIONS,
}
