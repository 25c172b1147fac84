"""The real projects, their releases, and which vectors hold for each."""

from __future__ import annotations

import json
import pathlib
import sys
from dataclasses import dataclass

from ..paths import VECTORS, adapter_of

HISTORY = pathlib.Path(__file__).with_name("history.json")


def projects() -> list[Project]:
    return [Project.load(name, part) for name, part in json.loads(HISTORY.read_text()).items()]


def release_key(release: str) -> tuple[list[int], int]:
    """PEP 440's order for final releases and candidates."""
    numbers, _, candidate = release.partition("rc")
    return [int(number) for number in numbers.split(".")], int(candidate) if candidate else sys.maxsize


def holds(intervals: list[list[str | None]] | None, release: str) -> bool:
    """Whether half-open intervals hold a release (Vectors/README.md, `releases`)."""
    key = release_key(release)
    return intervals is None or any(
        (first is None or release_key(first) <= key) and (following is None or key < release_key(following))
        for first, following in intervals
    )


def module_of(project: str) -> str:
    return project.replace("-", "_")


@dataclass
class Project:
    """A project, its releases and changes of `history.json`, and the `releases` of its vectors by their names."""

    name: str
    releases: list[str]
    changes: list[dict]
    suites: list[pathlib.Path]
    intervals: dict[str, list[list[str | None]] | None]

    @classmethod
    def load(cls, name: str, history: dict) -> Project:
        suites = [(path, json.loads(path.read_text())) for path in sorted(VECTORS.glob("*/**/*.json"))]
        own = [(path, suite) for path, suite in suites if suite["class"].startswith(module_of(name) + ".")]
        intervals = {f"{suite['suite']}/{v['id']}": v.get("releases") for _, suite in own for v in suite["vectors"]}
        return cls(name, history["releases"], history["changes"], [path for path, _ in own], intervals)

    @property
    def adapter(self) -> pathlib.Path:
        return adapter_of(module_of(self.name))

    def own(self, release: str) -> set[str]:
        """The vectors that hold for a release."""
        return {name for name, intervals in self.intervals.items() if holds(intervals, release)}

    @property
    def newest(self) -> set[str]:
        return self.own(self.releases[-1])

    def separates(self, vector: str, release: str) -> bool:
        """Whether a vector holds for a release, and not for the listed one before it."""
        index = self.releases.index(release)
        return index > 0 and vector in self.own(release) and vector not in self.own(self.releases[index - 1])

    def mistakes(self) -> list[str]:
        """Changes whose vectors do not show them."""
        return [
            f"history.json: {vector} does not tell {self.name} {change['release']} from the listed release before it"
            for change in self.changes
            for vector in change.get("vectors", [])
            if not self.separates(vector, change["release"])
        ]
