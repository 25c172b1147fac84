"""A thread that answers cases, several at once (PROTOCOL.md §2)."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING, Any

from .case_task import CaseTask
from .stacks import case_of, running_stack
from .wire import LONGEST_LINE, dump_line, load_line

if TYPE_CHECKING:
    from .serve import Server


class Worker:
    """Takes lines from the server and answers them, in an event loop on the thread that calls `work`."""

    def __init__(self, server: Server) -> None:
        #: The cases that it took and hasn't answered, with their lines. The server's lock guards them.
        self.cases: dict[CaseTask, bytes] = {}
        self._server = server
        self._is_retired = False
        self._changed = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread = 0

    def work(self) -> None:
        """Answers cases until the input has ended, or until it is retired."""
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(self._work())

    # From other threads

    def wake(self) -> None:
        """Has it look for lines; `RuntimeError` if its loop has ended."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._changed.set)

    def responds(self, seconds: float) -> bool:
        """Whether its event loop runs within this time."""
        has_responded = threading.Event()
        self._loop.call_soon_threadsafe(has_responded.set)
        return has_responded.wait(seconds)

    @property
    def blocker(self) -> CaseTask | None:
        """The case whose code its thread is running, answered or not."""
        task = asyncio.current_task(self._loop)
        return None if task is None else case_of(task)

    @property
    def stack(self) -> str:
        """Where its thread is."""
        return running_stack(self._thread, outermost=Worker.work)

    def retire(self) -> None:
        """Ends it once its thread isn't blocked any more; what its cases still do counts for nothing."""
        self._is_retired = True
        self.cases = {}
        self._loop.call_soon_threadsafe(self._task.cancel)

    # In its event loop

    async def _work(self) -> None:
        self._loop, self._task, self._thread = asyncio.get_running_loop(), asyncio.current_task(), threading.get_ident()
        while (message := await self._next()) is not None:
            if isinstance(message, CaseTask):
                await self._begin(message)
            elif message.get("op") == "hello":
                self._server.greet(message)
        await self._until_at_most(0)
        self._server.end()

    async def _next(self) -> CaseTask | dict[str, Any] | None:
        """The next message, or None at the end of the input. Taking a line and adding its case to `cases` is one step."""
        while True:
            with self._server.lock:
                line = self._server.take_line(self)
                if line is not None:
                    return self._load(line)
            await self._change()

    def _load(self, line: bytes) -> CaseTask | dict[str, Any] | None:
        if not line:
            return None
        try:
            message = load_line(line)
        except ValueError as error:
            self._server.end(f"the runner sent a line that is no JSON object: {error}")
        if message.get("op") != "case":
            return message
        case = CaseTask(self._server.port, message, self._answer)
        self.cases[case] = line
        return case

    async def _begin(self, case: CaseTask) -> None:
        """Starts to answer a case when it is its turn: at most `in_flight` run at once, and some alone."""
        await self._until_at_most(1 if case.runs_alone else self._server.port.in_flight)
        case.begin()
        if case.runs_alone:
            await self._until_at_most(0)

    async def _until_at_most(self, count: int) -> None:
        while len(self.cases) > count:
            await self._change()

    async def _change(self) -> None:
        """Waits for a line, or for the answer to a case."""
        self._changed.clear()
        await self._changed.wait()
        if self._is_retired:
            raise asyncio.CancelledError

    def _answer(self, case: CaseTask, result: dict[str, Any]) -> None:
        line = result_line(case, result)
        with self._server.lock:
            if self.cases.pop(case, None) is not None:
                self._server.write(line)
        self._server.gave_up |= case.is_given_up
        self._changed.set()


def result_line(case: CaseTask, result: dict[str, Any]) -> bytes:
    head = {"op": "result", "id": case.id}
    line = dump_line({**head, **result})
    if len(line) > LONGEST_LINE + 1:
        line = dump_line({**head, "error": f"the result has {len(line) - 1} bytes, and a line at most {LONGEST_LINE}"})
    return line
