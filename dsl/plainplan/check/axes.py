"""Along what every expression varies: from step to step, by the rows of one table or list, or through a grid.

Imported only for plans that have tables, grids, data or lists. An axis is named as in the graph: `time`, the name of a
table or of its data, `list 3`, `boost.rows`, `boost.cols` and `boost` for the cells. None is one value; ANY is what
nothing is known of, such as a formal that takes a list, or what has been reported already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plainplan.check.axis_faults import (
    ANY,
    LIST,
    TIME,
    Axis,
    Frame,
    along,
    going,
    report_list,
    report_one_value,
    report_series,
    report_two,
)
from plainplan.check.collect import statements_of
from plainplan.check.context import Context
from plainplan.check.forms import FORMS
from plainplan.check.functions import bind_arguments
from plainplan.check.instances import applied_rule
from plainplan.check.model import Symbol
from plainplan.check.walk import expressions_of, parts_of
from plainplan.records import replace
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.builtins.record import Builtin

# Forms that read the calendar or the price level of the plan.
OF_TIME = ("by_year", "by_date", "since", "fall", "rise", "nominal", "real")
AGGREGATES = ("sum", "mean", "min", "max", "sd")
LOOK_BACK = ("prev", "cumulative", "smooth")
# What counts or searches along a list has no meaning for figures in two directions.
ALONG_A_LIST = ("index", "interpolate", "lookup", "match", "xlookup")
# Days off are no partners of anything.
UNPAIRED = ("holidays",)


def check_axes(context: Context) -> None:
    """Hold every expression of a plan against what may stand in its place."""
    walker = _Walker(context)
    for declaration in context.model.declarations:
        walker.check(declaration)


class _Walker:
    """One pass over a plan; each formula is looked at once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.model = context.model
        self.of_formulas: dict[int, Axis] = {}
        self.of_bodies: dict[tuple[int, tuple[Axis, ...], bool, int], Axis] = {}
        self.open: set[int] = set()

    # --- declarations ------------------------------------------------------------------------------------------------

    def check(self, declaration: nodes.Declaration) -> None:
        """Check the expressions of one declaration."""
        match declaration:
            case nodes.Table():
                self._check_table(declaration)
            case nodes.Grid(name=name):
                axes = (f"{name.name}.rows", f"{name.name}.cols", name.name)
                self._check_header(declaration.rows)
                self._check_header(declaration.columns)
                self.axis_of(declaration.cell, Frame(axes, declaration))
            case nodes.Param() | nodes.Let():
                self._formula(declaration)
            case nodes.Fn():
                formals = {
                    formal.name.name: ANY if isinstance(formal.type, nodes.List) else None
                    for formal in declaration.formals
                }
                self.axis_of(declaration.value, Frame(formals=formals))
            case nodes.Prove(claim=claim):
                # A claim may be about all rows of one table, or of a list.
                self.axis_of(claim, Frame((TIME, LIST, *self._tables_in(claim))))
            case nodes.Scenario(items=items):
                for item in items:
                    if isinstance(item, nodes.Overlay):
                        self._check_overlay(item)
            case nodes.Report(items=lines):
                for line in lines:
                    self._combine(line.values, Frame((TIME, *self._tables_drawn(line))))
            case _:
                lists = set(_lists_given(self.context, declaration))
                for value in _values_of(self.context, declaration):
                    self.axis_of(value, Frame(is_list=id(value) in lists))

    def _check_overlay(self, overlay: nodes.Overlay) -> None:
        """A list gives way to a list of as many values, one value to one."""
        symbol = self.model.symbols.get(id(overlay.target))
        named = symbol.node if symbol is not None else None
        target = self._formula(named) if isinstance(named, nodes.Param | nodes.Let) else None
        if target is None or not target.startswith(LIST):
            self.axis_of(overlay.value, Frame())
            return
        found = self.axis_of(overlay.value, Frame((TIME, LIST)))
        if found is None:
            report_one_value(self.context, overlay.target.span.text, overlay.value, Frame())
        elif found not in (target, ANY):
            report_two(self.context, overlay.target, target, overlay.value, found, Frame())

    def _check_table(self, table: nodes.Table) -> None:
        rows = self._rows_of(table)
        for column in table.columns:
            if column.is_header:
                self._check_header(column)
            elif column.is_total:
                self.axis_of(column.value, Frame((), table, is_total=True))
            else:
                self.axis_of(column.value, Frame((rows,), table))

    def _check_header(self, line: nodes.TableColumn | nodes.GridAxis) -> None:
        header = self.model.headers.get(id(line))
        for item in header.items if header is not None else ():
            self.axis_of(item, Frame(()))

    def _tables_drawn(self, line: nodes.ReportItem) -> set[str]:
        """The axes of the columns that a chart draws; the cells of a grid lie in two directions."""
        found = set().union(*map(self._tables_in, line.values)) if line.keyword == "chart" else set()
        return {axis for axis in found if self._grid_of(axis) is None}

    def _tables_in(self, node: nodes.Expression) -> set[str]:
        """The axes of the columns that an expression names."""
        own = self._axis_of_name(node, Frame()) if isinstance(node, nodes.Member) else None
        found = {own} if own is not None and own != ANY else set()
        return found.union(*(self._tables_in(part) for part in parts_of(node)))

    def _formula(self, node: nodes.Param | nodes.Let) -> Axis:
        """The axis of a `param` or `let` of the plan, which may be a list."""
        if id(node) not in self.of_formulas:
            self.of_formulas[id(node)] = ANY
            found = self.axis_of(node.value, Frame((TIME, LIST)))
            binding = self.context.names.get(node.name.name)
            overlays = binding.overlays if binding is not None and binding.node is node else ()
            self.of_formulas[id(node)] = TIME if found is None and any(map(self._is_series, overlays)) else found
        return self.of_formulas[id(node)]

    def _is_series(self, node: nodes.Expression) -> bool:
        return self.context.type_of(node).is_series

    def _rows_of(self, table: nodes.Table) -> str:
        """A table over a data file has the rows of the data."""
        headers = (self.model.headers.get(id(column)) for column in table.columns if column.is_header)
        return next((header.data for header in headers if header is not None and header.data), table.name.name)

    # --- expressions -------------------------------------------------------------------------------------------------

    def axis_of(self, node: nodes.Expression, frame: Frame) -> Axis:
        """The axis of an expression; reports what cannot stand where it stands."""
        match node:
            case nodes.Name() | nodes.Member():
                return self._settle(node, self._axis_of_name(node, frame), frame)
            case nodes.List(items=items):
                return self._settle(node, f"{LIST}{len(items)}", frame)
            case nodes.Call():
                return self._axis_of_call(node, frame)
            case _:
                return self._combine(parts_of(node), frame)

    def _axis_of_name(self, node: nodes.Name | nodes.Member, frame: Frame) -> Axis:
        symbol = self.model.symbols.get(id(node))
        if symbol is None:
            own = self.context.type_of(node)
            return ANY if own.is_unknown else TIME if own.is_series else None
        match symbol:
            case Symbol(kind="column"):
                return self._axis_of_column(symbol, frame)
            case Symbol(kind="formal", node=nodes.Formal(name=name, type=type_)):
                if name.name in frame.formals:
                    return frame.formals[name.name]
                return ANY if isinstance(type_, nodes.List) else self._axis_of_symbol(node, symbol)
            case Symbol(node=nodes.Param() | nodes.Let() as formula) if symbol.scope is None:
                return self._formula(formula)
            case _:
                return self._axis_of_symbol(node, symbol)

    def _axis_of_symbol(self, node: nodes.Expression, symbol: Symbol) -> Axis:
        return TIME if self._is_series(node) or symbol.type.is_series else None

    def _axis_of_column(self, symbol: Symbol, frame: Frame) -> Axis:
        if not symbol.type.is_series:
            return ANY if symbol.type.is_unknown else None
        match symbol.scope:
            case nodes.Table() as table:
                return self._rows_of(table)
            case nodes.Grid(name=name) as grid:
                return {id(grid.rows): f"{name.name}.rows", id(grid.columns): f"{name.name}.cols"}.get(
                    id(symbol.node), name.name
                )
            case nodes.Data(name=nodes.Name(name=name)):
                return name if self.model.data[name].period is None or frame.owner is not None else TIME
            case _:
                return ANY

    def _axis_of_call(self, call: nodes.Call, frame: Frame) -> Axis:
        name = call.function.name if isinstance(call.function, nodes.Name) else ""
        values = [argument.value for argument in call.arguments]
        if name in self.context.functions:
            return self._axis_of_body(call, name, frame)
        builtin = self._builtin(call)
        if builtin is not None:
            return self._axis_of_builtin(call, builtin, frame)
        if name in ("first", "final") or (name in AGGREGATES and len(values) == 1):
            self._list(name, values, frame)
            return None
        if name in AGGREGATES and any(argument.key is not None for argument in call.arguments):
            return self._axis_of_window(call, name, values, frame)
        if name in LOOK_BACK:
            return self._axis_looking_back(call, name, values, frame)
        if name == "at" and len(values) == 2:
            return self._axis_at(values, frame)
        found = self._combine(parts_of(call), frame)
        if name in OF_TIME and found not in (None, TIME, ANY):
            assert found is not None
            message = (
                f"`{name}` goes by the calendar of the plan, and `{call.span.text}` goes {along(self.context, found)}"
            )
            self.context.report("axes-differ", message, frame.site or call.span)
            return ANY
        is_of_time = name in OF_TIME or (name == "" and self._is_series(call))
        return self._settle(call, TIME, frame) if is_of_time and found is None else found

    def _builtin(self, call: nodes.Call) -> Builtin | None:
        """The built-in that a call means; a form that is also one is meant unless it is written as Excel's."""
        symbol = self.model.symbols.get(id(call.function))
        if symbol is None or symbol.kind != "builtin":
            return None
        is_excel = symbol.name not in FORMS or (
            symbol.name in ("lookup", "nominal")
            and len(call.arguments) > 1
            and not any(argument.key for argument in call.arguments)
        )
        if not is_excel:
            return None
        from plainplan.builtins import BUILTINS

        return BUILTINS.get("nominal_rate" if symbol.name == "nominal" else symbol.name)

    def _axis_of_builtin(self, call: nodes.Call, builtin: Builtin, frame: Frame) -> Axis:
        parameters = builtin.parameters
        by_name = {parameter.name: parameter for parameter in parameters}
        given = [
            by_name.get(argument.key.name)
            if isinstance(argument.key, nodes.Name)
            else parameters[min(position, len(parameters) - 1)]
            for position, argument in enumerate(call.arguments)
        ]
        lists = [parameter.name for parameter in given if parameter is not None and parameter.is_list]
        one_by_one: list[nodes.Expression] = []
        whole: list[tuple[nodes.Expression, str]] = []
        for parameter, argument in zip(given, call.arguments, strict=True):
            if parameter is None or not parameter.is_list or lists.count(parameter.name) != 1:
                one_by_one.append(argument.value)
                continue
            found = self.axis_of(argument.value, replace(frame, is_list=True))
            if found is not None and found != ANY and parameter.name not in UNPAIRED:
                whole.append((argument.value, found))
        self._check_lists(call, builtin.name, whole, frame)
        return self._combine(one_by_one, frame)

    def _check_lists(
        self, call: nodes.Call, name: str, lists: list[tuple[nodes.Expression, str]], frame: Frame
    ) -> None:
        """Lists that a function goes through side by side are of one length, and the cells of a grid are no list."""
        if name in ALONG_A_LIST and any(self._grid_of(axis) == axis for _, axis in lists):
            self.context.report(
                "misplaced-expression",
                f"`{name}` goes along a list, and the cells of a grid lie in two directions",
                frame.site or call.span,
            )
            return
        for value, axis in lists[1:]:
            first, one = lists[0]
            lengths = self._length_of(one), self._length_of(axis)
            is_grid = self._grid_of(one) is not None or self._grid_of(axis) is not None
            if one != axis and (is_grid or (None not in lengths and lengths[0] != lengths[1])):
                report_two(self.context, first, one, value, axis, frame)
                return

    def _grid_of(self, axis: Axis) -> str | None:
        """The grid through whose cells an axis goes, or along whose heads."""
        name = (axis or "").partition(".")[0]
        binding = self.context.names.get(name)
        return name if binding is not None and isinstance(binding.node, nodes.Grid) else None

    def _length_of(self, axis: str) -> int | None:
        """How many values an axis has, where that is known before the plan is laid out."""
        if axis.startswith(LIST):
            return int(axis.removeprefix(LIST))
        if axis in self.model.data:
            return self.model.data[axis].length
        binding = self.context.names.get(axis)
        lines = binding.node.columns if binding is not None and isinstance(binding.node, nodes.Table) else ()
        headers = (self.model.headers.get(id(line)) for line in lines if line.is_header)
        return next((header.length for header in headers if header is not None), None)

    def _axis_of_body(self, call: nodes.Call, name: str, frame: Frame) -> Axis:
        """The body of a function of the plan is read with the axes of its arguments."""
        function = self.context.functions[name].node
        assert isinstance(function, nodes.Fn)
        count = len(self.context.diagnostics)
        given = bind_arguments(self.context, call, function.formals, name)
        del self.context.diagnostics[count:]
        formals: dict[str, Axis] = {}
        for formal in function.formals:
            value = (given or {}).get(formal.name.name)
            takes_list = isinstance(formal.type, nodes.List)
            inner = replace(frame, is_list=True) if takes_list else frame
            if value is None and formal.default is not None and frame.owner is None:
                value, inner = formal.default, replace(inner, formals=dict(formals), site=frame.site or call.span)
            formals[formal.name.name] = self.axis_of(value, inner) if value is not None else None
        key = id(function), tuple(formals.values()), frame.is_list, id(frame.owner)
        if id(function) in self.open or self.context.type_of(call).is_unknown:
            return ANY
        if key not in self.of_bodies:
            self.open.add(id(function))
            inside = replace(frame, formals=formals, site=frame.site or call.span)
            self.of_bodies[key] = self.axis_of(function.value, inside)
            self.open.discard(id(function))
        return self.of_bodies[key]

    def _list(self, name: str, values: list[nodes.Expression], frame: Frame) -> None:
        """What is taken whole: in a table one value is no column, and the plan has no steps there."""
        found = self.axis_of(values[0], replace(frame, is_list=True)) if values else ANY
        if found is None and frame.owner is not None:
            report_one_value(self.context, name, values[0], frame)

    def _axis_of_window(self, call: nodes.Call, name: str, values: list[nodes.Expression], frame: Frame) -> Axis:
        """`sum(x, last: 3)` moves along; `sum(x, from: D, until: E)` is one number of the plan's time."""
        keys = {argument.key.name for argument in call.arguments if isinstance(argument.key, nodes.Name)}
        if "last" in keys:
            return self._axis_looking_back(call, name, values[:1], frame)
        found = self.axis_of(values[0], replace(frame, is_list=True))
        self._require_time(values[0], found, "`from` and `until` are dates of the plan", frame)
        return None

    def _require_time(self, value: nodes.Expression, found: Axis, why: str, frame: Frame) -> None:
        if found not in (None, TIME, ANY):
            self.context.report(
                "axes-differ", f"{why}, and {going(self.context, value, found)}", frame.site or value.span
            )

    def _axis_looking_back(self, call: nodes.Call, name: str, values: list[nodes.Expression], frame: Frame) -> Axis:
        found = self._combine(values, frame)
        in_grid = isinstance(frame.owner, nodes.Grid) or self._grid_of(found) is not None
        if in_grid and found not in (TIME, ANY):
            self.context.report(
                "misplaced-expression",
                f"`{name}` looks back from row to row, and the cells of a grid have no order",
                frame.site or call.span,
            )
            return ANY
        if found is None and frame.owner is not None:
            report_one_value(self.context, name, values[0], frame)
            return ANY
        return found

    def _axis_at(self, values: list[nodes.Expression], frame: Frame) -> Axis:
        found = self.axis_of(values[0], replace(frame, is_list=True))
        if self.context.type_of(values[1]).kind == "date":
            self._require_time(values[0], found, "a date is no row", frame)
        return self.axis_of(values[1], frame)

    # --- axes that meet ----------------------------------------------------------------------------------------------

    def _combine(self, values: Iterable[nodes.Expression], frame: Frame) -> Axis:
        """The axis that several values have together."""
        result: Axis = None
        speaker: nodes.Expression | None = None
        for value in values:
            found = self.axis_of(value, frame)
            if found is None or found == result:
                continue
            if ANY in (found, result):
                result = ANY
            elif result is None:
                result, speaker = found, value
            elif (cells := _cells_of(result, found)) is not None:
                result = cells
            else:
                assert speaker is not None
                report_two(self.context, speaker, result, value, found, frame)
                result = ANY
        return result

    def _settle(self, node: nodes.Expression, found: Axis, frame: Frame) -> Axis:
        """The axis of what stands by itself, reported where one value is needed, or another axis."""
        is_fine = found in (None, ANY) or frame.is_list or found in frame.axes
        if is_fine or (str(found).startswith(LIST) and LIST in frame.axes):
            return found
        assert found is not None
        if found == TIME:
            report_series(self.context, node, frame)
        else:
            report_list(self.context, node, found, frame)
        return ANY


