"""The built-ins and the operations of a step once more, over numbers of 50 digits.

Their modules are executed a second time, with other names for `math` and `float`: each formula stands in one place.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable

from plainplan.builtins.defined import Column
from plainplan.evaluate.precise import Precise, PreciseMath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from plainplan.builtins.registry import Registry

OPERATIONS = "plainplan.evaluate.operations"
AGAIN = ("plainplan.builtins.", OPERATIONS)
# These hold no number.
AS_THEY_ARE = ("plainplan.builtins.record",)

_again: dict[str, ModuleType] = {}


def precise_registry() -> Registry:
    """The built-ins, whose scalar forms take and give numbers of 50 digits."""
    found: Registry = _module("plainplan.builtins.registry").BUILTINS
    return found


def precise_operations() -> dict[str, object]:
    """What compiled steps call."""
    found: dict[str, object] = _module(OPERATIONS).OPERATIONS
    return found


def precise_scalar(name: str) -> Callable[..., Any]:
    """The scalar form of a built-in."""
    return precise_registry()[name].scalar


def _module(name: str) -> ModuleType:
    if name not in _again:
        from importlib.util import find_spec
        from types import ModuleType

        spec = find_spec(name)
        assert spec is not None
        assert spec.loader is not None
        module = ModuleType(name)
        module.__package__ = name.rpartition(".")[0]
        module.__dict__["__builtins__"] = {**vars(builtins), "__import__": _import, "float": Precise}
        # Modules of this package import each other, and some of them when they are called.
        _again[name] = module
        # The loader's own code, as any import would execute it.
        exec(spec.loader.get_code(name), module.__dict__)  # type: ignore[attr-defined]  # Ours all have code.
        if "Column" in module.__dict__:
            # The values of a finished series are the same list to both.
            module.__dict__["Column"] = Column
    return _again[name]


def _import(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
    # Any: as the function of the language itself, whose names these are.
    if name == "math":
        return PreciseMath
    if name.startswith(AGAIN) and name not in AS_THEY_ARE:
        return _module(name)
    return builtins.__import__(name, globals, locals, fromlist, level)
