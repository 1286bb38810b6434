"""Laws of merging: what comes of it says what both say, and neither the layout nor who is who counts."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from plainplan.source import Source
from plainplan.syntax import format_file, parse
from plainplan.syntax.nodes import Declaration, File
from plainplan.versions.edits import find_edits
from plainplan.versions.facts import read_entries
from plainplan.versions.merge import merge_plans
from plainplan.versions.merger import Merger
from strategies_syntax import NOWHERE, declarations
from versions.edited import Version, merged, versions, write

Shape = tuple[Declaration, ...]

# The names of declarations are few, so that two versions often have one in common.
shapes = st.lists(declarations, max_size=4).map(tuple)
QUICK = settings(max_examples=60, deadline=None)


@QUICK
@given(versions())
def test_a_merge_says_what_both_say_and_is_in_dispute_where_they_are(drawn: tuple[Version, Version, Version]) -> None:
    base, ours, theirs = drawn
    expected = merged(base, ours, theirs)
    found = merge_plans(write(base), write(ours), write(theirs))
    assert found is not None
    assert (expected is None) == bool(found.conflicts)
    if expected is not None:
        assert _said(write(expected)) == _said(found.text)


@QUICK
@given(versions())
def test_who_merges_whom_does_not_count(drawn: tuple[Version, Version, Version]) -> None:
    base, ours, theirs = map(write, drawn)
    one, other = merge_plans(base, ours, theirs), merge_plans(base, theirs, ours)
    assert one is not None
    assert other is not None
    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert _said(one.text) == _said(other.text)


@QUICK
@given(versions())
def test_what_one_side_alone_edited_is_taken_as_it_is(drawn: tuple[Version, Version, Version]) -> None:
    base, ours, _ = map(write, drawn)
    assert merge_plans(base, ours, base) == merge_plans(base, base, ours)
    by_us, by_them = (
        _merger().merge(_read(base), _read(ours), _read(base)),
        _merger().merge(*map(_read, (base, base, ours))),
    )
    assert by_us.text == ours
    assert not by_them.conflicts
    assert find_edits(_read(ours), _read(by_them.text)) == []
    assert _comments(ours) == _comments(by_them.text)


@QUICK
@given(versions())
def test_a_conflict_resolved_for_one_side_can_be_read(drawn: tuple[Version, Version, Version]) -> None:
    base, ours, theirs = map(write, drawn)
    found = merge_plans(base, ours, theirs)
    assert found is not None
    for side in ("ours", "theirs"):
        text = _resolved(found.text, side)
        assert parse(Source("", text))[1] == []
        assert not any(mark in text for mark in ("<<<<<<<", "=======", ">>>>>>>"))


@QUICK
@given(versions(), st.sampled_from(["\r\n", "\r"]), st.booleans(), st.booleans())
def test_a_merge_is_written_as_its_versions_were(
    drawn: tuple[Version, Version, Version], line_end: str, is_marked: bool, is_ended: bool
) -> None:
    texts = [f"# 計畫\n{write(version)}" for version in drawn]
    others = [_written(text, line_end, is_marked, is_ended) for text in texts]
    plain = merge_plans(texts[0], texts[1], texts[2])
    odd = merge_plans(others[0], others[1], others[2])
    assert plain is not None
    assert odd is not None
    assert _written(plain.text, line_end, is_marked, is_ended) == odd.text


@settings(QUICK, max_examples=30)
@given(shapes, shapes, shapes)
def test_plans_of_every_shape_are_merged_into_one_that_can_be_read(base: Shape, ours: Shape, theirs: Shape) -> None:
    texts = [format_file(File(NOWHERE, NOWHERE.source, shape, ())) for shape in (base, ours, theirs)]
    found = merge_plans(texts[0], texts[1], texts[2])
    assert found is not None
    for side in ("ours", "theirs"):
        assert parse(Source("", _resolved(found.text, side)))[1] == []


LINES = [f"move {number} TWD from a to b" for number in range(1, 6)]


def _blocks(drawn: tuple[list[str], list[str]]) -> str:
    heads = ("each year", "each month")
    return "\n".join(
        "".join((f"{head} {{\n", *(f"    {line}\n" for line in body), "}\n"))
        for head, body in zip(heads, drawn, strict=True)
    )


@st.composite
def moved(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Some of the lines, each once, in any order and in two blocks."""
    lines = draw(st.permutations(LINES))[: draw(st.integers(2, len(LINES)))]
    cut = draw(st.integers(0, len(lines)))
    return lines[:cut], lines[cut:]


@settings(QUICK, max_examples=150)
@given(st.just((LINES, [])) | moved(), moved(), moved())
def test_a_clean_merge_says_no_statement_twice_and_none_that_a_side_removed(
    base: tuple[list[str], list[str]], ours: tuple[list[str], list[str]], theirs: tuple[list[str], list[str]]
) -> None:
    found = merge_plans(_blocks(base), _blocks(ours), _blocks(theirs))
    assert found is not None
    for line in LINES if not found.conflicts else ():
        was, here, there = (line in (*first, *second) for first, second in (base, ours, theirs))
        # Both may add the same line to different blocks.
        expected = {here and there} if was else {here or there, here + there}
        assert found.text.count(line) in expected


def _written(text: str, line_end: str, is_marked: bool, is_ended: bool) -> str:
    if not is_ended:
        text = text.removesuffix("\n")
    return ("\ufeff" if is_marked else "") + text.replace("\n", line_end)


def _merger() -> Merger:
    return Merger(("ours", "theirs"), 7)


def _read(text: str) -> File:
    file, found = parse(Source("", text))
    assert found == []
    return file


def _comments(text: str) -> list[str]:
    return sorted(comment.span.text for comment in _read(text).comments)


def _said(text: str) -> tuple[Mapping[str | None, object], list[str]]:
    entries = {
        entry.name: (entry.kind, sorted((fact.key, fact.meaning) for fact in entry.facts))
        for entry in read_entries(_read(text))
    }
    return entries, _comments(text)


def _resolved(text: str, side: str) -> str:
    kept, state = [], "both"
    for line in text.splitlines(keepends=True):
        if line.startswith("<<<<<<<"):
            state = "ours"
        elif line.startswith("=======") and state == "ours":
            state = "theirs"
        elif line.startswith(">>>>>>>"):
            state = "both"
        elif state in ("both", side):
            kept.append(line)
    return "".join(kept)
