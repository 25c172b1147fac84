"""Runs every vector on old releases: `check-history.py CONFORMANCE_RUN [--write] [PROJECT-RELEASE…]`.

`history.json` names the releases, and what changed with them. Each release is judged by all vectors of its project, whatever
their `releases` say: it must pass those whose `releases` hold it, and fail all others. So an interval is neither too short nor
too long by a release that is listed. With `--write` the table goes into Vectors/README.md.
"""

from __future__ import annotations

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).parent.parent
VECTORS = ROOT / "Vectors"
CACHE = ROOT / ".build" / "history"
README = VECTORS / "README.md"
BEGIN, END = "<!-- Written by scripts/check-history --write. -->\n", "<!-- The end of what it wrote. -->\n"


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
        module = name.replace("-", "_")
        suites = [(path, json.loads(path.read_text())) for path in sorted(VECTORS.glob("*/**/*.json"))]
        own = [(path, suite) for path, suite in suites if suite["class"].startswith(module + ".")]
        intervals = {f"{suite['suite']}/{v['id']}": v.get("releases") for _, suite in own for v in suite["vectors"]}
        return cls(name, history["releases"], history["changes"], [path for path, _ in own], intervals)

    @property
    def adapter(self) -> pathlib.Path:
        return ROOT / "Conformance" / "adapters" / "python" / f"{self.name.replace('-', '_')}_adapter.py"

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


@dataclass
class Outcome:
    """How a release fared: why it could not run, or which vectors it did not pass, and which of that is wrong."""

    release: str
    cannot_run: str | None = None
    wrongly_failed: set[str] = field(default_factory=set)
    wrongly_passed: set[str] = field(default_factory=set)


def install(project: Project, release: str) -> pathlib.Path:
    """A folder with this one release; all it needs is in the environment of scripts/oracles."""
    folder = CACHE / f"{project.name}-{release}"
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as temporary:
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
            subprocess.run([*command, "--target", f"{temporary}/new", f"{project.name}=={release}"], check=True, capture_output=True)
            pathlib.Path(temporary, "new").rename(folder)
    return folder


