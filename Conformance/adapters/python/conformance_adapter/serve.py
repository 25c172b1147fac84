"""The loop: lines in, lines out, several cases at once (PROTOCOL.md §1, §2 and §8)."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import os
import sys
import threading
import traceback
from typing import Any, BinaryIO

from .cases import answer
from .port import Port
from .wire import dump_line

#: How many cases are answered at once: most of the time of the slow ones is spent in waiting.
IN_FLIGHT = 16


def serve(port: Port) -> None:
    """Answers cases until standard input ends. Standard output is kept for the protocol; `print` goes to standard error."""
    mimetypes.init(files=[])  # Python's own table, the same on every host.
    output = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    asyncio.run(_Server(port, sys.stdin.buffer, output).run())


class _Server:
    def __init__(self, port: Port, input: BinaryIO, output: Any) -> None:
        self._port = port
        self._input = input
        self._output = output

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        lines: asyncio.Queue[bytes] = asyncio.Queue()

        def read() -> None:
            while line := self._input.readline():
                loop.call_soon_threadsafe(lines.put_nowait, line)
            loop.call_soon_threadsafe(lines.put_nowait, b"")

        threading.Thread(target=read, daemon=True).start()
        tasks: set[asyncio.Task[None]] = set()
        while line := await lines.get():
            message = self._parse(line)
            if message.get("op") == "hello":
                self._write(self._port.hello(IN_FLIGHT))
            elif message.get("op") == "case":
                task = asyncio.create_task(self._answer(message))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
        await asyncio.gather(*tasks)

    @staticmethod
    def _parse(line: bytes) -> dict[str, Any]:
        try:
            message = json.loads(line)
        except ValueError as error:
            sys.exit(f"the runner sent a line that is no JSON: {error}")
        if not isinstance(message, dict):
            sys.exit("the runner sent a line that is no JSON object")
        return message

    async def _answer(self, case: dict[str, Any]) -> None:
        result: dict[str, Any]
        try:
            result = await answer(self._port, case)
        except Exception:
            result = {"error": traceback.format_exc(limit=-3)}
        self._write({"op": "result", "id": case.get("id"), **result})

    def _write(self, message: dict[str, Any]) -> None:
        rest = memoryview(dump_line(message))
        while rest:
            rest = rest[self._output.write(rest) :]
