"""Lines, and the values in them that JSON cannot hold (PROTOCOL.md §1)."""

from __future__ import annotations

import array
import base64
import datetime
import decimal
import hashlib
import inspect
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

#: The longest line, without its LF.
LONGEST_LINE = 64 * 1024 * 1024

#: The shortest body that may be sent as a digest.
SHORTEST_DIGEST = 65_536


class Unsupported(Exception):
    """A form that this adapter does not know; it must not guess (PROTOCOL.md §8)."""


def form_of(value: Any, forms: Mapping[str, Collection[str]], what: str) -> str:
    """The form that an object has: the member that names it, with none but the members that go with it (PROTOCOL.md §8)."""
    if isinstance(value, dict):
        for name, others in forms.items():
            if name in value and value.keys() <= {name, *others}:
                return name
    raise Unsupported(f"no {what} {json.dumps(value)[:200]}")


def require_parameters(function: Callable[..., Any], names: Iterable[str]) -> None:
    """An argument that the port's function doesn't have is unsupported; its `TypeError` would pass for a refusal (PROTOCOL.md §8)."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return  # A built-in function need not have a signature.
    if not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        for name in names:
            if name not in parameters:
                raise Unsupported(f"no argument {name!r} of {getattr(function, '__name__', function)}")


def by_position(function: Callable[..., Any], arguments: dict[str, Any]) -> list[Any]:
    """Takes those out of the arguments that the port's function accepts by position only, in its order."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    taken = []
    for parameter in parameters:
        if parameter.kind is not parameter.POSITIONAL_ONLY or parameter.name not in arguments:
            break
        taken.append(arguments.pop(parameter.name))
    return taken


# Lines


def load_line(line: bytes) -> dict[str, Any]:
    """The object that a line holds; `ValueError` where it holds none (PROTOCOL.md §1)."""
    try:
        value = json.loads(line.decode("utf-8"), parse_int=_load_integer, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("its values are nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError(f"it is no object, but {json.dumps(value)[:80]}")
    return value


def _load_integer(digits: str) -> int:
    """All digits. To raise Python's limit on `int()` instead would change what a port does with a long number in a header."""
    return int(digits) if len(digits) < 4000 else int(decimal.Decimal(digits))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"JSON has no {name}")


def dump_line(value: dict[str, Any]) -> bytes:
    """One line; a lone surrogate, which no line may hold, becomes `?` (PROTOCOL.md §1)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


# Bytes and text

BYTES_FORMS = {"base64": (), "repeat": ("count",), "concat": ()}


def load_bytes(value: Any) -> bytes:
    """Bytes as the runner writes them (PROTOCOL.md §1)."""
    if isinstance(value, str):
        return value.encode("utf-8")
    form = form_of(value, BYTES_FORMS, "bytes")
    if form == "base64":
        return base64.b64decode(value["base64"], validate=True)
    if form == "repeat":
        return load_bytes(value["repeat"]) * int(value["count"])
    return b"".join(map(load_bytes, value["concat"]))


def dump_bytes(value: bytes) -> Any:
    """A string where the bytes are UTF-8, else base64 (PROTOCOL.md §1)."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode("ascii")}


def dump_body(value: bytes) -> Any:
    """The body of a message: its digest where it is long enough (PROTOCOL.md §1)."""
    if len(value) < SHORTEST_DIGEST:
        return dump_bytes(value)
    return {"sha256": hashlib.sha256(value).hexdigest(), "length": len(value)}


def load_chunk(value: dict[str, Any]) -> Any:
    """The text or bytes of a content or a step, of the type that `"as"` names (PROTOCOL.md §3, and §7 `python.values`)."""
    if "text" in value:
        return load_argument(value["text"])
    data = load_bytes(value["bytes"])
    match value.get("as"):
        case None:
            return data
        case "bytearray":
            return bytearray(data)
        case "memoryview":
            return memoryview(data)
        case "array:I":
            return memoryview(array.array("I", data))
        case form:
            raise Unsupported(f"no bytes as {json.dumps(form)}")


# Arguments

ARGUMENT_FORMS = {"code_points": (), "datetime": (), "value": ()}


def load_argument(value: Any) -> Any:
    """Text, a Date (PROTOCOL.md §1), null, a number, a truth value, or any `{"value":…}` (§7 `python.values`)."""
    if not isinstance(value, (dict, list)):
        return value
    form, value = form_of(value, ARGUMENT_FORMS, "argument"), dict(value)
    if form == "code_points":
        return "".join(map(chr, value["code_points"]))
    return load_date(value) if form == "datetime" else value["value"]


def load_date(value: dict[str, str]) -> datetime.datetime:
    """The instant of `{"datetime":"2037-01-22T12:00:10Z"}` (PROTOCOL.md §1)."""
    return datetime.datetime.strptime(value["datetime"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)


# Values to serialize


class Pairs(dict[Any, Any]):
    """A mapping that has the same name as often as `$pairs` has it; the JSON encoder asks for nothing but `items()`."""

    def __init__(self, pairs: list[tuple[Any, Any]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def items(self) -> list[tuple[Any, Any]]:  # type: ignore[override]
        return self._pairs


def load_value(value: Any) -> Any:
    """A `json` value, with what JSON has no words for (PROTOCOL.md §3 and §7)."""
    if isinstance(value, list):
        return [load_value(element) for element in value]
    if not isinstance(value, dict):
        return value
    if "$number" in value:
        return float(value["$number"])
    if "$pairs" in value:
        pairs = [(load_value(name), load_value(member)) for name, member in value["$pairs"]]
        return Pairs(pairs) if len({name for name, _ in pairs}) < len(pairs) else dict(pairs)
    if "$python" in value:
        return _python_value(value["$python"])
    if "code_points" in value:
        return load_argument(value)
    return {name: load_value(member) for name, member in value.items()}


def _python_value(name: str) -> Any:
    circular: list[Any] = []
    circular.append(circular)
    values = {
        "tuple": (1, 2), "set": {1}, "bytes": b"a", "datetime": datetime.datetime(2020, 1, 1), "decimal": decimal.Decimal("1.5"),
        "circular": circular,
    }  # fmt: skip
    if name not in values:
        raise Unsupported(f"no Python value {json.dumps(name)}")
    return values[name]
