"""Litestar behind the adapter protocol: `conformance-run --adapter python3 -- adapter.py`, with requirements.txt installed."""

import pathlib
import sys
from importlib.metadata import version

from litestar import Request, Response
from litestar.background_tasks import BackgroundTask, BackgroundTasks
from litestar.response import File, Redirect, ServerSentEvent, ServerSentEventMessage, Stream

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "adapters" / "python"))
from conformance_adapter import Port, serve  # noqa: E402


class Litestar(Port):
    name = "litestar"
    version = version("litestar")
    classes = {
        "starlette.Response": Response,
        "starlette.JSONResponse": Response,  # Its default type is application/json.
        "starlette.RedirectResponse": Redirect,
        "starlette.StreamingResponse": Stream,
        "starlette.FileResponse": File,
        "sse_starlette.EventSourceResponse": ServerSentEvent,
    }
    features = (
        "background", "cancel", "clock", "disconnect", "file.stat_result", "file.write", "json.bigint", "json.floats", "json.order",
        "json.special", "send.blocks", "send.fails", "stream.events", "stream.pauses", "stream.sync", "text.surrogates",
    )  # fmt: skip
    lacks = (
        "action.delete_cookie.httponly", "action.delete_cookie.samesite", "action.delete_cookie.secure",
        "event.as.JSONServerSentEvent", "sse_starlette.EventSourceResponse.media_type", "sse_starlette.EventSourceResponse.sep",
    )  # fmt: skip
    parameters = {"url": "path"}
    error_texts = {"does not exist": "file_not_found", "is not a file": "not_a_file"}
    events = {"ServerSentEvent": ServerSentEventMessage, "dict": dict}

    def construct(self, name, arguments):
        if name == "starlette.Response":
            arguments.setdefault("content", b"")  # Litestar's has no default.
        return super().construct(name, arguments)

    def background(self, tasks):
        return BackgroundTask(*tasks) if len(tasks) == 1 else BackgroundTasks([BackgroundTask(task) for task in tasks])

    async def call(self, response, scope, receive, send):
        is_head = scope["method"] == "HEAD"
        await response.to_asgi_response(None, Request(scope), is_head_response=is_head)(scope, receive, send)


if __name__ == "__main__":
    serve(Litestar())
