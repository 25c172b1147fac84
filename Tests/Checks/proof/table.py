"""What came of the mutants: `table.md`."""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..markdown import table
from .mutants import Mutant
from .suite import Outcome

FOLDER = pathlib.Path(__file__).parent


@dataclass(frozen=True)
class Result:
    """A mutant, how it ended, and the reason why nothing could notice it, if there is one."""

    mutant: Mutant
    outcome: Outcome
    reason: str | None

    @property
    def counts(self) -> bool:
        return not self.outcome.stillborn

    @property
    def survived(self) -> bool:
        return self.counts and not self.outcome.killed

    @property
    def is_open(self) -> bool:
        return self.survived and self.reason is None

    @property
    def is_noticed_in_exact_only(self) -> bool:
        """Whether the default gate holds with it."""
        return self.outcome.killed and self.outcome.gate_killer is None

    @property
    def is_contradicted(self) -> bool:
        return self.outcome.killed and self.reason is not None


def numbers(results: Sequence[Result]) -> tuple[int, int, int, int, int, str, str]:
    """Mutants, stillborn, killed, reviewed, open, and the shares killed: of all that load, and without the reviewed."""
    count = sum(result.counts for result in results)
    killed = sum(result.outcome.killed for result in results)
    unnoticed = sum(result.is_open for result in results)
    shares = [f"{100 * killed / all:.1f} %" if all else "-" for all in (count, killed + unnoticed)]
    return len(results), len(results) - count, killed, count - killed - unnoticed, unnoticed, shares[0], shares[1]


def gate_share(results: Sequence[Result]) -> str:
    """The share of what exact comparison notices that the default gate notices too."""
    killed = [result for result in results if result.outcome.killed]
    return f"{100 * sum(not result.is_noticed_in_exact_only for result in killed) / len(killed):.1f} %" if killed else "-"


def line_of(module: str, results: Sequence[Result]) -> str:
    mutants, stillborn, killed, reviewed, unnoticed, raw, adjusted = numbers(results)
    return (
        f"{module:26} {mutants:5} mutants, {stillborn} do not load, {killed} noticed, {reviewed} reviewed, "
        f"{unnoticed} open: {raw} of all, {adjusted} of those not reviewed; "
        f"{gate_share(results)} of the noticed by the default gate, too"
    )


def write(results: Sequence[Result], made_from: str) -> None:
    (FOLDER / "table.md").write_text("".join(_table(results, made_from)))


def _table(results: Sequence[Result], made_from: str) -> Iterable[str]:
    yield "# What the vectors notice\n\n"
    yield "Each mutant is a module of the real project with one small change, behind the project's ordinary adapter, in exact. "
    yield "Written by `scripts/prove --record`.\n\n"
    yield f"Made from `{made_from}` (vectors, pins, adapters, mutants, reviews).\n\n"
    rows = [
        [f"`{module}`", *numbers(own), gate_share(own)]
        for module, own in ((module, list(group)) for module, group in groupby(results, key=lambda result: result.mutant.module))
    ]
    heading = ["module", "mutants", "do not load", "noticed", "reviewed", "open", "noticed of all", "noticed of those not reviewed"]
    heading += ["of the noticed, by the default gate"]
    yield from (line + "\n" for line in table(heading, [*rows, ["all", *numbers(results), gate_share(results)]], numeric=True))
    unnoticed = [result for result in results if result.is_open]
    yield "\n## Open\n\nNo vector notices these, and no review says why.\n\n" if unnoticed else "\n## Open\n\nNone.\n"
    for result in unnoticed:
        yield _item(result)
    yield "\n## Reviewed\n\nNo adapter could tell these from the original.\n"
    survivors = [result for result in results if result.survived and result.reason]
    for module, group in groupby(survivors, key=lambda result: result.mutant.module):
        yield f"\n### {module}\n\n"
        for reason, alike in groupby(group, key=lambda result: result.reason):
            for result in alike:
                yield _item(result)
            yield f"\n  {reason}\n\n"
    yield "\n## Noticed in exact only\n\nThe default gate holds with these; beside each is a vector that notices it in exact.\n\n"
    for result in results:
        if result.is_noticed_in_exact_only:
            yield _item(result).rstrip("\n") + f": `{result.outcome.killers[0]}`\n"
    alone = Counter(result.outcome.killers[0] for result in results if len(result.outcome.killers) == 1)
    yield "\n## Vectors that alone notice a mutant\n\nAnd how many; without the vector nothing would.\n\n"
    for vector, count in sorted(alone.items(), key=lambda item: (-item[1], item[0])):
        yield f"- {count} `{vector}`\n"


def _item(result: Result) -> str:
    mutant = result.mutant
    which = f" (number {mutant.occurrence})" if mutant.occurrence > 1 else ""
    return f"- `{mutant.function or mutant.module}` ``{mutant.before}`` → ``{mutant.after}``{which}\n"

