"""What a case scripts beside its streams: background tasks, the handler of a disconnect, and the errors that they raise."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from .messages import dump_message


class ScriptedError(Exception):
    """An error that the case itself raises; `kind` is its ErrorKind (PROTOCOL.md §6)."""

    kind = "other"


class SourceError(ScriptedError):
    kind = "source"


class SourceIOError(SourceError, OSError):
    pass


class BackgroundError(ScriptedError):
    kind = "background"


class SendError(ScriptedError, OSError):
    kind = "send"


class Log:
    """The events of the call under way (PROTOCOL.md §5), and what those who wait for its end wait for."""

    def __init__(self) -> None:
        self.begin_call()

    def begin_call(self) -> list[dict[str, Any]]:
        """A new list of events, for a new call."""
        self.events: list[dict[str, Any]] = []
        self.call_over = asyncio.Event()
        return self.events


def background_task(log: Log, task: dict[str, str]) -> Callable[[], Awaitable[None]]:
    """A task of `background`: it records its name, and raises if it is to (PROTOCOL.md §3)."""

    async def run() -> None:
        log.events.append({"background": task["name"]})
        if "raises" in task:
            raise BackgroundError(task["raises"])

    return run


def close_handler(log: Log) -> Callable[[dict[str, Any]], Awaitable[None]]:
    """The handler of `client_close_handler`: it records its message (PROTOCOL.md §3)."""

    async def handle(message: dict[str, Any]) -> None:
        log.events.append({"client_close": dump_message(message)})

    return handle
