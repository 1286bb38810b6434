"""What `plainplan diff` tells of two versions of a plan: edits, outcomes side by side, and what each edit explains."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date

from plainplan.api import CheckOutcome, Run
from plainplan.api.failures import step_text
from plainplan.api.figures import money_text, undefined_text, value_text
from plainplan.api.plan import BASE
from plainplan.cli.diff_words import diff_words
from plainplan.cli.story import Block, Grid, Heading, Item, Note
from plainplan.versions.attribution import Part
from plainplan.versions.comparison import Comparison
from plainplan.versions.edits import Change, Edit
from plainplan.versions.facts import DOC, LABEL, VALUE, Entry
from plainplan.versions.outcomes import CheckPair, Figure, Outcome

Words = Mapping[str, str]

ADDED, REMOVED, CHANGED = "+", "−", "~"
MOST_YEARS = 12
LONGEST = 88
BAR = 12
# The keys of figures that every plan has.
KNOWN = ("final", "lowest", "survival")


def story_of(comparison: Comparison) -> list[Block]:
    """The whole report."""
    words = diff_words(_locale(comparison))
    story: list[Block] = [Heading(_title(comparison), 1)]
    if comparison.sides.before is None or comparison.sides.after is None:
        return [*story, Note(words["added_plan" if comparison.sides.before is None else "removed_plan"])]
    if comparison.edits:
        story += [Heading(words["edits"]), *(_edit(edit, words) for edit in comparison.edits)]
    elif not comparison.faults:
        story.append(Note(words["same"]))
    changed = [outcome for outcome in comparison.outcomes if outcome.is_changed]
    for outcome in changed:
        story += _outcome(outcome, comparison, words)
    if comparison.outcomes and not changed and comparison.edits:
        story.append(Note(words["no_effect"]))
    if comparison.attribution is not None and len(comparison.attribution.parts) > 1:
        story += _parts(comparison, words)
    return story


def _locale(comparison: Comparison) -> str:
    for side in (comparison.sides.after, comparison.sides.before):
        if side is not None and side.plan.model is not None:
            return side.plan.model.facts.locale
    return "en"


def _title(comparison: Comparison) -> str:
    sides = comparison.sides
    names = [side.name for side in (sides.before, sides.after) if side is not None]
    return " → ".join(names)


def edit_title(entry: Entry) -> str:
    """A declaration as people speak of it: its kind, its name, its label."""
    when = entry.fact("when")
    if when is not None:
        return when.text
    label = entry.fact(LABEL)
    parts = [entry.kind, entry.name or "", f'"{label.text}"' if label is not None else ""]
    return " ".join(part for part in parts if part)


def _edit(edit: Edit, words: Words) -> Item:
    before, after = edit.before, edit.after
    title = edit_title(edit.entry)
    if before is None or after is None:
        mark = ADDED if before is None else REMOVED
        facts = [fact for fact in edit.entry.facts if fact.key not in (LABEL, DOC, "when")]
        if len(facts) == 1 and not edit.entry.body:
            return Item(mark, _short(f"{title}: {facts[0].text}"))
        below = [("", _short(f"{fact.key}: {fact.text}")) for fact in facts]
        below += [(mark, _short("  " * line.depth + line.text)) for line in edit.entry.body]
        return Item(mark, title, tuple(below))
    remarks = [words["renamed"].format(name=before.name)] if edit.pair.is_renamed else []
    remarks += [words["moved"]] if edit.is_moved else []
    if remarks:
        title += f" ({'; '.join(remarks)})"
    changes = [line for change in edit.facts for line in _fact_lines(change)]
    if len(changes) == 1 and not edit.body and edit.facts[0].key in (VALUE, "members"):
        return Item(CHANGED, _short(f"{title}: {changes[0][1].partition(': ')[2]}"))
    return Item(CHANGED, title, (*changes, *(line for change in edit.body for line in _body_lines(change))))


def _fact_lines(change: Change) -> Iterator[tuple[str, str]]:
    key = "##" if change.key == DOC else change.key
    old, new = (None if fact is None else fact.text for fact in (change.before, change.after))
    if old is None or new is None:
        yield ADDED if old is None else REMOVED, _short(f"{key}: {new or old}")
    elif len(old) + len(new) + len(key) + 5 <= LONGEST:
        yield "", f"{key}: {old} → {new}"
    else:
        yield REMOVED, _short(f"{key}: {old}")
        yield ADDED, _short(f"{key}: {new}")


def _body_lines(change: Change) -> Iterator[tuple[str, str]]:
    for mark, fact in ((REMOVED, change.before), (ADDED, change.after)):
        if fact is not None:
            yield mark, _short("  " * fact.depth + fact.text)


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _outcome(outcome: Outcome, comparison: Comparison, words: Words) -> Iterator[Block]:
    name = words["base"] if outcome.scenario == BASE else outcome.label or outcome.scenario
    parted = "" if outcome.parted is None else f" · {words['parted'].format(day=_day(outcome, outcome.parted))}"
    yield Heading(f"{words['outcome']} · {name}{parted}")
    heads = (words["figure"], *_names(comparison), words["change"])
    rows = [_figure_row(figure, outcome, words) for figure in outcome.figures if figure.is_changed]
    if rows:
        yield Grid(heads, tuple(rows))
    for pair in outcome.checks:
        if pair.is_changed:
            yield Item("●", _check_text(pair, outcome, words))
    if outcome.scenario == comparison.outcomes[0].scenario:
        years = _year_rows(outcome, words)
        if years:
            yield Heading(words["years"])
            yield Grid((words["year"], *_names(comparison), words["change"]), tuple(years))


def _names(comparison: Comparison) -> tuple[str, str]:
    """What to call the versions at the head of a column: of a revision without the path, of two paths what differs."""
    before, after = comparison.sides.before, comparison.sides.after
    assert before is not None
    assert after is not None
    names = [side.name.removesuffix(comparison.sides.path).rstrip(":/") or side.name for side in (before, after)]
    return names[0], names[1]


def figure_label(figure: Figure, words: Words) -> str:
    """What to call a figure."""
    return words[figure.key] if figure.key in KNOWN else figure.key


def _figure_row(figure: Figure, outcome: Outcome, words: Words) -> tuple[str, ...]:
    run = _run(outcome)
    texts = []
    for value, day, side in (
        (figure.before, figure.before_on, outcome.before),
        (figure.after, figure.after_on, outcome.after),
    ):
        text = words["absent"] if value is None else amount_text(value, figure, run)
        texts.append(text if day is None or side is None else f"{text} ({_step(side, day)})")
    change = "" if figure.change is None else signed_text(figure.change, figure, run)
    return figure_label(figure, words), *texts, change


def amount_text(value: float, figure: Figure, run: Run) -> str:
    """A figure as the plan's pages show it."""
    locale = run.graph.locale
    if math.isnan(value):
        return undefined_text(locale)
    if figure.type.is_money and figure.type.currency:
        return money_text(value, figure.type.currency, locale)
    return value_text(value, figure.type, figure.is_share, locale)


def signed_text(value: float, figure: Figure, run: Run) -> str:
    """A change of a figure, with its sign."""
    text = amount_text(value, figure, run)
    return f"+{text}" if value > 0 else text.replace("-", "−", 1)


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
    return words["fails_on"].format(day=step_text(run, check.failed_step)) if check.failed_step else words["fails"]


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
            cell = signed_text(share, figure, run)
            cells.append(f"{cell} ± {amount_text(error, figure, run)}" if error else cell)
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


def part_title(part: Part, words: Words) -> str:
    """The edits of a group in one line."""
    if part.group.files:
        return words["files"].format(files=", ".join(part.group.files))
    return " + ".join(edit_title(edit.entry) for edit in part.group.edits)


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
