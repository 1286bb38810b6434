"""Dates as Excel counts them: whole days, 1900-03-01 is 61."""

from __future__ import annotations

from datetime import date

# Excel's day 0 for every date from 1900-03-01 on (before it Excel counts a 29 February 1900 that never was).
EPOCH = date(1899, 12, 30).toordinal()


def serial(year: int, month: int, day: int = 1) -> float:
    """The serial number of a date."""
    return float(date(year, month, day).toordinal() - EPOCH)


def from_serial(number: float) -> date:
    """The date of a serial number."""
    return date.fromordinal(int(number) + EPOCH)
