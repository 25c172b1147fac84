"""Mutants: a module with one small change, as cosmic-ray's and mutmut's operators make them."""

from __future__ import annotations

import ast
import contextlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import libcst
import parso
from cosmic_ray.ast import ast_nodes
from cosmic_ray.operators.provider import OperatorProvider
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper
from mutmut.mutation.mutators import mutation_operators

from .upstream import Module, functions_by_line


@dataclass(frozen=True)
class Mutant:
    """One change. It is named by the function, the lines as they were and as they are, and which of several alike it is."""

    module: str
    function: str
    before: str
    after: str
    occurrence: int
    line: int = field(compare=False)
    tool: str = field(compare=False)
    source: str = field(compare=False, repr=False)

    @property
    def name(self) -> tuple[str, str, str, str, int]:
        return (self.module, self.function, self.before, self.after, self.occurrence)

    def __str__(self) -> str:
        which = f"  (number {self.occurrence})" if self.occurrence > 1 else ""
        return f"{self.module}:{self.line} {self.function}\n    - {self.before}\n    + {self.after}{which}"


def mutants(module: Module) -> Iterator[Mutant]:
    """All mutants of a module but those that change nothing but types, documentation or layout, each once."""
    source = module.path.read_text()
    functions = functions_by_line(source)
    meaning = _Meaning(source)
    seen: set[str] = set()
    alike: Counter[tuple[str, str, str]] = Counter()

    def counts(line: int) -> bool:
        return module.has(functions.get(line, ""))

    for tool, changed in itertools.chain(_cosmic_ray(source, counts), _mutmut(source, counts)):
        line, before, after = _difference(source, changed)
        what = meaning.of(changed, line)
        if what is None or what in seen:
            continue
        seen.add(what)
        function = functions.get(line, "")
        alike[function, before, after] += 1
        yield Mutant(module.name, function, before, after, alike[function, before, after], line, tool, changed)


def _cosmic_ray(source: str, counts: Callable[[int], bool]) -> Iterator[tuple[str, str]]:
    """The module's text under every operator of cosmic-ray that needs no arguments; those that take some draw lots."""
    tree = parso.parse(source)
    nodes = [node for node in ast_nodes(tree) if counts(node.start_pos[0])]
    provider = OperatorProvider()
    for name in sorted(provider):
        if provider[name].arguments():
            continue
        operator = provider[name]()
        for node in nodes:
            for index, _ in enumerate(list(operator.mutation_positions(node))):
                with _restored(node):
                    siblings = node.parent.children
                    at = siblings.index(node)
                    changed = operator.mutate(node, index)
                    siblings[at : at + 1] = [] if changed is None else [changed]
                    text = tree.get_code()
                yield "cosmic-ray", text


@contextlib.contextmanager
def _restored(node: parso.tree.NodeOrLeaf) -> Iterator[None]:
    """Undoes what an operator does to a node: parsing the module anew for each would take most of the time."""
    touched = [node.parent, *ast_nodes(node)]
    children = [(node, list(node.children)) for node in touched if hasattr(node, "children")]
    values = [(node, node.value) for node in touched if hasattr(node, "value")]
    yield
    for node, list_of_children in children:
        node.children[:] = list_of_children
    for node, value in values:
        node.value = value


def _mutmut(source: str, counts: Callable[[int], bool]) -> Iterator[tuple[str, str]]:
    """The module's text under every operator of mutmut."""
    wrapper = MetadataWrapper(libcst.parse_module(source), unsafe_skip_copy=True)
    spans = wrapper.resolve(ByteSpanPositionProvider)
    nodes: list[libcst.CSTNode] = []

    class Collector(libcst.CSTVisitor):
        def on_visit(self, node: libcst.CSTNode) -> bool:
            nodes.append(node)
            return not isinstance(node, libcst.Annotation)

    wrapper.module.visit(Collector())
    text = source.encode()
    for node in nodes:
        for kind, operator in mutation_operators:
            if isinstance(node, kind) and node in spans and counts(source.count("\n", 0, spans[node].start) + 1):
                start, end = spans[node].start, spans[node].start + spans[node].length
                for change in operator(node):
                    code = wrapper.module.code_for_node(change).encode()
                    yield "mutmut", (text[:start] + code + text[end:]).decode()


#: What a module-level name that stands for types is made of.
TYPES = {
    "TypeVar", "ParamSpec", "Iterable", "Iterator", "AsyncIterable", "AsyncContentStream", "SyncContentStream", "Union", "memoryview",
}  # fmt: skip


