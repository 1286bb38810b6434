"""A plan from file to figures: the one pipeline that the commands and Python programs use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence

from plainplan.api.changes import find_scenario, read_changes
from plainplan.api.outcome import CheckOutcome, Run
from plainplan.check import check
from plainplan.check.model import Model
from plainplan.diagnostics import Diagnostic, has_errors, sort_diagnostics
from plainplan.evaluate import Program, run
from plainplan.graph.nodes import Graph, InputValue, WindowsView
from plainplan.source import Source
from plainplan.syntax import format_file, parse, read_source
from plainplan.syntax.nodes import File, Prove, Solve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api.claims import Proof
    from plainplan.api.paths import Paths
    from plainplan.api.sensitivity import Tornado
    from plainplan.api.solving import Solved
    from plainplan.workbook.export import Content
    from plainplan.workbook.paths_sheet import PathsTable

BASE = "base"

Setting = str | float
# What holds data, whoever takes it for a plan.
DATA_SUFFIXES = (".csv", ".tsv")

# What a comment says behind which a line is called fine, see `lints/silence.py`.
MARK = "fine:"

# Characters, some ten thousand lines: what is answered within two seconds or so, whatever it holds.
MAX_CHECKED = 250_000


class PlanError(Exception):
    """A plan, or what was asked of it, has mistakes that keep it from being computed: `diagnostics` says which."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        from plainplan.render import render_concise

        super().__init__("\n".join(render_concise(diagnostic) for diagnostic in diagnostics))
        self.diagnostics = diagnostics


