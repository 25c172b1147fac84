"""Which case a task belongs to, and where the port waits or computes (PROTOCOL.md §5, Giving up)."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import inspect
import itertools
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FrameType
from typing import Any

#: The case that is running. A task inherits it from the task that makes it.
CASE: contextvars.ContextVar[Any] = contextvars.ContextVar("CASE")

#: The kit and asyncio, whose outermost and innermost frames say nothing about the port.
_FOLDERS_AROUND = {os.path.dirname(__file__), os.path.dirname(asyncio.__file__)}

_SUSPENDED = (("cr_frame", "cr_await"), ("ag_frame", "ag_await"), ("gi_frame", "gi_yieldfrom"))


def case_of(task: asyncio.Task[Any]) -> Any:
    """The case that a task belongs to, whether the kit or the port made it; None if it belongs to none."""
    if sys.version_info >= (3, 12):
        contexts = [task.get_context()]
    else:
        contexts = [referent for referent in gc.get_referents(task) if isinstance(referent, contextvars.Context)]
    return next((context[CASE] for context in contexts if CASE in context), None)


def waiting_stacks(case: Any) -> str:
    """Where the tasks of a case wait. Call it in their event loop."""
    return "".join(_text(_suspended_frames(task.get_coro())) for task in asyncio.all_tasks() if case_of(task) is case)


def running_stack(thread: int, outermost: Callable[..., Any]) -> str:
    """Where another thread is, inside its call of this function."""
    return _text(reversed(list(_running_frames(sys._current_frames().get(thread), outermost.__code__))))


def _running_frames(frame: FrameType | None, outermost: CodeType) -> Iterator[FrameType]:
    while frame is not None and frame.f_code is not outermost:
        yield frame
        frame = frame.f_back


def _suspended_frames(waiting: Any) -> Iterator[FrameType]:
    """The frames of a coroutine, from its own to the one in which it waits."""
    while waiting is not None:
        for frame, awaited in _SUSPENDED:
            if hasattr(waiting, frame):
                if getattr(waiting, frame) is not None:
                    yield getattr(waiting, frame)
                waiting = getattr(waiting, awaited)
                break
        else:
            # Python's own awaitables, such as the next item of a generator, have no attribute that leads on.
            inner = gc.get_referents(waiting) if type(waiting).__module__ == "builtins" else []
            waiting = next((referent for referent in inner if inspect.isasyncgen(referent) or inspect.iscoroutine(referent)), None)


def _text(frames: Iterable[FrameType]) -> str:
    """A stack as Python prints it, from the port's first frame to its last; empty if it has none."""
    of_port = [*itertools.dropwhile(_is_around, frames)]
    while of_port and _is_around(of_port[-1]):
        of_port.pop()
    lines = traceback.StackSummary.extract((frame, frame.f_lineno) for frame in of_port).format()
    return "".join(["Stack (most recent call last):\n", *lines]) if lines else ""


def _is_around(frame: FrameType) -> bool:
    return os.path.dirname(frame.f_code.co_filename) in _FOLDERS_AROUND
