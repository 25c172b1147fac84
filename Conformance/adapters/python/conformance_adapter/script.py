"""What a case scripts beside its arguments: the log of events, streams, background tasks, and the errors they raise."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from .wire import load_bytes, load_text


class Unsupported(Exception):
    """A form that this adapter does not know; it must not guess (PROTOCOL.md §8)."""


class ScriptedError(Exception):
    """An error that the case itself raises; `kind` is its ErrorKind."""

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
    """The events of the call under way."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.call_ended = asyncio.Event()

    def begin_call(self) -> list[dict[str, Any]]:
        self.events = []
        self.call_ended = asyncio.Event()
        return self.events


def background_task(log: Log, task: dict[str, str]) -> Callable[[], Any]:
    """A task of `background`: it records its name, and raises if it is to."""

    async def run() -> None:
        log.events.append({"background": task["name"]})
        if "raises" in task:
            raise BackgroundError(task["raises"])

    return run


class Stream:
    """A scripted stream (PROTOCOL.md §3): steps one at a time, recorded when they begin and when it is closed early."""

    def __init__(self, content: dict[str, Any], log: Log, event: Callable[[dict[str, Any]], Any]) -> None:
        self._steps = content["stream"]
        self._on_close = content.get("on_close", [])
        self._log = log
        self._event = event
        self._events = log.events
        kinds = {
            "async": self._async, "sync": self._sync, "list": self._list, "file_like": self._file_like,
            "async_iterable": self._async_iterable, "async_iterator": self._async_iterator,
        }  # fmt: skip
        kind = content.get("kind", "async")
        if kind not in kinds:
            raise Unsupported(f"no stream of kind {kind!r}")
        for step in self._steps:
            self._known(step)
        self._generator: Any = None
        self.content = kinds[kind]()

    async def finalize(self) -> None:
        """Closes the stream if it was started and has not ended (PROTOCOL.md §4)."""
        try:
            if hasattr(self._generator, "aclose"):
                await self._generator.aclose()
            elif self._generator is not None:
                await asyncio.to_thread(self._generator.close)
        except ScriptedError:
            pass  # Raised by an `on_close` step, after the response had gone.

    def _async(self) -> AsyncIterator[Any]:
        self._generator = self._run_async()
        return self._generator

    def _sync(self) -> Iterator[Any]:
        self._generator = self._run_sync()
        return self._generator

    def _list(self) -> list[Any]:
        return [self._chunk(step) for step in self._steps]

    def _file_like(self) -> io.BytesIO:
        return io.BytesIO(b"".join(self._list()))

    def _async_iterable(self) -> Any:
        generator = self._async()
        return type("AsyncIterable", (), {"__aiter__": lambda self: generator})()

    def _async_iterator(self) -> Any:
        generator = self._async()
        return type("AsyncIterator", (), {"__aiter__": lambda self: self, "__anext__": lambda self: generator.__anext__()})()

    async def _run_async(self) -> AsyncIterator[Any]:
        self._events = self._log.events
        try:
            for index, step in enumerate(self._steps):
                self._events.append({"pulled": index})
                if await self._pause(step):
                    yield self._chunk(step)
        except (GeneratorExit, asyncio.CancelledError):
            try:
                for step in self._on_close:
                    await self._pause(step)
            finally:
                self._events.append({"closed": True})
            raise

    def _run_sync(self) -> Iterator[Any]:
        self._events = self._log.events
        try:
            for index, step in enumerate(self._steps):
                self._events.append({"pulled": index})
                if "raise" in step:
                    self._raise(step)
                elif "sleep_ms" in step:
                    time.sleep(step["sleep_ms"] / 1000)
                else:
                    yield self._chunk(step)
        except GeneratorExit:
            self._events.append({"closed": True})
            raise

    async def _pause(self, step: dict[str, Any]) -> bool:
        """Does what a step does beside yielding; true if it is to yield."""
        if "raise" in step:
            self._raise(step)
        if "sleep_ms" in step:
            await asyncio.sleep(step["sleep_ms"] / 1000)
            return False
        if "wait" in step:
            await self._log.call_ended.wait()
            return False
        return True

    def _known(self, step: dict[str, Any]) -> None:
        forms = ("text", "bytes", "raise", "sleep_ms", "event")
        if not any(form in step for form in forms) and step.get("wait") != "disconnect":
            raise Unsupported(f"no step {step!r}")

    def _chunk(self, step: dict[str, Any]) -> Any:
        if "text" in step:
            return load_text(step["text"])
        return load_content_bytes(step) if "bytes" in step else self._event(step["event"])

    @staticmethod
    def _raise(step: dict[str, Any]) -> None:
        raise (SourceIOError if step.get("as") == "io" else SourceError)(step["raise"])


def load_content_bytes(content: dict[str, Any]) -> Any:
    """`{"bytes":…}`, as the type that `"as"` names (feature `python.values`)."""
    import array

    data = load_bytes(content["bytes"])
    forms: dict[str | None, Callable[[bytes], Any]] = {
        None: lambda data: data,
        "bytearray": bytearray,
        "memoryview": memoryview,
        "array:I": lambda data: memoryview(array.array("I", data)),
    }
    if content.get("as") not in forms:
        raise Unsupported(f"no bytes as {content['as']!r}")
    return forms[content.get("as")](data)
