"""Dataclasses that are ready in a tenth of the time: the same words, the same meaning, no code generated.

The standard library writes and compiles six methods for each class, 0.4 ms a class: more than a plan of a page takes
to check. Here the methods are closures over the names of the fields. What this project does not use is left out:
ordering, records without slots, keyword-only fields, fields that are not arguments, class variables.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

# Every module that needs a name only for its annotations asks so for it: `typing` takes longer to import than a page
# of a plan to read.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**said: object) -> Callable[[Callable], Callable]:
        """Speaks to type checkers only."""
        return lambda function: function


class FrozenInstanceError(AttributeError):
    """Raised when a value of a frozen record is set."""


class _Missing:
    """Stands where a field has no default."""

    __slots__ = ()


_MISSING = _Missing()


class _Field:
    """How one value of a record is made, compared and shown."""

    __slots__ = ("compare", "default", "default_factory", "repr")

    def __init__(self, default: Any, default_factory: Any, compare: bool, repr: bool) -> None:
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.repr = repr


# Any: a field stands for a value of any type, as in the standard library.
def field(*, default: Any = _MISSING, default_factory: Any = _MISSING, compare: bool = True, repr: bool = True) -> Any:
    """A field with more to say than its default."""
    return _Field(default, default_factory, compare, repr)


@dataclass_transform(field_specifiers=(field,))
def dataclass(*, slots: Literal[True], frozen: bool = False, eq: bool = True) -> Callable[[type[T]], type[T]]:
    """Makes a record of a class whose annotations are its fields."""

    def decorate(cls: type[T]) -> type[T]:
        return _make_record(cls, frozen=frozen, eq=eq)

    return decorate


def replace(record: T, /, **changes: Any) -> T:
    """A record like this one but for the named values."""
    values = [changes.pop(name) if name in changes else getattr(record, name) for name in _fields_of(type(record))]
    # What is left has no place in the record, which says so.
    return type(record)(*values, **changes)


def field_names(record: object) -> tuple[str, ...]:
    """The names of a record's values, in order."""
    return tuple(_fields_of(record if isinstance(record, type) else type(record)))


def _fields_of(cls: type) -> dict[str, _Field]:
    fields: dict[str, _Field] = getattr(cls, "__record_fields__", {})
    return fields


def _make_record(cls: type[T], *, frozen: bool, eq: bool) -> type[T]:
    """Slots are laid out when a class is made, so it is made once more, by the metaclass that made it first."""
    body = dict(cls.__dict__)
    own: dict[str, _Field] = {}
    for name in body.get("__annotations__", ()):
        default = body.pop(name, _MISSING)
        own[name] = default if type(default) is _Field else _Field(default, _MISSING, True, True)
    fields: dict[str, _Field] = {}
    for base in reversed(cls.__mro__[1:]):
        fields |= base.__dict__.get("__record_fields__", {})
    body["__slots__"] = tuple(name for name in own if name not in fields)
    fields |= own
    body["__record_fields__"] = fields
    body["__match_args__"] = tuple(fields)
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    # What the class has itself stays; a class that has `__eq__` is given None as its hash by Python.
    methods = _methods(fields, frozen=frozen, eq=eq)
    body |= {name: method for name, method in methods.items() if body.get(name) is None}
    # Any: each metaclass makes its own kind of class.
    metaclass: Any = type(cls)
    made: Any = metaclass(cls.__name__, cls.__bases__, body)
    made.__init__ = _init(made, fields)
    return made  # type: ignore[no-any-return]  # The metaclass says nothing of what it makes.


def _methods(fields: dict[str, _Field], *, frozen: bool, eq: bool) -> dict[str, Any]:
    shown = tuple([name for name, described in fields.items() if described.repr])
    methods: dict[str, Any] = {"__repr__": _repr(shown), "__reduce__": _reduce}
    if eq:
        compared = _getter([name for name, described in fields.items() if described.compare])
        methods["__eq__"] = _eq(compared)
        methods["__hash__"] = _hash(compared) if frozen else None
    if frozen:
        methods["__setattr__"] = _refuse_to_set
        methods["__delattr__"] = _refuse_to_delete
    return methods


def _init(cls: type, fields: dict[str, _Field]) -> Callable[..., None]:
    count = len(fields)
    # Any: what a slot takes is known by the annotations only.
    setters: list[Callable[[object, Any], None]] = [getattr(cls, name).__set__ for name in fields]
    # The plain defaults at the end, which need no look at each field.
    defaults: tuple[Any, ...] = ()
    for described in reversed(fields.values()):
        if described.default is _MISSING:
            break
        defaults = (described.default, *defaults)
    required = count - len(defaults)

    def init(self: object, *values: Any, **named: Any) -> None:
        if named or not required <= len(values) <= count:
            values = _complete(cls, fields, values, named)
        elif len(values) < count:
            values += defaults[len(values) - required :]
        for set_value, value in zip(setters, values):  # noqa: B905  # the lengths are equal, and this is a hot loop
            set_value(self, value)

    return init


def _complete(cls: type, fields: dict[str, _Field], values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """The values of all fields from those given by place, those given by name, and the defaults."""
    if len(values) > len(fields):
        raise TypeError(f"{cls.__name__} takes {len(fields)} values, {len(values)} were given")
    complete = list(values)
    for name in tuple(fields)[len(values) :]:
        described = fields[name]
        if name in named:
            complete.append(named.pop(name))
        elif described.default is not _MISSING:
            complete.append(described.default)
        elif described.default_factory is not _MISSING:
            complete.append(described.default_factory())
        else:
            raise TypeError(f"{cls.__name__} is missing its value `{name}`")
    if named:
        raise TypeError(f"{cls.__name__} has no other value {', '.join(f'`{name}`' for name in named)}")
    return tuple(complete)


def _getter(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda record: ()


def _eq(compared: Callable[[Any], Any]) -> Callable[[object, object], Any]:
    def eq(self: object, other: object) -> Any:
        # Any: NotImplemented is no bool.
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(compared(self) == compared(other))

    return eq


def _hash(compared: Callable[[Any], Any]) -> Callable[[object], int]:
    def hash_record(self: object) -> int:
        return hash(compared(self))

    return hash_record


def _repr(names: tuple[str, ...]) -> Callable[[object], str]:
    def repr_record(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({values})"

    return repr_record


def _reduce(self: object) -> tuple[Any, ...]:
    """Copies and pickles a record through its values: a frozen one cannot be filled in later."""
    return self.__class__, tuple(getattr(self, name) for name in _fields_of(self.__class__))


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot set `{name}` of a frozen record")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete `{name}` of a frozen record")