class Plan:
    """A plan that was read; each stage runs once, when something first needs it.

    `root` is the folder below which it finds other files; that of its own file unless said.
    """

    def __init__(
        self, path: str, source: Source | None, diagnostics: Sequence[Diagnostic] = (), root: str | None = None
    ) -> None:
        self.path = path
        self.source = source
        self.root = os.path.dirname(path) if root is None else root
        self._found: list[Diagnostic] = list(diagnostics)
        # Whether the text itself is wrong: what it means may still be, and is formatted all the same.
        self.is_damaged = False
        self._file: File | None = None
        self._model: Model | None = None
        # By locale, whether with the household statements, and whether with what is to be proved and solved.
        self._graphs: dict[tuple[str | None, bool, bool], Graph | None] = {}
        # By the id of a graph, which `_graphs` keeps alive.
        self._programs: dict[int, Program] = {}
        # The ids of the graphs that have their answers.
        self._with_answers: set[int] = set()
        self._is_checked = False
        self._is_linted = False

    @property
    def file(self) -> File | None:
        """The syntax tree; None when there is no text."""
        if self._file is None and self.source is not None:
            self._file, found = parse(self.source)
            self.is_damaged = has_errors(found)
            self._found += found
        return self._file

    @property
    def model(self) -> Model | None:
        """The checked plan; None when it has errors."""
        if not self._is_checked:
            self._is_checked = True
            if self.source is not None and len(self.source.text) > MAX_CHECKED:
                self._found.append(_too_large(self.path))
                return None
            file = self.file
            if file is not None:
                self._model, found = check(file, project_root=self.root, is_damaged=self.is_damaged)
                self._found += found
        return None if has_errors(self._found) else self._model

    @property
    def graph(self) -> Graph | None:
        """The formula graph, with labels in the plan's own language; None when the plan has errors."""
        return self._graph_in(None)

    @property
    def graph_with_statements(self) -> Graph | None:
        """The formula graph with the household statements."""
        return self._graph_in(None, with_statements=True)

    @property
    def graph_of_workbook(self) -> Graph | None:
        """The formula graph with all that the workbook shows: statements, and the answers to what the plan asks."""
        graph = self._graph_in(None, with_statements=True, with_claims=self._asks)
        return None if graph is None else self._answered(graph)

    @property
    def shows_statements(self) -> bool:
        """Whether a report of the plan shows household statements."""
        return self.model is not None and bool(self.model.statements)

    @property
    def asks_to_solve(self) -> bool:
        """Whether the plan says `solve`."""
        return self.model is not None and any(isinstance(item, Solve) for item in self.model.declarations)

    @property
    def warnings(self) -> list[Diagnostic]:
        """What was found without running the plan and is no error."""
        return [diagnostic for diagnostic in self._static() if not diagnostic.is_error]

    def check(
        self,
        is_static: bool = False,
        scenarios: Sequence[str] | None = None,
        watch: Callable[[Run], None] | None = None,
    ) -> list[Diagnostic]:
        """Every mistake, and unless `is_static` every check that fails in the base and in each scenario; `watch` is
        shown each run."""
        found = self._static()
        graph = self.graph
        if is_static or graph is None:
            return found
        wanted = [find_scenario(graph, name) for name in scenarios or ()]
        faults = [fault for fault in wanted if isinstance(fault, Diagnostic)]
        if faults:
            return [*found, *faults]
        # One after the other: a run that fails nothing leaves memory before the next is made.
        runs = (
            self.run(name or BASE)
            for number, (name, _) in enumerate(graph.scenarios, 1)
            if not scenarios or number in wanted
        )
        return sort_diagnostics([*found, *_failures(runs, watch), *self._doubtful_claims()])

    def run(
        self, scenario: str | None = None, set: Mapping[str, Setting] | None = None, *, with_statements: bool = False
    ) -> Run:
        """Compute the plan in a scenario, with other values (`"7%/year"`, or a number in the input's unit) for inputs.

        `with_statements`: with the household statements, at their date and over their months.
        Raises `PlanError` when the plan has errors, or there is no such scenario or input.
        """
        with_statements = with_statements or any(name.startswith("statements.") for name in set or ())
        return self._run_graph(self._need_graph(None, with_statements), scenario, set)

    def sensitivities(self, run: Run, outcome: int, step: int | None = None) -> Tornado:
        """How a figure of a run of this plan, in a step, moves with each input that it rests on."""
        from plainplan.api.sensitivity import find_sensitivities

        assert self.source is not None
        return find_sensitivities(run, self._program_of(run.graph), self.source, outcome, step)

    def export(
        self,
        path: str | os.PathLike[str],
        scenario: str | None = None,
        set: Mapping[str, Setting] | None = None,
        locale: str | None = None,
    ) -> None:
        """Write the live workbook, whole or not at all.

        Raises `PlanError` as `run` does, and `OSError` when the file cannot be written.
        """
        from plainplan.workbook.export import export

        shown = self.content(scenario, set, locale)
        problems = export(shown.graph, shown.values, path, shown.imprint, shown.paths)
        if problems:
            raise PlanError(problems)

    def content(
        self, scenario: str | None = None, set: Mapping[str, Setting] | None = None, locale: str | None = None
    ) -> Content:
        """What the workbook shows. Raises `PlanError` as `run` does."""
        from plainplan.api.imprint import make_imprint
        from plainplan.workbook.export import Content

        graph = self._answered(self._need_graph(locale, with_statements=True, with_claims=self._asks))
        run = self._run_graph(graph, scenario, set)
        assert self.model is not None
        imprint = make_imprint(self.model)
        return Content(run.graph_in_force, run.value_in_step, imprint, self._path_tables(locale, set or {}))

    def _path_tables(self, locale: str | None, settings: Mapping[str, Setting]) -> list[PathsTable]:
        """What came of every scenario with many paths, whichever of them is shown."""
        graph = self._need_graph(locale)
        if not graph.windows:
            return []
        from plainplan.api.path_tables import path_table

        starts = {graph.quantities[view.start].name for view in graph.windows}
        # The table has all windows, and nothing in it rests on the statements.
        own = {
            name: value for name, value in settings.items() if name not in starts and not name.startswith("statements.")
        }
        runs = [self._run_graph(graph, graph.scenarios[view.scenario - 1][0], own) for view in graph.windows]
        return [path_table(run, run.paths) for run in runs if run.paths is not None]

    def extend(self, file: File) -> None:
        """Take a tree that says more than the text, before anything was checked."""
        self._file = file

    def format(self) -> str:
        """The text of the plan in canonical form. Raises `PlanError` when it has syntax errors."""
        file = self.file
        if file is None or self.is_damaged:
            raise PlanError(sort_diagnostics(self._found))
        return format_file(file)

    def prove(
        self, budget: float | None = None, name: str | None = None, set: Mapping[str, Setting] | None = None
    ) -> list[Proof]:
        """The answer to each `prove` of the plan, or to the one of this name, looked for `budget` seconds each; what is
        set has that value alone.

        Raises `PlanError` when the plan has errors, claims nothing of this name, or has no such input.
        """
        from plainplan.api.claims import decide_claims, unknown_claim, with_values
        from plainplan.symbols.prove import BUDGET

        graph = self._need_graph(None, with_claims=True)
        if name is not None and all(view.name != name for view in graph.claims):
            raise PlanError([unknown_claim(graph, name)])
        changes, faults = read_changes(graph, self.model, set or {})
        if faults:
            raise PlanError(faults)
        graph = with_values(graph, changes)
        return decide_claims(graph, BUDGET if budget is None else budget, name)

    def solve(
        self,
        wanted: str | None = None,
        scenario: str | None = None,
        set: Mapping[str, Setting] | None = None,
        *,
        with_formulas: bool = True,
    ) -> list[Solved]:
        """The solutions of each `solve` of the plan, or of `wanted`: `"saving where final(x) = 5_000 TWD"`, with
        their formulas, which take by far the most of the time.

        Raises `PlanError` as `run` does, and when what is wanted is no input or no condition.
        """
        from plainplan.api.solving import solve_views
        from plainplan.api.wanted import as_asked, with_wanted

        plan = self if wanted is None else with_wanted(self, wanted)
        graph = plan._need_graph(None, with_claims=True)
        number = find_scenario(graph, scenario or BASE)
        if isinstance(number, Diagnostic):
            raise PlanError([number])
        changes, faults = read_changes(graph, plan.model, set or {}, number)
        solved: list[Solved] = []
        if not faults:
            # The one that was asked for stands last.
            views = graph.solutions if wanted is None else graph.solutions[-1:]
            solved, faults = solve_views(graph, views, changes, number, with_formulas=with_formulas)
        if faults:
            raise PlanError(faults if wanted is None else as_asked(faults, wanted))
        return solved

    def _answered(self, graph: Graph) -> Graph:
        """A graph with the answers to what the plan claims and asks, found once."""
        if self._asks and id(graph) not in self._with_answers:
            from plainplan.api.answers import write_answers

            self._with_answers.add(id(graph))
            write_answers(graph)
        return graph

    @property
    def _asks(self) -> bool:
        """Whether the plan says `prove` or `solve`."""
        return self.model is not None and any(isinstance(item, Prove | Solve) for item in self.model.declarations)

    def _doubtful_claims(self) -> list[Diagnostic]:
        if not self._asks:
            return []
        from plainplan.api.claims import describe_proofs
        from plainplan.api.solving import find_unsolved

        try:
            graph = self._need_graph(None, with_claims=True)
            return [*describe_proofs(self.prove()), *find_unsolved(graph)]
        except PlanError as error:
            return error.diagnostics

    def _static(self) -> list[Diagnostic]:
        model = self.model if self._graph_in(None) is not None else None
        if model is not None and not self._is_linted:
            from plainplan.lints import lint

            self._is_linted = True
            self._found += lint(model)
        found = sort_diagnostics(self._found)
        if self._file is None or MARK not in self._file.source.text:
            return found
        from plainplan.lints.silence import silence

        return silence(self._file, self.model, found)

    def _graph_in(self, locale: str | None, with_statements: bool = False, with_claims: bool = False) -> Graph | None:
        key = (locale, with_statements, with_claims)
        if key not in self._graphs:
            from plainplan.graph import build_graph

            self._graphs[key] = None
            model = self.model
            if model is not None:
                graph, found = build_graph(
                    model, locale=locale, with_statements=with_statements, with_claims=with_claims
                )
                # What is wrong with the formulas is the same with the statements and without them.
                self._found += [fault for fault in found if fault not in self._found]
                self._graphs[key] = None if has_errors(found) else graph
        return self._graphs[key]

    def _need_graph(self, locale: str | None, with_statements: bool = False, with_claims: bool = False) -> Graph:
        graph = self._graph_in(locale, with_statements, with_claims)
        if graph is None:
            raise PlanError(self._static())
        return graph

    def _run_graph(self, graph: Graph, scenario: str | None, settings: Mapping[str, Setting] | None) -> Run:
        found = find_scenario(graph, scenario or BASE)
        if isinstance(found, Diagnostic):
            raise PlanError([found])
        changes, faults = read_changes(graph, self.model, settings or {}, found)
        if faults:
            raise PlanError(faults)
        return self._run_with(graph, changes, found)

    def _run_with(self, graph: Graph, changes: Mapping[int, InputValue], scenario: int) -> Run:
        """A run with inputs read; of a scenario that rolls through history also its windows, unless one is chosen."""
        name = None if scenario == 1 else graph.scenarios[scenario - 1][0]
        view = next((view for view in graph.windows if view.scenario == scenario), None)
        chosen = None if view is None else changes.get(view.start)
        if view is not None and chosen is not None and chosen not in view.starts:
            raise PlanError([_no_window(graph, view)])
        result = run(graph, changes, scenario, program=self._program_of(graph))
        if view is None or chosen is not None:
            return Run(graph, result, name)

        def find_paths() -> Paths:
            from plainplan.api.paths import roll

            return roll(view, result, graph.scenarios[scenario - 1][0])

        return Run(graph, result, name, find_paths)

    def _program_of(self, graph: Graph) -> Program:
        """The compiled step of a graph, made once for all its runs."""
        if id(graph) not in self._programs:
            self._programs[id(graph)] = Program(graph)
        return self._programs[id(graph)]


