"""`plainplan check --format json`: all mistakes as plain values."""

from __future__ import annotations

from plainplan.cli.checked import Checked
from plainplan.render import diagnostic_json


def checked_json(found: list[Checked], is_against: bool) -> object:
    """One list of mistakes; of plans that were held against a revision the figures as well."""
    diagnostics = [diagnostic_json(fault) for checked in found for fault in checked.diagnostics]
    if not is_against:
        return diagnostics
    from plainplan.cli.standing import standing_json

    return {
        "diagnostics": diagnostics,
        "outcomes": [standing_json(checked) for checked in found if checked.standing is not None],
    }
