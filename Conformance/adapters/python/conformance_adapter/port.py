"""A port: what it is called, what it has, and how its ways differ from Starlette's."""

from __future__ import annotations

import contextlib
import platform
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from http.cookies import CookieError
from typing import Any

from .runtime import python_release
from .script import ScriptedError
from .wire import Unsupported, by_position, require_parameters

#: Arguments of PROTOCOL.md §3 that the real projects give another name.
UPSTREAM_PARAMETERS = {
    "ping_message": "ping_message_factory",
    "data_sender": "data_sender_callable",
    "client_close_handler": "client_close_handler_callable",
}

#: What Python raises, and the ErrorKind of each (PROTOCOL.md §6), the most specific first.
COMMON_ERRORS: Sequence[tuple[type[BaseException], str]] = (
    (FileNotFoundError, "file_not_found"),
    (IsADirectoryError, "not_a_file"),
    (OSError, "source"),
    (ValueError, "invalid_argument"),
    (TypeError, "invalid_argument"),
    (AttributeError, "invalid_argument"),
    (LookupError, "invalid_argument"),
    (AssertionError, "invalid_argument"),
    (CookieError, "invalid_argument"),
)


class Port:
    """Subclass it: the attributes say what the port has, and what differs from Starlette's ways is a method to override.

    `construct` and `act` may be coroutines, for a port that makes its responses in asynchronous functions.
    """

    name = "unnamed"
    version = ""
    #: The classes that the port has, by their names in PROTOCOL.md §3.
    classes: Mapping[str, Callable[..., Any]] = {}
    #: The optional features of PROTOCOL.md §7 that it claims.
    features: Sequence[str] = ()
    #: What it lacks of the arguments, actions, steps and members of events, by the names of PROTOCOL.md §7.
    lacks: Sequence[str] = ()
    #: The upstream releases that it follows; none is the newest.
    target: Mapping[str, str] = {}
    #: The release of CPython by which it is judged: the one that it runs on. None is the newest, for a port whose cookies don't come
    #: from http.cookies and so are the same on every runtime.
    runtime: str | None = python_release()
    #: How many cases are answered at once: the slow ones wait most of their time. 1 for a port with state of its own.
    in_flight = 64
    #: The framework's ASGI application, where a response isn't one itself: its handler answers with `scope["response"]`.
    application: Callable[..., Awaitable[Any]] | None = None
    #: Whether that application reads the request to its end before it answers.
    reads_request = False
    #: The port's names of arguments that PROTOCOL.md §3 calls otherwise.
    parameters: Mapping[str, str] = {}
    #: What makes a server-sent event of the members of Event (PROTOCOL.md §3), by the form that its `as` names.
    events: Mapping[str, Callable[..., Any]] = {}
    #: Types of errors, the most specific first, and the ErrorKind of each (PROTOCOL.md §6); Python's own are known.
    errors: Sequence[tuple[type[BaseException], str]] = ()
    #: Ends of messages, for errors that only their text tells apart.
    error_texts: Mapping[str, str] = {}

    def context(self) -> contextlib.AbstractAsyncContextManager[Any]:
        """What a whole case runs in, from construction to the last call; what it sets must be the task's own, as context variables are."""
        return contextlib.nullcontext()

    def construct(self, name: str, arguments: dict[str, Any]) -> Any:
        """The response of a class by its name in PROTOCOL.md §3; `charset` and `render` are a subclass's."""
        cls = self.classes[name]
        attributes = {}
        if "charset" in arguments:
            attributes["charset"] = arguments.pop("charset")
        if "render" in arguments:
            rendered = arguments.pop("render")
            attributes["render"] = lambda self, content: rendered
        if attributes:
            if not isinstance(cls, type):
                raise Unsupported(f"no subclass of {name}")
            cls = type(cls.__name__, (cls,), attributes)
        names = {**UPSTREAM_PARAMETERS, **self.parameters}
        named = {names.get(argument, argument): value for argument, value in arguments.items()}
        require_parameters(cls, named)
        return cls(*by_position(cls, named), **named)

    def background(self, tasks: list[Callable[[], Awaitable[None]]]) -> Any:
        """The value of the argument `background` for these tasks, one or more."""
        raise Unsupported("no background tasks")

    def act(self, response: Any, name: str, argument: Any) -> None:
        """Does one action of PROTOCOL.md §3: a cookie's argument is a dictionary, a header's a list of its name and value."""
        match name:
            case "set_cookie" | "delete_cookie":
                method = getattr(response, name)
                require_parameters(method, argument)
                method(**argument)
            case "header_set":
                response.headers[argument[0]] = argument[1]
            case "header_append":
                response.headers.append(*argument)
            case "header_setdefault":
                response.headers.setdefault(*argument)
            case "header_remove":
                del response.headers[argument[0]]
            case "header_add_vary":
                response.headers.add_vary_header(*argument)
            case _:
                raise Unsupported(f"no action {name!r}")

    async def call(self, response: Any, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        """Calls the response as an ASGI application, or `application` with the response in its scope."""
        if self.application is None:
            await response(scope, receive, send)
        else:
            await self.application({**scope, "response": response}, receive, send)

    def shut_down(self, is_down: bool) -> None:
        """Tells the implementation that the server shuts down, and after the case that it does not (PROTOCOL.md §4)."""
        raise Unsupported("no shutdown")

    @contextlib.contextmanager
    def frozen_clock(self, now: float) -> Iterator[None]:
        """Freezes `time.time`; nothing else runs in this process meanwhile. A port that asks another clock freezes that.

        `time.monotonic` must go on: pauses and deadlines are measured with it.
        """
        original = time.time
        time.time = lambda: now
        try:
            yield
        finally:
            time.time = original

    def error_kind(self, error: BaseException) -> str:
        """The ErrorKind of what construction, an action or a call raised (PROTOCOL.md §6)."""
        if isinstance(error, ScriptedError):
            return error.kind
        if isinstance(error, UnicodeEncodeError):
            return "encoding"
        if isinstance(error, (ValueError, TypeError, RecursionError)) and raised_in_json(error):
            return "not_serializable"
        for text, kind in self.error_texts.items():
            if str(error).endswith(text):
                return kind
        for error_type, kind in [*self.errors, *COMMON_ERRORS]:
            if isinstance(error, error_type):
                return kind
        return "other"

    def hello(self) -> dict[str, Any]:
        """The adapter's hello (PROTOCOL.md §2)."""
        runtime = {} if self.runtime is None else {"python": self.runtime}
        implementation = {"name": self.name, "version": self.version, "language": f"Python {platform.python_version()}"}
        return {
            "op": "hello", "protocol": 1, "in_flight": self.in_flight, "isolates": True, "implementation": implementation,
            "classes": list(self.classes), "features": list(self.features), "lacks": list(self.lacks), "target": {**self.target, **runtime},
        }  # fmt: skip


def raised_in_json(error: BaseException) -> bool:
    """Whether an error was raised while the standard library serialized a value."""
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_globals.get("__name__", "").split(".")[0] == "json":
            return True
        frame = frame.tb_next
    return False
