"""A port: what it is called, what it has, and how the words of the protocol become its arguments (PROTOCOL.md §3)."""

from __future__ import annotations

import os
import platform
import stat
from collections.abc import Callable, Sequence
from typing import Any

from .script import Log, ScriptedError, Stream, Unsupported, load_content_bytes
from .wire import load_bytes, load_date, load_text, load_value

COOKIE_MEMBERS = {
    "key", "value", "max_age", "expires", "path", "domain", "secure", "httponly", "samesite", "partitioned",
}  # fmt: skip


class Port:
    """Subclass it: the names and classes are attributes, what differs from Starlette's ways is a method to override."""

    name = "unnamed"
    version = ""
    #: The classes that the port has, by their names in PROTOCOL.md §3.
    classes: dict[str, Callable[..., Any]] = {}
    #: The optional features of PROTOCOL.md §7 that it claims.
    features: Sequence[str] = ()
    #: The upstream releases that it follows; none is the newest.
    target: dict[str, str] = {}
    #: Types of errors, the most specific first, and the ErrorKind of each (PROTOCOL.md §6).
    errors: Sequence[tuple[type[BaseException], str]] = ()
    #: Ends of messages, for errors that only their text tells apart.
    error_texts: dict[str, str] = {}

    _common_errors: Sequence[tuple[type[BaseException], str]] = (
        (UnicodeEncodeError, "encoding"),
        (FileNotFoundError, "file_not_found"),
        (IsADirectoryError, "not_a_file"),
        (OSError, "source"),
        (ValueError, "invalid_argument"),
        (TypeError, "invalid_argument"),
        (AttributeError, "invalid_argument"),
        (LookupError, "invalid_argument"),
        (AssertionError, "invalid_argument"),
    )

    def hello(self, in_flight: int) -> dict[str, Any]:
        """The adapter's hello (PROTOCOL.md §2)."""
        implementation = {"name": self.name, "version": self.version, "language": f"Python {platform.python_version()}"}
        return {
            "op": "hello", "protocol": 1, "in_flight": in_flight, "implementation": implementation,
            "classes": list(self.classes), "features": list(self.features), "target": self.target,
        }  # fmt: skip

    def background(self, tasks: list[Callable[[], Any]]) -> Any:
        """The value of the `background` argument for these tasks."""
        raise Unsupported("no background tasks")

    def event(self, event: dict[str, Any]) -> Any:
        """A server-sent event to yield from a stream."""
        raise Unsupported("no server-sent events")

    def shut_down(self) -> None:
        """Tells the implementation that the server shuts down."""
        raise Unsupported("no shutdown")

    def error_kind(self, error: BaseException) -> str:
        """The ErrorKind of an error that came out of construction, an action or a call."""
        if isinstance(error, ScriptedError):
            return error.kind
        if isinstance(error, (ValueError, TypeError, RecursionError)) and not isinstance(error, UnicodeEncodeError):
            if raised_in_json(error):
                return "not_serializable"
        for text, kind in self.error_texts.items():
            if str(error).endswith(text):
                return kind
        for kind_of_error, kind in [*self.errors, *self._common_errors]:
            if isinstance(error, kind_of_error):
                return kind
        return "other"

    def construct(self, spec: dict[str, Any], background: Any, log: Log, streams: list[Stream]) -> Any:
        """The response that a case describes."""
        arguments = {name: value for name, value in spec.items() if name not in ("class", "render", "charset")}
        if spec["class"] not in self.classes:
            raise Unsupported(f"no class {spec['class']!r}")
        cls = self.classes[spec["class"]]
        attributes: dict[str, Any] = {}
        if "render" in spec:
            rendered = load_bytes(spec["render"])
            attributes["render"] = lambda self, content: rendered
        if "charset" in spec:
            attributes["charset"] = spec["charset"]
        if attributes and isinstance(cls, type):
            cls = type(cls.__name__, (cls,), attributes)
        loaded = {name: self.argument(name, value, log, streams) for name, value in arguments.items()}
        if background is not None:
            loaded["background"] = background
        return cls(**loaded)

    def argument(self, name: str, value: Any, log: Log, streams: list[Stream]) -> Any:
        """An argument of a constructor, from its form on the wire."""
        if value is None:
            return None
        if name == "content":
            return self.content(value, log, streams)
        if name == "headers" and isinstance(value, list):
            return {load_text(field): load_text(content) for field, content in value}
        if name == "stat_result":
            kind = {"file": stat.S_IFREG, "directory": stat.S_IFDIR}[value["kind"]]
            times = {"st_mtime": value["modified"]}
            return os.stat_result((kind | 0o644, 0, 0, 1, 0, 0, value["size"], 0, int(value["modified"]), 0), times)
        return load_text(value)

    def content(self, content: dict[str, Any], log: Log, streams: list[Stream]) -> Any:
        """Text, bytes, a value or a stream."""
        if "text" in content:
            return load_text(content["text"])
        if "bytes" in content:
            return load_content_bytes(content)
        if "json" in content:
            return load_value(content["json"])
        if "stream" in content:
            streams.append(Stream(content, log, self.event))
            return streams[-1].content
        if "value" in content:
            return content["value"]
        raise Unsupported(f"no content {content!r}")

    def act(self, response: Any, action: dict[str, Any]) -> None:
        """Does one action (PROTOCOL.md §3) to a response that has Starlette's methods."""
        (name, value), *rest = action.items()
        if name in ("set_cookie", "delete_cookie"):
            unknown = set(value) - COOKIE_MEMBERS
            if unknown:
                raise Unsupported(f"no cookie member {sorted(unknown)}")
            getattr(response, name)(**{member: self.cookie_argument(content) for member, content in value.items()})
        elif name == "header_set":
            response.headers[load_text(value[0])] = load_text(value[1])
        elif name == "header_append":
            response.headers.append(load_text(value[0]), load_text(value[1]))
        elif name == "header_setdefault":
            response.headers.setdefault(load_text(value[0]), load_text(value[1]))
        elif name == "header_remove":
            del response.headers[load_text(value)]
        elif name == "header_add_vary":
            response.headers.add_vary_header(load_text(value))
        elif name == "write_file":
            with open(load_text(value["path"]), "wb") as file:
                file.write(load_bytes(value["content"]))
        else:
            raise Unsupported(f"no action {name!r}")

    @staticmethod
    def cookie_argument(value: Any) -> Any:
        return load_date(value) if isinstance(value, dict) and "datetime" in value else load_text(value)


def raised_in_json(error: BaseException) -> bool:
    """Whether an error was raised while the standard library serialized a value."""
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_globals.get("__name__", "").split(".")[0] == "json":
            return True
        frame = frame.tb_next
    return False
