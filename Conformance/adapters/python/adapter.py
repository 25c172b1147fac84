"""Puts my port behind the adapter protocol: `conformance-run --adapter python3 -- adapter.py`.

`conformance-run init` wrote it, and the kit beside it. What is marked with TODO is yours.
"""

from conformance_adapter import Port, serve


class PlainTextResponse:
    """TODO: import your port's classes in place of this stand-in."""

    def __init__(self, content=None, status_code=200, headers=None, media_type="text/plain"):
        self.body = content if isinstance(content, bytes) else (content or "").encode("utf-8")
        self.status_code = status_code
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in (headers or {}).items()]
        self.headers.append((b"content-length", str(len(self.body)).encode()))
        self.headers.append((b"content-type", f"{media_type}; charset=utf-8".encode()))

    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


class MyPort(Port):
    name = "my port"
    version = "0.1"
    #: TODO: the classes that your port has, by the names of PROTOCOL.md §3.
    classes = {"starlette.PlainTextResponse": PlainTextResponse}
    #: TODO: the optional features of §7 that it has, and in `lacks` what its classes don't have.
    features = ()
    #: TODO: the errors that it raises on purpose, by the kinds of §6. Python's own are known.
    errors = ()

    # TODO: override the methods of Port, such as `construct`, `act` and `call`, where your port differs from Starlette.


if __name__ == "__main__":
    serve(MyPort())
