"""Every mutant of a Python source that the usual operators make: one small change each, as the changed source.

Left alone: annotations, docstrings, parts of f-strings, what is raised or printed as text, arguments of decorators
(`frozen=True` and the like), `__all__`, type aliases, assertions and what stands under `if TYPE_CHECKING`. A change of
one of these is either caught by mypy or changes no behaviour.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
DELETED = (ast.Raise, ast.Delete, ast.Break, ast.Continue, ast.AugAssign)


@dataclass(frozen=True)
class Mutant:
    """One change: where it stands (lines count from 1), what it does, and the bytes that it puts in their place."""

    operator: str
    first_line: int
    last_line: int
    start: int
    end: int
    before: str
    after: str
    in_function: bool

    def applied_to(self, source: bytes) -> bytes:
        return source[: self.start] + self.after.encode() + source[self.end :]


class _Finder(ast.NodeVisitor):
    def __init__(self, source: bytes) -> None:
        self.source = source
        self.starts = [0]
        for line in source.split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.found: list[Mutant] = []
        self.statement: ast.stmt | None = None
        self.depth = 0

    # where things stand
    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def add(self, operator: str, node: ast.expr | ast.stmt, after: str) -> None:
        start = self.offset(node.lineno, node.col_offset)
        end = self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        before = self.source[start:end].decode()
        if before == after:
            return
        last = node.end_lineno or node.lineno
        statement = self.statement
        first = node.lineno
        if statement is not None and not isinstance(statement, ast.If | ast.For | ast.While | ast.With | ast.Try):
            first, last = statement.lineno, statement.end_lineno or last
        self.found.append(Mutant(operator, first, last, start, end, before, after, self.depth > 0))

    def put(self, operator: str, old: ast.expr, new: ast.expr) -> None:
        self.add(operator, old, f"({ast.unparse(ast.fix_missing_locations(new))})")

    # what is left alone
    def visit_arg(self, node: ast.arg) -> None:
        pass

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        pass

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.statement = node
        if node.value is not None and "TypeAlias" not in ast.unparse(node.annotation):
            self.visit(node.value)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not any("Protocol" in ast.unparse(base) or "TypedDict" in ast.unparse(base) for base in node.bases):
            self.body(node.body)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.statement = None
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default is not None:
                self.visit(default)
        self.depth += 1
        self.body(node.body)
        self.depth -= 1

    def visit_Module(self, node: ast.Module) -> None:
        self.body(node.body)

    def body(self, statements: list[ast.stmt]) -> None:
        for at, statement in enumerate(statements):
            documents = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if documents and (at == 0 or isinstance(statements[at - 1], ast.Assign | ast.AnnAssign)):
                continue
            self.visit(statement)

    # what is changed
    def generic_visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt):
            self.statement = node
            self.deleted(node)
        super().generic_visit(node)

    def deleted(self, node: ast.stmt) -> None:
        call = isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant | ast.Yield | ast.YieldFrom)
        kept = isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets
        )
        if call or kept or isinstance(node, DELETED):
            self.add("statement", node, "pass")

    def visit_Assign(self, node: ast.Assign) -> None:
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets):
            return
        if not self.depth and isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.BitOr):
            return
        self.statement = node
        self.deleted(node)
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_Raise(self, node: ast.Raise) -> None:
        self.statement = node
        self.deleted(node)

    def visit_If(self, node: ast.If) -> None:
        self.statement = node
        if "TYPE_CHECKING" in ast.unparse(node.test):
            return
        self.condition(node.test)
        self.visit(node.test)
        self.body(node.body)
        self.body(node.orelse)

    def visit_While(self, node: ast.While) -> None:
        self.statement = node
        if not isinstance(node.test, ast.Constant):
            self.condition(node.test)
            self.visit(node.test)
        self.body(node.body)
        self.body(node.orelse)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.condition(node.test)
        super().generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self.put("condition", test, ast.Constant(True))
            self.condition(test)
        super().generic_visit(node)

    def condition(self, test: ast.expr) -> None:
        """A name or a call as condition; comparisons, `not`, `and` and `or` are changed where they stand."""
        if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant):
            self.put("condition", test, ast.UnaryOp(ast.Not(), test))

    def visit_Return(self, node: ast.Return) -> None:
        self.statement = node
        nothing = isinstance(node.value, ast.Constant) and node.value.value is None
        if node.value is not None and not nothing:
            self.add("return", node.value, "None")
        super().generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for at, found in enumerate(node.ops):
            for other in COMPARISONS[type(found)]:
                changed = copy.deepcopy(node)
                changed.ops[at] = other()
                self.put("comparison", node, changed)
        super().generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        changed = copy.deepcopy(node)
        changed.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        self.put("boolean", node, changed)
        for at in range(len(node.values)):
            rest = [value for place, value in enumerate(node.values) if place != at]
            self.put("boolean", node, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
        super().generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not | ast.USub):
            self.put("not" if isinstance(node.op, ast.Not) else "arithmetic", node, node.operand)
        super().generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        texts = any(
            isinstance(side, ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp)
            or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
            for side in (node.left, node.right)
        )
        if texts and isinstance(node.op, ast.Add):
            self.put("arithmetic", node, node.left)
            self.put("arithmetic", node, node.right)
        elif type(node.op) in ARITHMETIC and not (texts and isinstance(node.op, ast.Mod | ast.Div)):
            changed = copy.deepcopy(node)
            changed.op = ARITHMETIC[type(node.op)]()
            self.put("arithmetic", node, changed)
        super().generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self.put("constant", node, ast.Constant(not value))
        elif isinstance(value, int | float):
            self.put("constant", node, ast.Constant(value + 1))
            if value > 1:
                self.put("constant", node, ast.Constant(value - 1))
        elif isinstance(value, str):
            self.put("text", node, ast.Constant(value + "X" if value else "X"))
        elif isinstance(value, bytes):
            self.put("text", node, ast.Constant(value + b"X"))


def mutants(source: bytes) -> Iterator[Mutant]:
    """All mutants of `source` (UTF-8), in the order in which they stand; a few of them are not Python."""
    finder = _Finder(source)
    finder.visit(ast.parse(source))
    seen = set()
    for mutant in sorted(finder.found, key=lambda one: (one.start, one.end, one.operator, one.after)):
        if (mutant.start, mutant.end, mutant.after) in seen:
            continue
        seen.add((mutant.start, mutant.end, mutant.after))
        yield mutant


def compiles(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True
