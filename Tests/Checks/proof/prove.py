"""Makes the mutants, runs the vectors on each, and prints or records what came of it: see scripts/prove."""

from __future__ import annotations

import argparse
import pathlib
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from ..paths import VECTORS
from . import table
from .mutants import Mutant, mutants
from .reviewed import Reviewed
from .suite import Outcome, Suite
from .upstream import MODULES, Module

#: Two adapters at once: a mutant's time is mostly Python's start, and what the vectors wait for.
WORKERS = 2


def judged(module: Module, suite: Suite) -> Iterator[tuple[Mutant, Outcome]]:
    """Each mutant of a module with how it ended, in their order."""
    suite.prepare(module)
    with ThreadPoolExecutor(WORKERS) as workers:
        pending = [(mutant, workers.submit(suite.judge, mutant, module)) for mutant in mutants(module)]
        for number, (mutant, outcome) in enumerate(pending, 1):
            yield mutant, outcome.result()
            print(f"\r{module.name}: {number} of {len(pending)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/prove", description="Proves that the vectors notice what is wrong.")
    parser.add_argument("--record", action="store_true", help="see what a single vector notices, too, and write the table")
    parser.add_argument("--vectors", type=pathlib.Path, default=VECTORS, help="another folder of vectors")
    parser.add_argument("--runner", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--made-from", required=True, help=argparse.SUPPRESS)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="only these, for example starlette.responses")
    options = parser.parse_args()
    modules = [module for module in MODULES if not options.modules or module.name in options.modules]
    if len(modules) != len(options.modules or MODULES):
        parser.error(f"the modules are {', '.join(module.name for module in MODULES)}")
    if options.record and options.modules:
        parser.error("--record takes all modules")

    reviewed = Reviewed()
    results: list[table.Result] = []
    with Suite(options.runner, options.vectors, enough=2 if options.record else 1) as suite:
        for module in modules:
            begin = time.monotonic()
            ended = [table.Result(mutant, outcome, reviewed.reason(mutant)) for mutant, outcome in judged(module, suite)]
            # On a busy machine a vector may fail for want of time; what is noticed against a review is noticed twice.
            ended = [
                table.Result(result.mutant, suite.judge(result.mutant, module), result.reason) if result.is_contradicted else result
                for result in ended
            ]
            results += ended
            seconds = (time.monotonic() - begin) / max(len(ended), 1)
            print(table.line_of(module.name, ended), f"{seconds:.2f} s each", sep="   ", flush=True)
            for result in ended:
                if result.is_noticed_in_exact_only:
                    print(f"\n{result.mutant}\n    holds the default gate; in exact {result.outcome.killers[0]} notices", flush=True)
                if result.survived:
                    print(f"\n{result.mutant}\n    {result.reason or 'NO VECTOR NOTICES, and no review says why'}", flush=True)

    open_ones = [result for result in results if result.is_open]
    contradicted = [result for result in results if result.is_contradicted]
    left_over = reviewed.without_mutant([module.name for module in modules], [result.mutant for result in results])
    for result in contradicted:
        print(f"\n{result.mutant}\n    REVIEWED as unnoticeable, but {result.outcome.killers[0]} notices")
    for name in left_over:
        print(f"\nreviewed.json names no mutant with  {name}")
    if options.record:
        table.write(results, options.made_from)
    return 1 if open_ones or contradicted or left_over else 0


if __name__ == "__main__":
    sys.exit(main())
