"""What `plainplan diff` tells of two versions of a plan: edits, outcomes side by side, and what each edit explains."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from plainplan.api import CheckOutcome, Run
from plainplan.api.failures import step_text
from plainplan.api.plan import BASE
from plainplan.cli.diff_words import diff_words
from plainplan.cli.edit_lines import CHANGED, edit_item, edit_title
from plainplan.cli.outcome_texts import change_text, figure_text
from plainplan.cli.story import Block, Grid, Heading, Item, Note
from plainplan.render import render_concise
from plainplan.versions.comparison import Comparison
from plainplan.versions.outcomes import CheckPair, Figure, Outcome
from plainplan.versions.sides import SHORT, Side

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.versions.attribution import Part

Words = Mapping[str, str]

MOST_YEARS = 12
BAR = 12
# What a sum of differences leaves of a figure by rounding.
NOTHING = 1e-12
# The keys of figures that every plan has.
KNOWN = ("final", "lowest", "survival")


def story_of(comparison: Comparison) -> list[Block]:
    """The whole report."""
    words = diff_words(locale_of(comparison))
    story: list[Block] = [Heading(_title(comparison), 1)]
    if comparison.sides.before is None or comparison.sides.after is None:
        return [*story, Note(words["added_plan" if comparison.sides.before is None else "removed_plan"])]
    told = [edit_item(edit, words) for edit in comparison.edits]
    told += [Item(CHANGED, words["files"].format(files=name)) for name in comparison.files]
    if told:
        story += [Heading(words["edits"]), *told]
    elif not any(fault.is_error for fault in comparison.faults) or _is_same_text(comparison):
        story.append(Note(words["same"]))
    changed = [outcome for outcome in comparison.outcomes if outcome.is_changed]
    for outcome in changed:
        story += _outcome(outcome, comparison, words)
    if comparison.outcomes and not changed and told:
        story.append(Note(words["no_effect"]))
    if comparison.attribution is not None and len(comparison.attribution.parts) > 1:
        story += _parts(comparison, words)
    return story


def faults_of(comparison: Comparison) -> list[Block]:
    """What keeps a version from being compared, for a page that has no place for the lines it concerns."""
    words = diff_words(locale_of(comparison))
    return [Heading(words["faults"]), *(Item("", render_concise(fault)) for fault in comparison.faults)]


def summary_of(found: Sequence[Comparison]) -> list[Block]:
    """Several plans in a table: a row each."""
    words = diff_words(next((locale_of(comparison) for comparison in found), "en"))
    if not found:
        return [Note(words["no_plans"])]
    rows = []
    for comparison in found:
        sides, edits, worth, checks = comparison.sides, str(len(comparison.edits) or ""), "", ""
        if any(fault.is_error for fault in comparison.faults):
            edits = words["faulty"]
        elif sides.before is None or sides.after is None:
            edits = words["added" if sides.before is None else "removed"]
        elif comparison.outcomes:
            base = comparison.outcomes[0]
            figure = next((figure for figure in base.figures if figure.key == "final"), None)
            worth = "" if figure is None or figure.change is None else signed_text(figure.change, figure, _run(base))
            checks = str(sum(pair.is_changed for pair in base.checks) or "")
        rows.append((sides.path, edits, worth, checks))
    heads = (words["plan"], words["edits"], words["final"], words["checks"])
    return [Heading(words["summary"], 1), Grid(heads, tuple(rows))]


def locale_of(comparison: Comparison) -> str:
    """The language of the plan, as far as it can be read."""
    for side in (comparison.sides.after, comparison.sides.before):
        if side is not None and side.plan.model is not None:
            return side.plan.model.facts.locale
    return "en"


def _is_same_text(comparison: Comparison) -> bool:
    sides = (comparison.sides.before, comparison.sides.after)
    texts = [None if side is None or side.plan.source is None else side.plan.source.text for side in sides]
    return texts[0] is not None and texts[0] == texts[1]


def _title(comparison: Comparison) -> str:
    sides = comparison.sides
    names = [side.name for side in (sides.before, sides.after) if side is not None]
    return " → ".join(names)


def _outcome(outcome: Outcome, comparison: Comparison, words: Words) -> Iterator[Block]:
    name = words["base"] if outcome.scenario == BASE else outcome.label or outcome.scenario
    is_only = outcome.before is None or outcome.after is None
    remark = words["parted"].format(day=_day(outcome, outcome.parted)) if outcome.parted is not None else ""
    if is_only:
        remark = words["added_scenario" if outcome.before is None else "removed_scenario"]
    yield Heading(f"{words['outcome']} · {name}{' · ' if remark else ''}{remark}")
    if outcome.after is None:
        return
    if not is_only and not outcome.years and any(figure.key == "final" for figure in outcome.figures):
        yield Note(words["currencies"])
    if is_only:
        rows = [(figure_label(figure, words), _cell(figure, outcome, 1, words)) for figure in outcome.figures]
        if rows:
            yield Grid((words["figure"], _names(comparison, words)[1]), tuple(rows))
    else:
        yield from _figures(outcome, comparison, words)
    for pair in outcome.checks:
        is_told = pair.is_changed if not is_only else pair.after is not None and not pair.after.is_ok
        if is_told:
            yield Item("●", _check_text(pair, outcome, words))
    if outcome.scenario == comparison.outcomes[0].scenario:
        years = _year_rows(outcome, words)
        if years:
            yield Heading(words["years"])
            yield Grid((words["year"], *_names(comparison, words), words["change"]), tuple(years))


def _figures(outcome: Outcome, comparison: Comparison, words: Words) -> Iterator[Grid]:
    changed = [figure for figure in outcome.figures if figure.is_changed]
    if not changed:
        return
    heads = (words["figure"], *_names(comparison, words), words["change"])
    rows = [_figure_row(figure, outcome, words) for figure in changed]
    days = [_day(outcome, figure.parted) if figure.parted else "" for figure in changed]
    # Where all part together, the heading says when.
    if any(figure.parted not in (None, outcome.parted) for figure in changed):
        yield Grid((*heads, words["since"]), tuple((*row, day) for row, day in zip(rows, days, strict=True)))
    else:
        yield Grid(heads, tuple(rows))


def _names(comparison: Comparison, words: Words) -> tuple[str, str]:
    """What to call the versions at the head of a column: the revision, and of two paths what tells them apart."""
    before, after = comparison.sides.before, comparison.sides.after
    assert before is not None
    assert after is not None
    if before.revision != after.revision:
        return _revision(before, words), _revision(after, words)
    first, second = before.name.split("/"), after.name.split("/")
    while len(first) > 1 and len(second) > 1 and first[0] == second[0]:
        first, second = first[1:], second[1:]
    while len(first) > 1 and len(second) > 1 and first[-1] == second[-1]:
        first, second = first[:-1], second[:-1]
    return "/".join(first), "/".join(second)


def _revision(side: Side, words: Words) -> str:
    name = side.revision
    is_hash = len(name) == 40 and set(name) <= set("0123456789abcdef")
    return name[:SHORT] if is_hash else name or words["now"]


def figure_label(figure: Figure, words: Words) -> str:
    """What to call a figure."""
    return words[figure.key] if figure.key in KNOWN else figure.key


def _figure_row(figure: Figure, outcome: Outcome, words: Words) -> tuple[str, ...]:
    change = "" if figure.change is None else signed_text(figure.change, figure, _run(outcome))
    return figure_label(figure, words), *(_cell(figure, outcome, place, words) for place in (0, 1)), change


def _cell(figure: Figure, outcome: Outcome, place: int, words: Words) -> str:
    """A figure of the earlier (0) or the later version (1), with its day where it has one."""
    value, day = ((figure.before, figure.before_on), (figure.after, figure.after_on))[place]
    run = (outcome.before, outcome.after)[place]
    if value is None:
        return words["absent"]
    text = amount_text(value, figure, _run(outcome))
    return text if day is None or run is None else f"{text} ({_step(run, day)})"


def amount_text(value: float, figure: Figure, run: Run) -> str:
    """A figure as the plan's pages show it."""
    return figure_text(value, figure.type, figure.is_share, run.graph.locale)


