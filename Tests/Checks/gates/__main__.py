"""Checks that the gates of ports hold with their rules, run after run, and fail where one line of a port changes."""

from __future__ import annotations

import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ..conformance_run import HOLDS, Run, run
from .busy import busy_machine
from .ports import Port, ports
from .regressions import notice, regressions

#: A person doesn't look into more rules.
MOST_RULES = 40
PORT_FILE = "conformance.json"


def hold(runner: str, port: Port, config: Path, runs: int, is_busy: bool) -> bool:
    """Whether the gate holds in each run, all but a single one in an order of its own; prints a line for each."""
    good = True
    for number in range(runs):
        beside_loops = is_busy and number % 2 == 0
        order = ["--shuffle", str(number)] if runs > 1 else []
        began = time.monotonic()
        with busy_machine(beside_loops):
            ended = run(runner, ["--config", config, "--jobs", "2", *port.options, *order], port.adapter)
        holds = ended.status == HOLDS
        said = f"run {number + 1} of {runs}{', busy' if beside_loops else ''}"
        say(port, said, f"{time.monotonic() - began:5.1f} s  {'holds' if holds else 'DOES NOT HOLD'}")
        if not holds:
            print(ended.output[-1000:], ended.errors[-2000:], *failures(ended), sep="\n", flush=True)
        good = good and holds
    return good


def say(port: Port, what: str, result: str) -> None:
    print(f"{port.name:10} {what:20} {result}", flush=True)


def failures(ended: Run) -> list[str]:
    """A line for each vector that the gate doesn't hold for, and for what the run remarks."""
    lines = [f"  {remark['text']}" for remark in ended.report["remarks"]] if ended.report else []
    for result in ended.results:
        if result["verdict"] in ("failed", "errored", "not_run"):
            checks = [f"{each['check']}: wanted {each['wanted']}, got {each['got']}"[:400] for each in result.get("mismatches", [])]
            lines.append(f"  {result['name']}: {'; '.join(checks) or result.get('reason')}")
    return lines


def begin(runner: str, port: Port, folder: str) -> bool:
    """Whether `init` writes a conformance.json for the port, with no more rules than a person reads; prints a line."""
    program, *arguments = port.adapter
    began = time.monotonic()
    done = subprocess.run(
        [runner, "init", *port.timeout, "--adapter", program, "--", *arguments],
        cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode != 0:
        say(port, "init", f"ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return False
    count = len(json.loads(Path(folder, PORT_FILE).read_text())["deviations"])
    say(port, "init", f"{time.monotonic() - began:5.1f} s  {count} rules{'' if count <= MOST_RULES else ', TOO MANY'}")
    return count <= MOST_RULES


def check(runner: str, chosen: list[Port], runs: int, is_busy: bool) -> bool:
    """Whether the gates hold with the rules that are committed, and each regression is noticed."""
    good = True
    for port in chosen:
        good = hold(runner, port, port.config, runs, is_busy) and good
    changes = [(port, number) for port in chosen for number in range(len(regressions(port.name)))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        noticed = sum(pool.map(lambda change: notice(runner, *change), changes))
    print(f"{noticed} of {len(changes)} regressions are noticed")
    return good and noticed == len(changes)


def check_init(runner: str, chosen: list[Port], runs: int, is_busy: bool) -> bool:
    """Whether the gates hold with the rules that `init` writes."""
    good = True
    for port in chosen:
        with tempfile.TemporaryDirectory() as folder:
            good = begin(runner, port, folder) and good
            config = Path(folder, PORT_FILE)
            good = config.exists() and hold(runner, port, config, runs, is_busy) and good
    return good


def main() -> bool:
    parser = argparse.ArgumentParser(prog="scripts/check-gates", description=__doc__)
    parser.add_argument("runner", type=os.path.abspath, help=argparse.SUPPRESS)
    parser.add_argument("--python", action="append", default=[], metavar="PORT=PYTHON", help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="run each gate N times, in another order each time")
    parser.add_argument("--busy", action="store_true", help="keep all cores busy beside every second run, the first among them")
    parser.add_argument("--init", action="store_true", help="take the rules that init writes, in place of those committed")
    parser.add_argument("ports", nargs="*", metavar="PORT", help="only these: a project, or choices")
    arguments = parser.parse_intermixed_args()
    there = ports(dict(python.split("=", 1) for python in arguments.python))
    if unknown := set(arguments.ports) - {port.name for port in there}:
        parser.error(f"no port {', '.join(unknown)}; there are {', '.join(port.name for port in there)}")
    chosen = [port for port in there if not arguments.ports or port.name in arguments.ports]
    checks = check_init if arguments.init else check
    return checks(arguments.runner, chosen, arguments.runs, arguments.busy)


if __name__ == "__main__":
    sys.exit(not main())
