"""Quart behind the adapter protocol: `conformance-run --adapter python3 -- adapter.py`, with requirements.txt installed."""

import pathlib
import sys
from importlib.metadata import version

from quart import Quart, Response, jsonify, make_response, redirect, request, send_file, websocket

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "adapters" / "python"))
from conformance_adapter import Port, serve  # noqa: E402

app = Quart("adapter", static_folder=None)
app.config["PROPAGATE_EXCEPTIONS"] = True


@app.before_request
@app.before_websocket
async def respond():
    """Answers every path and method with the response of the case."""
    response = (request or websocket).scope["response"]
    if request and isinstance(response.response, Response.file_body_class):  # What `send_file(conditional=True)` does.
        await response.make_conditional(request, accept_ranges=True, complete_length=response.content_length)
    return response


async def file_response(path, status=None, headers=None, mimetype=None, filename=None):
    sent = await send_file(path, mimetype, as_attachment=filename is not None, attachment_filename=filename)
    return await make_response(sent, status, headers)


class QuartPort(Port):
    name = "quart"
    version = version("quart")
    classes = {
        "starlette.Response": Response,
        "starlette.HTMLResponse": Response,  # Its default type is text/html.
        "starlette.JSONResponse": lambda response, status=None, headers=None: make_response(jsonify(response), status, headers),
        "starlette.RedirectResponse": lambda url, status=302, headers=None: make_response(redirect(url, status), headers),
        "starlette.StreamingResponse": Response,
        "starlette.FileResponse": file_response,
    }
    features = (
        "cancel", "cookies.partitioned", "disconnect", "file.range", "headers.mutate", "json.bigint", "json.floats", "json.order",
        "json.special", "send.blocks", "send.fails", "stream.events", "stream.pauses", "stream.sync", "text.surrogates", "websocket",
    )  # fmt: skip
    lacks = ("starlette.FileResponse.content_disposition_type", "starlette.JSONResponse.media_type")
    parameters = {"content": "response", "status_code": "status", "media_type": "mimetype"}
    application, context = app, app.app_context
    runtime = None  # Its cookies are Werkzeug's.

    def act(self, response, name, argument):
        if name in ("header_append", "header_add_vary"):
            (response.headers if name == "header_append" else response.vary).add(*argument)
        else:
            super().act(response, name, argument)


if __name__ == "__main__":
    serve(QuartPort())
