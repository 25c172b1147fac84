"""Which lines and branches of the real projects no vector reaches, and whether `excused.json` has a reason: see scripts/coverage.

An excuse is for a line of a function, by its text, or for all of a function.
"""

from __future__ import annotations

import json
import pathlib
import sys

from .upstream import MODULES, Module, functions_by_line

FILE = pathlib.Path(__file__).parent / "excused.json"


def missing(module: Module, files: dict[str, dict]) -> list[tuple[int, str]]:
    """The lines that never ran, and those that never went on in one of their ways, with what is missing."""
    covered = next((file for name, file in files.items() if pathlib.Path(name).resolve() == module.path.resolve()), None)
    if covered is None:
        return [(1, "the module was never imported")]
    found = [(line, "never runs") for line in covered["missing_lines"]]
    branches = [branch for branch in covered["missing_branches"] if branch[0] not in covered["missing_lines"]]
    found += [(line, f"never goes on {place(to)}") for line, to in branches]
    functions = functions_by_line(module.path.read_text())
    return sorted((line, what) for line, what in found if module.has(functions.get(line, "")))


def place(line: int) -> str:
    return f"to line {line}" if line > 0 else "out of the function"


def main(report: str) -> int:
    files = json.loads(pathlib.Path(report).read_text())["files"]
    excuses = {(entry["module"], entry["function"], entry.get("line")) for entry in json.loads(FILE.read_text())}
    used: set[tuple[str, str, str | None]] = set()
    unexcused = 0
    for module in MODULES:
        lines = module.path.read_text().splitlines()
        functions = functions_by_line(module.path.read_text())
        gaps = missing(module, files)
        excused = 0
        for line, what in gaps:
            function, text = functions.get(line, ""), lines[line - 1].strip()
            by = excuses & {(module.name, function, text), (module.name, function, None)}
            used |= by
            excused += bool(by)
            if not by:
                print(f"{module.name}:{line} {what}: {text}")
        unexcused += len(gaps) - excused
        print(f"{module.name:26} {len(gaps) - excused} missing, {excused} excused")
    for name in excuses - used:
        print(f"{FILE.name} excuses what is reached: {' | '.join(map(str, name))}")
    return 1 if unexcused or excuses - used else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
