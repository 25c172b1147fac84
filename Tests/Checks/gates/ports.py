"""The ports whose gates are checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..paths import IMPLEMENTATIONS

#: How long a case may take, in seconds, where that isn't the runner's 5. Lilya hangs in eleven vectors, Flama in seven, and both wait
#: for little else.
TIMEOUTS = {"lilya": 3, "flama": 3}


@dataclass(frozen=True)
class Port:
    """A port: its name, its conformance.json and the command of its adapter."""

    name: str
    config: Path
    python: str
    arguments: tuple[str, ...]

    @property
    def adapter(self) -> list[str]:
        return [self.python, *self.arguments]

    @property
    def options(self) -> list[str]:
        """The runner's options for any run of it: a hang that a rule excuses takes a new start, too."""
        return ["--quiet", "--max-restarts", "100", *self.timeout]

    @property
    def timeout(self) -> list[str]:
        return ["--timeout", str(TIMEOUTS[self.name])] if self.name in TIMEOUTS else []

    def changed(self, number: int) -> list[str]:
        """The command of its adapter with one of its regressions."""
        return [self.python, "-m", f"{__package__}.changed", self.name, str(number)]


def ports(pythons: Mapping[str, str]) -> list[Port]:
    """The real projects, by the interpreters that have them installed, and the port of `choices.py`, which needs ours."""
    projects = []
    for name, python in pythons.items():
        folder = IMPLEMENTATIONS / name
        projects.append(Port(name, folder / "conformance.json", os.path.abspath(python), (str(folder / "adapter.py"),)))
    choices = Port("choices", Path(__file__).with_name("choices.json"), sys.executable, ("-m", f"{__package__}.choices"))
    return [*projects, choices]
