"""Measures the reference beside the real projects, and prints a Markdown table (Tests/Benchmarks/README.md).

`python -m Checks.benchmarks.reference BENCH_REFERENCE [--rounds N] [--seconds S] [--only TEXT] [--heading TEXT]`
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from ..markdown import table

HERE = pathlib.Path(__file__).parent

FLOOR, AIM = 5, 10
#: What a stream of a file may cost: its speed beside a plain loop around read(2), and KiB of memory.
FILE_SPEED, FILE_MEMORY = 0.8, 32 * 1024
FILE_SIZE = 2 << 30
#: How much longer than the length a header may take, four times as long a header, for this is no quiet machine.
LINEAR = 1.5


class Side:
    """One of the two programs: it answers commands, one at a time."""

    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, op: str, **members: Any) -> dict[str, Any]:
        print(json.dumps({"op": op, **members}), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            sys.exit(f"{self._process.args[-1]} ended at {op} {json.dumps(members)[:200]}")
        return json.loads(answer)

    def rates(self, case: dict[str, Any], seconds: float) -> tuple[float, float]:
        """Calls a second, and a second of the processor's time."""
        answer = self.ask("calls", case=case, seconds=seconds)
        return answer["calls"] / answer["seconds"], answer["calls"] / answer["cpu_seconds"]

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def numbers(heading: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A table of numbers, and an empty line."""
    yield from (*table(heading, rows, numeric=True), "")


def verdict(ratio: float) -> str:
    return "" if ratio >= AIM else f"below {AIM}" if ratio >= FLOOR else f"**below {FLOOR}**"


def classes(reference: Side, upstream: Side, cases: list[dict[str, Any]], rounds: int, seconds: float) -> Iterator[str]:
    """Responses a second, the two sides by turns."""
    rows = []
    for case in cases:
        wanted, got = upstream.ask("messages", case=case), reference.ask("messages", case=case)
        if "unsupported" in got:
            continue
        if got != wanted:
            sys.exit(f"{case['name']}: the reference sent\n{got}\nand the real project\n{wanted}")
        upstream.rates(case, seconds / 2), reference.rates(case, seconds / 2)
        pairs = [(upstream.rates(case, seconds), reference.rates(case, seconds)) for _ in range(rounds)]
        slow, fast = (statistics.median(rates[side][0] for rates in pairs) for side in (0, 1))
        ratio, cpu_ratio = (statistics.median(ours[clock] / theirs[clock] for theirs, ours in pairs) for clock in (0, 1))
        rows.append([case["name"], f"{slow:,.0f}", f"{fast:,.0f}", f"{ratio:.1f}", f"{cpu_ratio:.1f}", verdict(ratio)])
        print(*rows[-1], sep="\t", file=sys.stderr)
    yield from numbers(["responses a second", "Python", "Swift", "times as many", "by processor time", ""], rows)


def file_stream(program: str, folder: pathlib.Path, rounds: int) -> Iterator[str]:
    """A large file, by turns read in a loop and sent as a FileResponse, in a process of its own."""
    path = folder / "sparse.bin"
    path.touch()
    os.truncate(path, FILE_SIZE)
    side = Side(program)
    side.ask("read", path=str(path))
    idle = side.ask("peak")["kib"]
    pairs = []
    for _ in range(rounds):
        answers = [side.ask(op, path=str(path)) for op in ("read", "stream")]
        if any(answer["bytes"] != FILE_SIZE for answer in answers):
            sys.exit(f"{path} was not sent whole: {answers}")
        pairs.append([answer["bytes"] / answer["seconds"] for answer in answers])
    growth = side.ask("peak")["kib"] - idle
    side.close()
    read, stream = (statistics.median(rates) for rates in zip(*pairs))
    speed = statistics.median(ours / loop for loop, ours in pairs)
    rows = [
        ["loop around read(2), 64 KiB, GB/s", f"{read / 1e9:.2f}", ""],
        ["FileResponse, GB/s", f"{stream / 1e9:.2f}", ""],
        [f"FileResponse beside the loop, at least {FILE_SPEED}", f"{speed:.2f}", "" if speed >= FILE_SPEED else "**too slow**"],
        [
            f"peak memory over the idle process, MiB, at most {FILE_MEMORY >> 10}", f"{growth / 1024:.1f}",
            "" if growth <= FILE_MEMORY else "**too much**",
        ],
    ]  # fmt: skip
    yield from numbers(["a sparse file of 2 GiB", "", ""], rows)


def range_headers(reference: Side, path: str, rounds: int, seconds: float) -> Iterator[str]:
    """Milliseconds for `range` headers of three lengths, each twice as long as the one before."""
    lengths = [250_000, 500_000, 1_000_000]
    shapes = {
        "digits": lambda n: ["bytes=", {"repeat": "0", "count": n}, "-1"],
        "digits and underscores": lambda n: ["bytes=", {"repeat": "0_", "count": n // 2}, "0-1"],
        "spaces": lambda n: ["bytes=", {"repeat": " ", "count": n}, "0-1"],
        "dashes": lambda n: ["bytes=", {"repeat": "-", "count": n}],
        "commas": lambda n: ["bytes=0-1", {"repeat": ",", "count": n}],
        "a unit": lambda n: [{"repeat": "b", "count": n}, "=0-1"],
        "100 parts of digits": lambda n: ["bytes=0-1", {"repeat": {"concat": [",", {"repeat": "0", "count": n // 99}, "-1"]}, "count": 99}],
    }
    rows = []
    for shape, parts in shapes.items():
        times = []
        for length in lengths:
            header = ["range", {"concat": parts(length)}]
            case = {"response": {"class": "starlette.FileResponse", "path": path}, "scope": {"headers": [header]}}
            times.append(min(1000 / reference.rates(case, seconds)[1] for _ in range(rounds)))
        # A file is opened and read too; what it costs is in all three.
        growth = (times[2] - times[0]) / (times[1] - times[0]) / 3 if times[1] > times[0] else 0
        rows.append([shape, *(f"{time:.2f}" for time in times), "" if growth <= LINEAR else "**not linear**"])
        print(*rows[-1], sep="\t", file=sys.stderr)
    yield from numbers(["ms for a `range` header", "250 kB", "500 kB", "1 MB", ""], rows)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.3, help="of each round")
    parser.add_argument("--only", default="", help="only the classes whose row begins so")
    parser.add_argument("--heading", default="", help="what the table begins with")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder_name:
        folder = pathlib.Path(folder_name)
        for name, size in (("small.txt", 1024), ("large.txt", 100 * 1024)):
            (folder / name).write_bytes(b"0123456789abcde\n" * (size // 16))
            os.utime(folder / name, (1577836800, 1577836800))
        definition = (HERE / "reference.json").read_text().replace("${files}", folder_name)
        cases = [case for case in json.loads(definition) if case["name"].startswith(options.only)]

        reference, upstream = Side(options.program), Side(sys.executable, "-m", f"{__package__}.upstream")
        lines = [options.heading, ""]
        lines += classes(reference, upstream, cases, options.rounds, options.seconds)
        if not options.only:
            lines += file_stream(options.program, folder, options.rounds)
            lines += range_headers(reference, str(folder / "small.txt"), options.rounds, options.seconds)
        reference.close(), upstream.close()
    print("\n".join(lines).strip())


if __name__ == "__main__":
    main()
