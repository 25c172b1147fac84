"""Is the adapter of a changed Starlette."""

import importlib.util
import pathlib
import sys

from ..paths import ADAPTERS


def serve(module: str, old: str, new: str) -> None:
    """Changes one place of a module of Starlette, and serves cases with the result."""
    change(module, old, new)
    sys.path.insert(0, str(ADAPTERS))
    import conformance_adapter
    from starlette_adapter import Starlette

    conformance_adapter.serve(Starlette())


def change(module: str, old: str, new: str) -> None:
    """Loads a module of Starlette from its source with one place changed, before anything else imports it."""
    spec = importlib.util.find_spec(f"starlette.{module}")
    source = pathlib.Path(spec.origin).read_text()
    assert source.count(old) == 1, f"{old!r} is there {source.count(old)} times"
    changed = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = changed
    exec(compile(source.replace(old, new), spec.origin, "exec"), changed.__dict__)
    import starlette

    setattr(starlette, module, changed)


def command(check: str, name: str) -> list[str]:
    """The command of the adapter with a change that a module of this package knows by its name."""
    return [sys.executable, "-m", check, name]