class _Essence(ast.NodeTransformer):
    """Leaves out what makes no difference but to type checkers and readers; `aliases` are the module's names of types."""

    def __init__(self, aliases: set[str]) -> None:
        self._aliases = aliases

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST | None:
        if any(isinstance(decorator, ast.Name) and decorator.id == "overload" for decorator in node.decorator_list):
            return None
        node.returns = None
        return self.generic_visit(node)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_function

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        """The names of encodings are the same in capitals."""
        is_encoding = isinstance(node.value, str) and node.value.lower() in ("ascii", "latin-1", "utf-8", "utf8")
        return ast.Constant(node.value.lower()) if is_encoding else node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if _holds_headers(node.value):
            node.slice = _lowered(node.slice)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", None) == "logger":
            return ast.Call(node.func, [], [])  # What is logged is not on the wire.
        if isinstance(node.func, ast.Attribute) and node.func.attr in LOOKUPS and _holds_headers(node.func.value):
            node.args[:1] = map(_lowered, node.args[:1])
        return self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        return self.generic_visit(_with_lowered_keys(node) if node.arg == "headers" else node)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        """What an assertion says is for people: an error's kind is all that an adapter reports."""
        node.msg = None if isinstance(node.msg, ast.Constant) else node.msg
        return self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> ast.Raise:
        """Likewise what these errors say, which no adapter tells apart by their texts."""
        if isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", None) in ("TypeError", "ValueError"):
            node.exc = ast.Call(node.exc.func, [], [])
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        return None if node.value is None else self.visit(ast.Assign([node.target], node.value, lineno=node.lineno))

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        node = _with_lowered_keys(node) if _holds_headers(node.targets[0]) else node
        return None if _assigned(node) in self._aliases else self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        is_documentation = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_documentation else self.generic_visit(node)


#: What holds headers. Their names are lower-cased on the way in and looked up in any case of letters, so that a name in
#: capitals means the same. Of the classes here only `Headers` are indexed themselves.
HEADERS, LOOKUPS = {"headers", "_headers", "self"}, {"get", "getlist", "setdefault"}


def _holds_headers(node: ast.AST) -> bool:
    return getattr(node, "id", getattr(node, "attr", None)) in HEADERS


def _with_lowered_keys[Node: (ast.keyword, ast.Assign)](node: Node) -> Node:
    if isinstance(node.value, ast.Dict):
        node.value.keys = [key and _lowered(key) for key in node.value.keys]
    return node


def _lowered(node: ast.expr) -> ast.expr:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return ast.Constant(node.value.lower()) if is_text else node


def _assigned(node: ast.Assign) -> str | None:
    return node.targets[0].id if isinstance(node.targets[0], ast.Name) else None


def _aliases(tree: ast.Module) -> set[str]:
    assignments = [statement for statement in tree.body if isinstance(statement, ast.Assign)]
    names = {
        _assigned(statement): {name.id for name in ast.walk(statement.value) if isinstance(name, ast.Name)}
        for statement in assignments
    }
    return {name for name, parts in names.items() if name and parts & TYPES}


class _Meaning:
    """What a changed module means, told from the function around the change: parsing all of it for each would take minutes."""

    def __init__(self, source: str) -> None:
        self._lines = source.splitlines(keepends=True)
        tree = ast.parse(source)
        self._same = _Essence(_aliases(tree))
        self._outermost = {line: span for span in _outermost_functions(tree) for line in range(span[0], span[1] + 1)}

    def of(self, changed: str, line: int) -> str | None:
        """None if it means what the original does, or is no Python."""
        first, last, depth = self._outermost.get(line, (1, len(self._lines), 0))
        lines = changed.splitlines(keepends=True)
        try:
            new = self._part(lines[first - 1 : last + len(lines) - len(self._lines)], depth)
        except (SyntaxError, ValueError):
            return None
        return None if new == self._part(self._lines[first - 1 : last], depth) else f"{first} {new}"

    def _part(self, lines: list[str], depth: int) -> str:
        around = "".join(f"{'    ' * level}class _:\n" for level in range(depth))
        return ast.dump(self._same.visit(ast.parse(around + "".join(lines))))


def _outermost_functions(node: ast.AST, depth: int = 0) -> Iterator[tuple[int, int, int]]:
    """The first and last line of each function that is in no other, and in how many classes it is."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = min([child.lineno, *(decorator.lineno for decorator in child.decorator_list)])
            yield first, child.end_lineno or first, depth
        elif isinstance(child, ast.ClassDef):
            yield from _outermost_functions(child, depth + 1)


def _difference(source: str, changed: str) -> tuple[int, str, str]:
    """The first line that differs, and the lines that do, as they were and as they are."""
    old, new = source.splitlines(), changed.splitlines()
    first = next((at for at, (one, other) in enumerate(zip(old, new)) if one != other), min(len(old), len(new)))
    shortest = min(len(old), len(new)) - first
    last = next((at for at in range(shortest) if old[-1 - at] != new[-1 - at]), shortest)
    return first + 1, _joined(old[first : len(old) - last]), _joined(new[first : len(new) - last])


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
