"""Checks that the vectors notice when one line of the real Starlette changes, unless no client can tell.

`changed.py NAME` is an adapter; `changed.py check CONFORMANCE_RUN` runs them all and fails if one passes that must not, or fails
that must not.
"""

import sys

from ..conformance_run import DOES_NOT_HOLD, HOLDS, run
from . import adapter

#: A name, the module, the line as it is, as it becomes, and the check that must fail.
CHANGES = {
    "wrong-status": ("responses", "status_code: int = 307,", "status_code: int = 302,", "start.status"),
    "missing-header": (
        "responses", 'self.headers.setdefault("accept-ranges", "bytes")', "pass", "start.headers.accept-ranges",
    ),
    "lost-chunk": (
        "responses",
        'await send({"type": "http.response.body", "body": chunk, "more_body": True})\n\n        await send',
        'pass\n\n        await send',
        "body",
    ),
    "wrong-cookie-attribute": (
        "responses", 'cookie[key]["httponly"] = True', 'cookie[key]["secure"] = True', "start.headers.set-cookie",
    ),
    "length-of-text": ("responses", "content_length = str(len(body))", "content_length = str(len(body) + 1)", "asgi.content-length"),
    "range-off-by-one": ("responses", "end = int(end_str) + 1 if", "end = int(end_str) if", "body"),
    "no-background": ("background", "await task()", "pass", "events"),
    "streams-on-after-disconnect": (
        "responses",
        "task_group.start_soon(wrap, partial(self.stream_response, send))",
        "import asyncio; self.leak = asyncio.ensure_future(self.stream_response(send))",
        "messages",
    ),
    "header-not-lowered": ("datastructures", "append_key = key.lower()", "append_key = key", "asgi.header-name"),
}  # fmt: skip

#: Changes that a port may make on purpose, by the table of Vectors/README.md: the default gate holds with them.
CHOICES = {
    "etag-of-time-and-size": (
        "responses",
        """etag = f'"{hashlib.md5(etag_base.encode(), usedforsecurity=False).hexdigest()}"'""",
        """etag = f'"{int(stat_result.st_mtime):x}-{stat_result.st_size:x}"'""",
    ),
    "json-with-spaces": ("responses", 'separators=(",", ":")', 'separators=(", ", ": ")'),
}  # fmt: skip


def check(runner: str) -> bool:
    """Whether every changed Starlette fails, with the check that it must and a source beside each failure."""
    good = True
    for name, (*_, wanted) in CHANGES.items():
        ended = run(runner, ["--quiet", "--basis", "all"], adapter.command(__spec__.name, name))
        failed = [result for result in ended.results if result["verdict"] == "failed"]
        with_check = [result for result in failed if wanted in [mismatch["check"] for mismatch in result["mismatches"]]]
        caught = ended.status == DOES_NOT_HOLD and with_check and all(result["sources"] for result in failed)
        print(f"{name}: {f'caught by {len(failed)} vectors, by {len(with_check)} in {wanted}' if caught else 'NOT CAUGHT'}")
        if not caught:
            print(ended.output[-2000:], ended.errors[-2000:], sep="\n")
        good = good and bool(caught)
    for name in CHOICES:
        ended = run(runner, ["--quiet"], adapter.command(__spec__.name, name))
        print(f"{name}: {'passes' if ended.status == HOLDS else 'FAILS'}")
        if ended.status != HOLDS:
            print(ended.output[-2000:], ended.errors[-2000:], sep="\n")
        good = good and ended.status == HOLDS
    return good


if __name__ == "__main__":
    if sys.argv[1] == "check":
        sys.exit(not check(sys.argv[2]))
    adapter.serve((CHANGES | CHOICES)[sys.argv[1]][:3])
