"""`plainplan check --format sarif`: mistakes as SARIF 2.1.0, which code hosts show beside the lines of a change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import quote

from plainplan.cli.checked import Checked
from plainplan.cli.codes import CodePage, read_codes
from plainplan.cli.entry import version
from plainplan.cli.standing import standing_json
from plainplan.diagnostics import Diagnostic
from plainplan.render import span_json
from plainplan.source import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# The root that a reader of the report puts in: paths are from the folder in which plainplan ran.
ROOT = "%SRCROOT%"

Json = dict[str, object]


def sarif_log(found: list[Checked], status: int) -> Json:
    """One run of plainplan over some plans."""
    codes = list(dict.fromkeys(fault.code for checked in found for fault in checked.diagnostics))
    pages = read_codes() if codes else {}
    driver: Json = {
        "name": "plainplan",
        "version": version(),
        "rules": [_rule(code, pages.get(code)) for code in codes],
    }
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "the folder in which plainplan ran"}}},
        "invocations": [{"executionSuccessful": True, "exitCode": status}],
        "results": [
            _result(fault, checked.plan.path, codes.index(fault.code))
            for checked in found
            for fault in checked.diagnostics
        ],
    }
    outcomes = [standing_json(checked) for checked in found if checked.standing is not None]
    if outcomes:
        run["properties"] = {"outcomes": outcomes}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, page: CodePage | None) -> Json:
    rule: Json = {"id": code}
    if page is not None:
        rule["shortDescription"] = {"text": page.sentence}
        rule["help"] = {"text": page.sentence, "markdown": page.markdown}
    return rule


def _result(fault: Diagnostic, path: str, rule: int) -> Json:
    labels = [_location(label.span, label.text or None) for label in fault.labels]
    result: Json = {
        "ruleId": fault.code,
        "ruleIndex": rule,
        # The words for how grave a mistake is are the same here and there.
        "level": fault.severity,
        "message": {"text": _clean("\n".join(_sentences(fault)))},
        # What is nowhere in the text is in the file.
        "locations": [_location(fault.span, fault.marker or None) if fault.span is not None else _file(path)],
    }
    if labels:
        result["relatedLocations"] = [{"id": number, **label} for number, label in enumerate(labels, 1)]
    return result


def _sentences(fault: Diagnostic) -> Iterator[str]:
    yield fault.message
    yield from fault.notes
    if fault.help is not None:
        yield f"help: {fault.help}"


def _location(span: Span, words: str | None) -> Json:
    place = span_json(span)
    region = {
        "startLine": place["line"],
        "startColumn": place["column"],
        "endLine": place["end_line"],
        "endColumn": place["end_column"],
    }
    location: Json = {"physicalLocation": {"artifactLocation": _artifact(span.source.path), "region": region}}
    return location if words is None else {**location, "message": {"text": _clean(words)}}


def _file(path: str) -> Json:
    # Code hosts refuse a result without a line.
    return {"physicalLocation": {"artifactLocation": _artifact(path), "region": {"startLine": 1}}}


def _artifact(path: str) -> Json:
    """Where a file lies: from the folder in which plainplan ran, and a file elsewhere by its whole path."""
    near = os.path.normpath(path)
    if os.path.isabs(near):
        near = os.path.relpath(near)
    if near == os.pardir or near.startswith(os.pardir + os.sep):
        return {"uri": f"file://{_quoted(os.path.abspath(path))}"}
    return {"uri": _quoted(near), "uriBaseId": ROOT}


def _quoted(path: str) -> str:
    """A path as a part of a URI, whatever bytes its name has."""
    return quote(os.fsencode(path.replace(os.sep, "/")))


def _clean(text: str) -> str:
    """What is no character, such as a byte of a file name that is not UTF-8, becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
