"""The imaginary port of README.md, made of Starlette."""

from http.cookies import CookieError as BadCookie

import starlette
from starlette.background import BackgroundTask, BackgroundTasks
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect as ClientGone
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse

__all__ = ["BadCookie", "ClientGone", "HTMLReply", "Reply", "StreamReply", "TextReply"]
__version__ = starlette.__version__


class Headers(MutableHeaders):
    def vary_on(self, name):
        super().add_vary_header(name)

    def add_vary_header(self, name):
        raise NotImplementedError


class Replying:
    def __init__(self, content=None, code=200, headers=None, media_type=None, background=()):
        tasks = BackgroundTasks([BackgroundTask(task) for task in background])
        super().__init__(content, code, headers, media_type, tasks)

    @property
    def headers(self):
        return Headers(raw=self.raw_headers)


class Reply(Replying, Response): ...


class HTMLReply(Replying, HTMLResponse): ...


class TextReply(Replying, PlainTextResponse): ...


class StreamReply(Replying, StreamingResponse): ...
