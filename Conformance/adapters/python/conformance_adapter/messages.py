"""Scopes and messages, from the wire and onto it (PROTOCOL.md §3 and §5)."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from .wire import dump_body, load_bytes


def load_scope(scope: dict[str, Any]) -> dict[str, Any]:
    """A scope as servers make it: headers as pairs of bytes, `raw_path` and `query_string` as bytes (PROTOCOL.md §3)."""
    loaded = dict(scope)
    if "headers" in scope:
        loaded["headers"] = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in scope["headers"]]
    for name in ("raw_path", "query_string"):
        if scope.get(name) is not None:
            loaded[name] = load_bytes(scope[name])
    for name in ("client", "server"):
        if scope.get(name) is not None:
            loaded[name] = tuple(scope[name])
    return loaded


def load_message(message: dict[str, Any]) -> dict[str, Any]:
    """A message for `receive`, with bytes where ASGI has bytes (PROTOCOL.md §4)."""
    bytes_of = {name: load_bytes(message[name]) for name in ("body", "bytes") if message.get(name) is not None}
    return {**message, **bytes_of}


def dump_message(message: Any) -> dict[str, Any]:
    """A message that was sent; whatever has not the type that ASGI gives it becomes `{"invalid":…}` (PROTOCOL.md §5)."""
    if not isinstance(message, dict):
        return {"type": "invalid", **invalid(message)}
    message_type = message.get("type")
    dumped: dict[str, Any] = {"type": message_type if isinstance(message_type, str) else "invalid"}
    for name, value in message.items():
        if name == "file" and message_type == "http.response.zerocopysend":
            dumped["bytes"] = _dump_member(lambda _: dump_body(file_part(message)), value)
        elif name != "type":
            dumped[str(name)] = _dump_member(_MEMBERS.get(name, _refuse), value)
    return dumped


def file_part(message: dict[str, Any]) -> bytes:
    """What a server that gets this `http.response.zerocopysend` sends: from `offset` or where the file is, to `count` or its end."""
    file = message["file"]
    descriptor = file if isinstance(file, int) else file.fileno()
    start = message["offset"] if "offset" in message else os.lseek(descriptor, 0, os.SEEK_CUR)
    count = message["count"] if "count" in message else os.fstat(descriptor).st_size
    data = b""
    while len(data) < count and (more := os.pread(descriptor, count - len(data), start + len(data))):
        data += more
    if "offset" not in message:
        os.lseek(descriptor, start + len(data), os.SEEK_SET)
    return data


def body_length(message: Any) -> int:
    """How many bytes the message sends; what isn't of its type sends none."""
    try:
        if message.get("type") != "http.response.zerocopysend":
            return memoryview(message["body"]).nbytes
        if "count" in message:
            return message["count"]
        file = message["file"]
        descriptor = file if isinstance(file, int) else file.fileno()
        start = message["offset"] if "offset" in message else os.lseek(descriptor, 0, os.SEEK_CUR)
        return max(os.fstat(descriptor).st_size - start, 0)
    except Exception:
        return 0


def invalid(value: Any) -> dict[str, str]:
    """`{"invalid":"what it was"}` (PROTOCOL.md §5)."""
    try:
        text = repr(value)
    except Exception:
        text = "that has no repr"
    return {"invalid": f"{type(value).__name__} {text}"[:200]}


def _dump_member(dump: Callable[[Any], Any], value: Any) -> Any:
    try:
        return dump(value)
    except Exception:
        return invalid(value)


def _of_type(wanted: type) -> Callable[[Any], Any]:
    def dump(value: Any) -> Any:
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            raise TypeError
        return wanted(value)

    return dump


def _dump_headers(headers: Any) -> list[list[str]]:
    dumped = []
    for name, value in headers:
        if not isinstance(name, bytes) or not isinstance(value, bytes):
            raise TypeError
        dumped.append([name.decode("latin-1"), value.decode("latin-1")])
    return dumped


def _dump_body(body: Any) -> Any:
    if not isinstance(body, (bytes, bytearray, memoryview)):
        raise TypeError
    return dump_body(bytes(body))


def _refuse(value: Any) -> None:
    raise TypeError


_MEMBERS: dict[str, Callable[[Any], Any]] = {
    "status": _of_type(int), "headers": _dump_headers, "body": _dump_body, "more_body": _of_type(bool), "trailers": _of_type(bool),
    "path": _of_type(str), "offset": _of_type(int), "count": _of_type(int), "code": _of_type(int), "reason": _of_type(str),
}  # fmt: skip
