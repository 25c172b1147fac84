"""A case that ends or is given up (PROTOCOL.md §5, Giving up)."""

from __future__ import annotations

import asyncio
import math
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from .cases import Case, runs_alone
from .port import Port
from .stacks import CASE, waiting_stacks

#: How long a cancelled case may take to end: this part of its deadline, and at most so many seconds.
GRACE, LONGEST_GRACE = 0.25, 0.5


class CaseTask:
    """A case on its way to its one answer: its result, or what had happened by its deadline.

    `answer` gets this object and the members of the result beside `op` and `id`.
    """

    def __init__(self, port: Port, message: dict[str, Any], answer: Callable[[CaseTask, dict[str, Any]], None]) -> None:
        self.id = message.get("id")
        self.runs_alone = runs_alone(message)
        seconds = message["deadline_ms"] / 1000 if "deadline_ms" in message else math.inf
        self.grace = min(GRACE * seconds, LONGEST_GRACE)
        self._seconds = seconds
        self._late_at = math.inf
        self._case = Case(port, message, self._stop_flood)
        self._answer = answer
        self._is_answered = False
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Starts it in the running event loop."""
        loop = asyncio.get_running_loop()
        self._task = loop.create_task(self._run())
        if self._seconds < math.inf:
            self._late_at = time.monotonic() + self._seconds + self.grace
            self._timer = loop.call_later(self._seconds, self._give_up)

    async def _run(self) -> None:
        CASE.set(self)
        result: dict[str, Any] = {}
        try:
            result = await self._case.run()
        except asyncio.CancelledError:
            if not self.is_given_up:
                raise
        except Exception:
            result = {"error": traceback.format_exc(limit=-3)}
        self._end(self._case.given_up() if self.is_given_up else result)

    def _give_up(self) -> None:
        self._stop(f"after {self._seconds:g} s")

    def _stop_flood(self) -> None:
        """The case sends more than it may; its deadline isn't waited for."""
        if self._timer is not None:
            self._timer.cancel()
        self._stop("over its size: it sends more than limit_bytes")

    def _stop(self, why: str) -> None:
        if self._case.is_over:
            return  # The thread was blocked until now, and the server knows.
        self._case.give_up()
        print(f"gave up on case {self.id} {why}\n{waiting_stacks(self)}", end="", file=sys.stderr, flush=True)
        self._task.cancel()
        self._timer = asyncio.get_running_loop().call_later(self.grace, lambda: self._end(self.leak()))

    def _end(self, result: dict[str, Any]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._task = None  # The task's context refers to this object; without the cycle, both are freed at once.
        if not self._is_answered:
            self._is_answered = True
            self._answer(self, result)

    # For the server, when a case blocks the thread

    @property
    def is_given_up(self) -> bool:
        return self._case.is_given_up

    @property
    def is_late(self) -> bool:
        """Whether an event loop that isn't blocked would have answered it by now."""
        return time.monotonic() > self._late_at

    def leak(self) -> dict[str, Any]:
        """Leaves it to itself, and returns its result."""
        self._case.give_up()
        self._case.release()
        return self._case.given_up(leaked=True)

    def take_back(self) -> None:
        """Undoes it, so that it can run again from the start."""
        self._case.take_back()
