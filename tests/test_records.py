"""Records hold what they are given, are equal by it, and say so when it does not fit."""

from __future__ import annotations

import copy
import pickle

import pytest

from plainplan.records import FrozenInstanceError, dataclass, field, field_names, replace


@dataclass(frozen=True, slots=True)
class Place:
    line: int
    column: int = 1
    path: str = field(default="a.plan", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Named(Place):
    name: str = ""


@dataclass(slots=True)
class Basket:
    owner: str
    things: list[str] = field(default_factory=list)


def test_values_are_given_by_place_by_name_or_not_at_all() -> None:
    assert Place(3) == Place(3, 1, "a.plan") == Place(line=3, column=1) == Place(3, path="a.plan")


def test_fields_of_the_class_below_come_first() -> None:
    assert field_names(Named(3)) == ("line", "column", "path", "name")
    assert Named(3, 4, "b.plan", "cash").name == "cash"


def test_a_list_is_made_for_each_record() -> None:
    first, second = Basket("a"), Basket("b")
    first.things.append("x")
    assert second.things == []


def test_a_field_left_out_of_comparison_makes_no_difference() -> None:
    assert Place(3, path="b.plan") == Place(3)
    assert hash(Place(3, path="b.plan")) == hash(Place(3))


def test_records_of_two_classes_are_never_equal() -> None:
    assert Named(3) != Place(3)


def test_a_frozen_record_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError, match="`line`"):
        Place(3).line = 4  # type: ignore[misc]  # What is tested.


def test_a_record_that_can_be_changed_has_no_hash() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Basket("a"))


def test_a_record_has_no_room_for_more() -> None:
    with pytest.raises(AttributeError):
        Basket("a").colour = "red"  # type: ignore[attr-defined]  # What is tested.


def test_replace_changes_what_is_named_and_nothing_else() -> None:
    assert replace(Named(3, 4, "b.plan", "cash"), column=5) == Named(3, 5, "b.plan", "cash")
    with pytest.raises(TypeError, match="`row`"):
        replace(Place(3), row=1)


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(TypeError, match="missing its value `line`"):
        Place()  # type: ignore[call-arg]  # What is tested.
    with pytest.raises(TypeError, match="takes 3 values, 4 were given"):
        Place(1, 2, "a", "b")  # type: ignore[call-arg]  # What is tested.
    with pytest.raises(TypeError, match="no other value `row`"):
        Place(1, row=2)  # type: ignore[call-arg]  # What is tested.


def test_a_record_shows_its_values() -> None:
    assert repr(Named(3, name="cash")) == "Named(line=3, column=1, name='cash')"


def test_copies_and_pickles_are_equal() -> None:
    place = Named(3, 4, "b.plan", "cash")
    assert copy.deepcopy(place) == pickle.loads(pickle.dumps(place)) == place


def test_a_record_can_be_matched_by_place() -> None:
    match Place(3, 4):
        case Place(line, column):
            assert (line, column) == (3, 4)
