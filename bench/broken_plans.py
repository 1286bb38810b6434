"""How long each broken plan takes to be answered, in a process of its own: slowest first, with its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from broken.corpus import CORPUS
from broken.plan import Broken

SECONDS = 2
MEGABYTES = 500


def measure(case: Broken, folder: Path) -> tuple[float, int, int]:
    """Seconds, megabytes and exit status of `check`."""
    for name, content in case.files.items():
        if content is not None:
            (folder / name).write_bytes(content)
    path = folder / "plan.plan"
    path.write_bytes(case.content)
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "plainplan", "check", "--format", "concise", str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - begin, usage.ru_maxrss // 1024, process.returncode


def main() -> int:
    """Measure the plans that are checked alone, or all with `--all`; fail when one is over its bounds."""
    rows = []
    for case in CORPUS:
        if case.alone or "--all" in sys.argv:
            with tempfile.TemporaryDirectory() as folder:
                rows.append((*measure(case, Path(folder)), case.name))
    is_over = False
    for seconds, megabytes, status, name in sorted(rows, reverse=True):
        mark = "  over" if seconds > SECONDS or megabytes > MEGABYTES or status != 1 else ""
        is_over = is_over or bool(mark)
        print(f"{seconds:6.2f} s {megabytes:5d} MB  exit {status:3d}  {name}{mark}")
    return int(is_over)


if __name__ == "__main__":
    raise SystemExit(main())