def signed_text(value: float, figure: Figure, run: Run) -> str:
    """A change of a figure, with its sign."""
    return change_text(value, figure.type, figure.is_share, run.graph.locale)


def _check_text(pair: CheckPair, outcome: Outcome, words: Words) -> str:
    check = pair.after or pair.before
    assert check is not None
    before = _verdict(pair.before, outcome.before, words)
    after = _verdict(pair.after, outcome.after, words)
    return f"{check.view.label or check.name}: {before} → {after}"


def _verdict(check: CheckOutcome | None, run: Run | None, words: Words) -> str:
    if check is None or run is None:
        return words["absent"]
    if check.is_ok:
        return words["holds"]
    if not check.failed_step or run.graph.is_calculator:
        return words["fails"]
    return words["fails_on"].format(day=step_text(run, check.failed_step))


def _year_rows(outcome: Outcome, words: Words) -> list[tuple[str, ...]]:
    """The years from the one in which the versions part, as many as fit a page."""
    rows = [row for row in outcome.years if outcome.parted is None or row[0] >= outcome.parted.year]
    if outcome.parted is None:
        return []
    stride = math.ceil(len(rows) / MOST_YEARS)
    chosen = [row for place, row in enumerate(rows) if (len(rows) - 1 - place) % stride == 0]
    worth = next((figure for figure in outcome.figures if figure.key == "final"), None)
    if worth is None:
        return []
    run = _run(outcome)
    return [
        (
            str(year),
            *(words["absent"] if value is None else amount_text(value, worth, run) for value in (old, new)),
            "" if old is None or new is None else signed_text(new - old, worth, run),
        )
        for year, old, new in chosen
    ]


