"""How a text is written, apart from what it says: its mark of UTF-8, its line ends, and whether the last has one."""

from __future__ import annotations

from typing import TypeVar

from plainplan.records import dataclass

Habit = TypeVar("Habit")

_MARK = "\ufeff"
_MIXED = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """One way to write a text; what a text is too short to show is None."""

    mark: str | None
    # Empty where a text mixes several, which then stay as they are.
    line_end: str | None
    is_ended: bool | None

    def of(self, text: str) -> str:
        """A text of plain lines written this way."""
        if self.is_ended is False:
            text = text.removesuffix("\n")
        return (self.mark or "") + text.replace("\n", self.line_end or "\n")


def read_writing(text: str) -> tuple[str, Writing]:
    """The lines of a text, each ended by `\\n`, and how they were written."""
    plain = text.removeprefix(_MARK)
    if not plain:
        return "", Writing(None, None, None)
    crossed = plain.count("\r\n")
    counts = {"\r\n": crossed, "\r": plain.count("\r") - crossed, "\n": plain.count("\n") - crossed}
    used = [end for end, count in counts.items() if count]
    line_end = None if not used else used[0] if len(used) == 1 else _MIXED
    is_ended = plain.endswith(("\n", "\r"))
    lines = plain.replace(line_end, "\n") if line_end else plain
    return lines if is_ended else f"{lines}\n", Writing(text[: len(text) - len(plain)], line_end, is_ended)


def merge_writing(base: Writing, ours: Writing, theirs: Writing) -> Writing:
    """Each habit as the side has it that changed it; where both did, ours."""
    return Writing(
        _habit(base.mark, ours.mark, theirs.mark),
        _habit(base.line_end, ours.line_end, theirs.line_end),
        _habit(base.is_ended, ours.is_ended, theirs.is_ended),
    )


def _habit(base: Habit | None, ours: Habit | None, theirs: Habit | None) -> Habit | None:
    if ours is None or theirs is None:
        return next((habit for habit in (ours, theirs, base) if habit is not None), None)
    return theirs if ours == base else ours
