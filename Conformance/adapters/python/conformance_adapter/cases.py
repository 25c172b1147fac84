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
from .driver import Allowance, CallDriver
from .port import Port
from .script import Log, background_task
from .wire import Unsupported, load_date

RETURNED = {"kind": "returned"}


def runs_alone(case: dict[str, Any]) -> bool:
    """Whether a case changes what every other in the process would see: the clock, or that the server shuts down."""
    return "clock" in case or any("shutdown_after_sends" in call for call in case.get("calls", []))


class _Failed(Exception):
    """The port raised, or something is unsupported: `outcome` is to be reported."""

    def __init__(self, outcome: dict[str, Any]) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class Case:
    """A case, and how far it has come. Once it's given up or taken back, it stops as soon as the port returns."""

    def __init__(self, port: Port, case: dict[str, Any], stop_flood: Callable[[], None] = lambda: None) -> None:
        #: Whether it was given up or taken back.
        self.is_over = False
        self._port = port
        self._case = case
        self._log = Log()
        self._arguments = Arguments(self._log, port.events)
        self._calls: list[dict[str, Any]] = []
        self._given_up: list[dict[str, Any]] | None = None
        self._allowance = Allowance(case.get("limit_bytes"), stop_flood)
        self._is_down = False
        self._clock = contextlib.ExitStack()
        #: Restores the files that it wrote.
        self._files = contextlib.ExitStack()

    # Giving up (PROTOCOL.md §5)

    @property
    def is_given_up(self) -> bool:
        return self._given_up is not None

    def give_up(self) -> None:
        """Keeps the events recorded so far; no others count."""
        if self._given_up is None:
            self._given_up = [{**call, "events": list(call["events"])} for call in self._calls]
        self.is_over = True

    def given_up(self, **leaked: bool) -> dict[str, Any]:
        """The members of the result beside `op` and `id`. If all calls have ended, it's the streams that haven't."""
        outcome = {"kind": "gave_up", **leaked}
        if not self._given_up:
            return {"construct": outcome, "calls": []}
        return {"construct": RETURNED, "calls": [*self._given_up[:-1], {**self._given_up[-1], "outcome": outcome}]}

    def release(self) -> None:
        """Undoes what other cases would see: the clock, and that the server shuts down."""
        self.is_over = True
        self._come_up()
        self._clock.close()

    def take_back(self) -> None:
        """Undoes everything it did, so that it can run again."""
        self.release()
        self._files.close()

    # Running

    async def run(self) -> dict[str, Any]:
        """The members of the result beside `op` and `id`; what it raises is the adapter's own error."""
        with self._clock:
            if "clock" in self._case:
                self._clock.enter_context(self._port.frozen_clock(load_date(self._case["clock"]).timestamp()))
            async with self._port.context():
                return await self._run()

    async def _run(self) -> dict[str, Any]:
        try:
            response = await self._construct()
            await self._act(response, self._case.get("actions", []))
        except _Failed as failed:
            return {"construct": failed.outcome, "calls": []}
        try:
            for call in self._case["calls"]:
                await self._call(response, call)
        finally:
            self._come_up()
            if not self.is_over:
                for stream in self._arguments.streams:
                    await stream.finalize()
        return {"construct": RETURNED, "calls": self._calls}

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
                self._files.callback(write_file(argument))
            else:
                await self._attempt(functools.partial(self._port.act, response, name, argument), action=index)

    async def _call(self, response: Any, call: dict[str, Any]) -> None:
        recorded: dict[str, Any] = {"events": self._log.begin_call()}
        self._calls.append(recorded)
        try:
            await self._act(response, call.get("actions", []))
            with self._reporting_unsupported():
                if "shutdown_after_sends" in call and "sse.shutdown" not in self._port.features:
                    raise Unsupported("no shutdown")
            recorded["outcome"] = await self._drive(response, call)
        except _Failed as failed:
            recorded["outcome"] = failed.outcome
        finally:
            self._log.call_over.set()

    async def _drive(self, response: Any, call: dict[str, Any]) -> dict[str, Any]:
        driver = CallDriver(call, self._log, self._shut_down, self._allowance, self._port.reads_request)
        error = await driver.run(functools.partial(self._port.call, response))
        self._end_if_over()
        if error is None:
            return RETURNED
        if driver.is_cancelled and isinstance(error, asyncio.CancelledError):
            return {"kind": "cancelled"}
        return self._outcome(error)

    def _shut_down(self) -> None:
        if not self.is_over:
            self._is_down = True
            self._port.shut_down(True)

    def _come_up(self) -> None:
        if self._is_down:
            self._is_down = False
            self._port.shut_down(False)

    def _end_if_over(self) -> None:
        if self.is_over:
            raise asyncio.CancelledError

    async def _attempt(self, function: Callable[[], Any], **position: int) -> Any:
        """Does what the port does, awaiting it where its method is a coroutine; whatever it raises becomes an outcome."""
        try:
            returned = function()
            if inspect.iscoroutine(returned):
                returned = await returned
        except BaseException as error:
            self._end_if_over()
            raise _Failed({**self._outcome(error), **position}) from error
        self._end_if_over()
        return returned

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
