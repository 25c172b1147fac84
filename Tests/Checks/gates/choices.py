"""An adapter of the real Starlette and sse-starlette with ten defaults changed, as a port's maintainers might choose them."""

import logging
import sys

import sse_starlette
from starlette import responses

from ..paths import ADAPTERS

sys.path.insert(0, str(ADAPTERS))
import conformance_adapter  # noqa: E402
from starlette_adapter import Starlette  # noqa: E402

#: It logs what a stream raises while it is closed, which some vectors are about.
logging.getLogger("sse_starlette").setLevel(logging.CRITICAL)


class Choices:
    """What all responses have in common: `nosniff`, and cookies that leave SameSite to the browser."""

    def set_cookie(self, key, *arguments, samesite=None, **others):
        super().set_cookie(key, *arguments, samesite=samesite, **others)

    def delete_cookie(self, key, *arguments, samesite=None, **others):
        super().delete_cookie(key, *arguments, samesite=samesite, **others)

    async def __call__(self, scope, receive, send):
        async def send_with_header(message):
            if message["type"].endswith("http.response.start"):
                headers = [*message["headers"], (b"x-content-type-options", b"nosniff")]
                message = {**message, "headers": headers}
            await send(message)

        await super().__call__(scope, receive, send_with_header)


class Response(Choices, responses.Response):
    media_type = "application/octet-stream"


class HTMLResponse(Choices, responses.HTMLResponse):
    def init_headers(self, headers=None):
        super().init_headers(headers)
        if self.headers.get("content-type") == "text/html; charset=utf-8":
            self.headers["content-type"] = "text/html"


class PlainTextResponse(Choices, responses.PlainTextResponse):
    pass


class JSONResponse(Choices, responses.JSONResponse):
    media_type = "application/json; charset=utf-8"


class RedirectResponse(Choices, responses.RedirectResponse):
    def __init__(self, url, status_code=303, headers=None, background=None):
        super().__init__(url, status_code, headers, background)


class StreamingResponse(Choices, responses.StreamingResponse):
    pass


class FileResponse(Choices, responses.FileResponse):
    def __init__(self, path, *arguments, content_disposition_type="inline", **others):
        super().__init__(path, *arguments, content_disposition_type=content_disposition_type, **others)

    def init_headers(self, headers=None):
        super().init_headers(headers)
        self.headers.setdefault("cache-control", "no-cache")

    async def __call__(self, scope, receive, send):
        if self.headers.get("accept-ranges") == "bytes":
            del self.headers["accept-ranges"]
        await super().__call__(scope, receive, send)


class EventSourceResponse(Choices, sse_starlette.EventSourceResponse):
    def init_headers(self, headers=None):
        super().init_headers(headers)
        if self.headers.get("cache-control") == "no-store":
            self.headers["cache-control"] = "no-cache"


class Fixture(Starlette):
    name = "choices"
    version = "1"
    classes = {
        "starlette.Response": Response,
        "starlette.HTMLResponse": HTMLResponse,
        "starlette.PlainTextResponse": PlainTextResponse,
        "starlette.JSONResponse": JSONResponse,
        "starlette.RedirectResponse": RedirectResponse,
        "starlette.StreamingResponse": StreamingResponse,
        "starlette.FileResponse": FileResponse,
        "sse_starlette.EventSourceResponse": EventSourceResponse,
    }
    features = (
        *Starlette.features, "sse.cleanup_timeout", "sse.close_handler", "sse.data_sender", "sse.ping", "sse.send_timeout", "sse.shutdown",
    )  # fmt: skip
    errors = ((sse_starlette.sse.SendTimeoutError, "timeout"), *Starlette.errors)
    events = {name: getattr(sse_starlette, name) for name in ("ServerSentEvent", "JSONServerSentEvent")} | {"dict": dict}

    def shut_down(self, is_down):
        sse_starlette.sse.AppStatus.should_exit = is_down


if __name__ == "__main__":
    conformance_adapter.serve(Fixture())
