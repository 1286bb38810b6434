"""Names that stand for more than one figure: an account and its movements, a group, a check, a statement."""

from __future__ import annotations

from plainplan.api import CheckOutcome, Run
from plainplan.api.failures import describe_failure, step_text
from plainplan.api.figures import cents_text
from plainplan.cli.derivation import branches, escape_text_lines, place_text, shown_value, titled_block
from plainplan.cli.screen import padded
from plainplan.cli.words import words_of
from plainplan.dimensions import unit_text
from plainplan.graph.nodes import AccountView, Reference
from plainplan.syntax.nodes import Group


def account_text(run: Run, account: AccountView, step: int) -> str:
    """An account's movements in one step: opening, each flow, closing; then where its inputs come from."""
    graph, words = run.graph, words_of(run.graph.locale)
    label = f'  "{account.label}"' if account.label and account.label != account.name else ""
    rows = [f"{account.name}{label}   {account.keyword}{place_text(account.span)}"]
    rows += [f"  {line}" for line in graph.docs.get(account.name, ())]
    lines = [(words["opening"], run.number(account.opening, step), graph.quantities[account.opening].name)]
    lines += [
        (flow.label, flow.sign * run.number(flow.quantity, step), graph.quantities[flow.quantity].name)
        for flow in account.flows
    ]
    lines.append((words["closing"], run.number(account.closing, step), graph.quantities[account.closing].name))
    rows += ["", f"  in {step_text(run, step)}, {unit_text(account.type)}"]
    rows += _columns([(name, label, cents_text(value)) for label, value, name in lines])
    members = [
        (f"{account.name}.{member}", "", shown_value(run, quantity, step))
        for member, quantity in account.members.items()
    ]
    if members:
        rows += ["", "  also", *_columns(members)]
    return escape_text_lines(rows)


def group_text(run: Run, group: Group, step: int) -> str:
    """What each account of a group holds at the end of a step, and all of them together."""
    label = f'  "{group.label}"' if group.label else ""
    rows = [f"{group.name.name}{label}   group{place_text(group.span)}", "", f"  at the end of {step_text(run, step)}"]
    members = {member.name for member in group.members}
    lines = [
        (account.name, account.label, shown_value(run, account.closing, step))
        for account in run.graph.accounts
        if account.name in members
    ]
    return escape_text_lines([*rows, *_columns(lines)])


def check_text(run: Run, check: CheckOutcome, step: int, depth: int) -> str:
    """A check: what it asks, whether it holds, and where its sides come from in a step."""
    view = check.view
    label = f'  "{view.label}"' if view.label and view.label != view.name else ""
    rows = [f"{view.name}{label}   {view.keyword}{place_text(view.span)}", ""]
    if check.is_ok:
        rows.append("  holds in every step that it tests")
    else:
        rows.append(f"  {describe_failure([(run, check)]).message}")
    rows += titled_block("as written", view.condition)
    sides = [side for side in (view.left, view.right) if side is not None]
    if sides:
        figures = [shown_value(run, side, step) for side in sides]
        rows += titled_block(f"in {step_text(run, step)}", " against ".join(figures))
    for side in sides:
        found = list(branches(run, Reference(side), step, depth, "", set()))
        rows += ["", *(f"  {branch}" for branch in found)]
    return escape_text_lines(rows)


def family_text(run: Run, name: str, step: int) -> str | None:
    """All figures under a name, such as those of a statement, an income or a person; None when there are none."""
    family = [
        quantity for quantity in run.graph.quantities if quantity.name.startswith(f"{name}.") and not quantity.is_helper
    ]
    if not family:
        return None
    lines = [(quantity.name, quantity.label, shown_value(run, quantity.id, step)) for quantity in family]
    rows = [f"{name}{place_text(family[0].span)}", "", f"  in {step_text(run, step)}", *_columns(lines)]
    return escape_text_lines(rows)


def _columns(lines: list[tuple[str, str, str]]) -> list[str]:
    """Names to the left, figures to the right, and a label behind."""
    from rich.cells import cell_len

    names = max(cell_len(name) for name, _, _ in lines)
    figures = max(len(figure) for _, _, figure in lines)
    return [f"    {padded(name, names)}  {figure:>{figures}}  {label}".rstrip() for name, label, figure in lines]
