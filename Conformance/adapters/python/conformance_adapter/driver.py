"""Driving one call: `receive`, `send` and their scripts, rule for rule as PROTOCOL.md §4 has them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NoReturn

from .script import SendError
from .wire import dump_message, load_message, load_scope

PAUSE = 0.05
END_MESSAGES = ("http.response.body", "websocket.http.response.body", "http.response.zerocopysend")


class CallDriver:
    """One call of a response, with the scope, `receive` and `send` that the case scripts."""

    def __init__(self, call: dict[str, Any], events: list[dict[str, Any]], shut_down: Callable[[], None]) -> None:
        self._call = call
        self._events = events
        self._shut_down = shut_down
        self._entries = call.get("receive", [{"message": {"type": "http.request", "body": "", "more_body": False}}])
        self._script = call.get("send", {})
        self._sends = 0
        self._taken = 0
        self._disconnected = False
        self._waited_for: set[int] = set()
        self._complete = False
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def run(self, response: Callable[..., Any]) -> None:
        """Calls the response; raises what it raises, `CancelledError` where the case cancelled it and it ended so."""

        async def call() -> None:
            await response(load_scope(self._call["scope"]), self.receive, self.send)

        self._task = asyncio.create_task(call())
        await asyncio.wait([self._task])
        self._task.result()

    async def receive(self) -> dict[str, Any]:
        if self._taken < len(self._entries):
            entry = self._entries[self._taken]
            await self._until(lambda: self._sends >= entry.get("after_sends", 0))
            self._events.append({"received": self._taken})
            self._disconnected = self._disconnected or self._is_disconnect(entry)
            self._taken += 1
            self._notify()
            return load_message(entry["message"])
        await self._until(lambda: self._complete)
        await asyncio.sleep(PAUSE)
        if self._call["scope"]["type"] == "websocket":
            return {"type": "websocket.disconnect", "code": 1006}
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        number = self._sends + 1
        if self._script.get("fails_at", number + 1) <= number:
            raise SendError("the client is gone")
        if self._script.get("blocks_at", number + 1) <= number:
            await self._forever()
        if self._call.get("cancel_after_sends") == number - 1 and self._task is not None:
            self._task.cancel()
            await self._forever()
        await self._settle()
        if self._disconnected:
            await asyncio.sleep(PAUSE)
        self._record(message)
        if self._call.get("shutdown_after_sends") == self._sends:
            self._shut_down()
        await self._settle()

    def _record(self, message: dict[str, Any]) -> None:
        self._events.append({"send": dump_message(message)})
        self._sends += 1
        is_end = message["type"] in END_MESSAGES and not message.get("more_body", False)
        self._complete = self._complete or is_end or message["type"] == "http.response.pathsend"
        self._notify()

    async def _settle(self) -> None:
        """Waits for a disconnect that is due to be taken, at most once for each."""
        for index in range(self._taken, len(self._entries)):
            entry = self._entries[index]
            due = self._sends >= entry.get("after_sends", 0)
            if not due or not self._is_disconnect(entry) or index in self._waited_for:
                continue
            self._waited_for.add(index)
            try:
                await asyncio.wait_for(self._until(lambda: self._taken > index), PAUSE)
            except asyncio.TimeoutError:
                pass

    @staticmethod
    def _is_disconnect(entry: dict[str, Any]) -> bool:
        return entry["message"]["type"].endswith(".disconnect")

    async def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            await self._changed.wait()

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    @staticmethod
    async def _forever() -> NoReturn:
        while True:
            await asyncio.sleep(3600)
