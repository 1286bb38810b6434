"""The built-ins over numpy arrays, for notebooks: `plainplan.functions["pmt"](rates, 360, 1e6)`.

numpy comes with the extra `frames`, and is imported when a function is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from plainplan.builtins.record import Builtin, Parameter
from plainplan.builtins.registry import BUILTINS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def over(record: Builtin, *arguments: Any) -> Any:
    """A built-in over arrays, element by element after numpy's broadcasting: an array of floats, or of texts, NaN where
    undefined.

    What a parameter takes as a list is passed whole. Dates are serial numbers, or `datetime64`. Without any array the
    result is a float.
    """
    import numpy as np

    pairs = _pair(record, arguments)
    lists = {position for position, (parameter, _) in enumerate(pairs) if parameter.is_list}
    values = [_plain(argument) for _, argument in pairs]
    for position in lists:
        values[position] = np.atleast_1d(values[position]).tolist()
    # What has no value is NaN here, and nothing to warn of.
    with np.errstate(all="ignore"):
        result = np.asarray(np.vectorize(record.scalar, otypes=[object], excluded=lists)(*values))
    has_texts = any(isinstance(member, str) for member in result.flat)
    result = result if has_texts else result.astype(float)
    return result if result.shape else result.item()


def _pair(record: Builtin, arguments: tuple[Any, ...]) -> list[tuple[Parameter, Any]]:
    """Each argument with its parameter; what is given one by one to a last list becomes that list."""
    parameters = record.parameters
    last = len(parameters) - 1
    if record.is_variadic and parameters[last].is_list and len(arguments) > len(parameters):
        arguments = (*arguments[:last], arguments[last:])
    required = sum(parameter.default is None for parameter in parameters)
    if len(arguments) < required or (len(arguments) > len(parameters) and not record.is_variadic):
        names = ", ".join(parameter.name for parameter in parameters)
        raise TypeError(f"{record.name}({names}) was given {len(arguments)} arguments")
    return [(parameters[min(position, last)], argument) for position, argument in enumerate(arguments)]


def _plain(argument: Any) -> Any:
    """An argument as an array: dates as serial numbers, other numbers as floats, and what has texts as it is."""
    import numpy as np

    values = np.asarray(argument)
    if values.dtype.kind == "M":
        return (values - np.datetime64("1899-12-30")) / np.timedelta64(1, "D")
    return np.asarray(argument, object) if values.dtype.kind in "UO" else values.astype(float)


class _Functions(Mapping[str, "Callable[..., Any]"]):
    """Every built-in by name, as a function over arrays."""

    def __getitem__(self, name: str) -> Callable[..., Any]:
        record = BUILTINS[name]

        def function(*arguments: Any) -> Any:
            return over(record, *arguments)

        function.__name__ = name
        function.__doc__ = record.sentence
        return function

    def __contains__(self, name: object) -> bool:
        return name in BUILTINS

    def __iter__(self) -> Iterator[str]:
        return iter(BUILTINS)

    def __len__(self) -> int:
        return len(BUILTINS)


functions = _Functions()
