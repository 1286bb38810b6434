"""What the workbook tells of the paths of a scenario: as they are when the book is written."""

from __future__ import annotations

from plainplan.api.outcome import Run
from plainplan.api.paths import PERCENTILES, Path, Paths
from plainplan.workbook.paths_sheet import PathRow, PathsTable


def path_table(run: Run, paths: Paths) -> PathsTable:
    """The paths of the scenario of a run."""
    days = run.numbers(run.graph.named_day)

    def row(path: Path) -> PathRow:
        failed_on = days[path.failed_step - 1] if path.failed_step else 0.0
        return PathRow(path.start, path.final, path.final_real, path.lowest, failed_on)

    figures = [("final_worth", [path.final for path in paths.paths])]
    figures.append(("final_worth_real", [path.final_real for path in paths.paths]))
    figures.append(("lowest_worth", [path.lowest for path in paths.paths]))
    names = [name for name, _ in run.graph.scenarios]
    number = names.index(run.scenario or names[0])
    return PathsTable(
        number + 1,
        run.graph.scenarios[number][1],
        paths.survival,
        row(paths.worst),
        PERCENTILES,
        tuple((word, tuple(paths.percentiles(values))) for word, values in figures),
        tuple(
            (check.view.label, check.paths.share, check.paths.needed)
            for check in paths.checks
            if check.paths is not None
        ),
        tuple(row(path) for path in paths.paths),
    )
