"""Lilya behind the adapter protocol: `conformance-run --adapter python3 -- adapter.py`, with requirements.txt installed."""

import pathlib
import sys

import lilya
from lilya import responses
from lilya.background import Task, Tasks

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "adapters" / "python"))
from conformance_adapter import Port, serve  # noqa: E402


def event(data=None, event=None, id=None, retry=None, comment=None):
    """An event is a dictionary, with a comment under a colon."""
    members = {"data": data, "event": event, "id": id, "retry": retry, ":": comment}
    return {name: value for name, value in members.items() if value is not None}


class Lilya(Port):
    name = "lilya"
    version = lilya.__version__
    classes = {
        "starlette.Response": responses.Response,
        "starlette.HTMLResponse": responses.HTMLResponse,
        "starlette.PlainTextResponse": responses.PlainText,
        "starlette.JSONResponse": responses.JSONResponse,
        "starlette.RedirectResponse": responses.RedirectResponse,
        "starlette.StreamingResponse": responses.StreamingResponse,
        "starlette.FileResponse": responses.FileResponse,
        "sse_starlette.EventSourceResponse": responses.EventStreamResponse,
    }
    features = (
        "background", "cancel", "charset", "clock", "disconnect", "file.pathsend", "file.range", "file.stat_result", "file.write",
        "headers.mutate", "json.bigint", "json.floats", "json.order", "json.special", "python.values", "reuse", "send.blocks",
        "send.fails", "sse.close_handler", "sse.data_sender", "sse.ping", "sse.send_timeout", "stream.events", "stream.pauses",
        "stream.sync", "text.surrogates", "websocket",
    )  # fmt: skip
    lacks = ("event.sep",)
    parameters = {"ping": "ping_interval", "sep": "separator", "client_close_handler": "client_close_handler"}
    events = {"dict": event, "ServerSentEvent": event, "JSONServerSentEvent": event}
    errors = ((TimeoutError, "timeout"),)
    error_texts = {"does not exist.": "file_not_found", "is not a file.": "not_a_file"}

    def background(self, tasks):
        return Task(*tasks) if len(tasks) == 1 else Tasks([Task(task) for task in tasks])

    def act(self, response, name, argument):
        if name == "header_append":
            response.headers.add(*argument)
        else:
            super().act(response, name, argument)


if __name__ == "__main__":
    serve(Lilya())
