"""`plainplan prove`: what a plan claims, proved, refuted or tried, with the steps of each proof."""

from __future__ import annotations

import sys

from plainplan.api import PlanError, load
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SET, Arguments, Command, Option, UsageError
from plainplan.cli.progress import Progress
from plainplan.cli.proof_words import step_text
from plainplan.cli.reading import read_settings
from plainplan.cli.screen import print_diagnostics, print_json
from plainplan.render import escape_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api.claims import Proof

COMMAND = Command(
    name="prove",
    sentence="decide what a plan claims, for all values of its params",
    arguments="FILE [NAME]",
    least=1,
    most=2,
    options=(
        SET,
        Option("--budget", "seconds that each proof may take, 2 unless said", "SECONDS"),
        Option("--json", "print the answers as JSON"),
    ),
    examples=(
        "plainplan prove chen.plan",
        "plainplan prove chen.plan weights --budget 20",
        "plainplan prove chen.plan --set market=5%/year               # of this market alone",
    ),
    details=(
        "A `prove` is proved (with its steps), refuted (with values that `--set` takes) or undecided: then it was\n"
        "tried at points of the ranges, always the same ones, and held at all of them. What is `--set` has that value\n"
        "alone."
    ),
)

LONGEST_BUDGET = 3600.0
LONGEST_LINE = 220
WORDS = {
    "en": {
        "proved": "proved",
        "refuted": "refuted",
        "undecided": "undecided",
        "provided": "provided that",
        "with": "does not hold with",
        "as_it_stands": "does not hold as the plan stands",
        "in": "in",
        "longer": "{} steps more, too long to read",
        "tried": "held at all {:,} points that were tried, which is no proof",
        "no_value": "has no value as the plan stands",
        "nothing": "the plan claims nothing: it has no `prove`",
    },
    "zh-TW": {
        "proved": "成立(已證明)",
        "refuted": "不成立(有反例)",
        "undecided": "未定",
        "provided": "前提",
        "with": "反例",
        "as_it_stands": "以目前的數字即不成立",
        "in": "於",
        "longer": "另有 {} 個步驟太長,不列出",
        "tried": "試過的 {:,} 點都成立,但不是證明",
        "no_value": "以目前的數字沒有值",
        "nothing": "計畫裡沒有 `prove`",
    },
}


def run_command(arguments: Arguments) -> int:
    """Decide the claims of a plan; 1 when one of them is refuted."""
    path = arguments.positional[0]
    budget = _budget(arguments.value("--budget"))
    try:
        with Progress(f"proving {path}"):
            plan = load(path)
            name = arguments.positional[1] if len(arguments.positional) > 1 else None
            proofs = plan.prove(budget, name, read_settings(arguments))
    except PlanError as error:
        print_diagnostics(error.diagnostics, arguments, sys.stderr)
        return FAULTY
    print_diagnostics(plan.warnings, arguments, sys.stderr)
    if arguments.has("--json"):
        print_json({"file": path, "claims": [proof_json(proof) for proof in proofs]})
    else:
        locale = plan.graph.locale if plan.graph is not None else "en"
        words = WORDS.get(locale, WORDS["en"])
        print("\n\n".join(_text(proof, words, locale) for proof in proofs) or words["nothing"])
    return FAULTY if any(proof.verdict == "refuted" for proof in proofs) else FINE


def _budget(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_BUDGET:
        raise UsageError(f"`--budget` is a number of seconds, at most {LONGEST_BUDGET:.0f}, not `{text}`")
    return seconds


def _text(proof: Proof, words: dict[str, str], locale: str) -> str:
    label = f'  "{proof.view.label}"' if proof.view.label != proof.name else ""
    lines = [f"{proof.name}{label}: {words[proof.verdict]}", f"  {proof.view.text}"]
    answer = proof.answer
    steps = [line for line in answer.lines if is_readable(line)]
    lines += [f"    {step_text(line, locale)}" for line in steps]
    if len(steps) < len(answer.lines):
        lines.append(f"    {words['longer'].format(len(answer.lines) - len(steps))}")
    if answer.provisos:
        lines.append(f"  {words['provided']}: {', '.join(step_text(each, locale) for each in answer.provisos)}")
    if proof.verdict == "refuted":
        where = f" {words['in']} {step_text(proof.where, locale)}" if proof.where else ""
        values = ", ".join(f"{name} = {text}" for name, text in proof.settings)
        lines.append(f"  {words['with']} {values}{where}" if values else f"  {words['as_it_stands']}{where}")
    elif proof.verdict == "undecided":
        lines.append(f"  {words['tried'].format(answer.points) if answer.points else words['no_value']}")
    return "\n".join(escape_text(line) for line in lines)


def is_readable(line: str) -> bool:
    """Whether anybody could follow a step: its formulas are whole and not too long."""
    return len(line) <= LONGEST_LINE and not line.endswith(" …") and " …," not in line and " … " not in line


def proof_json(proof: Proof) -> dict[str, object]:
    """An answer as JSON."""
    return {
        "name": proof.name,
        "label": proof.view.label,
        "claim": proof.view.text,
        "answer": proof.verdict,
        "steps": list(proof.answer.lines),
        "provided": list(proof.answer.provisos),
        "counterexample": dict(proof.settings),
        "where": proof.where or None,
        "points": proof.answer.points,
    }
