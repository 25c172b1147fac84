"""The real projects, their releases, and which vectors hold for each."""

from __future__ import annotations

import json
import pathlib
import sys
from dataclasses import dataclass

from ..paths import VECTORS, adapter_of

HISTORY = pathlib.Path(__file__).with_name("history.json")


def projects() -> list[Project]:
    return [Project.load(name, part) for name, part in json.loads(HISTORY.read_text()).items() if name != "python"]


def release_key(release: str) -> tuple[list[int], int]:
    """PEP 440's order for final releases and candidates."""
    numbers, _, candidate = release.partition("rc")
    return [int(number) for number in numbers.split(".")], int(candidate) if candidate else sys.maxsize


#: The releases for which a vector holds: half-open intervals by project (Vectors/README.md, `releases`).
Releases = dict[str, list[list[str | None]]] | None


def is_in(intervals: list[list[str | None]], release: str | None) -> bool:
    """Whether one of the intervals has a release; None is the newest."""
    if release is None:
        return any(following is None for _, following in intervals)
    key = release_key(release)
    return any(
        (first is None or release_key(first) <= key) and (following is None or key < release_key(following))
        for first, following in intervals
    )


def holds(releases: Releases, target: dict[str, str]) -> bool:
    """Whether a vector holds for a target; a project that isn't in it is at its newest."""
    return all(is_in(intervals, target.get(project)) for project, intervals in (releases or {}).items())


def module_of(project: str) -> str:
    return project.replace("-", "_")


@dataclass
class Project:
    """A project, its releases and changes of `history.json`, and the `releases` of its vectors by their names."""

    name: str
    releases: list[str]
    changes: list[dict]
    suites: list[pathlib.Path]
    vectors: dict[str, Releases]

    @classmethod
    def load(cls, name: str, history: dict) -> Project:
        suites = [(path, json.loads(path.read_text())) for path in sorted(VECTORS.glob("*/**/*.json"))]
        own = [(path, suite) for path, suite in suites if suite["class"].startswith(module_of(name) + ".")]
        vectors = {f"{suite['suite']}/{v['id']}": v.get("releases") for _, suite in own for v in suite["vectors"]}
        return cls(name, history["releases"], history["changes"], [path for path, _ in own], vectors)

    @property
    def adapter(self) -> pathlib.Path:
        return adapter_of(module_of(self.name))

    def own(self, release: str, python: str | None = None) -> set[str]:
        """The vectors that hold for a release on a release of CPython."""
        target = {self.name: release} | ({} if python is None else {"python": python})
        return {name for name, releases in self.vectors.items() if holds(releases, target)}

    @property
    def newest_release(self) -> str:
        return self.releases[-1]

    @property
    def newest(self) -> set[str]:
        """The vectors that hold for the newest release on the newest CPython."""
        return self.own(self.newest_release)

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


@dataclass
class Runtime:
    """CPython: its changes of `history.json`, each with the last release before it."""

    changes: list[dict]

    @classmethod
    def load(cls) -> Runtime:
        return cls(json.loads(HISTORY.read_text())["python"]["changes"])

    def mistakes(self, projects: list[Project]) -> list[str]:
        """Changes whose vectors do not show them."""
        vectors = {name: releases for project in projects for name, releases in project.vectors.items()}
        return [
            f"history.json: {vector} does not tell python {change['release']} from {change['before']}"
            for change in self.changes
            for vector in change["vectors"]
            if not holds(vectors.get(vector, {}), {"python": change["release"]})
            or holds(vectors.get(vector, {}), {"python": change["before"]})
        ]

    def shown_by(self, release: str, before: str | None) -> list[dict]:
        """The changes that came after one release that ran, up to another."""
        key = release_key(release)
        return [
            change
            for change in self.changes
            if release_key(change["release"]) <= key and (before is None or release_key(before) < release_key(change["release"]))
        ]
