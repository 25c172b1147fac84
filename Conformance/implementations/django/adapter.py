"""Django behind the adapter protocol: `conformance-run --adapter python3 -- adapter.py`, with requirements.txt installed."""

import pathlib
import sys

import django
from django import http
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.exceptions import DisallowedRedirect
from django.urls import re_path
from django.utils.cache import patch_vary_headers

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "adapters" / "python"))
from conformance_adapter import Port, serve  # noqa: E402


async def respond(request):
    return request.scope["response"]


middleware = ["django.middleware.common.CommonMiddleware"]  # Every new project has it; it adds Content-Length.
settings.configure(ALLOWED_HOSTS=["*"], DEBUG_PROPAGATE_EXCEPTIONS=True, MIDDLEWARE=middleware, ROOT_URLCONF=(re_path("", respond),))


def file_response(path, filename=None, **others):
    return http.FileResponse(open(path, "rb"), as_attachment=filename is not None, filename=filename or "", **others)


class Django(Port):
    name = "django"
    version = django.__version__
    classes = {
        "starlette.Response": http.HttpResponse,
        "starlette.HTMLResponse": http.HttpResponse,  # Its default type is text/html.
        "starlette.JSONResponse": lambda content, **others: http.JsonResponse(content, safe=False, **others),
        "starlette.RedirectResponse": lambda url, **others: http.HttpResponseRedirect(url, **others),
        "starlette.StreamingResponse": lambda content, **others: http.StreamingHttpResponse(content, **others),
        "starlette.FileResponse": file_response,
    }
    features = (
        "cancel", "disconnect", "file.write", "headers.remove", "headers.set", "headers.setdefault", "headers.vary", "json.bigint",
        "json.floats", "json.order", "json.special", "send.blocks", "send.fails", "stream.events", "stream.pauses", "stream.sync",
        "text.surrogates",
    )  # fmt: skip
    lacks = ("action.delete_cookie.httponly", "action.delete_cookie.secure", "starlette.FileResponse.content_disposition_type")
    parameters = {"status_code": "status", "media_type": "content_type"}
    application = get_asgi_application()
    reads_request = True
    errors = ((DisallowedRedirect, "invalid_argument"),)

    def act(self, response, name, argument):
        if name == "header_add_vary":
            patch_vary_headers(response, argument)
        else:
            super().act(response, name, argument)


if __name__ == "__main__":
    serve(Django())
