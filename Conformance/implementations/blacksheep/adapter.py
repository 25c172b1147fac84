"""BlackSheep behind the adapter protocol: `conformance-run --adapter python3 -- adapter.py`, with requirements.txt installed."""

import pathlib
import sys
from functools import partial
from importlib.metadata import version

from blacksheep import Application, Content, Cookie, CookieSameSiteMode, HTMLContent, JSONContent, Response, StreamedContent, TextContent
from blacksheep.common.files.pathsutils import get_mime_type_from_name
from blacksheep.server.responses import file, redirect

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "adapters" / "python"))
from conformance_adapter import Port, serve  # noqa: E402


async def each(chunks):
    async for chunk in chunks:
        yield chunk


class BlackSheep(Port):
    name, version = "blacksheep", version("blacksheep")
    classes = {
        "starlette.Response": lambda content=None, media_type=None: None if content is None else Content((media_type or "").encode(), content),
        "starlette.HTMLResponse": lambda content: HTMLContent(content),
        "starlette.PlainTextResponse": lambda content: TextContent(content),
        "starlette.JSONResponse": lambda content: JSONContent(content),
        "starlette.RedirectResponse": lambda url: redirect(url),
        "starlette.StreamingResponse": lambda content, media_type=None: StreamedContent((media_type or "").encode(), partial(each, content)),
        "starlette.FileResponse": lambda path, filename=None: file(path, get_mime_type_from_name(path), file_name=filename),
    }
    features = (
        "cancel", "disconnect", "file.write", "headers.append", "headers.remove", "headers.set", "json.bigint", "json.floats",
        "json.order", "json.special", "send.blocks", "send.fails", "stream.events", "stream.pauses",
    )  # fmt: skip
    lacks = (
        "action.delete_cookie", "action.set_cookie.partitioned", "starlette.Response.content.text", "step.text",  # Bytes alone.
        "starlette.FileResponse.content_disposition_type", "starlette.FileResponse.media_type", "starlette.JSONResponse.media_type",
        *(f"starlette.{name}Response.{part}" for name in ("File", "Redirect") for part in ("headers", "status_code")),
        *(f"starlette.{name}Response.{part}" for name in ("HTML", "PlainText") for part in ("content.bytes", "content.null", "media_type")),
    )  # fmt: skip
    runtime = None  # Its cookies are its own.
    application = Application()
    application.router.fallback = lambda request: request.scope["response"]

    def construct(self, name, arguments):
        status, headers = arguments.pop("status_code", 200), arguments.pop("headers", None) or {}
        made = super().construct(name, arguments)
        return made if isinstance(made, Response) else Response(status, [tuple(map(str.encode, each)) for each in headers.items()], made)

    def act(self, response, name, argument):
        if name != "set_cookie":
            methods = {"header_set": response.set_header, "header_append": response.add_header, "header_remove": response.remove_header}
            return methods[name](*map(str.encode, argument))
        mode = CookieSameSiteMode[argument.pop("samesite", "undefined").upper()]
        named = {"name": argument.pop("key"), "value": argument.pop("value", ""), "http_only": argument.pop("httponly", False)}
        return response.set_cookie(Cookie(**named, same_site=mode, **argument))


if __name__ == "__main__":
    serve(BlackSheep())
