"""Is the adapter of a project with some places changed."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys

from ..paths import ADAPTERS


def serve(*changes: tuple[str, str, str]) -> None:
    """Changes places of Starlette (a module, what stands there, and what it becomes), and serves cases with the result."""
    for module in {module for module, _, _ in changes}:
        change(f"starlette.{module}", *((old, new) for changed, old, new in changes if changed == module))
    sys.path.insert(0, str(ADAPTERS))
    import conformance_adapter
    from starlette_adapter import Starlette

    conformance_adapter.serve(Starlette())


def serve_project(project: str, *changes: tuple[str, str, str]) -> None:
    """Changes places of any real project (a module by its whole name, what stands there, and what it becomes), and serves cases with the result."""
    for module in {module for module, _, _ in changes}:
        change(module, *((old, new) for changed, old, new in changes if changed == module))
    sys.path.insert(0, str(ADAPTERS))
    import conformance_adapter

    adapter = importlib.import_module(f"{project}_adapter")
    conformance_adapter.serve(getattr(adapter, PORTS[project])())


#: The class of the port in each project's adapter.
PORTS = {"starlette": "Starlette", "sse_starlette": "SSEStarlette", "baize": "Baize"}


def change(module: str, *edits: tuple[str, str]) -> None:
    """Has a module loaded from its source with places changed, whoever imports it first; the installed file stays as it is."""
    assert module not in sys.modules, f"{module} is there already"
    sys.meta_path.insert(0, ChangedModule(module, *edits))


class ChangedModule(importlib.abc.MetaPathFinder):
    """Finds one module, as the others are found, and has it loaded with the changes."""

    def __init__(self, module: str, *edits: tuple[str, str]) -> None:
        self.module, self.edits = module, edits

    def find_spec(self, fullname, path, target=None):
        if fullname != self.module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None:
            spec.loader = ChangedSource(fullname, spec.origin, *self.edits)
        return spec


class ChangedSource(importlib.machinery.SourceFileLoader):
    """Compiles the source with the changes, and never takes bytecode from the cache."""

    def __init__(self, module: str, path: str, *edits: tuple[str, str]) -> None:
        super().__init__(module, path)
        self.edits = edits

    def get_code(self, fullname):
        source = self.get_source(fullname)
        for old, new in self.edits:
            assert source.count(old) == 1, f"{old!r} is there {source.count(old)} times"
            source = source.replace(old, new)
        return compile(source, self.path, "exec", dont_inherit=True)


def command(check: str, name: str) -> list[str]:
    """The command of the adapter with a change that a module of this package knows by its name."""
    return [sys.executable, "-m", check, name]
