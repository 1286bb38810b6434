"""`plainplan solve`: the values of inputs for which conditions hold, every one in the range of the input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from plainplan.api import PlanError, load
from plainplan.api.wanted import NAME
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SCENARIO, SET, Arguments, Command, Option
from plainplan.cli.progress import Progress
from plainplan.cli.reading import read_settings
from plainplan.cli.screen import print_diagnostics, print_json
from plainplan.render import escape_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api.solving import Solved

COMMAND = Command(
    name="solve",
    sentence="find the value of an input for which a condition holds",
    arguments="FILE ['INPUT where CONDITION']",
    least=1,
    most=2,
    options=(SCENARIO, SET, Option("--json", "print the solutions as JSON")),
    examples=(
        "plainplan solve chen.plan                                    # each `solve` of the plan",
        "plainplan solve chen.plan 'saving where final(net_worth) = 3000萬 TWD'",
        "plainplan solve chen.plan 'living where min(net_worth) >= 0'  # where it holds",
        "plainplan solve chen.plan 'a, b where x = 1 and y = 2'        # as many unknowns as conditions",
    ),
    details=(
        "An input is any number that `--set` takes, but no row of a list. Its whole range is searched, of one without\n"
        "a `range:` the surroundings of its value, wider and wider until the condition turns. Where algebra finds a\n"
        "formula over the other params, it is shown."
    ),
)

WORDS = {
    "en": {
        "wanted": NAME,
        "none": "no solution",
        "everywhere": "holds for every value",
        "holds": "holds for {} from {} to {}",
        "jump": "at {} = {} it jumps past, and is not equal there",
        "formula": "formula",
        "slope": "changes by {} per unit of {} ({}), {:+.3g}% for 1%",
        "searched": "searched",
        "from_to": "{} from {} to {}",
        "starts": "found from several starts; there may be others",
        "nothing": "the plan asks for nothing: it has no `solve`",
    },
    "zh-TW": {
        "wanted": "求解",
        "none": "無解",
        "everywhere": "任何值都成立",
        "holds": "{} 從 {} 到 {} 成立",
        "jump": "在 {} = {} 處跳過,該處並不相等",
        "formula": "公式",
        "slope": "變動 {},每單位 {}({}),每 1% 變動 {:+.3g}%",
        "searched": "搜尋範圍",
        "from_to": "{} 從 {} 到 {}",
        "starts": "由數個起點求得,可能還有其他解",
        "nothing": "計畫裡沒有 `solve`",
    },
}


def run_command(arguments: Arguments) -> int:
    """Solve; 1 when something has no solution."""
    path = arguments.positional[0]
    wanted = arguments.positional[1] if len(arguments.positional) > 1 else None
    try:
        with Progress(f"solving {path}"):
            plan = load(path)
            solved = plan.solve(wanted, arguments.value("--scenario"), read_settings(arguments))
    except PlanError as error:
        print_diagnostics(error.diagnostics, arguments, sys.stderr)
        return FAULTY
    print_diagnostics(plan.warnings, arguments, sys.stderr)
    if arguments.has("--json"):
        print_json({"file": path, "solutions": [solved_json(each) for each in solved]})
    else:
        locale = plan.graph.locale if plan.graph is not None else "en"
        print(solved_text(solved, locale) or WORDS.get(locale, WORDS["en"])["nothing"])
    return FAULTY if any(not each.solution.is_found for each in solved) else FINE


def solved_text(solved: Sequence[Solved], locale: str) -> str:
    """Each question with its condition and what was found, a paragraph each."""
    words = WORDS.get(locale, WORDS["en"])
    return "\n\n".join(_text(each, words, locale) for each in solved)


def _text(solved: Solved, words: dict[str, str], locale: str) -> str:
    name = words["wanted"] if solved.name == NAME else solved.name
    label = f'  "{solved.view.label}"' if solved.view.label != solved.name else ""
    unknowns = ", ".join(name for name, _ in solved.view.unknowns)
    lines = [f"{name}{label}: {unknowns} where {solved.view.text}", *_found(solved, words, locale)]
    return "\n".join(escape_text(line) for line in lines)


def _found(solved: Solved, words: dict[str, str], locale: str) -> Iterator[str]:
    from plainplan.api.solving import searched_text, unknown_text

    found = solved.solution
    if found.holds_everywhere:
        yield f"  {words['everywhere']}"
    elif not found.is_found:
        yield f"  {words['none']}"
    for place in range(len(found.values)):
        yield f"  {solved.shown(place, locale)}"
        formula = solved.formula(place)
        if formula is not None:
            yield f"    {words['formula']}: {formula}"
    for slope in solved.slopes:
        yield f"    {words['slope'].format(f'{slope.value:.6g}', slope.name, slope.text, slope.elasticity)}"
    name, unknown = solved.view.unknowns[0][0], solved.unknowns[0]
    for jump in found.jumps:
        yield f"  {words['jump'].format(name, unknown_text(jump, unknown, locale))}"
    for bounds in found.ranges:
        yield f"  {words['holds'].format(name, *(unknown_text(bound, unknown, locale) for bound in bounds))}"
    yield f"  {words['searched']}: {searched_text(solved.unknowns, found, words['from_to'], locale)}"
    if not found.is_complete:
        yield f"  {words['starts']}"


def solved_json(solved: Solved) -> dict[str, object]:
    """What was found, as JSON: values in the unit of the input, and as `--set` takes them."""
    found = solved.solution
    return {
        "name": solved.name,
        "label": solved.view.label,
        "unknowns": [name for name, _ in solved.view.unknowns],
        "condition": solved.view.text,
        "solutions": [
            {
                "values": list(values),
                "set": dict(solved.settings(place)),
                "formula": solved.formula(place),
            }
            for place, values in enumerate(found.values)
        ],
        "slopes": [
            {"input": slope.name, "derivative": slope.text, "value": slope.value, "elasticity": slope.elasticity}
            for slope in solved.slopes
        ],
        "holds": [list(bounds) for bounds in found.ranges],
        "holds_everywhere": found.holds_everywhere,
        "jumps": list(found.jumps),
        "searched": [list(bounds) for bounds in found.searched],
        "is_complete": found.is_complete,
    }
