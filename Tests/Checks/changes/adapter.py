"""Is the adapter of a project with one place changed."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys

from ..paths import ADAPTERS


def serve(module: str, old: str, new: str) -> None:
    """Changes one place of a module of Starlette, and serves cases with the result."""
    change(f"starlette.{module}", old, new)
    sys.path.insert(0, str(ADAPTERS))
    import conformance_adapter
    from starlette_adapter import Starlette

    conformance_adapter.serve(Starlette())


def change(module: str, old: str, new: str) -> None:
    """Has a module loaded from its source with one place changed, whoever imports it first; the installed file stays as it is."""
    assert module not in sys.modules, f"{module} is there already"
    sys.meta_path.insert(0, ChangedModule(module, old, new))


class ChangedModule(importlib.abc.MetaPathFinder):
    """Finds one module, as the others are found, and has it loaded with the change."""

    def __init__(self, module: str, old: str, new: str) -> None:
        self.module, self.old, self.new = module, old, new

    def find_spec(self, fullname, path, target=None):
        if fullname != self.module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None:
            spec.loader = ChangedSource(fullname, spec.origin, self.old, self.new)
        return spec


class ChangedSource(importlib.machinery.SourceFileLoader):
    """Compiles the source with the change, and never takes bytecode from the cache."""

    def __init__(self, module: str, path: str, old: str, new: str) -> None:
        super().__init__(module, path)
        self.old, self.new = old, new

    def get_code(self, fullname):
        source = self.get_source(fullname)
        assert source.count(self.old) == 1, f"{self.old!r} is there {source.count(self.old)} times"
        return compile(source.replace(self.old, self.new), self.path, "exec", dont_inherit=True)


def command(check: str, name: str) -> list[str]:
    """The command of the adapter with a change that a module of this package knows by its name."""
    return [sys.executable, "-m", check, name]
