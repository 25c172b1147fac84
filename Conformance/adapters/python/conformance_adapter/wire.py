"""Values as they cross the wire (PROTOCOL.md §1), and messages in both directions (§5)."""

from __future__ import annotations

import base64
import datetime
import decimal
import hashlib
import json
import sys
from collections.abc import Callable
from typing import Any

DIGEST_THRESHOLD = 65_536

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)  # Integers keep all their digits.


class WireError(Exception):
    """A value that is not of the form that PROTOCOL.md gives it."""


class Pairs(dict):
    """A mapping that yields the same name as often as `$pairs` has it; the JSON encoder asks for nothing else."""

    def __init__(self, pairs: list[tuple[Any, Any]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def items(self) -> list[tuple[Any, Any]]:  # type: ignore[override]
        return self._pairs


def dump_line(value: Any) -> bytes:
    """One line; a lone surrogate, which no line may hold, becomes `?`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def load_bytes(value: Any) -> bytes:
    """Bytes as the runner writes them."""
    if isinstance(value, str):
        return value.encode("utf-8")
    if "base64" in value:
        return base64.b64decode(value["base64"], validate=True)
    if "repeat" in value:
        return load_bytes(value["repeat"]) * value["count"]
    if "concat" in value:
        return b"".join(map(load_bytes, value["concat"]))
    raise WireError(f"no form of bytes: {value!r}")


def dump_bytes(value: bytes) -> Any:
    """A string where the bytes are UTF-8, else base64."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode("ascii")}


def dump_body(value: bytes) -> Any:
    """The body of a message: its digest where it is long enough."""
    if len(value) < DIGEST_THRESHOLD:
        return dump_bytes(value)
    return {"sha256": hashlib.sha256(value).hexdigest(), "length": len(value)}


def load_text(value: Any) -> Any:
    """Text, or None, or with `{"value":…}` whatever else a caller may pass by mistake."""
    if isinstance(value, dict) and "code_points" in value:
        return "".join(map(chr, value["code_points"]))
    if isinstance(value, dict) and "value" in value:
        return value["value"]
    return value


def load_date(value: dict[str, str]) -> datetime.datetime:
    """`{"datetime":"2037-01-22T12:00:10Z"}`."""
    return datetime.datetime.strptime(value["datetime"], "%Y-%m-%dT%H:%M:%S%z").astimezone(datetime.timezone.utc)


def load_value(value: Any) -> Any:
    """A JSON value to serialize, with what JSON has no words for."""
    if isinstance(value, list):
        return [load_value(element) for element in value]
    if not isinstance(value, dict):
        return value
    if "$number" in value:
        return float(value["$number"])
    if "$pairs" in value:
        pairs = [(load_value(name), load_value(member)) for name, member in value["$pairs"]]
        return Pairs(pairs) if len({name for name, _ in pairs}) < len(pairs) else dict(pairs)
    if "code_points" in value:
        return load_text(value)
    if "$python" in value:
        return _python_value(value["$python"])
    return {name: load_value(member) for name, member in value.items()}


def _python_value(name: str) -> Any:
    circular: list[Any] = []
    circular.append(circular)
    values = {
        "tuple": (1, 2), "set": {1}, "bytes": b"a", "datetime": datetime.datetime(2020, 1, 1), "decimal": decimal.Decimal("1.5"),
        "circular": circular,
    }  # fmt: skip
    return values[name]


def load_scope(scope: dict[str, Any]) -> dict[str, Any]:
    """A scope as ASGI has it: headers as pairs of bytes, `raw_path` and `query_string` as bytes, addresses as tuples."""
    loaded = dict(scope)
    if "headers" in scope:
        loaded["headers"] = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in scope["headers"]]
    for name in ("raw_path", "query_string"):
        if name in scope:
            loaded[name] = load_bytes(scope[name])
    for name in ("client", "server"):
        if scope.get(name) is not None:
            loaded[name] = tuple(scope[name])
    return loaded


def load_message(message: dict[str, Any]) -> dict[str, Any]:
    """A message for `receive`."""
    return {**message, "body": load_bytes(message["body"])} if "body" in message else dict(message)


def dump_message(message: dict[str, Any]) -> dict[str, Any]:
    """A message that the response sent, with what has not the type that ASGI gives it marked as invalid."""
    dumpers: dict[str, Callable[[Any], Any]] = {
        "status": lambda value: _typed(value, int),
        "headers": _dump_headers,
        "body": _dump_content,
        "more_body": lambda value: _typed(value, bool),
        "path": lambda value: _typed(value, str),
    }
    dumped = {name: dumper(message[name]) for name, dumper in dumpers.items() if name in message}
    return {"type": message["type"], **dumped}


def _typed(value: Any, wanted: type) -> Any:
    return value if type(value) is wanted else _invalid(value)


def _invalid(value: Any) -> dict[str, str]:
    return {"invalid": f"{type(value).__name__} {value!r}"[:200]}


def _dump_headers(headers: Any) -> Any:
    pairs = [tuple(pair) for pair in headers]
    if not all(len(pair) == 2 and all(isinstance(part, bytes) for part in pair) for pair in pairs):
        return _invalid(pairs)
    return [[part.decode("latin-1") for part in pair] for pair in pairs]


def _dump_content(body: Any) -> Any:
    return dump_body(bytes(body)) if isinstance(body, (bytes, bytearray, memoryview)) else _invalid(body)
