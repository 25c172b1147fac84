"""Runs conformance-run."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Exit statuses that tell how a run ended.
HOLDS, DOES_NOT_HOLD, DOES_NOT_START = 0, 1, 3


def judging(adapter: Sequence[str | os.PathLike[str]] | None) -> list[str]:
    """The options that name an adapter with its arguments, or else the reference."""
    if adapter is None:
        return ["--reference"]
    program, *arguments = map(str, adapter)
    return ["--adapter", program, "--", *arguments]


@dataclass(frozen=True)
class Run:
    """How a run ended, what it printed, and its JSON report if it wrote one."""

    status: int
    output: str
    errors: str
    report: dict[str, Any] | None

    @property
    def results(self) -> list[dict[str, Any]]:
        return self.report["results"] if self.report else []

    def named(self, *verdicts: str) -> list[str]:
        """The vectors that ended with one of these verdicts."""
        return [result["name"] for result in self.results if result["verdict"] in verdicts]


def run(
    runner: str | os.PathLike[str],
    options: Sequence[str] = (),
    adapter: Sequence[str | os.PathLike[str]] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Runs vectors against an adapter or else the reference, with more variables in its environment."""
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        done = subprocess.run(
            [runner, *options, "--report", f"json={report}", *judging(adapter)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, env={**os.environ, **(environment or {})},
        )  # fmt: skip
        read = json.loads(report.read_text()) if report.exists() else None
    return Run(done.returncode, done.stdout, done.stderr, read)
