"""The reference of the functions of the language: what `plainplan functions` prints, and docs/functions.md holds."""

from __future__ import annotations

import textwrap

from plainplan.builtins import BUILTINS, Builtin, Parameter
from plainplan.builtins.dates import date_of
from plainplan.check.forms import FORMS, Form
from plainplan.cli.reference_words import Words

INDENT = "  "
# With two numbers the form is Excel's NOMINAL, whose record has a name of its own.
RECORD_OF = {"nominal": "nominal_rate"}


def function_names() -> list[str]:
    """The names of all functions, in order."""
    return sorted({*FORMS, *BUILTINS})


def families() -> dict[str, list[Builtin]]:
    """The built-ins by family, both in order."""
    found: dict[str, list[Builtin]] = {}
    for name, record in BUILTINS.items():
        found.setdefault(BUILTINS.family(name), []).append(record)
    return dict(sorted(found.items()))


def list_text(words: Words, width: int) -> str:
    """Every function with its sentence, by family."""
    sections = [_section(words.forms, [(form.name, _form_sentence(form, words)) for form in FORMS.values()], width)]
    for family, records in families().items():
        rows = [(record.name, words.sentences.get(record.name, record.sentence)) for record in records]
        sections.append(_section(words.family(family), rows, width))
    return "\n".join([*sections, words.more])


def _section(title: str, rows: list[tuple[str, str]], width: int) -> str:
    column = max(len(name) for name, _ in rows) + 2 * len(INDENT)
    lines = [
        textwrap.fill(sentence, width, initial_indent=f"{INDENT}{name}".ljust(column), subsequent_indent=" " * column)
        for name, sentence in rows
    ]
    return "\n".join([title, *lines, ""])


def function_text(name: str, words: Words, width: int) -> str:
    """All that is known of a function. A name may be a form and a built-in, by its arguments."""
    parts = []
    if name in FORMS:
        parts.append(form_text(FORMS[name], words, width))
    record = RECORD_OF.get(name, name)
    if record in BUILTINS:
        parts.append(builtin_text(BUILTINS[record], words, width))
    return "\n\n".join(parts)


def form_text(form: Form, words: Words, width: int) -> str:
    """A special form: how it is written, and its sentence."""
    return "\n".join(
        [*form.signature.split(" · "), "", _filled(_form_sentence(form, words), width), _filled(words.form, width)]
    )


def builtin_text(record: Builtin, words: Words, width: int) -> str:
    """A built-in: signature, sentence, parameters, examples, and what becomes of it in Excel."""
    signature = f"{record.name}({', '.join(_typed(record))}) → {record.result}"
    blocks = [
        textwrap.fill(signature, width, subsequent_indent=2 * INDENT),
        _filled(words.sentences.get(record.name, record.sentence), width),
        _columns([(parameter.name, _meaning(record, parameter, words)) for parameter in record.parameters], "  "),
        _columns([(text, _figure(record, figure)) for text, figure in record.examples], " = "),
    ]
    notes = [(words.excel, f"={excel_text(record)}"), (words.source, record.source), (words.differs, record.differs)]
    blocks.append("\n".join(_filled(f"{head} {note}", width) for head, note in notes if note))
    return "\n\n".join(filter(None, blocks))


def excel_text(record: Builtin) -> str:
    """The Excel form with the names of the parameters, as Excel shows it."""
    names = _named(record)
    plain = [parameter.name for parameter in record.parameters]
    return record.excel.replace("_xlfn.", "").replace("{*}", ", ".join(names)).format(*plain)


def _named(record: Builtin) -> list[str]:
    """The names of the parameters, those that may be left out in brackets."""
    names = [parameter.name if parameter.default is None else f"[{parameter.name}]" for parameter in record.parameters]
    return [*names, "…"] if record.is_variadic else names


def _typed(record: Builtin) -> list[str]:
    """The parameters with their kinds, those that may be left out in brackets."""
    typed = [f"{parameter.name}: {parameter.kind}" for parameter in record.parameters]
    shown = [
        text if parameter.default is None else f"[{text}]"
        for parameter, text in zip(record.parameters, typed, strict=True)
    ]
    return [*shown, "…"] if record.is_variadic else shown


def _meaning(record: Builtin, parameter: Parameter, words: Words) -> str:
    kind = words.kind(parameter.kind)
    if record.is_variadic and parameter == record.parameters[-1]:
        return (words.one_by_one if parameter.is_list else words.and_more).format(kind)
    if parameter.default is None:
        return kind
    return (
        words.left_out.format(kind) if parameter.is_list else words.unless_given.format(kind, f"{parameter.default:g}")
    )


def _figure(record: Builtin, figure: float) -> str:
    return date_of(figure).isoformat() if record.result == "date" else f"{figure:.12g}"


def _columns(rows: list[tuple[str, str]], between: str) -> str:
    column = max((len(left) for left, _ in rows), default=0)
    return "\n".join(f"{INDENT}{left:<{column}}{between}{right}" for left, right in rows)


def _filled(text: str, width: int) -> str:
    return textwrap.fill(
        text, width, initial_indent=INDENT, subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False
    )


def _form_sentence(form: Form, words: Words) -> str:
    """The clause of the table of forms, as a sentence."""
    if form.name in words.form_sentences:
        return words.form_sentences[form.name]
    # `x` is a name.
    return f"{form.sentence}." if form.sentence.startswith("x ") else f"{form.sentence[0].upper()}{form.sentence[1:]}."
