"""A case from its request to its result (PROTOCOL.md §3 and §5)."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from typing import Any
from unittest import mock

from .driver import CallDriver
from .port import Port
from .script import Log, Stream, Unsupported, background_task
from .wire import load_date


async def answer(port: Port, case: dict[str, Any]) -> dict[str, Any]:
    """The members of the result beside `op` and `id`."""
    with frozen_clock(case):
        return await _Case(port, case).run()


class _Case:
    def __init__(self, port: Port, case: dict[str, Any]) -> None:
        self._port = port
        self._case = case
        self._log = Log()
        self._streams: list[Stream] = []

    async def run(self) -> dict[str, Any]:
        try:
            response, outcome = self._construct()
            if outcome["kind"] != "returned":
                return {"construct": outcome, "calls": []}
            calls = [await self._call(response, call) for call in self._case["calls"]]
            return {"construct": outcome, "calls": calls}
        finally:
            for stream in self._streams:
                await stream.finalize()

    def _construct(self) -> tuple[Any, dict[str, Any]]:
        try:
            tasks = [background_task(self._log, task) for task in self._case.get("background", [])]
            background = self._port.background(tasks) if tasks else None
            response = self._port.construct(self._case["response"], background, self._log, self._streams)
        except Unsupported as error:
            return None, _unsupported(error)
        except Exception as error:
            return None, self._raised(error)
        return response, self._act(response, self._case.get("actions", []))

    def _act(self, response: Any, actions: list[dict[str, Any]]) -> dict[str, Any]:
        for index, action in enumerate(actions):
            try:
                self._port.act(response, action)
            except Unsupported as error:
                return _unsupported(error)
            except Exception as error:
                return {**self._raised(error), "action": index}
        return {"kind": "returned"}

    async def _call(self, response: Any, call: dict[str, Any]) -> dict[str, Any]:
        events = self._log.begin_call()
        outcome = self._act(response, call.get("actions", []))
        if outcome["kind"] == "returned":
            outcome = await self._drive(response, call, events)
            self._log.call_ended.set()
        return {"events": events, "outcome": outcome}

    async def _drive(self, response: Any, call: dict[str, Any], events: list[dict[str, Any]]) -> dict[str, Any]:
        try:
            await CallDriver(call, events, self._port.shut_down).run(response)
        except asyncio.CancelledError:
            return {"kind": "cancelled"}
        except Unsupported as error:
            return _unsupported(error)
        except BaseException as error:
            return self._raised(error)
        return {"kind": "returned"}

    def _raised(self, error: BaseException) -> dict[str, Any]:
        return {"kind": "raised", "error": self._port.error_kind(error), "message": f"{type(error).__name__}: {error}"}


def _unsupported(error: Unsupported) -> dict[str, str]:
    return {"kind": "unsupported", "reason": str(error)}


@contextlib.contextmanager
def frozen_clock(case: dict[str, Any]) -> Iterator[None]:
    """Freezes `time.time` where the case has a `clock`; nothing else runs in this process meanwhile."""
    if "clock" not in case:
        yield
        return
    now = load_date(case["clock"]).timestamp()
    with mock.patch.object(time, "time", lambda: now):
        yield
