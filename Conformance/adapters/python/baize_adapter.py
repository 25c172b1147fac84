"""The real baize behind the adapter protocol: `conformance-run --adapter python3 -- baize_adapter.py`."""

from importlib.metadata import version

from baize.asgi import FileResponse

from conformance_adapter import Port, serve


class Baize(Port):
    name = "baize"
    version = version("baize")
    classes = {"baize.FileResponse": FileResponse}
    features = (
        "cancel", "clock", "disconnect", "file.range", "file.stat_result", "file.write", "file.zerocopysend", "headers.mutate",
        "python.values", "reuse", "send.blocks", "send.fails", "text.surrogates", "websocket",
    )  # fmt: skip
    target = {"baize": version}


if __name__ == "__main__":
    serve(Baize())
