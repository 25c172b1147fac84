"""Quart behind the adapter protocol: `conformance-run --adapter python3 -- adapter.py`, with requirements.txt installed."""

import pathlib
import sys
from importlib.metadata import version

from quart import Quart, Response, request, send_file, websocket

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "adapters" / "python"))
from conformance_adapter import Port, serve  # noqa: E402

app = Quart("adapter", static_folder=None)
app.config["PROPAGATE_EXCEPTIONS"] = True


@app.before_request
async def respond():
    """Answers every path and method with the response of the case."""
    response = request.scope["response"]
    if isinstance(response.response, Response.file_body_class):  # What `send_file(conditional=True)` does.
        await response.make_conditional(request, accept_ranges=True, complete_length=response.content_length)
    return response


@app.before_websocket
async def deny():
    return websocket.scope["response"]


async def json_response(response, status=None, headers=None):
    return await app.make_response((app.json.response(response), status, headers))


async def redirect_response(url, status=302, headers=None):
    return await app.make_response((app.redirect(url, status), headers))


async def file_response(path, status=None, headers=None, mimetype=None, filename=None):
    async with app.app_context():
        sent = await send_file(path, mimetype, as_attachment=filename is not None, attachment_filename=filename)
        return await app.make_response((sent, status, headers))


class QuartPort(Port):
    name = "quart"
    version = version("quart")
    classes = {
        "starlette.Response": Response,
        "starlette.HTMLResponse": Response,  # Its default type is text/html.
        "starlette.JSONResponse": json_response,
        "starlette.RedirectResponse": redirect_response,
        "starlette.StreamingResponse": Response,
        "starlette.FileResponse": file_response,
    }
    features = (
        "cancel", "cookies.partitioned", "disconnect", "file.range", "headers.mutate", "json.bigint", "json.floats", "json.order",
        "json.special", "send.blocks", "send.fails", "stream.events", "stream.pauses", "stream.sync", "text.surrogates", "websocket",
    )  # fmt: skip
    lacks = ("starlette.FileResponse.content_disposition_type", "starlette.JSONResponse.media_type")
    parameters = {"content": "response", "status_code": "status", "media_type": "mimetype"}

    def act(self, response, name, argument):
        match name:
            case "header_append":
                response.headers.add(*argument)
            case "header_add_vary":
                response.vary.add(*argument)
            case _:
                super().act(response, name, argument)

    async def call(self, response, scope, receive, send):
        await app({**scope, "response": response}, receive, send)


if __name__ == "__main__":
    serve(QuartPort())
