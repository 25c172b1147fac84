"""Measures what the runner adds to what an adapter needs, and prints a Markdown table (Tests/Benchmarks/README.md).

`python -m Checks.benchmarks.runner CONFORMANCE_RUN REFERENCE_ADAPTER [--rounds N] [--repeat N] [--heading TEXT]`
"""

from __future__ import annotations

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass

from ..conformance_run import judging, run as judged
from ..paths import adapter_of
from .reference import numbers

RECORDER = pathlib.Path(__file__).with_name("recorder.py")

#: The runner's whole time beside the adapter's own: with the Swift adapter, and with the Python one.
SWIFT_BAR, PYTHON_BAR = 1.25, 1.05
#: Fuzzing: cases a second with the Swift adapter, and the whole time beside the adapter's own with the Python one.
FUZZ_RATE, FUZZ_BAR = 20_000, 1.2
TICKS = os.sysconf("SC_CLK_TCK")
#: How many more vectors "ten times as many" are.
MORE = 10
#: A vector that takes the reference so many seconds waits for something: a pause, a disconnect to be noticed, a ping.
WAIT = 0.008
#: Some wait only where a task is a moment too late; so often all are run to find them.
WAIT_RUNS = 5
EVERY_VECTOR = ("--basis", "all")


@dataclass(frozen=True)
class Usage:
    """What one process took, its children left out: seconds by the clock and of the processor, MiB at the peak, vectors."""

    seconds: float
    processor: float
    peak: float
    vectors: int


def measured(command: list[str], stdin: pathlib.Path | None = None) -> Usage:
    """Runs a command to its end, its output in a file."""
    with tempfile.TemporaryFile() as output, open(stdin or os.devnull, "rb") as source:
        begin = time.monotonic()
        process = subprocess.Popen(command, stdin=source, stdout=output)
        peak = 0
        # What /proc says of its memory is gone when it has ended, and what it says of its time is not until it is waited for.
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            peak = max([peak, *(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))])
            time.sleep(0.01)
        seconds = time.monotonic() - begin
        fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        if process.wait() != 0:
            sys.exit(f"status {process.returncode}: {' '.join(command)}")
        output.seek(0)
        last = output.read()[-1000:].decode(errors="replace").strip().splitlines()[-1:]
        words = last[0].split() if last else []
        return Usage(seconds, (int(fields[11]) + int(fields[12])) / TICKS, peak / 1024, int(words[0]) if "planned;" in words else 0)


@dataclass(frozen=True)
class Both:
    """The runner with an adapter beside the adapter alone: medians, in seconds, and the median of the quotients."""

    whole: float
    alone: float
    quotient: float
    vectors: int


def both(run: list[str], adapter: list[str], rounds: int, keep: pathlib.Path, jobs: int = 1) -> Both:
    """The runner with an adapter, or several of them at once, and one alone with the same requests, by turns."""
    subprocess.run(
        [*run, *judging([sys.executable, RECORDER, keep, *adapter])], check=True, stdout=subprocess.DEVNULL
    )
    pairs = []
    for _ in range(rounds + 1):
        alone = measured(adapter, keep / "requests.jsonl")
        pairs.append((measured([*run, "--jobs", str(jobs), *judging(adapter)]), alone))
    del pairs[0]  # A warm-up.
    whole, own = (statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1))
    quotient = statistics.median(whole.seconds / alone.seconds for whole, alone in pairs)
    return Both(whole, own, quotient, pairs[0][0].vectors)


def overhead(runner: str, name: str, adapter: list[str], bar: float, rounds: int, repeat: int, work: pathlib.Path) -> list[str]:
    """What the runner adds to the time that an adapter needs for the suite, repeated."""
    times = both([runner, *EVERY_VECTOR, "--repeat", str(repeat)], adapter, rounds, work / name)
    row = [
        name, str(times.vectors), f"{times.whole:.2f}", f"{times.alone:.2f}", f"{times.quotient:.2f}", f"{bar}",
        "" if times.quotient <= bar else "**too slow**",
    ]  # fmt: skip
    print(*row, sep="\t", file=sys.stderr)
    return row


