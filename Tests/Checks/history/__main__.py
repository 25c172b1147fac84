"""Runs every vector on old releases: `python -m Checks.history CONFORMANCE_RUN [--write] [PROJECT-RELEASE…]`.

`history.json` names the releases, and what changed with them. Each release is judged by all vectors of its project, whatever
their `releases` say: it must pass those whose `releases` hold it, and fail all others. So an interval is neither too short nor
too long by a release that is listed. With `--write` the table goes into Vectors/README.md.
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
from ..paths import ROOT, VECTORS
from . import page
from .project import Project, projects as all_projects

CACHE = ROOT / ".build" / "history"


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


def passed_by(runner: str, project: Project, vectors: pathlib.Path, release: str, chosen: set[str]) -> set[str]:
    """Which of the chosen vectors a release passes, in exact.

    Raises: `RuntimeError` with why nothing can be said.
    """
    options = ["--compare", "exact", "--basis", "all", "--vectors", str(vectors), "--max-restarts", "1000"]
    if chosen != project.intervals.keys():
        options += [option for name in sorted(chosen) for option in ("--run", name)]
    path = os.pathsep.join([str(install(project, release)), str(project.adapter.parent)])
    ended = run(runner, options, [sys.executable, project.adapter], {"PYTHONPATH": path})
    if ended.status not in (HOLDS, DOES_NOT_HOLD) or ended.report is None:
        raise RuntimeError(ended.errors.strip().splitlines()[-1])
    verdicts = {result["name"]: result["verdict"] for result in ended.results}
    if not ended.report["implementation"].startswith(f"{project.name} {release} "):
        raise RuntimeError(f"{ended.report['implementation']} ran, and not {release}")
    if verdicts.keys() != chosen or not set(verdicts.values()) <= {"passed", "failed", "errored"}:
        raise RuntimeError(f"the run was not whole: {ended.report['summary']}")
    return set(ended.named("passed"))


def check(runner: str, project: Project, vectors: pathlib.Path, release: str) -> Outcome:
    everything, own = set(project.intervals), project.own(release)
    try:
        passed = passed_by(runner, project, vectors, release, everything)
        surprises = passed ^ own
        if surprises:  # On a busy machine a disconnect may come late; what is wrong is wrong twice.
            passed = passed - surprises | passed_by(runner, project, vectors, release, surprises)
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


def main(runner: str, arguments: list[str]) -> int:
    chosen = [argument for argument in arguments if argument != "--write"]
    projects = all_projects()
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
        page.write(projects, left_out)
    return 0 if good and ran else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
