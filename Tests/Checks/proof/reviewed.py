"""The mutants that somebody looked at and found that no adapter could tell from the original: `reviewed.json`."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterable

from .mutants import Mutant

FILE = pathlib.Path(__file__).parent / "reviewed.json"


class Reviewed:
    """Reasons by mutant. An entry of the file may name several results of one line: `"after": […]`."""

    def __init__(self) -> None:
        self._reasons: dict[tuple[str, str, str, str, int], str] = {}
        for entry in json.loads(FILE.read_text()):
            for after in entry["after"] if isinstance(entry["after"], list) else [entry["after"]]:
                name = (entry["module"], entry["function"], entry["before"], after, entry.get("occurrence", 1))
                if name in self._reasons:
                    raise ValueError(f"{FILE.name} has {name} twice")
                self._reasons[name] = entry["reason"]

    def reason(self, mutant: Mutant) -> str | None:
        return self._reasons.get(mutant.name)

    def without_mutant(self, modules: Iterable[str], mutants: Iterable[Mutant]) -> list[str]:
        """The entries about these modules that name no mutant of theirs: left over, or misspelt."""
        names = {mutant.name for mutant in mutants}
        return [" | ".join(map(str, name)) for name in self._reasons if name[0] in set(modules) and name not in names]
