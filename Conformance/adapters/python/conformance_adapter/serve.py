"""The loop: lines in, lines out, several cases at once (PROTOCOL.md §1, §2 and §8)."""

from __future__ import annotations

import asyncio
import mimetypes
import os
import sys
import threading
import traceback
from typing import Any, BinaryIO

from .cases import answer, runs_alone
from .port import Port
from .wire import LONGEST_LINE, dump_line, load_line


def serve(port: Port) -> None:
    """Answers cases until standard input ends; it keeps both pipes for itself, and `print` goes to standard error."""
    mimetypes.knownfiles.clear()  # Python's own table is the same on every host.
    mimetypes.init()
    input, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    asyncio.run(_Server(port, input, output).run())


class _Server:
    def __init__(self, port: Port, input: BinaryIO, output: Any) -> None:
        self._port = port
        self._input = input
        self._output = output
        self._lines: asyncio.Queue[bytes] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        threading.Thread(target=self._read, args=(asyncio.get_running_loop(),), daemon=True).start()
        while line := await self._lines.get():
            try:
                message = load_line(line)
            except ValueError as error:
                sys.exit(f"the runner sent a line that is no JSON object: {error}")
            if message.get("op") == "hello":
                self._greet(message)
            elif message.get("op") == "case":
                await self._begin(message)
        await self._until_fewer_than(1)

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        line = b"to begin with"
        while line:
            line = self._input.readline()
            try:
                loop.call_soon_threadsafe(self._lines.put_nowait, line)
            except RuntimeError:
                return  # The loop has ended over an earlier line.

    def _greet(self, message: dict[str, Any]) -> None:
        newest = message.get("protocol")
        if not isinstance(newest, int) or newest < 1:
            sys.exit(f"the runner speaks protocol {newest}, and this adapter only 1")
        self._write(dump_line(self._port.hello()))

    async def _begin(self, case: dict[str, Any]) -> None:
        """Starts to answer a case when it is its turn: at most `in_flight` run at once, and some alone."""
        alone = runs_alone(case)
        await self._until_fewer_than(1 if alone else self._port.in_flight)
        task = asyncio.create_task(self._answer(case))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if alone:
            await self._until_fewer_than(1)

    async def _until_fewer_than(self, count: int) -> None:
        while len(self._tasks) >= count:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def _answer(self, case: dict[str, Any]) -> None:
        head = {"op": "result", "id": case.get("id")}
        try:
            line = dump_line({**head, **await answer(self._port, case)})
            if len(line) > LONGEST_LINE + 1:
                line = dump_line({**head, "error": f"the result has {len(line) - 1} bytes, and a line at most {LONGEST_LINE}"})
        except Exception:
            line = dump_line({**head, "error": traceback.format_exc(limit=-3)})
        self._write(line)

    def _write(self, line: bytes) -> None:
        rest = memoryview(line)
        while rest:
            rest = rest[self._output.write(rest) :]
