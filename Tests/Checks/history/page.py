"""The table of releases in Vectors/README.md."""

from __future__ import annotations

from collections.abc import Iterator

from ..markdown import table
from ..paths import VECTORS
from .project import Project, Runtime

README = VECTORS / "README.md"
BEGIN, END = "<!-- Written by scripts/check-history --write. -->\n", "<!-- The end of what it wrote. -->\n"


def write(projects: list[Project], runtime: Runtime, own: str, pythons: list[str], left_out: set[str]) -> None:
    """Writes the tables in the place of the old ones: the releases on one Python, and the newest on several."""
    head, rest = README.read_text().split(BEGIN)
    text = [line + "\n" for line in lines(projects, runtime, own, pythons, left_out)]
    README.write_text("".join([head, BEGIN, *text, END, rest.split(END)[1]]))


def lines(projects: list[Project], runtime: Runtime, own: str, pythons: list[str], left_out: set[str]) -> Iterator[str]:
    columns = ["its vectors, all passed", "vectors of the newest that it fails", "what changed, and which vector shows it"]
    yield from ("", f"The releases of each project, on CPython {own}:", "")
    yield from table(["release", *columns], [row(project, release, own, left_out) for project in projects for release in project.releases])
    yield from ("", "The newest of all three, on other releases of CPython:", "")
    before = [None, *pythons]
    yield from table(["python", *columns], [python_row(projects, runtime, *pair) for pair in zip(pythons, before)])
    yield from ("", "Changes that no vector shows:", "")
    yield from table(
        ["release", "change", "why"],
        [
            [f"{project.name} {change['release']}", change["change"], change["unseen"]]
            for project in projects
            for change in project.changes
            if "unseen" in change
        ],
    )
    yield ""


def python_row(projects: list[Project], runtime: Runtime, python: str, before: str | None) -> list[object]:
    own = {name for project in projects for name in project.own(project.newest_release, python)}
    newest = {name for project in projects for name in project.newest}
    shown = [f"{change['change']}: " + ", ".join(f"`{vector}`" for vector in change["vectors"]) for change in runtime.shown_by(python, before)]
    return [python, len(own), len(newest - own), "<br>".join(shown if before else [])]


def row(project: Project, release: str, python: str, left_out: set[str]) -> list[object]:
    own = project.own(release, python)
    shown = [
        f"{change['change']}: " + ", ".join(f"`{vector}`" for vector in change["vectors"])
        for change in project.changes
        if change["release"] == release and "vectors" in change
    ]
    passed = "not run: it needs an older Python" if f"{project.name}-{release}" in left_out else len(own)
    return [f"{project.name} {release}", passed, len(project.newest - own), "<br>".join(shown)]
