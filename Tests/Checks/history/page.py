"""The table of releases in Vectors/README.md."""

from __future__ import annotations

from collections.abc import Iterator

from ..markdown import table
from ..paths import VECTORS
from .project import Project

README = VECTORS / "README.md"
BEGIN, END = "<!-- Written by scripts/check-history --write. -->\n", "<!-- The end of what it wrote. -->\n"


def write(projects: list[Project], left_out: set[str]) -> None:
    """Writes the tables in the place of the old ones."""
    head, rest = README.read_text().split(BEGIN)
    README.write_text("".join([head, BEGIN, *(line + "\n" for line in lines(projects, left_out)), END, rest.split(END)[1]]))


def lines(projects: list[Project], left_out: set[str]) -> Iterator[str]:
    yield ""
    yield from table(
        ["release", "its vectors, all passed", "vectors of the newest that it fails", "what changed, and which vector shows it"],
        [row(project, release, left_out) for project in projects for release in project.releases],
    )
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


def row(project: Project, release: str, left_out: set[str]) -> list[object]:
    own = project.own(release)
    shown = [
        f"{change['change']}: " + ", ".join(f"`{vector}`" for vector in change["vectors"])
        for change in project.changes
        if change["release"] == release and "vectors" in change
    ]
    passed = "not run: it needs an older Python" if f"{project.name}-{release}" in left_out else len(own)
    return [f"{project.name} {release}", passed, len(project.newest - own), "<br>".join(shown)]