def data_is_no_plan(path: str) -> Diagnostic:
    """That a data file was given in the place of a plan."""
    name = os.path.basename(path)
    return Diagnostic(
        "not-a-plan", f"`{path}` is a data file and no plan", None, help=f'write `data prices from "{name}"`'
    )


def _no_window(graph: Graph, view: WindowsView) -> Diagnostic:
    name, scenario = graph.quantities[view.start].name, graph.scenarios[view.scenario - 1][0]
    message = f"no window of `{scenario}` starts there: `{name}` is from {view.labels[0]} to {view.labels[-1]}"
    return Diagnostic("out-of-range", message, None)


def _too_large(path: str) -> Diagnostic:
    message = f"`{path}` has more than {MAX_CHECKED:,} characters, the most that is checked"
    return Diagnostic("plan-too-large", message, None)


def _failures(runs: Iterable[Run], watch: Callable[[Run], None] | None) -> list[Diagnostic]:
    """A diagnostic for each check that fails in any of the runs, and for a figure without a value that fails none."""
    failures: dict[str, list[tuple[Run, CheckOutcome]]] = {}
    undefined: list[Diagnostic] = []
    for tried in runs:
        if watch is not None:
            watch(tried)
        failed = [outcome for outcome in tried.checks if not outcome.is_ok]
        for outcome in failed:
            failures.setdefault(outcome.name, []).append((tried, outcome))
        if not undefined and not any(outcome.is_undefined for outcome in failed) and tried.undefined:
            from plainplan.api.failures import describe_undefined

            undefined = describe_undefined(tried)
    if not failures:
        return undefined
    from plainplan.api.failures import describe_failures

    return [*describe_failures(list(failures.values())), *undefined]


def load(path: str | os.PathLike[str]) -> Plan:
    """The plan in a file. What is wrong with it, even that there is no such file, is told by its `check()`."""
    name = os.fspath(path)
    source, diagnostics = read_source(name)
    if source is not None and name.lower().endswith(DATA_SUFFIXES):
        return Plan(name, None, [data_is_no_plan(name)])
    return Plan(name, source, diagnostics)
