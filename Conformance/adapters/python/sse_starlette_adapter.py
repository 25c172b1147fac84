"""The real sse-starlette behind the adapter protocol: `conformance-run --adapter python3 -- sse_starlette_adapter.py`."""

import logging
from importlib.metadata import version

import sse_starlette
from sse_starlette import sse

from conformance_adapter import serve
from starlette_adapter import Starlette

#: It logs what a stream raises while it is closed, which some vectors are about.
logging.getLogger("sse_starlette").setLevel(logging.CRITICAL)


class SSEStarlette(Starlette):
    name = "sse-starlette"
    version = version("sse-starlette")
    classes = {"sse_starlette.EventSourceResponse": sse_starlette.EventSourceResponse}
    #: `JSONServerSentEvent` came with 2.4.0.
    events = {
        "dict": dict,
        **{name: getattr(sse_starlette, name) for name in ("ServerSentEvent", "JSONServerSentEvent") if hasattr(sse_starlette, name)},
    }
    features = (
        "background", "cancel", "clock", "cookies.partitioned", "disconnect", "headers.mutate", "json.bigint", "json.floats", "json.order", "json.special",
        "python.values", "reuse", "send.blocks", "send.fails", "sse.cleanup_timeout", "sse.close_handler", "sse.data_sender",
        "sse.ping", "sse.send_timeout", "sse.shutdown", "stream.events", "stream.pauses", "stream.sync", "text.surrogates", "websocket",
    )  # fmt: skip
    target = {"sse-starlette": version}
    #: `SendTimeoutError` came with 2.0.0, and until then it is no error that could be raised.
    errors = ((getattr(sse, "SendTimeoutError", ()), "timeout"), *Starlette.errors)

    def shut_down(self, is_down):
        sse.AppStatus.should_exit = is_down


if __name__ == "__main__":
    serve(SSEStarlette())
