"""Runs every program that `explain` prints against the real project: `python -m Checks.snippets CONFORMANCE_RUN`.

A program must compile, and raise and send what its vector expects. Of a vector in which something happens at a time, or that
depends on a send that is held up, only that it runs is checked: a snippet's timing is simpler than an adapter's.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import Any

from .paths import VECTORS

# How long a program may take, and one that waits until somebody ends it.
SECONDS, SECONDS_OF_WAITING = 10.0, 0.25
# What makes a program wait for something that nobody does, or in an order that only an adapter keeps.
TIMED = ('"wait"', '"after_sends"', '"after_ms"', '"blocks_at"', '"cancel_after_sends"', '"shutdown_after_sends"', '"ping"', "${etag}")
# The mistakes of a program, as opposed to errors that the real project raises.
MISTAKES = (SyntaxError, NameError, ImportError)


@dataclass
class Snippet:
    """The program of a vector, the case that it stands for, and the vector itself with the files of its suite."""

    name: str
    program: str
    request: str
    vector: dict[str, Any]
    files: dict[str, Any]

    @property
    def is_timed(self) -> bool:
        return any(word in self.request for word in TIMED)


@dataclass
class Ran:
    """What a program did: the messages of each call, and what it raised."""

    calls: list[list[dict[str, Any]]] = field(default_factory=list)
    error: BaseException | None = None
    timed_out: bool = False

    def record(self, *values: Any) -> None:
        """Stands in for `print`."""
        message = values[0]
        if not isinstance(message, dict) or len(values) != 1:
            return
        if message["type"].endswith("response.start") or not self.calls:
            self.calls.append([])
        self.calls[-1].append({**message, "headers": list(message.get("headers", []))})  # Which a later action may change.


def holds_for_newest(vector):
    """Whether a vector holds for the newest release of every project that it names."""
    return all(intervals[-1][1] is None for intervals in vector.get("releases", {}).values())


def snippets(runner: str) -> list[Snippet]:
    """Those of all vectors of the newest releases."""
    printed = subprocess.run([runner, "explain", "**"], check=True, capture_output=True, text=True).stdout
    suites = [json.loads(path.read_text()) for path in sorted(VECTORS.glob("*/**/*.json"))]
    vectors = {f"{suite['suite']}/{vector['id']}": (suite, vector) for suite in suites for vector in suite["vectors"]}
    found = []
    for part in printed.split("\n    asyncio.run(main())\n")[:-1]:
        name, program = part.rsplit("\n\nIn Python:\n\n", 1)
        name = next(line for line in reversed(name.splitlines()) if line in vectors)
        program = "\n".join(line[4:] for line in program.splitlines()) + "\nasyncio.run(main())\n"
        suite, vector = vectors.pop(name)
        if holds_for_newest(vector):
            given = json.dumps([suite.get("given"), vector["given"]], ensure_ascii=False)
            found.append(Snippet(name, program, given, vector, {**suite.get("files", {}), **vector.get("files", {})}))
    missing = [name for name, (_, vector) in vectors.items() if holds_for_newest(vector)]
    if missing:
        raise SystemExit(f"explain prints no program of {missing[0]}")
    return found


def make(files: dict[str, Any], folder: pathlib.Path) -> None:
    for name, file in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if "link" in file:
            path.symlink_to(file["link"])
        elif file.get("directory"):
            path.mkdir()
        else:
            write(path, content_of(file["content"]), file.get("sparse", 0))
        if "modified" in file:
            os.utime(path, (file["modified"], file["modified"]), follow_symlinks=False)


def write(path: pathlib.Path, content: bytes, hole: int) -> None:
    """Writes a file that begins with a hole of so many bytes."""
    with path.open("wb") as file:
        file.truncate(hole)
        file.seek(hole)
        file.write(content)


def content_of(value: Any) -> bytes:
    """The bytes that a value of a vector stands for (PROTOCOL.md §1); `LookupError` for a matcher."""
    if isinstance(value, str):
        if "${" in value:
            raise LookupError
        return value.encode()
    if "base64" in value:
        return base64.b64decode(value["base64"])
    if "repeat" in value:
        return content_of(value["repeat"]) * value["count"]
    return b"".join(map(content_of, value["concat"]))


def run(snippet: Snippet) -> str | None:
    """Runs a program; what is wrong with it, or nothing."""
    with tempfile.TemporaryDirectory() as temporary:
        make(snippet.files, pathlib.Path(temporary))
        ran = Ran()
        limit = SECONDS_OF_WAITING if snippet.is_timed else SECONDS
        now, run_whole = time.time, asyncio.run

        async def limited(main: Any) -> None:
            async with asyncio.timeout(limit):
                await main

        asyncio.run = lambda main: run_whole(limited(main))  # type: ignore[assignment]
        try:
            exec(compile(snippet.program.replace("${files}", temporary), snippet.name, "exec"), {"print": ran.record})
        except TimeoutError:
            ran.timed_out = True
        except BaseException as error:  # noqa: BLE001
            ran.error = error
        finally:
            time.time, asyncio.run = now, run_whole
    if isinstance(ran.error, MISTAKES) or ran.timed_out and not snippet.is_timed:
        return f"{snippet.name}: {type(ran.error).__name__ if ran.error else 'it does not end'}: {ran.error}"
    difference = None if snippet.is_timed else differs(snippet.vector["expect"], ran, temporary)
    return f"{snippet.name}: {difference}" if difference else None


def differs(expect: dict[str, Any], ran: Ran, files: str) -> str | None:
    """How what a program did differs from what its vector expects, as far as that can be told from it."""
    outcomes = [expect.get("construct"), *(call.get("outcome") for call in expect.get("calls", [expect]))]
    raises = any(outcome and outcome["kind"] == "raised" for outcome in outcomes)
    if raises != (ran.error is not None):
        return f"it must {'' if raises else 'not '}raise, and raised {ran.error!r}"
    if expect.get("construct"):
        return f"it must send nothing, and sent {ran.calls}" if ran.calls else None
    for call, messages in zip([call for call in expect.get("calls", [expect]) if call.get("messages") != []], ran.calls):
        try:
            wanted = summary(call.get("messages") or [{"type": "start", **call["start"]}, {"type": "body", "body": call["body"]}])
        except LookupError:
            continue
        got = {"status": messages[0]["status"], "headers": {}, "body": b""}
        for name, value in messages[0].get("headers", []):
            got["headers"].setdefault(name.decode("latin-1"), []).append(value.decode("latin-1").replace(files, "${files}"))
        got["body"] = b"".join(message.get("body", b"") for message in messages)
        if any(message["type"].endswith("send") for message in messages):
            wanted["body"] = got["body"]
        for name in [name for name, values in wanted["headers"].items() if not all(isinstance(value, str) for value in values)]:
            wanted["headers"].pop(name)
            got["headers"].pop(name, None)
        if got != wanted:
            return f"it sent {got}\n  in place of {wanted}"
    return None


def summary(messages: list[dict[str, Any]]) -> dict[str, Any]:
    headers: dict[str, list[Any]] = {}
    for name, value in messages[0].get("headers", []):
        headers.setdefault(name, []).append(value)
    bodies = [content_of(message["body"]) for message in messages if "body" in message and not message["type"].endswith("send")]
    return {"status": messages[0]["status"], "headers": headers, "body": b"".join(bodies)}


def main(runner: str) -> int:
    logging.disable()  # sse-starlette tells of each stream that raises.
    everything = snippets(runner)
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        wrong = [problem for problem in pool.imap_unordered(run, everything, chunksize=16) if problem]
    print(*sorted(wrong), sep="\n", end="\n" if wrong else "")
    timed = sum(snippet.is_timed for snippet in everything)
    print(f"{len(everything)} programs ran, {timed} of them without a look at what they send; {len(wrong)} are wrong")
    return 1 if wrong or not everything else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
