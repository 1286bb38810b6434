"""Inputs that nothing depends on."""

from __future__ import annotations

from plainplan.check.context import Context


def report_unused(context: Context) -> None:
    """Warn of each `param` that no formula reads. A plan with errors may hold the reader in what was not understood."""
    if any(diagnostic.is_error for diagnostic in context.diagnostics):
        return
    for name, binding in context.names.items():
        if binding.kind == "param" and not binding.is_used:
            context.report("unused-input", f"nothing depends on `{name}`", binding.span, severity="warning")
