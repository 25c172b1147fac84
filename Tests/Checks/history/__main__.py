"""Runs every vector on old releases: `python -m Checks.history CONFORMANCE_RUN [--write] [--python PYTHON…] [PROJECT-RELEASE…]`.

`history.json` names the releases, and what changed with them. Each release is judged by all vectors of its project, whatever
their `releases` say: it must pass those whose `releases` hold it, and fail all others. So an interval is neither too short nor
too long by a release that is listed. Each `--python` has the newest releases installed, which are judged the same on it.
With `--write` the table goes into Vectors/README.md.
"""

from __future__ import annotations

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field

from ..conformance_run import DOES_NOT_HOLD, HOLDS, run
from ..paths import ADAPTERS, ROOT, VECTORS
from . import page
from .project import Project, Runtime, projects as all_projects, release_key

CACHE = ROOT / ".build" / "history"


@dataclass(frozen=True)
class Python:
    """An interpreter, and the release of CPython that it follows, as the kit says."""

    path: str
    release: str

    @classmethod
    def at(cls, path: str) -> Python:
        asked = [path, "-c", "from conformance_adapter.runtime import python_release; print(python_release())"]
        answer = subprocess.run(asked, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ADAPTERS)})
        return cls(path, answer.stdout.strip())


@dataclass
class Outcome:
    """How a release fared: why it could not run, or which vectors it did not pass, and which of that is wrong."""

    release: str
    python: Python
    cannot_run: str | None = None
    wrongly_failed: set[str] = field(default_factory=set)
    wrongly_passed: set[str] = field(default_factory=set)


def install(project: Project, release: str) -> pathlib.Path:
    """A folder with this one release; all it needs is in the environment of scripts/oracles."""
    folder = CACHE / f"{project.name}-{release}-{sys.implementation.cache_tag}"
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as temporary:
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
            subprocess.run([*command, "--target", f"{temporary}/new", f"{project.name}=={release}"], check=True, capture_output=True)
            pathlib.Path(temporary, "new").rename(folder)
    return folder


def passed_by(runner: str, project: Project, vectors: pathlib.Path, release: str, python: Python, chosen: set[str]) -> set[str]:
    """Which of the chosen vectors a release passes, in exact.

    Raises: `RuntimeError` with why nothing can be said.
    """
    options = ["--compare", "exact", "--basis", "all", "--vectors", str(vectors), "--max-restarts", "1000"]
    if chosen != project.vectors.keys():
        options += [option for name in sorted(chosen) for option in ("--run", name)]
    folders = [project.adapter.parent] if release == project.newest_release else [install(project, release), project.adapter.parent]
    path = os.pathsep.join(map(str, folders))
    ended = run(runner, options, [python.path, project.adapter], {"PYTHONPATH": path})
    if ended.status not in (HOLDS, DOES_NOT_HOLD) or ended.report is None:
        raise RuntimeError(ended.errors.strip().splitlines()[-1])
    verdicts = {result["name"]: result["verdict"] for result in ended.results}
    if not ended.report["implementation"].startswith(f"{project.name} {release} "):
        raise RuntimeError(f"{ended.report['implementation']} ran, and not {release}")
    if verdicts.keys() != chosen or not set(verdicts.values()) <= {"passed", "failed", "errored"}:
        raise RuntimeError(f"the run was not whole: {ended.report['summary']}")
    return set(ended.named("passed"))


def check(runner: str, project: Project, vectors: pathlib.Path, release: str, python: Python) -> Outcome:
    everything, own = set(project.vectors), project.own(release, python.release)
    try:
        passed = passed_by(runner, project, vectors, release, python, everything)
        surprises = passed ^ own
        if surprises:  # On a busy machine a disconnect may come late; what is wrong is wrong twice.
            passed = passed - surprises | passed_by(runner, project, vectors, release, python, surprises)
    except subprocess.CalledProcessError as error:
        return Outcome(release, python, cannot_run=error.stderr.decode().strip().splitlines()[-1])
    except RuntimeError as error:
        return Outcome(release, python, cannot_run=str(error))
    return Outcome(release, python, wrongly_failed=own - passed, wrongly_passed=passed - own)


def timeless(project: Project, folder: pathlib.Path) -> None:
    """Copies a project's suites without `releases`, so that a run is about all of its vectors."""
    (folder / "sources.json").write_text((VECTORS / "sources.json").read_text())
    for path in project.suites:
        copy = folder / path.relative_to(VECTORS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(re.sub(r'"releases": \{.*?\},', "", path.read_text(), flags=re.DOTALL))


def tell(project: Project, outcome: Outcome) -> bool:
    """Prints how a release fared; whether that is as it must be."""
    name = f"{project.name} {outcome.release} on python {outcome.python.release}"
    if outcome.cannot_run is not None:
        print(f"{name}: LEFT OUT, it does not run here: {outcome.cannot_run}", flush=True)
        return True
    own = project.own(outcome.release, outcome.python.release)
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


def main(runner: str, arguments: list[str]) -> int:
    rest = iter(arguments)
    chosen: list[str] = []
    pythons = [Python.at(sys.executable)]
    for argument in rest:
        if argument == "--python":
            pythons.append(Python.at(next(rest)))
        elif argument != "--write":
            chosen.append(argument)
    pythons = sorted({python.release: python for python in reversed(pythons)}.values(), key=lambda python: release_key(python.release))
    own = Python.at(sys.executable)
    projects, runtime = all_projects(), Runtime.load()
    known = [f"{project.name}-{release}" for project in projects for release in project.releases]
    known += [f"python-{python.release}" for python in pythons]
    if unknown := [name for name in chosen if name not in known]:
        print(f"there is no release {unknown[0]}; known are {' '.join(known)}", file=sys.stderr)
        return 2
    if chosen and "--write" in arguments:
        print("--write is about all releases; name none", file=sys.stderr)
        return 2
    mistakes = [mistake for project in projects for mistake in project.mistakes()] + runtime.mistakes(projects)
    print(*mistakes, sep="\n", end="\n" if mistakes else "")
    good, ran, left_out = not mistakes, 0, set()
    for project in projects:
        jobs = [(release, own) for release in project.releases if not chosen or f"{project.name}-{release}" in chosen]
        jobs += [
            (project.newest_release, python)
            for python in pythons
            if (python != own or jobs == []) and (not chosen or f"python-{python.release}" in chosen)
        ]
        with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            timeless(project, pathlib.Path(temporary))
            outcomes = pool.map(lambda job: check(runner, project, pathlib.Path(temporary), *job), jobs)
            for outcome in outcomes:
                good = tell(project, outcome) and good
                if outcome.cannot_run is None:
                    ran += 1
                else:
                    left_out.add(f"{project.name}-{outcome.release}")
    print(f"{ran} releases ran, {len(left_out)} left out")
    if "--write" in arguments and good:
        page.write(projects, runtime, own.release, [python.release for python in pythons], left_out)
    return 0 if good and ran else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