def fuzzing(
    runner: str, name: str, adapter: list[str], jobs: int, wanted: str, cases: int, rounds: int, work: pathlib.Path
) -> list[str]:
    """How many generated cases a second are answered and compared, and what the adapter alone needs for them."""
    run = [runner, "fuzz", "--seed", "1", "--cases", str(cases)]
    times = both(run, adapter, max(1, rounds // 2), work / f"fuzz-{name}-{jobs}", jobs)
    rate = cases / times.whole
    bar, holds = {
        "": ("", True),
        "rate": (f"{FUZZ_RATE} a second", rate >= FUZZ_RATE),
        "quotient": (f"quotient {FUZZ_BAR}", times.quotient <= FUZZ_BAR),
    }[wanted]
    row = [
        name, str(jobs), str(cases), f"{times.whole:.2f}", f"{rate:.0f}", f"{times.alone:.2f}", f"{times.quotient:.2f}", bar,
        "" if holds else "**too slow**",
    ]  # fmt: skip
    print(*row, sep="\t", file=sys.stderr)
    return row


def growth(runner: str, name: str, adapter: list[str], rounds: int, repeat: int) -> list[str]:
    """The runner's own time for a vector, and its memory, with so many vectors and with ten times as many."""
    cells = [name]
    for times in (repeat, repeat * MORE):
        runs = [measured([runner, *EVERY_VECTOR, "--repeat", str(times), *judging(adapter)]) for _ in range(rounds)]
        vectors = runs[0].vectors
        cells += [
            str(vectors),
            f"{statistics.median(run.processor for run in runs) / vectors * 1e6:.0f}",
            f"{statistics.median(run.peak for run in runs):.0f}",
        ]
    print(*cells, sep="\t", file=sys.stderr)
    return cells


def suite(runner: str, rounds: int) -> list[list[str]]:
    """Each vector that need not wait against the built-in reference, in milliseconds, beside an import of the real project."""
    with tempfile.TemporaryDirectory() as work:
        waiting = pathlib.Path(work, "waiting")
        slow: set[str] = set()
        for _ in range(WAIT_RUNS):
            # One after the other, for a vector that stands behind others waits for them.
            results = [result for result in judged(runner, [*EVERY_VECTOR, "--in-flight", "1"]).results if "seconds" in result]
            slow.update(result["name"] for result in results if result["seconds"] >= WAIT)
        waiting.write_text("\n".join(sorted(slow)) + "\n")
        commands = {
            f"conformance-run, {len(results) - len(slow)} of {len(results)} vectors": [
                runner, "--reference", *EVERY_VECTOR, "--skip", f"@{waiting}",
            ],
            "python -c 'import starlette.responses'": [sys.executable, "-c", "import starlette.responses"],
        }
        times: dict[str, list[float]] = {}
        for _ in range(rounds * 3):
            for name, command in commands.items():
                begin = time.monotonic()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                times.setdefault(name, []).append((time.monotonic() - begin) * 1000)
    return [[name, f"{statistics.median(values):.0f}"] for name, values in times.items()]


def start(runner: str, rounds: int) -> list[list[str]]:
    """How long it takes to start and to end, in milliseconds; a shell does so a number of times, for one alone is too short to measure."""
    count = 40
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for command in (f"{runner} --version", f"{sys.executable} -I -S -c pass", f"{sys.executable} -c pass"):
            begin = time.monotonic()
            subprocess.run(["sh", "-c", f"i=0; while [ $i -lt {count} ]; do {command}; i=$((i+1)); done"], check=True, stdout=subprocess.DEVNULL)
            times.setdefault(command.rpartition("/")[2], []).append((time.monotonic() - begin) / count * 1000)
    return [[command, f"{statistics.median(values):.1f}"] for command, values in times.items()]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("runner")
    parser.add_argument("reference_adapter")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=10, help="how many times the suite is run in each round; three times as often with the Swift adapter")
    parser.add_argument("--cases", type=int, default=5000, help="how many cases are generated for the Python adapter; four times as many for the other")
    parser.add_argument("--heading", default="")
    options = parser.parse_args()

    def lines() -> Iterator[str]:
        reference, starlette = [options.reference_adapter], [sys.executable, str(adapter_of("starlette"))]
        yield from (options.heading, "")
        with tempfile.TemporaryDirectory() as work:
            yield from numbers(
                ["the whole suite, repeated", "vectors", "runner and adapter, s", "adapter alone, s", "quotient", "at most", ""],
                [
                    overhead(options.runner, name, adapter, bar, options.rounds, repeat, pathlib.Path(work))
                    for name, adapter, bar, repeat in (
                        # More often, that both last seconds: it is several times as fast.
                        ("reference-adapter", reference, SWIFT_BAR, options.repeat * 3),
                        ("Starlette", starlette, PYTHON_BAR, options.repeat),
                    )
                ],
            )
        yield from numbers(
            ["the runner alone", "vectors", "µs each", "peak MiB", "vectors", "µs each", "peak MiB"],
            [growth(options.runner, "reference-adapter", reference, max(1, options.rounds // 2), options.repeat)],
        )
        with tempfile.TemporaryDirectory() as work:
            yield from numbers(
                ["fuzzing", "`--jobs`", "cases", "runner and adapter, s", "cases a second", "adapter alone, s", "quotient", "bar", ""],
                [
                    fuzzing(
                        options.runner, name, adapter, jobs, wanted, options.cases * factor, options.rounds, pathlib.Path(work)
                    )
                    for name, adapter, jobs, wanted, factor in (
                        # So many that the last ones' wait for a disconnect, a third of a second, is little of the whole.
                        ("reference-adapter", reference, 1, "", 20),
                        ("reference-adapter", reference, 2, "rate", 20),
                        ("Starlette", starlette, 1, "quotient", 1),
                    )
                ],
            )
        yield from numbers(["the suite against the built-in reference", "ms"], suite(options.runner, options.rounds))
        yield from numbers(["to start and end", "ms"], start(options.runner, options.rounds))

    print("\n".join(lines()).strip())


if __name__ == "__main__":
    main()
