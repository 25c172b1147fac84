"""Changes of one line that a port's gate must notice, whatever its rules excuse."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ..conformance_run import DOES_NOT_HOLD, run
from .ports import Port

TABLE: dict[str, list[dict[str, str]]] = json.loads(Path(__file__).with_suffix(".json").read_text())


@dataclass(frozen=True)
class Regression:
    """A place of a module, what becomes of it, and a vector with the check that must fail for that."""

    module: str
    old: str
    new: str
    vector: str
    check: str

    @property
    def suite(self) -> str:
        return self.vector.rpartition("/")[0]


def regressions(port: str) -> list[Regression]:
    return [Regression(**members) for members in TABLE.get(port, [])]


def notice(runner: str, port: Port, number: int) -> bool:
    """Whether the vector's suite makes the gate fail there; prints a line."""
    regression = regressions(port.name)[number]
    ended = run(runner, ["--config", port.config, "--run", regression.suite, *port.options], port.changed(number))
    checks = [
        mismatch["check"]
        for result in ended.results
        if result["name"] == regression.vector and result["verdict"] == "failed"
        for mismatch in result["mismatches"]
    ]
    noticed = ended.status == DOES_NOT_HOLD and regression.check in checks
    said = f"{regression.vector}, {regression.check}" if noticed else "NOT NOTICED\n" + ended.output[-1000:] + ended.errors[-1000:]
    print(f"{port.name:10} {regression.new.strip()[:60]:60} {said}", flush=True)
    return noticed
