"""Laws of writing and reading: nothing is lost, nothing changes, and twice is once."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies_syntax
from plainplan.source import Source
from plainplan.syntax import format_file, parse
from plainplan.syntax.nodes import Expression, File, Let, Name
from plainplan.syntax.tables import load_tables
from plainplan.syntax.tokens import compile_pattern, scan

_PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)

# Tokens of every kind, spaces and newlines between them: most of what comes of it is no plan.
_PIECES = [
    *'{}()=:,+-*/^~<>.#\n "「」',
    *(
        "asset ",
        "let ",
        "plan ",
        "if ",
        "then ",
        "else ",
        "move ",
        "from ",
        "to ",
        "each year ",
        "a",
        "b ",
        "5",
        "60萬 ",
    ),
    *("2026-01", "1,000", "..", "not ", "\n", "{\n", "\n}\n", "real ", "：", "３", "%", "\0", "\ufeff", "check ", "##"),
]
_COMMENTS = ["# one", "## two", "#", "# 三 {", '# "', "# }"]


@_PATIENT
@given(strategies_syntax.files)
def test_a_tree_is_the_same_after_it_was_written_and_read(file: File) -> None:
    text = format_file(file)
    again, found = parse(Source("again.plan", text))
    assert found == []
    assert again.declarations == file.declarations


@_PATIENT
@given(strategies_syntax.expressions)
def test_a_formula_is_the_same_after_it_was_written_and_read(value: Expression) -> None:
    let = Let(strategies_syntax.NOWHERE, Name(strategies_syntax.NOWHERE, "x"), value, None)
    source = Source("drawn.plan", "")
    again, found = parse(Source("again.plan", format_file(File(strategies_syntax.NOWHERE, source, (let,), ()))))
    assert found == []
    assert again.declarations == (let,)


@_PATIENT
@given(strategies_syntax.files, st.data())
def test_comments_and_lines_anywhere_are_kept_and_twice_is_once(file: File, data: st.DataObject) -> None:
    lines = format_file(file).split("\n")
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        comment = data.draw(st.sampled_from(_COMMENTS))
        match data.draw(st.sampled_from(["own", "after", "blank"])):
            case "own":
                lines.insert(at, comment)
            case "after":
                lines[at] += f" {comment}"
            case _:
                lines.insert(at, "")
    _assert_kept("\n".join(lines))


@_PATIENT
@given(strategies_syntax.expressions, st.data())
def test_comments_between_any_two_tokens_are_kept_and_twice_is_once(value: Expression, data: st.DataObject) -> None:
    let = Let(strategies_syntax.NOWHERE, Name(strategies_syntax.NOWHERE, "x"), value, None)
    line = format_file(File(strategies_syntax.NOWHERE, Source("drawn.plan", ""), (let,), ()))
    source = Source("drawn.plan", f"let x = ({line.removeprefix('let x = ')})")
    tables = load_tables()
    ends = [end for _, _, _, end in scan(source, compile_pattern(tables), tables, [], [])][3:-1]
    text = source.text
    for end in sorted(data.draw(st.sets(st.sampled_from(ends), max_size=3)), reverse=True):
        comment = data.draw(st.sampled_from(_COMMENTS))
        space = data.draw(st.sampled_from([" ", "\n"]))
        text = f"{text[:end]}{space}{comment}\n{text[end:]}"
    _assert_kept(text)


def _assert_kept(written: str) -> None:
    first, found = parse(Source("first.plan", written))
    assert found == []
    text = format_file(first)
    second, found = parse(Source("second.plan", text))
    assert found == []
    assert second.declarations == first.declarations
    assert _said(second) == _said(first)
    assert format_file(second) == text


def _said(file: File) -> list[str]:
    # A `##` within a line documents nothing, and is written as a plain comment when it has to leave its place.
    return sorted(comment.text.lstrip("# ") for comment in file.comments)


@_PATIENT
@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_any_text_is_answered(text: str) -> None:
    source = Source("noise.plan", text)
    file, found = parse(source)
    for mistake in found:
        assert mistake.span is not None
        assert 0 <= mistake.span.start <= mistake.span.end <= len(text)
    if not found:
        again, _ = parse(Source("again.plan", format_file(file)))
        assert again.declarations == file.declarations