def _parts(comparison: Comparison, words: Words) -> Iterator[Block]:
    """A row an edit, those that explain most of the first figure first."""
    attribution, outcome = comparison.attribution, comparison.outcomes[0]
    assert attribution is not None
    figures = [next(figure for figure in outcome.figures if figure.key == key) for key in comparison.attributed]
    run = _run(outcome)
    yield Heading(words["parts"])
    parts = sorted(attribution.parts, key=lambda part: -_size(part.shares[0]))
    largest = max(_size(part.shares[0]) for part in parts)
    rows = []
    for part in parts:
        cells = []
        for figure, share, error in zip(figures, part.shares, part.errors, strict=True):
            is_nothing = abs(share) <= NOTHING * max(abs(figure.before or 0.0), abs(figure.after or 0.0))
            cell = "0" if is_nothing and not error else signed_text(share, figure, run)
            told = words["absent"] if math.isnan(share) else cell
            cells.append(f"{told} ± {amount_text(error, figure, run)}" if error > 0 else told)
        rows.append((part_title(part, words), *cells, _bar(part.shares[0], largest)))
    whole = [
        signed_text(after - before, figure, run)
        for figure, before, after in zip(figures, attribution.before, attribution.after, strict=True)
    ]
    rows.append((words["whole"], *whole, ""))
    heads = (words["edit"], *(figure_label(figure, words) for figure in figures), "")
    yield Grid(heads, tuple(rows), tuple(range(1, len(heads) - 1)))
    if attribution.orders:
        yield Note(words["sampled"].format(orders=attribution.orders))
    if any(math.isnan(share) for part in parts for share in part.shares):
        yield Note(words["without_parts"])


def part_title(part: Part, words: Words) -> str:
    """The edits of a group in one line."""
    titles = [edit_title(edit.entry) for edit in part.group.edits]
    if part.group.files:
        titles.append(words["files"].format(files=", ".join(part.group.files)))
    return " + ".join(titles)


def _size(share: float) -> float:
    return 0.0 if math.isnan(share) else abs(share)


def _bar(share: float, largest: float) -> str:
    return "█" * round(BAR * _size(share) / largest) if largest else ""


def _run(outcome: Outcome) -> Run:
    run = outcome.after or outcome.before
    assert run is not None
    return run


def _day(outcome: Outcome, day: date) -> str:
    return _step(_run(outcome), day)


def _step(run: Run, day: date) -> str:
    return step_text(run, run.dates.index(day) + 1)
