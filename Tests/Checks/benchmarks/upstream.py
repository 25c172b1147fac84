"""Measures the real projects: a command a line on standard input, its answer a line on standard output (Tests/Benchmarks/README.md).

It does what the Swift program `bench-reference` does, on the same cases.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from ..paths import ADAPTERS

sys.path.insert(0, str(ADAPTERS))

from conformance_adapter.wire import load_bytes  # noqa: E402

MODULES = {"starlette": "starlette.responses", "sse_starlette": "sse_starlette", "baize": "baize.asgi"}

#: How many calls pass before the clock is asked, which takes time too.
CALLS_BETWEEN_LOOKS = 16


class CollectingServer:
    """The least that a server can be: it keeps what is sent, and its client never goes away."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        return await asyncio.get_running_loop().create_future()

    async def send(self, message: dict[str, Any]) -> None:
        self.messages.append(message)


class MeasuredCase:
    """A case of `reference.json`, its arguments decoded, so that what is measured is the response alone."""

    def __init__(self, case: dict[str, Any]) -> None:
        self._make = constructor(case["response"])
        self._cookies = case.get("cookies", [])
        given = case.get("scope", {})
        self._scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": given.get("spec_version", "2.4")}, "http_version": "1.1",
            "method": "GET", "scheme": "http", "path": "/", "raw_path": b"/", "query_string": b"", "root_path": "",
            "headers": [(name.encode(), load_bytes(value)) for name, value in given.get("headers", [])],
        }  # fmt: skip

    async def calls(self, seconds: float) -> dict[str, Any]:
        """Makes the response and calls it again and again, until the time is over."""
        server = CollectingServer()
        start, cpu_start = time.perf_counter(), time.process_time()
        count = 0
        while True:
            for _ in range(CALLS_BETWEEN_LOOKS):
                server.messages.clear()
                await self._respond(server)
            count += CALLS_BETWEEN_LOOKS
            duration = time.perf_counter() - start
            if duration >= seconds:
                return {"calls": count, "seconds": duration, "cpu_seconds": time.process_time() - cpu_start}

    async def messages(self) -> dict[str, Any]:
        """What the response sends."""
        server = CollectingServer()
        await self._respond(server)
        return {"messages": [summary(message) for message in server.messages]}

    async def _respond(self, server: CollectingServer) -> None:
        response = self._make()
        for cookie in self._cookies:
            response.set_cookie(**cookie)
        await response(self._scope, server.receive, server.send)


def constructor(response: dict[str, Any]) -> Callable[[], Any]:
    """What makes the response."""
    project, name = response["class"].split(".")
    cls = getattr(importlib.import_module(MODULES[project]), name)
    arguments = {name: value for name, value in response.items() if name not in ("class", "content")}
    if "content" not in response:
        return lambda: cls(**arguments)
    content = response["content"]
    if "stream" in content:
        chunks = [chunk(step) for step in content["stream"]] * content.get("times", 1)
        return lambda: cls(stream(chunks), **arguments)
    if "json" in content:
        value = [content["json"]] * content["times"] if "times" in content else content["json"]
    else:
        value = chunk(content)
    return lambda: cls(value, **arguments)


def chunk(content: dict[str, Any]) -> Any:
    if "event" in content:
        from sse_starlette import ServerSentEvent

        return ServerSentEvent(**content["event"])
    return load_bytes(content["text"]).decode() if "text" in content else load_bytes(content["bytes"])


async def stream(chunks: list[Any]) -> AsyncIterator[Any]:
    for element in chunks:
        yield element


def summary(message: dict[str, Any]) -> list[Any]:
    """What both sides must agree on: type, status, headers, body and whether more follows."""
    if "status" in message:
        headers = [f"{name.decode('latin-1')}: {value.decode('latin-1')}" for name, value in message["headers"]]
        return [message["type"], message["status"], headers]
    return [message["type"], bytes(message.get("body", b"")).decode("latin-1"), message.get("more_body", False)]


async def main() -> None:
    for line in sys.stdin:
        command = json.loads(line)
        measured = MeasuredCase(command["case"])
        answer = await (measured.calls(command["seconds"]) if command["op"] == "calls" else measured.messages())
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
