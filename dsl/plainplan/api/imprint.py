"""What a workbook says of where it comes from."""

from __future__ import annotations

import hashlib
from os.path import basename

from plainplan.check.model import Model
from plainplan.syntax import nodes
from plainplan.workbook.draft import Imprint


def make_imprint(model: Model) -> Imprint:
    """The plan's file, its digest, the version of the program, and what the plan says of client, adviser and date."""
    return Imprint(
        plan_file=basename(model.source.path),
        digest=hashlib.sha256(model.source.text.encode()).hexdigest(),
        version=_version(),
        client=_text_of(model, "client"),
        adviser=_text_of(model, "adviser"),
        date=_text_of(model, "date"),
    )


def _text_of(model: Model, word: str) -> str:
    """A property of the plan block as text, empty when it is not written."""
    properties = model.properties.get(id(model.facts.node), {}) if model.facts.node is not None else {}
    if word not in properties:
        return ""
    value = properties[word].value
    return value.value if isinstance(value, nodes.Text) else value.span.text


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("plainplan")
    except PackageNotFoundError:
        return ""
