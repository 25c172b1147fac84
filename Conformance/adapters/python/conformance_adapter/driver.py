"""Driving one call: `receive`, `send` and their scripts, rule for rule as PROTOCOL.md §4 has them."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

from .messages import body_length, dump_message, load_message, load_scope
from .script import Log, SendError

#: The time in which an implementation can notice something, and that in which it is watched after the call (PROTOCOL.md §4).
PAUSE, AFTERMATH = 0.05, 0.125
NAP = 0.005

END_MESSAGES = ("http.response.body", "websocket.http.response.body", "http.response.zerocopysend")
FIRST_REQUEST = {"message": {"type": "http.request", "body": "", "more_body": False}}


class Allowance:
    """The bytes that a case may still send (PROTOCOL.md §3, limit_bytes)."""

    def __init__(self, limit: int | None, exceeded: Callable[[], None]) -> None:
        self._left = math.inf if limit is None else limit
        self._exceeded = exceeded

    def covers(self, message: Any) -> bool:
        """Whether the message may be sent; if not, the case is given up."""
        self._left -= body_length(message)
        if self._left < 0:
            self._exceeded()
        return self._left >= 0


class CallDriver:
    """The server's side of one call.

    An application that `reads_request` reads the script's requests, if the script begins with one that is due at once.
    Otherwise the request came before the script: the application gets an empty one first, which isn't recorded.
    """

    def __init__(self, call: dict[str, Any], log: Log, shut_down: Callable[[], None], allowance: Allowance, reads_request: bool = False) -> None:
        self.is_cancelled = False
        self._call = call
        self._scope = load_scope(call["scope"])
        self._entries = call.get("receive", [FIRST_REQUEST])
        self._messages = [load_message(entry["message"]) for entry in self._entries]
        self._send_script = call.get("send", {})
        self._events = log.events
        self._shut_down = shut_down
        self._allowance = allowance
        self._sends = 0
        self._taken = 0
        self._disconnected = False
        self._overlooked: set[int] = set()
        self._ripe: set[int] = set()
        self._completed_at: float | None = None
        self._is_over = False
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._owes_request = reads_request and self._request_came_before()

    async def run(self, application: Callable[..., Awaitable[Any]]) -> BaseException | None:
        """Calls the response in a task of its own, and returns what it raised; sends after that are not recorded."""
        raised: list[BaseException] = []

        async def call() -> None:
            try:
                await application(self._scope, self.receive, self.send)
            except BaseException as error:  # `SystemExit` too: it would end the event loop.
                raised.append(error)

        self._start_delays()
        self._task = asyncio.create_task(call())
        try:
            await asyncio.wait([self._task])
        except asyncio.CancelledError:  # The case is given up.
            self._task.cancel()
            await asyncio.wait([self._task])
            raise
        if self._disconnected:
            await pause(AFTERMATH)
        self._is_over = True
        return raised[0] if raised else None

    # receive()

    async def receive(self) -> dict[str, Any]:
        if self._owes_request:
            self._owes_request = False
            return load_message(FIRST_REQUEST["message"])
        while self._taken < len(self._entries):
            if self._is_due(self._taken):
                return self._take(self._taken)
            await self._changed.wait()
        while self._completed_at is None:
            await self._changed.wait()
        await pause(self._completed_at + PAUSE - asyncio.get_running_loop().time())
        if self._scope["type"] == "websocket":
            return {"type": "websocket.disconnect", "code": 1006}
        return {"type": "http.disconnect"}

    def _take(self, index: int) -> dict[str, Any]:
        self._taken += 1
        self._events.append({"received": index})
        if self._is_disconnect(index):
            self._disconnected = True
        self._notify()
        return self._messages[index]

    # send(message)

    async def send(self, message: dict[str, Any]) -> None:
        number = self._sends + 1
        if number >= self._send_script.get("fails_at", number + 1):
            raise SendError("the client is gone")
        if number >= self._send_script.get("blocks_at", number + 1):
            await self._forever()
        if number == self._call.get("cancel_after_sends", -1) + 1:
            await self._cancel()
        await self._settle()
        was_disconnected = self._disconnected
        if was_disconnected:
            await pause()
        if not self._allowance.covers(message):
            await self._forever()
        self._record(message)
        if self._sends == self._call.get("shutdown_after_sends"):
            self._shut_down()
        await self._settle()
        if self._disconnected and not was_disconnected:
            await pause()

    async def _cancel(self) -> None:
        self.is_cancelled = True
        if self._task is not None:
            self._task.cancel()
        await self._forever()

    async def _settle(self) -> None:
        """Waits for each disconnect that is due to be taken, for a while."""
        for index in range(self._taken, len(self._entries)):
            if self._is_disconnect(index) and self._is_due(index):
                overlooking = asyncio.create_task(self._overlook(index))
                try:
                    while self._taken <= index and index not in self._overlooked:
                        await self._changed.wait()
                finally:
                    overlooking.cancel()

    async def _overlook(self, index: int) -> None:
        """Gives up on a disconnect that nobody takes."""
        await pause()
        self._overlooked.add(index)
        self._notify()

    def _record(self, message: Any) -> None:
        dumped = dump_message(message)
        if not self._is_over:
            self._events.append({"send": dumped})
        self._sends += 1
        self._start_delays()
        is_end = dumped["type"] in END_MESSAGES and not message.get("more_body", False)
        if self._completed_at is None and (is_end or dumped["type"] == "http.response.pathsend"):
            self._completed_at = asyncio.get_running_loop().time()
        self._notify()

    def _start_delays(self) -> None:
        """Counts `after_ms` of the entries that the last send, or the beginning of the call, sets going."""
        for index, entry in enumerate(self._entries):
            if entry.get("after_ms", 0) > 0 and entry.get("after_sends", 0) == self._sends:
                asyncio.get_running_loop().call_later(entry["after_ms"] / 1000, self._ripen, index)

    def _ripen(self, index: int) -> None:
        self._ripe.add(index)
        self._notify()

    def _is_due(self, index: int) -> bool:
        entry = self._entries[index]
        return self._sends >= entry.get("after_sends", 0) and (entry.get("after_ms", 0) <= 0 or index in self._ripe)

    def _request_came_before(self) -> bool:
        """Whether the script doesn't begin with the request."""
        begins_with_it = bool(self._entries) and self._is_due(0) and self._messages[0]["type"] == "http.request"
        return self._scope["type"] == "http" and not begins_with_it

    def _is_disconnect(self, index: int) -> bool:
        return str(self._messages[index]["type"]).endswith(".disconnect")

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    @staticmethod
    async def _forever() -> NoReturn:
        while True:
            await asyncio.sleep(3600)


async def pause(seconds: float = PAUSE) -> None:
    """Waits in naps, each of which is a turn of the event loop too: a busy machine must not take the time to notice away."""
    for _ in range(max(1, math.ceil(seconds / NAP - 0.001))):
        await asyncio.sleep(NAP)