def _cells_of(one: str, other: str) -> str | None:
    """The cells of the grid whose rows and columns meet."""
    names = {axis.removesuffix(".rows").removesuffix(".cols") for axis in (one, other)}
    return names.pop() if len(names) == 1 else None


def _lists_given(context: Context, declaration: nodes.Declaration) -> Iterator[int]:
    """The holidays of a plan, and what rules are given for formals that take lists, by id."""
    holidays = context.property(declaration, "holidays")
    if holidays is not None:
        yield id(holidays)
    body = declaration.body if isinstance(declaration, nodes.Block | nodes.Rule) else ()
    for statement in statements_of(body):
        if not isinstance(statement, nodes.Apply):
            continue
        rule = applied_rule(context, statement)
        if rule is None or not isinstance(rule.node, nodes.Rule):
            continue
        count = len(context.diagnostics)
        given = bind_arguments(context, statement.rule, rule.node.formals, rule.name) or {}
        del context.diagnostics[count:]
        for formal in rule.node.formals:
            if isinstance(formal.type, nodes.List) and formal.name.name in given:
                yield id(given[formal.name.name])


def _values_of(context: Context, declaration: nodes.Declaration) -> Iterator[nodes.Expression]:
    """The expressions of a declaration that has neither columns nor a formula of its own."""
    for item in context.model.properties.get(id(declaration), {}).values():
        yield item.value
    match declaration:
        case nodes.Block(condition=condition, body=body):
            if condition is not None:
                yield condition
            for statement in statements_of(body):
                yield from expressions_of(statement)
        case nodes.Group(weights=weights):
            yield from (weight.share for weight in weights if weight.share is not None)
        case nodes.Rule(body=body):
            for statement in statements_of(body):
                yield from expressions_of(statement)
        case nodes.Check(condition=condition, qualifiers=qualifiers):
            yield condition
            yield from (item.value for item in qualifiers)
        case nodes.Solve(condition=condition):
            yield condition
        case nodes.Fx(value=value) | nodes.Unit(value=value):
            yield value
        case _:
            pass
