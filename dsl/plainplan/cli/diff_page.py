"""What `plainplan diff` tells of two versions of a plan: edits, outcomes side by side, and what each edit explains."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from plainplan.api import CheckOutcome, Run
from plainplan.api.failures import share_text, step_text
from plainplan.api.plan import BASE
from plainplan.cli.diff_words import diff_words
from plainplan.cli.edit_lines import ADDED, CHANGED, REMOVED, edit_item, edit_title
from plainplan.cli.outcome_texts import change_text, figure_text
from plainplan.cli.story import Block, Grid, Heading, Item, Note
from plainplan.render import render_concise
from plainplan.versions.comparison import Comparison
from plainplan.versions.figures import Figure
from plainplan.versions.outcomes import CheckPair, Outcome
from plainplan.versions.sides import SHORT, Side
from plainplan.versions.uses import FileEdit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.versions.attribution import Part

Words = Mapping[str, str]

MOST_YEARS = 12
BAR = 12
# What a sum of differences leaves of a figure by rounding.
NOTHING = 1e-12


def story_of(comparison: Comparison) -> list[Block]:
    """The whole report."""
    words = diff_words(locale_of(comparison))
    story: list[Block] = [Heading(_title(comparison), 1)]
    if comparison.sides.before is None or comparison.sides.after is None:
        return [*story, Note(words["added_plan" if comparison.sides.before is None else "removed_plan"])]
    told = [edit_item(edit, words) for edit in comparison.edits]
    told += [Item(*file_line(file, words)) for file in comparison.files]
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


def file_line(file: FileEdit, words: Words) -> tuple[str, str]:
    """What became of a file that the plan uses: a mark, and a line."""
    before, after = file.before, file.after
    mark = ADDED if before is None else REMOVED if after is None else CHANGED
    names = dict.fromkeys(name for name in (before, after) if name is not None)
    return mark, words["files"].format(files=" → ".join(names))


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
        sides, worth, checks = comparison.sides, "", ""
        count = len(comparison.edits) + len(comparison.files)
        edits = words["so_many_edits"].format(count=count) if count else ""
        if any(fault.is_error for fault in comparison.faults):
            edits = words["faulty"]
        elif sides.before is None or sides.after is None:
            edits = words["added" if sides.before is None else "removed"]
        elif comparison.outcomes:
            base = comparison.outcomes[0]
            figure = next((figure for figure in base.figures if figure.kind == "final"), None)
            worth = "" if figure is None or figure.change is None else signed_text(figure.change, figure, _run(base))
            turned = sum(pair.is_changed for pair in base.checks)
            checks = words["so_many_checks"].format(count=turned) if turned else ""
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
    names = [_short_name(side) for side in (sides.before, sides.after) if side is not None]
    return " → ".join(names)


def _short_name(side: Side) -> str:
    """The name of a version, with as much of a commit as tells it from others."""
    return side.name.replace(side.revision, side.revision[:SHORT], 1) if _is_hash(side.revision) else side.name


def _is_hash(name: str) -> bool:
    return len(name) == 40 and set(name) <= set("0123456789abcdef")


def _outcome(outcome: Outcome, comparison: Comparison, words: Words) -> Iterator[Block]:
    name = words["base"] if outcome.scenario == BASE else outcome.label or outcome.scenario
    is_only = outcome.before is None or outcome.after is None
    parted = words["parted"].format(day=_day(outcome, outcome.parted)) if outcome.parted is not None else ""
    window = window_text(outcome, words)
    remark = parted if not window else ""
    if is_only:
        remark = words["added_scenario" if outcome.before is None else "removed_scenario"]
    yield Heading(f"{words['outcome']} · {name}{' · ' if remark else ''}{remark}")
    if outcome.after is None:
        return
    of_paths = [figure for figure in outcome.figures if figure.is_of_paths]
    of_path = [figure for figure in outcome.figures if not figure.is_of_paths]
    if any(outcome.paths):
        yield from _figures(of_paths, outcome, comparison, words, (_worst_row(outcome, words),))
        yield from _checks(outcome, words)
    if window and (is_only or any(figure.is_changed for figure in of_path)):
        yield Heading(f"{name} · {window}{' · ' if parted else ''}{parted}")
    if not is_only and not outcome.years and any(figure.kind == "final" for figure in outcome.figures):
        yield Note(words["currencies"])
    yield from _figures(of_path, outcome, comparison, words)
    if not any(outcome.paths):
        yield from _checks(outcome, words)
    if outcome.scenario == comparison.outcomes[0].scenario:
        years = _year_rows(outcome, words)
        if years:
            yield Heading(f"{words['years']}{' · ' if window else ''}{window}")
            yield Grid((words["year"], *_names(comparison, words), words["change"]), tuple(years))


def window_text(outcome: Outcome, words: Words) -> str:
    """Which path of a scenario with many it is whose figures stand beside those of all; empty where there is one."""
    windows = [run.window for run in (outcome.before, outcome.after) if run is not None and run.window is not None]
    return words["path"].format(start=" → ".join(dict.fromkeys(windows))) if windows else ""


def _worst_row(outcome: Outcome, words: Words) -> tuple[str, str, str]:
    before, after = (words["absent"] if paths is None else paths.worst.label for paths in outcome.paths)
    return words["worst"], before, after


def _checks(outcome: Outcome, words: Words) -> Iterator[Item]:
    is_only = outcome.before is None or outcome.after is None
    for pair in outcome.checks:
        if pair.is_changed if not is_only else pair.after is not None and not pair.after.is_ok:
            yield Item("●", check_text(pair, outcome, words))


def _figures(
    figures: Sequence[Figure],
    outcome: Outcome,
    comparison: Comparison,
    words: Words,
    more: Sequence[tuple[str, str, str]] = (),
) -> Iterator[Grid]:
    """The figures that changed, and more rows of texts where these are not the same."""
    if outcome.before is None or outcome.after is None:
        told = [figure for figure in figures if figure.kind != "short" or figure.after]
        alone = [(figure_label(figure, words), _cell(figure, outcome, 1, words)) for figure in told]
        alone += [(label, after) for label, _, after in more]
        if alone:
            yield Grid((words["figure"], _names(comparison, words)[1]), tuple(alone))
        return
    changed = [figure for figure in figures if figure.is_changed]
    heads = (words["figure"], *_names(comparison, words), words["change"])
    rows = [_figure_row(figure, outcome, words) for figure in changed]
    rows += [(*row, "") for row in more if row[1] != row[2]]
    if not rows:
        return
    days = [_day(outcome, figure.parted) if figure.parted else "" for figure in changed]
    days += [""] * (len(rows) - len(days))
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
    return name[:SHORT] if _is_hash(name) else name or words["now"]


def figure_label(figure: Figure, words: Words) -> str:
    """What to call a figure."""
    return figure.label if figure.kind == "shown" else words[figure.kind].format(label=figure.label)


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


def check_text(pair: CheckPair, outcome: Outcome, words: Words) -> str:
    """A check in both versions: whether and when, and over many paths in which share of them it holds."""
    check = pair.after or pair.before
    assert check is not None
    known = [one for one in (pair.before, pair.after) if one is not None]
    has_turned = len({(one.is_ok, one.view.keyword) for one in known}) > 1 or any(one.paths is None for one in known)
    needs = [one.paths.needed for one in known if one.paths is not None]
    is_one_need = len(needs) == 2 and needs[0] == needs[1]
    sides = [
        _verdict(one, run, has_turned, not is_one_need, words)
        for one, run in ((pair.before, outcome.before), (pair.after, outcome.after))
    ]
    needed = words["needed"].format(share=share_text(needs[0])) if is_one_need else ""
    return f"{check.view.label or check.name}: {' → '.join(sides)}{needed}"


def _verdict(check: CheckOutcome | None, run: Run | None, has_turned: bool, with_need: bool, words: Words) -> str:
    if check is None or run is None:
        return words["absent"]
    verdict = words["holds" if check.is_ok else "warns" if check.view.keyword == "warn" else "fails"]
    if check.paths is not None:
        need = words["needed"].format(share=share_text(check.paths.needed)) if with_need else ""
        return f"{f'{verdict} ' if has_turned else ''}{share_text(check.paths.share)}{need}"
    if check.is_ok or not check.failed_step or run.graph.is_calculator:
        return verdict
    return words["fails_on"].format(verdict=verdict, day=step_text(run, check.failed_step))


def _year_rows(outcome: Outcome, words: Words) -> list[tuple[str, ...]]:
    """The years from the one in which the versions part, as many as fit a page."""
    rows = [row for row in outcome.years if outcome.parted is None or row[0] >= outcome.parted.year]
    if outcome.parted is None:
        return []
    stride = math.ceil(len(rows) / MOST_YEARS)
    chosen = [row for place, row in enumerate(rows) if (len(rows) - 1 - place) % stride == 0]
    worth = next((figure for figure in outcome.figures if figure.kind == "final"), None)
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
    window = window_text(outcome, words)
    yield Heading(f"{words['parts']}{' · ' if window else ''}{window}")
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
