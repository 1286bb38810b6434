"""`plainplan check --format junit`: a suite a plan and a case a check, in the XML that pipelines show as tests."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plainplan.cli.checked import Checked
from plainplan.diagnostics import Diagnostic
from plainplan.render import render_diagnostic

# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Of the lines that a message shows.
WIDTH = 100
READS = "reads and checks"
# What is told of each check in a case of its own.
OF_CASES = frozenset({"failed-check", "failed-warning", "worse-outcome"})


def print_junit(found: list[Checked]) -> None:
    """Print a report over some plans."""
    root = Element("testsuites", name="plainplan")
    for checked in found:
        _add_suite(root, checked)
    for name in ("tests", "failures"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("errors", "0")
    indent(root)
    # A stream in another encoding carries every character by its number.
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    encoding = "UTF-8" if is_unicode else "US-ASCII"
    print(f'<?xml version="1.0" encoding="{encoding}"?>')
    print(tostring(root, encoding="unicode") if is_unicode else tostring(root, encoding="us-ascii").decode())


def _add_suite(root: Element, checked: Checked) -> None:
    path = checked.plan.path
    suite = SubElement(root, "testsuite", name=_clean(path))
    _add_case(suite, path, READS, [fault for fault in checked.diagnostics if fault.code not in OF_CASES])
    for case in checked.cases:
        _add_case(suite, path, f"{case.name} ({case.scenario})", [case.failure] if case.failure is not None else [])
    for name, told, faults in _outcomes(checked):
        _add_case(suite, path, name, faults, told)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", "0")


def _outcomes(checked: Checked) -> Iterator[tuple[str, str, list[Diagnostic]]]:
    """The figures that were held against a revision: a name, what they were and are, and what is wrong."""
    standing = checked.standing
    if standing is None:
        return
    from plainplan.cli.standing import verdict_text

    worse = iter([fault for fault in standing.diagnostics if fault.code == "worse-outcome"])
    for found in standing.judged:
        name = f"{found.wanted.text} ({found.scenario}) against {standing.name}"
        yield name, verdict_text(found), [next(worse)] if found.verdict == "worse" else []


def _add_case(suite: Element, path: str, name: str, faults: Sequence[Diagnostic], told: str = "") -> None:
    case = SubElement(suite, "testcase", name=_clean(name), classname=_clean(path))
    errors = [fault for fault in faults if fault.is_error]
    if errors:
        failure = SubElement(case, "failure", message=_clean(errors[0].message), type=errors[0].code)
        failure.text = _clean("\n\n".join(_drawn(fault) for fault in errors))
    others = [told] if told else []
    others += [_drawn(fault) for fault in faults if not fault.is_error]
    if others:
        SubElement(case, "system-out").text = _clean("\n\n".join(others))


def _drawn(fault: Diagnostic) -> str:
    return render_diagnostic(fault, width=WIDTH)


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)