def run(runner: str, project: Project, vectors: pathlib.Path, release: str, chosen: set[str]) -> set[str]:
    """Which of the chosen vectors a release passes, in exact.

    Raises: `RuntimeError` with why nothing can be said.
    """
    options = ["--compare", "exact", "--vectors", str(vectors), "--max-restarts", "1000"]
    if chosen != project.intervals.keys():
        options += [option for name in sorted(chosen) for option in ("--run", name)]
    path = os.pathsep.join([str(install(project, release)), str(project.adapter.parent)])
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        done = subprocess.run(
            [runner, *options, "--report", f"json={file.name}", "--adapter", sys.executable, "--", str(project.adapter)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.strip().splitlines()[-1])
        report = json.loads(pathlib.Path(file.name).read_text())
    verdicts = {result["name"]: result["verdict"] for result in report["results"]}
    if not report["implementation"].startswith(f"{project.name} {release} "):
        raise RuntimeError(f"{report['implementation']} ran, and not {release}")
    if verdicts.keys() != chosen or not set(verdicts.values()) <= {"passed", "failed", "errored"}:
        raise RuntimeError(f"the run was not whole: {report['summary']}")
    return {name for name, verdict in verdicts.items() if verdict == "passed"}


def check(runner: str, project: Project, vectors: pathlib.Path, release: str) -> Outcome:
    everything, own = set(project.intervals), project.own(release)
    try:
        passed = run(runner, project, vectors, release, everything)
        surprises = passed ^ own
        if surprises:  # On a busy machine a disconnect may come late; what is wrong is wrong twice.
            passed = passed - surprises | run(runner, project, vectors, release, surprises)
    except subprocess.CalledProcessError as error:
        return Outcome(release, cannot_run=error.stderr.decode().strip().splitlines()[-1])
    except RuntimeError as error:
        return Outcome(release, cannot_run=str(error))
    return Outcome(release, wrongly_failed=own - passed, wrongly_passed=passed - own)


def timeless(project: Project, folder: pathlib.Path) -> None:
    """Copies a project's suites without `releases`, so that a run is about all of its vectors."""
    (folder / "sources.json").write_text((VECTORS / "sources.json").read_text())
    for path in project.suites:
        copy = folder / path.relative_to(VECTORS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(re.sub(r'"releases": \[\[.*?\]\],', "", path.read_text(), flags=re.DOTALL))


def tell(project: Project, outcome: Outcome) -> bool:
    """Prints how a release fared; whether that is as it must be."""
    name = f"{project.name} {outcome.release}"
    if outcome.cannot_run is not None:
        print(f"{name}: LEFT OUT, it does not run here: {outcome.cannot_run}", flush=True)
        return True
    own = project.own(outcome.release)
    print(
        f"{name}: {len(own - outcome.wrongly_failed)} of its {len(own)} vectors pass,"
        f" {len(project.newest - own - outcome.wrongly_passed)} of the newest fail",
        flush=True,
    )
    for vector in sorted(outcome.wrongly_failed):
        print(f"  {vector} FAILS, and its releases hold {outcome.release}")
    for vector in sorted(outcome.wrongly_passed):
        print(f"  {vector} PASSES, and its releases leave {outcome.release} out")
    return not outcome.wrongly_failed | outcome.wrongly_passed


def table(projects: list[Project], left_out: set[str]) -> str:
    """What `--write` writes."""
    lines = ["", "| release | its vectors, all passed | vectors of the newest that it fails | what changed, and which vector shows it |"]
    lines.append("| --- | --- | --- | --- |")
    for project in projects:
        for release in project.releases:
            own = project.own(release)
            shown = [
                f"{change['change']}: " + ", ".join(f"`{vector}`" for vector in change["vectors"])
                for change in project.changes
                if change["release"] == release and "vectors" in change
            ]
            passed = "not run: it needs an older Python" if f"{project.name}-{release}" in left_out else len(own)
            lines.append(f"| {project.name} {release} | {passed} | {len(project.newest - own)} | {'<br>'.join(shown)} |")
    lines += ["", "Changes that no vector shows:", "", "| release | change | why |", "| --- | --- | --- |"]
    for project in projects:
        lines += [
            f"| {project.name} {change['release']} | {change['change']} | {change['unseen']} |"
            for change in project.changes
            if "unseen" in change
        ]
    return "\n".join([*lines, "", ""])


def write(projects: list[Project], left_out: set[str]) -> None:
    text = README.read_text()
    head, rest = text.split(BEGIN)
    README.write_text(head + BEGIN + table(projects, left_out) + END + rest.split(END)[1])


def main(runner: str, arguments: list[str]) -> int:
    chosen = [argument for argument in arguments if argument != "--write"]
    history = json.loads((ROOT / "scripts" / "history.json").read_text())
    projects = [Project.load(name, part) for name, part in history.items()]
    known = [f"{project.name}-{release}" for project in projects for release in project.releases]
    if unknown := [name for name in chosen if name not in known]:
        print(f"history.json has no release {unknown[0]}; known are {' '.join(known)}", file=sys.stderr)
        return 2
    if chosen and "--write" in arguments:
        print("--write is about all releases; name none", file=sys.stderr)
        return 2
    mistakes = [mistake for project in projects for mistake in project.mistakes()]
    print(*mistakes, sep="\n", end="\n" if mistakes else "")
    good, ran, left_out = not mistakes, 0, set()
    for project in projects:
        releases = [release for release in project.releases if not chosen or f"{project.name}-{release}" in chosen]
        with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            timeless(project, pathlib.Path(temporary))
            outcomes = pool.map(lambda release: check(runner, project, pathlib.Path(temporary), release), releases)
            for outcome in outcomes:
                good = tell(project, outcome) and good
                if outcome.cannot_run is None:
                    ran += 1
                else:
                    left_out.add(f"{project.name}-{outcome.release}")
    print(f"{ran} releases ran, {len(left_out)} left out")
    if "--write" in arguments and good:
        write(projects, left_out)
    return 0 if good and ran else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
