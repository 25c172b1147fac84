"""What the tests share: a tiny port whose response is whatever a test calls, and cases for it."""

from __future__ import annotations

import asyncio
import copy
import pathlib
import selectors
import sys
from collections.abc import Callable, Coroutine
from typing import Any

KIT = pathlib.Path(__file__).parent.parent
sys.path.insert(0, str(KIT))

from conformance_adapter import Port  # noqa: E402
from conformance_adapter.cases import Case  # noqa: E402

SCOPE = {
    "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": "GET", "scheme": "http",
    "path": "/", "raw_path": "/", "query_string": "", "root_path": "", "headers": [],
}  # fmt: skip
START = {"type": "http.response.start", "status": 200, "headers": []}
END = {"type": "http.response.body", "body": b"", "more_body": False}
STREAMING, EVENTS = "starlette.StreamingResponse", "sse_starlette.EventSourceResponse"
SENT_START = {"send": START}
SENT_END = {"send": {**END, "body": ""}}
DISCONNECT = {"message": {"type": "http.disconnect"}}


class TinyPort(Port):
    """A port with one class, that makes what a test gives; it remembers the arguments."""

    features = ("sse.shutdown",)
    events = {"ServerSentEvent": lambda **members: members, "dict": dict}

    def __init__(self, response: Any = None, **attributes: Any) -> None:
        self.response = response
        self.classes = {name: self.make for name in ("starlette.Response", STREAMING, EVENTS)}
        self.arguments: dict[str, Any] = {}
        self.shutdowns: list[bool] = []
        for name, value in attributes.items():
            setattr(self, name, value)

    def make(self, **arguments: Any) -> Any:
        self.arguments = arguments
        return self.response

    def background(self, tasks: list[Any]) -> Any:
        return tasks

    def shut_down(self, is_down: bool) -> None:
        self.shutdowns.append(is_down)


def case(response: dict[str, Any] | None = None, *calls: dict[str, Any], **members: Any) -> dict[str, Any]:
    """A case for a `starlette.Response`, with one call unless calls are given."""
    response = {"class": "starlette.Response", **(response or {})}
    calls = tuple({"scope": SCOPE, **call} for call in calls or ({},))
    return {"op": "case", "id": "1", "response": response, "calls": list(calls), **members}


def result(port: Port, case: dict[str, Any]) -> dict[str, Any]:
    """The result of one case, in an event loop of its own."""

    async def answer_and_copy() -> dict[str, Any]:
        return copy.deepcopy(await Case(port, case).run())

    return asyncio.run(answer_and_copy())


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock moves only when all its tasks wait, and then at once; not for threads."""

    def __init__(self) -> None:
        self.now = 1.0
        loop = self

        class Selector(selectors.DefaultSelector):
            def select(self, timeout: float | None = None) -> Any:
                loop.now += timeout or 0.0
                return super().select(0)

        super().__init__(Selector())

    def time(self) -> float:
        return self.now


def virtually(run: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine returns, in virtual time."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(run)
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.close()


def virtual_result(port: Port, case: dict[str, Any]) -> dict[str, Any]:
    """The result of one case, in virtual time."""
    return virtually(Case(port, case).run())


def called(app: Callable[..., Any], **call: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The events and the outcome of one call of an ASGI application, in virtual time."""
    [answered] = virtual_result(TinyPort(app), case(None, call))["calls"]
    return answered["events"], answered["outcome"]
