"""Flama behind the adapter protocol: `conformance-run --adapter python3 -- adapter.py`, with requirements.txt installed."""

import pathlib
import sys
from importlib.metadata import version

from flama import http
from flama.background import BackgroundTasks, BackgroundThreadTask
from flama.debug.middleware import ExceptionMiddleware

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "adapters" / "python"))
from conformance_adapter import Port, serve  # noqa: E402


class Encoding:
    """The method that Flama's abstract classes leave to their subclasses."""

    def encode(self, content):
        return content if isinstance(content, bytes) else content.encode(self.charset)

    render = encode


class Flama(Port):
    name = "flama"
    version = version("flama")
    classes = {
        "starlette.Response": type("Response", (Encoding, http.BufferedResponse), {}),
        "starlette.StreamingResponse": type("StreamingResponse", (Encoding, http.StreamingResponse), {}),
        **{f"starlette.{name}Response": getattr(http, f"{name}Response") for name in ("File", "HTML", "JSON", "PlainText", "Redirect")},
        "sse_starlette.EventSourceResponse": http.ServerSentEventResponse,
    }
    features = (
        "background", "cancel", "charset", "cookies.partitioned", "disconnect", "file.pathsend", "file.range", "file.write",
        "headers.mutate", "json.bigint", "json.floats", "json.order", "json.render", "json.special", "python.json", "python.names",
        "reuse", "send.blocks", "send.fails", "stream.async_iterable", "stream.async_iterator", "stream.events", "stream.file_like",
        "stream.list", "stream.pauses", "stream.sync", "text.surrogates",
    )  # fmt: skip
    lacks = (
        "action.delete_cookie.partitioned", "event.as.JSONServerSentEvent", "event.as.dict", "event.sep",
        "sse_starlette.EventSourceResponse.media_type", "sse_starlette.EventSourceResponse.sep", "starlette.Response.content.null",
        *(f"starlette.{name}.content.{form}" for name in ("HTMLResponse", "PlainTextResponse") for form in ("bytes", "null")),
    )  # fmt: skip
    events = {"ServerSentEvent": http.ServerSentEvent}
    error_texts = dict.fromkeys(("not JSON compliant", "not JSON serializable", "not tuple"), "not_serializable")

    def construct(self, name, arguments):
        if name == "starlette.Response":
            arguments.setdefault("content", b"")  # Flama's has no default.
        return super().construct(name, arguments)

    def background(self, tasks):
        return BackgroundThreadTask(*tasks) if len(tasks) == 1 else BackgroundTasks([BackgroundThreadTask(task) for task in tasks])

    async def call(self, response, scope, receive, send):
        await ExceptionMiddleware()._build(response)(scope, receive, send)  # Makes a response of an HTTPException.


if __name__ == "__main__":
    serve(Flama())
