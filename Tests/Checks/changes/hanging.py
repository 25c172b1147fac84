"""Checks what becomes of a port that never ends: a failure with its story for each case, and no restart.

`hanging.py waits` and `hanging.py blocks` are adapters whose PlainTextResponse never ends, in code that can be cancelled and in code that can't, and `ends` is one
whose does;
`hanging.py check CONFORMANCE_RUN` runs five vectors against both.
"""

import asyncio
import pathlib
import sys
import tempfile
import time

from ..conformance_run import DOES_NOT_HOLD, run
from ..paths import ADAPTERS

VECTORS = [f"plain-text-response/content/{name}" for name in ("text", "bytes", "not-ascii", "empty", "media-type")]
#: The seconds that a case has, and how many times as long as a port that ends everything else may take.
TIMEOUT, SLOWNESS = 1, 3
#: What each adapter's failures say, and what is on standard error.
STORIES = {
    "waits": ("2 messages were sent; the third send never came", "await asyncio.Event().wait()"),
    "blocks": ("nothing was sent", "time.sleep(3600)"),
}


def serve(how: str) -> None:
    sys.path.insert(0, str(ADAPTERS))
    import conformance_adapter
    from starlette.responses import PlainTextResponse
    from starlette_adapter import Starlette

    class Hanging(PlainTextResponse):
        async def __call__(self, scope, receive, send):
            if how == "ends":
                return await super().__call__(scope, receive, send)
            if how == "blocks":
                time.sleep(3600)
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": b"a", "more_body": True})
            await asyncio.Event().wait()

    class Port(Starlette):
        classes = {"starlette.PlainTextResponse": Hanging}
        in_flight = 1

    conformance_adapter.serve(Port())


def check(runner: str) -> bool:
    """Whether both adapters are judged to the end by the one process, the one that can be cancelled in time."""
    good = True
    options = [word for name in VECTORS for word in ("--run", name)] + ["--timeout", str(TIMEOUT)]
    start = time.monotonic()
    run(runner, options, [sys.executable, "-m", __spec__.name, "ends"])
    usual = time.monotonic() - start
    for how, (story, stack) in STORIES.items():
        with tempfile.TemporaryDirectory() as folder:
            trace = pathlib.Path(folder) / "trace"
            start = time.monotonic()
            ended = run(runner, [*options, "--trace", trace], [sys.executable, "-m", __spec__.name, how])
            seconds = time.monotonic() - start
            starts = trace.read_text().count("started as process")
        is_told = len(ended.named("failed")) == len(VECTORS) and story in ended.output and stack in ended.output
        is_good = ended.status == DOES_NOT_HOLD and is_told and starts <= (1 if how == "waits" else 2)
        is_good &= how == "blocks" or seconds < len(VECTORS) * TIMEOUT + SLOWNESS * usual
        print(f"{how:7} {len(ended.named('failed'))} failed, {starts} started, {seconds:.1f} s{'' if is_good else ' WRONG: ' + ended.output}")
        good &= is_good
    return good


if __name__ == "__main__":
    if sys.argv[1] == "check":
        sys.exit(not check(sys.argv[2]))
    serve(sys.argv[1])
