"""Work that takes too long is given up, wherever it runs."""

from __future__ import annotations

import threading
import time

import pytest

from plainplan.api import Plan
from plainplan.source import Source
from plainplan.symbols.budget import OutOfTimeError, within


def work_forever() -> None:
    """Never ends, and does not care for exceptions."""
    while True:
        try:
            sum(range(100))
        except Exception:
            continue


def test_work_that_ends_gives_its_result() -> None:
    assert within(10, lambda: 6 * 7) == 42


def test_work_that_does_not_end_is_stopped() -> None:
    began = time.process_time()
    with pytest.raises(OutOfTimeError):
        within(0.1, work_forever)
    assert time.process_time() - began < 5


def test_no_time_is_no_work() -> None:
    with pytest.raises(OutOfTimeError):
        within(0, lambda: 1)


def test_work_in_another_thread_is_stopped_too() -> None:
    found: list[str] = []

    def work() -> None:
        try:
            within(0.1, work_forever)
        except OutOfTimeError:
            found.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert found == ["stopped"]


def test_a_claim_is_proved_in_another_thread() -> None:
    found: list[str] = []

    def work() -> None:
        plan = Plan("a.plan", Source("a.plan", "param x = 3\nprove square: x^2 + 1 >= 2 * x\n"))
        found.extend(proof.verdict for proof in plan.prove(20))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert found == ["proved"]


@pytest.mark.parametrize(
    "claim",
    [
        "x^(y^(x^y)) + sin(x * y) * exp(x^3) > -1000000000000000",
        "(x + y + n)^60 - (x - y)^60 + x^(30 * n) != 0.123",
        "irr([-100, 50 * x, 60 * y]) < 5",
        "norm.s.dist(x, true) <= 1",
        "10^(10^(10^(x * 5))) > 1",
    ],
)
def test_nothing_hangs(claim: str) -> None:
    ranges = "param x = 1.5 {\n    range: 0.1..3\n}\nparam y = 2 {\n    range: 0.1..3\n}\nparam n = 3\n"
    began = time.process_time()
    (proof,) = Plan("a.plan", Source("a.plan", f"{ranges}prove hard: {claim}\n")).prove(0.5)
    assert proof.verdict in ("proved", "undecided")
    # The budget, what it takes to load sympy, and a machine that is slower than most.
    assert time.process_time() - began < 15
