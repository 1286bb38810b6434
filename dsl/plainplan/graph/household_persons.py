"""The age and the stage of life of each person at the date of the statements."""

from __future__ import annotations

from plainplan.dimensions import DATE, TEXT, WHOLE
from plainplan.graph.builder import ONE, ZERO, plus
from plainplan.graph.household_period import Household
from plainplan.graph.nodes import (
    At,
    Call,
    Compare,
    Formula,
    If,
    InputFacts,
    Reference,
    Select,
    StatementLine,
    StatementView,
)
from plainplan.syntax import nodes

# The text: formation 25–35, growth 35–55, maturity 55–65, old age 65–85. Two stages share each end.
STAGES = {"formation": 25.0, "growth": 35.0, "maturity": 55.0, "old_age": 65.0}


def add_persons(household: Household) -> StatementView | None:
    """The age and the stage of life of each person at the date of the statements."""
    context, words, builder = household.context, household.words, household.context.builder
    persons = [item for item in context.model.declarations if isinstance(item, nodes.Person)]
    if not persons:
        return None
    given = builder.block("statement stages", "inputs", words("stages"))
    ages, names = [], []
    for key in ("before", *STAGES):
        title = words(key)
        names.append(builder.input(f"statements.stage.{key}.name", title, TEXT, given, _name_facts(title)))
    for key, age in STAGES.items():
        facts = InputFacts(age, f"{age:g}", True, "default", 0.0, source_note=words("note.shared_age"))
        ages.append(builder.input(f"statements.stage.{key}", words.of(words(key), "from_age"), WHOLE, given, facts))
    lines = []
    date = household.cell("date_of_ages", words("age"), At(context.known["date_end"].quantity, household.last), DATE)
    for person in persons:
        name, label = person.name.name, person.label or person.name.name
        born = Reference(context.definitions[f"{name}.born"])
        is_born = household.flag(f"person.{name}.born", words.of(label, "age"), Compare(">=", date, born, None))
        whole = If(is_born, Call("datedif_years", (born, date)), ZERO)
        age_now = household.cell(f"person.{name}.age", words.of(label, "age"), whole, WHOLE, person.span)
        reached: Formula = ONE
        for key, begin in zip(STAGES, ages, strict=True):
            test = Compare(">=", age_now, begin, None)
            reached = plus(reached, household.flag(f"person.{name}.{key}", words.of(label, key), test))
        index = household.cell(f"person.{name}.stage_number", words.of(label, "stage"), reached, WHOLE)
        stage = Select(index.quantity, tuple(names))
        shown = household.cell(f"person.{name}.stage", words.of(label, "stage"), stage, TEXT, person.span)
        lines.append(StatementLine(label, "line", (age_now.quantity, shown.quantity), "person", person.span))
    return StatementView("persons", words("persons"), (words("age"), words("stage")), tuple(lines))


def _name_facts(title: str) -> InputFacts:
    return InputFacts(title, f'"{title}"', False, "constant")
