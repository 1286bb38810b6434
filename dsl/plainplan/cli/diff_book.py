"""What the workbook of `plainplan diff` tells, from what was found of two versions of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite

from plainplan.api.failures import share_text
from plainplan.api.outcome import EXCEL_DAY_ZERO
from plainplan.api.plan import BASE
from plainplan.cli.diff_page import figure_label, file_line, part_title, window_text
from plainplan.cli.diff_words import diff_words
from plainplan.cli.edit_lines import ADDED, CHANGED, REMOVED, edit_title
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import NUMBER
from plainplan.graph.nodes import Graph
from plainplan.records import replace
from plainplan.versions.comparison import Comparison
from plainplan.versions.edits import Change, Edit
from plainplan.versions.facts import DOC, LABEL, VALUE, Fact
from plainplan.versions.figures import Figure, pair_shown
from plainplan.versions.outcomes import CheckPair, Outcome
from plainplan.versions.sides import Side
from plainplan.workbook.comparison import (
    EditLine,
    ShownPair,
    Told,
    ToldCheck,
    ToldFigure,
    ToldPart,
    ToldParts,
    ToldScenario,
    Version,
    export_comparison,
)
from plainplan.workbook.wording import Wording

Words = Mapping[str, str]
# The figures that every plan has, by their keys: the words for them in a workbook.
NAMES = {"final": "final_worth", "lowest": "lowest_worth", "survival": "survival"}


def write_book(comparison: Comparison, path: str) -> list[Diagnostic]:
    """Write the workbook of a comparison whose versions were both run, whole or not at all; what keeps it from being
    one. Raises `PlanError` as a run does, and `OSError` when the file cannot be written."""
    return export_comparison(tell(comparison), path)


def tell(comparison: Comparison) -> Told:
    """All that the workbook shows, in the language of the later version and in a scenario that both have."""
    before, after = comparison.sides.before, comparison.sides.after
    assert before is not None
    assert after is not None
    assert after.plan.graph is not None
    locale = after.plan.graph.locale
    words, word = diff_words(locale), Wording(locale)
    both = (outcome.scenario for outcome in comparison.outcomes if None not in (outcome.before, outcome.after))
    scenario = next(both, BASE)
    earlier, later = (_version(side, scenario, locale) for side in (before, after))
    graphs = earlier.content.graph, later.content.graph
    return Told(
        earlier,
        later,
        tuple(
            ShownPair(label, None if old is None else old.id, None if new is None else new.id)
            for label, old, new in pair_shown(*graphs)
        ),
        tuple(_scenario(outcome, graphs, words, word) for outcome in comparison.outcomes),
        (*(line for edit in comparison.edits for line in _edit_lines(edit, words)), *_file_lines(comparison, words)),
        _parts(comparison, words, word),
    )


def _version(side: Side, scenario: str, locale: str) -> Version:
    return Version(side.name, side.commit, side.plan.content(scenario, locale=locale))


def _scenario(outcome: Outcome, graphs: tuple[Graph, Graph], words: Words, word: Wording) -> ToldScenario:
    before, after = (_number(graph, outcome.scenario) for graph in graphs)
    window = window_text(outcome, words)
    of_paths = [_figure(figure, words, word) for figure in outcome.figures if figure.is_of_paths]
    of_path = [_figure(figure, words, word) for figure in outcome.figures if not figure.is_of_paths]
    if window:
        # Which of the paths the book shows is said beside each of its figures.
        of_path = [replace(figure, label=f"{figure.label} · {window}") for figure in of_path]
    figures = (*of_paths, *_held(outcome, words), *of_path)
    return ToldScenario(
        _told_name(outcome, words), before, after, figures, tuple(_check(pair, graphs) for pair in outcome.checks)
    )


def _name(outcome: Outcome, words: Words) -> str:
    return words["base"] if outcome.scenario == BASE else outcome.label or outcome.scenario


def _told_name(outcome: Outcome, words: Words) -> str:
    """Its name, and of many paths the worst in both versions."""
    worst = dict.fromkeys(paths.worst.label for paths in outcome.paths if paths is not None)
    return _name(outcome, words) + (f" · {words['worst']} {' → '.join(worst)}" if worst else "")


def _held(outcome: Outcome, words: Words) -> Iterator[ToldFigure]:
    """In which share of the paths each check holds."""
    for pair in outcome.checks:
        known = pair.after or pair.before
        sides = [None if check is None else check.paths for check in (pair.before, pair.after)]
        needs = dict.fromkeys(share_text(paths.needed) for paths in sides if paths is not None)
        if known is not None and needs:
            label = words["held"].format(label=known.view.label or known.name)
            needed = words["needed"].format(share=" → ".join(needs))
            before, after = (None if paths is None else paths.share for paths in sides)
            yield ToldFigure(f"{label}{needed}", NUMBER, True, before, after)


def _number(graph: Graph, scenario: str) -> int | None:
    """The number of a scenario in a version, None where it lacks it."""
    names = [name or BASE for name, _ in graph.scenarios]
    return names.index(scenario) + 1 if scenario in names else None


def _figure(figure: Figure, words: Words, word: Wording) -> ToldFigure:
    return ToldFigure(
        _label(figure, words, word),
        figure.type,
        figure.is_share,
        figure.before,
        figure.after,
        _serial(figure.before_on),
        _serial(figure.after_on),
        figure.kind == "final",
    )


def _label(figure: Figure, words: Words, word: Wording) -> str:
    """What the other sheets of the book call it."""
    return word(NAMES[figure.kind]) if figure.kind in NAMES else figure_label(figure, words)


def _serial(day: date | None) -> float | None:
    return None if day is None else float(day.toordinal() - EXCEL_DAY_ZERO)


def _check(pair: CheckPair, graphs: tuple[Graph, Graph]) -> ToldCheck:
    known = pair.after or pair.before
    assert known is not None
    old, new = pair.before, pair.after
    # A calculator has no days, and of many paths each has its own.
    days = (
        None if check is None or check.paths is not None or graph.is_calculator else _serial(check.failed_on)
        for check, graph in zip((old, new), graphs, strict=True)
    )
    return ToldCheck(
        known.view.label or known.name,
        known.view.keyword == "warn",
        None if old is None else old.is_ok,
        None if new is None else new.is_ok,
        *days,
    )


def _edit_lines(edit: Edit, words: Words) -> Iterator[EditLine]:
    """A line a fact; the first says which declaration, and how it was edited."""
    mark = ADDED if edit.before is None else REMOVED if edit.after is None else CHANGED
    title = edit_title(edit.entry)
    for fact, before, after in _facts(edit, words):
        yield EditLine(mark, title, fact, _text(before), _text(after), _line(before), _line(after))
        mark = title = ""


def _file_lines(comparison: Comparison, words: Words) -> Iterator[EditLine]:
    """The files that a plan uses, and that are not the same."""
    for file in comparison.files:
        yield EditLine(*file_line(file, words), "", file.before or "", file.after or "", None, None)


def _text(said: Fact | str) -> str:
    return said if isinstance(said, str) else said.text


def _line(said: Fact | str) -> int | None:
    return None if isinstance(said, str) else said.span.line


def _facts(edit: Edit, words: Words) -> Iterator[tuple[str, Fact | str, Fact | str]]:
    """What is said, as the earlier version says it and as the later one does; empty where it does not."""
    before, after = edit.before, edit.after
    if before is None or after is None:
        entry = edit.entry
        told = [(_key(fact, words), fact) for fact in entry.facts if fact.key not in (LABEL, "when")]
        told += [("", line) for line in entry.body]
        for key, fact in told:
            yield (key, "", fact) if before is None else (key, fact, "")
        if not told:
            yield "", "", ""
        return
    if edit.pair.is_renamed:
        yield words["name"], before.name or "", after.name or ""
    if edit.is_moved:
        yield words["moved"], "", ""
    for change in edit.facts:
        yield _key(change, words), change.before or "", change.after or ""
    for change in edit.body:
        yield "", change.before or "", change.after or ""


def _key(fact: Fact | Change, words: Words) -> str:
    return {DOC: "##", VALUE: words["value"], LABEL: words["label"]}.get(fact.key, fact.key)


def _parts(comparison: Comparison, words: Words, word: Wording) -> ToldParts:
    found, outcome = comparison.attribution, comparison.outcomes[0]
    told_of = " · ".join(filter(None, (_name(outcome, words), window_text(outcome, words))))
    if found is None:
        faults = [fault.message for fault in comparison.faults]
        return ToldParts(told_of, (), (), False, "; ".join(faults) or word("no_parts"))
    figures = tuple(
        ToldFigure(_label(figure, words, word), figure.type, figure.is_share, before, after)
        for key, before, after in zip(comparison.attributed, found.before, found.after, strict=True)
        for figure in [next(figure for figure in outcome.figures if figure.key == key)]
    )
    # Those first that explain most of the first figure.
    ordered = sorted(found.parts, key=lambda part: -abs(part.shares[0]) if isfinite(part.shares[0]) else 0.0)
    parts = tuple(ToldPart(part_title(part, words), part.shares, part.errors) for part in ordered)
    remarks = [words["sampled"].format(orders=found.orders)] if found.orders else []
    if not all(isfinite(share) for part in parts for share in part.shares):
        remarks.append(words["without_parts"])
    return ToldParts(told_of, figures, parts, bool(found.orders), " · ".join(remarks))
