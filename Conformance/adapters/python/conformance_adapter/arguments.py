"""What a case passes to a constructor or an action, in Python's terms (PROTOCOL.md §3)."""

from __future__ import annotations

import asyncio
import os
import pathlib
import stat
from collections.abc import Callable
from typing import Any

from .script import Log, close_handler
from .streams import Channel, Events, Stream, load_event
from .tables import ARGUMENTS, CONTENT_FORMS, COOKIE_ARGUMENTS, HEADER_ACTIONS
from .wire import Unsupported, form_of, load_argument, load_bytes, load_chunk, load_value


class Arguments:
    """The arguments of a case's response, and the streams that were made for them."""

    def __init__(self, log: Log, events: Events) -> None:
        self.streams: list[Stream | Channel] = []
        #: Set by the response when it learns that the server shuts down.
        self.shutdown = asyncio.Event()
        self._log = log
        self._events = events

    def load(self, spec: dict[str, Any]) -> dict[str, Any]:
        """The arguments of `response` by the names of PROTOCOL.md §3, and `shutdown_event` where a stream waits for it."""
        given = {name: value for name, value in spec.items() if name != "class"}
        unknown = given.keys() - ARGUMENTS[spec["class"]]
        if unknown:
            raise Unsupported(f"no argument {sorted(unknown)[0]!r} of {spec['class']}")
        loaded = {name: None if value is None else self._load(name, value) for name, value in given.items()}
        if "data_sender" in given:
            loaded["data_sender"] = self._sender(given["data_sender"])
        if any(stream.waits_for_shutdown for stream in self.streams):
            loaded["shutdown_event"] = self.shutdown
        return loaded

    def _load(self, name: str, value: Any) -> Any:
        loaders: dict[str, Callable[[Any], Any]] = {
            "content": self._content,
            "headers": _headers,
            "render": load_bytes,
            "stat_result": _stat_result,
            "ping_message": lambda event: load_event(event, self._events),
            "client_close_handler": lambda _: close_handler(self._log),
            "data_sender": lambda steps: steps,
        }
        return loaders.get(name, load_argument)(value)

    def _content(self, content: dict[str, Any]) -> Any:
        match form_of(content, CONTENT_FORMS, "content"):
            case "json":
                return load_value(content["json"])
            case "value":
                return content["value"]
            case "stream":
                self.streams.append(Stream(content, self._log, self._events, self.shutdown))
                return self.streams[-1].content
            case "channel":
                self.streams.append(Channel(self._log))
                return self.streams[-1].content
            case _:
                return load_chunk(content)

    def _sender(self, steps: list[dict[str, Any]]) -> Callable[[], Any]:
        for stream in self.streams:
            if isinstance(stream, Channel):
                return stream.sender(steps, self._events, self.shutdown)
        raise Unsupported("no data_sender without a channel")


def _headers(value: Any) -> Any:
    """Headers as a caller passes them: a dictionary (PROTOCOL.md §1, TextHeaders)."""
    if not isinstance(value, list):
        return load_argument(value)
    return {load_argument(name): load_argument(content) for name, content in value}


def _stat_result(value: dict[str, Any]) -> os.stat_result:
    mode = {"file": stat.S_IFREG, "directory": stat.S_IFDIR}[value["kind"]] | 0o644
    seconds = int(value["modified"])
    return os.stat_result((mode, 0, 0, 1, 0, 0, value["size"], seconds, seconds, seconds), {"st_mtime": float(value["modified"])})


def load_action(action: dict[str, Any]) -> tuple[str, Any]:
    """An action's name, and its argument: cookies as a dictionary, headers as a list (PROTOCOL.md §3)."""
    name = form_of(action, {name: () for name in [*COOKIE_ARGUMENTS, *HEADER_ACTIONS, "write_file"]}, "action")
    value = action[name]
    if name in COOKIE_ARGUMENTS:
        unknown = value.keys() - COOKIE_ARGUMENTS[name]
        if unknown:
            raise Unsupported(f"no argument {sorted(unknown)[0]!r} of {name}")
        return name, {argument: load_argument(content) for argument, content in value.items()}
    if name in HEADER_ACTIONS:
        return name, [load_argument(part) for part in (value if HEADER_ACTIONS[name] == 2 else [value])]
    return name, value


def write_file(value: dict[str, Any]) -> Callable[[], None]:
    """Does the action `write_file` (PROTOCOL.md §3), and returns what undoes it."""
    path = pathlib.Path(load_argument(value["path"]))
    undo: Callable[[], None] = path.unlink
    if path.exists():
        content, status = path.read_bytes(), path.stat()

        def undo() -> None:
            path.write_bytes(content)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    path.write_bytes(load_bytes(value["content"]))
    return undo
