"""The vectors, run against a mutant through the project's ordinary adapter."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from ..conformance_run import DOES_NOT_HOLD, DOES_NOT_START, HOLDS, run
from .mutants import Mutant
from .upstream import Module

HERE = pathlib.Path(__file__).parent

#: Every vector, byte for byte.
EXACT = ["--compare", "exact", "--basis", "all"]


@dataclass(frozen=True)
class Outcome:
    """How a mutant ended: `killers` are the vectors that failed in exact, and a `stillborn` one is no module that loads."""

    killers: tuple[str, ...] = ()
    #: The vector that failed in the default gate, if one did.
    gate_killer: str | None = None
    stillborn: bool = False

    @property
    def killed(self) -> bool:
        return bool(self.killers)


class Suite:
    """A runner and the vectors as they are.

    A mutant's run ends at the second vector that fails, for that tells whether one alone notices it; or at the first.
    """

    def __init__(self, runner: str, vectors: pathlib.Path, enough: int) -> None:
        self._enough = enough
        self._folder = tempfile.TemporaryDirectory()
        # A copy, as of the vectors: a build in the meantime must not change what is proved.
        self._runner = shutil.copy(runner, self._folder.name)
        self._vectors = pathlib.Path(self._folder.name) / "all"
        shutil.copytree(vectors, self._vectors)
        self._socket = f"{self._folder.name}/socket"
        self._server = subprocess.Popen(
            [sys.executable, HERE / "fork_server.py", self._socket], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._server.stdout is not None and self._server.stdout.readline() == b"ready\n"

    def __enter__(self) -> Suite:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()
        self._folder.cleanup()

    def prepare(self, module: Module) -> None:
        """Puts the vectors of each class that a module has beside one another: a runner reads all of its folder."""
        for folders in module.groups():
            folder = self._folder_of(folders)
            if not folder.exists():
                for name in folders:
                    shutil.copytree(self._vectors / name, folder / name)
                shutil.copy(self._vectors / "sources.json", folder)

    def judge(self, mutant: Mutant, module: Module) -> Outcome:
        killers: list[str] = []
        with tempfile.NamedTemporaryFile("w", suffix=".py", dir=self._folder.name) as file:
            file.write(mutant.source)
            file.flush()
            for folders in module.folders_for(mutant.function):
                status, failures = self._run(folders, [module.project, module.name, file.name], EXACT, self._enough)
                if status == DOES_NOT_START:
                    return Outcome(stillborn=True)
                killers += failures
                if len(killers) >= self._enough:
                    break
            # What exact comparison doesn't notice, the default gate doesn't either.
            for folders in module.folders_for(mutant.function) if killers else []:
                _, failures = self._run(folders, [module.project, module.name, file.name], [], 1)
                if failures:
                    return Outcome(tuple(killers[: self._enough]), failures[0])
        return Outcome(tuple(killers[: self._enough]))

    def _folder_of(self, folders: list[str]) -> pathlib.Path:
        return pathlib.Path(self._folder.name) / "+".join(folders)

    def _run(self, folders: list[str], adapter: list[str], options: list[str], enough: int) -> tuple[int, list[str]]:
        """The exit status of a run, and the vectors that failed."""
        options = [*options, "--vectors", str(self._folder_of(folders))]
        options += ["--timeout", "2", "--max-restarts", "3", "--max-failures", str(enough)]
        command = [sys.executable, "-I", "-S", HERE / "forked_adapter.py", self._socket, *adapter]
        ended = run(self._runner, options, command)
        if ended.status not in (HOLDS, DOES_NOT_HOLD, DOES_NOT_START):
            raise RuntimeError(f"conformance-run ended with {ended.status}: {ended.errors}")
        return ended.status, ended.named("failed", "errored")
