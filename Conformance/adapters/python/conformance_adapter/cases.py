"""A case from its request to its result (PROTOCOL.md §3 and §5)."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import inspect
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from .arguments import Arguments, load_action, write_file
from .driver import CallDriver
from .port import Port
from .script import Log, background_task
from .wire import Unsupported, load_date

RETURNED = {"kind": "returned"}


def runs_alone(case: dict[str, Any]) -> bool:
    """Whether a case changes what every other in the process would see: the clock, or that the server shuts down."""
    return "clock" in case or any("shutdown_after_sends" in call for call in case.get("calls", []))


async def answer(port: Port, case: dict[str, Any]) -> dict[str, Any]:
    """The members of the result beside `op` and `id`; what it raises is the adapter's own error."""
    clock = port.frozen_clock(load_date(case["clock"]).timestamp()) if "clock" in case else contextlib.nullcontext()
    with clock:
        return await _Case(port, case).run()


class _Failed(Exception):
    """The port raised, or something is unsupported: `outcome` is to be reported."""

    def __init__(self, outcome: dict[str, Any]) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class _Case:
    def __init__(self, port: Port, case: dict[str, Any]) -> None:
        self._port = port
        self._case = case
        self._log = Log()
        self._arguments = Arguments(self._log, port.events)
        self._is_down = False

    async def run(self) -> dict[str, Any]:
        try:
            response = await self._construct()
            await self._act(response, self._case.get("actions", []))
        except _Failed as failed:
            return {"construct": failed.outcome, "calls": []}
        try:
            calls = [await self._call(response, call) for call in self._case["calls"]]
        finally:
            if self._is_down:
                self._port.shut_down(False)
            for stream in self._arguments.streams:
                await stream.finalize()
        return {"construct": RETURNED, "calls": calls}

    async def _construct(self) -> Any:
        spec = self._case["response"]
        with self._reporting_unsupported():
            if spec["class"] not in self._port.classes:
                raise Unsupported(f"no class {spec['class']!r}")
            arguments = self._arguments.load(spec)
            if self._case.get("background"):
                tasks = [background_task(self._log, task) for task in self._case["background"]]
                arguments["background"] = self._port.background(tasks)
        return await self._attempt(functools.partial(self._port.construct, spec["class"], arguments))

    async def _act(self, response: Any, actions: list[dict[str, Any]]) -> None:
        for index, action in enumerate(actions):
            with self._reporting_unsupported():
                name, argument = load_action(action)
            if name == "write_file":
                write_file(argument)
            else:
                await self._attempt(functools.partial(self._port.act, response, name, argument), action=index)

    async def _call(self, response: Any, call: dict[str, Any]) -> dict[str, Any]:
        events = self._log.begin_call()
        try:
            await self._act(response, call.get("actions", []))
            with self._reporting_unsupported():
                if "shutdown_after_sends" in call and "sse.shutdown" not in self._port.features:
                    raise Unsupported("no shutdown")
            outcome = await self._drive(response, call)
        except _Failed as failed:
            outcome = failed.outcome
        finally:
            self._log.call_over.set()
        return {"events": events, "outcome": outcome}

    async def _drive(self, response: Any, call: dict[str, Any]) -> dict[str, Any]:
        driver = CallDriver(call, self._log, self._shut_down)
        error = await driver.run(functools.partial(self._port.call, response))
        if error is None:
            return RETURNED
        if driver.is_cancelled and isinstance(error, asyncio.CancelledError):
            return {"kind": "cancelled"}
        return self._outcome(error)

    def _shut_down(self) -> None:
        self._is_down = True
        self._port.shut_down(True)

    async def _attempt(self, function: Callable[[], Any], **position: int) -> Any:
        """Does what the port does, awaiting it where its method is a coroutine; whatever it raises becomes an outcome."""
        try:
            returned = function()
            return await returned if inspect.iscoroutine(returned) else returned
        except BaseException as error:
            raise _Failed({**self._outcome(error), **position}) from error

    @contextlib.contextmanager
    def _reporting_unsupported(self) -> Iterator[None]:
        try:
            yield
        except Unsupported as error:
            raise _Failed(self._outcome(error)) from error

    def _outcome(self, error: BaseException) -> dict[str, Any]:
        if isinstance(error, Unsupported):
            return {"kind": "unsupported", "reason": str(error)}
        kind = self._port.error_kind(error)
        if kind == "other":
            traceback.print_exception(type(error), error, error.__traceback__)
        return {"kind": "raised", "error": kind, "message": f"{type(error).__name__}: {error}"}
