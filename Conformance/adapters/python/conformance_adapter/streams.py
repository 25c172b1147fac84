"""Streams and the sender of data: steps one at a time, recorded where they begin and where they are cut short (PROTOCOL.md §3)."""

from __future__ import annotations

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

from .script import Log, ScriptedError, SourceError, SourceIOError
from .tables import CLOSING_FORMS, EVENT_MEMBERS, STEP_FORMS
from .wire import Unsupported, form_of, load_argument, load_chunk, load_value, require_parameters

#: What makes an event, by the form that `as` names.
Events = Mapping[str, Callable[..., Any]]

#: How often, and after how many seconds, a stream is closed again that someone is still reading.
CLOSING_TRIES, CLOSING_PAUSE = 20, 0.05


class Step:
    """A step, decoded before the response sees any of it; `chunk` makes what it yields, and is None where it yields nothing."""

    def __init__(self, step: dict[str, Any], forms: Mapping[str, Any], events: Events) -> None:
        form = form_of(step, forms, "step")
        self.chunk: Callable[[], Any] | None = None
        self.error: ScriptedError | None = None
        self.pause = 0.0
        self.wait: str | None = None
        if form in ("text", "bytes"):
            chunk = load_chunk(step)
            self.chunk = lambda: chunk
        elif form == "event":
            self.chunk = load_event(step["event"], events)
        elif form == "raise":
            types = {None: SourceError, "io": SourceIOError}
            if step.get("as") not in types:
                raise Unsupported(f"no error as {step['as']!r}")
            self.error = types[step.get("as")](step["raise"])
        elif form == "sleep_ms":
            self.pause = step["sleep_ms"] / 1000
        elif step["wait"] in ("disconnect", "shutdown"):
            self.wait = step["wait"]
        else:
            raise Unsupported(f"no wait for {step['wait']!r}")


def load_event(event: dict[str, Any], events: Events) -> Callable[[], Any]:
    """What makes this Event, in its turn and not before: JSON that cannot be serialized raises there (PROTOCOL.md §3)."""
    form = event.get("as", "ServerSentEvent")
    if form not in events or event.keys() - EVENT_MEMBERS:
        raise Unsupported(f"no event {json.dumps(event)[:200]}")
    members = {name: load_argument(value) for name, value in event.items() if name not in ("as", "data")}
    if "data" in event:
        members["data"] = (load_value if form == "JSONServerSentEvent" else load_argument)(event["data"])
    require_parameters(events[form], members)
    return lambda: events[form](**members)


class Stream:
    """The stream of a `content`; `content` is what to pass as it."""

    def __init__(self, content: dict[str, Any], log: Log, events: Events, shutdown: asyncio.Event) -> None:
        self._log = log
        self._shutdown = shutdown
        self._steps = [Step(step, STEP_FORMS, events) for step in content["stream"]]
        self._on_close = [Step(step, CLOSING_FORMS, events) for step in content.get("on_close", [])]
        self._generator: Any = None
        kinds = {
            "async": self._async, "sync": self._sync, "list": self._list, "file_like": self._file_like,
            "async_iterable": self._async_iterable, "async_iterator": self._async_iterator,
        }  # fmt: skip
        kind = content.get("kind", "async")
        if kind not in kinds or (kind == "sync" and any(step.wait is not None for step in self._steps)):
            raise Unsupported(f"no stream of kind {kind!r} with these steps")
        self.content = kinds[kind]()

    @property
    def waits_for_shutdown(self) -> bool:
        return any(step.wait == "shutdown" for step in self._steps)

    async def finalize(self) -> None:
        """Closes the stream if it was started and has not ended (PROTOCOL.md §4)."""
        await close(self._generator)

    # The kinds

    def _async(self) -> AsyncIterator[Any]:
        generator = self._generator = self._run()
        return generator

    def _sync(self) -> Iterator[Any]:
        generator = self._generator = self._run_in_thread()
        return generator

    def _list(self) -> list[Any]:
        return [step.chunk() for step in self._steps if step.chunk is not None]

    def _file_like(self) -> io.BytesIO:
        return io.BytesIO(b"".join(self._list()))

    def _async_iterable(self) -> Any:
        generator = self._async()
        return type("AsyncIterable", (), {"__aiter__": lambda self: generator})()

    def _async_iterator(self) -> Any:
        generator = self._async()
        return type("AsyncIterator", (), {"__aiter__": lambda self: self, "__anext__": lambda self: generator.__anext__()})()

    # The steps

    async def _run(self) -> AsyncIterator[Any]:
        events = self._log.events
        try:
            for index, step in enumerate(self._steps):
                self._log.events.append({"pulled": index})
                await do(step, self._log, self._shutdown)
                if step.chunk is not None:
                    yield step.chunk()
        except (GeneratorExit, asyncio.CancelledError):
            try:
                for step in self._on_close:
                    await do(step, self._log, self._shutdown)
            finally:
                events.append({"closed": True})
            raise

    def _run_in_thread(self) -> Iterator[Any]:
        events = self._log.events
        try:
            for index, step in enumerate(self._steps):
                self._log.events.append({"pulled": index})
                do_in_thread(step)
                if step.chunk is not None:
                    yield step.chunk()
        except GeneratorExit:
            try:
                for step in self._on_close:
                    do_in_thread(step)
            finally:
                events.append({"closed": True})
            raise


class Channel:
    """The stream of `{"channel":true}`, and the sender that pushes into it (PROTOCOL.md §3)."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._pushed: asyncio.Queue[Callable[[], Any] | None] = asyncio.Queue()
        self.content = self._run()
        self.waits_for_shutdown = False

    def sender(self, steps: list[dict[str, Any]], events: Events, shutdown: asyncio.Event) -> Callable[[], Any]:
        """The callable of `data_sender`."""
        loaded = [Step(step, STEP_FORMS, events) for step in steps]
        self.waits_for_shutdown = any(step.wait == "shutdown" for step in loaded)

        async def send() -> None:
            for step in loaded:
                await do(step, self._log, shutdown)
                if step.chunk is not None:
                    self._pushed.put_nowait(step.chunk)
                    await self._pushed.join()
            self._pushed.put_nowait(None)

        return send

    async def finalize(self) -> None:
        """Closes the stream if it was started and has not ended (PROTOCOL.md §4)."""
        await close(self.content)

    async def _run(self) -> Any:
        events = self._log.events
        try:
            while (chunk := await self._pushed.get()) is not None:
                self._pushed.task_done()
                yield chunk()
        except (GeneratorExit, asyncio.CancelledError):
            events.append({"closed": True})
            raise


async def do(step: Step, log: Log, shutdown: asyncio.Event) -> None:
    """Does what a step does beside yielding."""
    if step.error is not None:
        raise step.error
    if step.pause:
        await asyncio.sleep(step.pause)
    if step.wait is not None:
        await (shutdown if step.wait == "shutdown" else log.call_over).wait()


def do_in_thread(step: Step) -> None:
    """The same for a stream that is read in a thread; it never waits."""
    if step.error is not None:
        raise step.error
    time.sleep(step.pause)


async def close(generator: Any) -> None:
    """Closes a generator, if need be when a task or thread that the response left behind has stopped reading it."""
    for _ in range(CLOSING_TRIES):
        try:
            if hasattr(generator, "aclose"):
                await generator.aclose()
            elif generator is not None:
                await asyncio.to_thread(generator.close)
            return
        except ScriptedError:
            return  # Raised by an `on_close` step, after the response had gone.
        except (RuntimeError, ValueError):
            await asyncio.sleep(CLOSING_PAUSE)  # It is being read.
