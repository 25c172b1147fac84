"""The real Starlette with one line changed, to see that the vectors notice.

`changed_starlette.py NAME` is an adapter; `changed_starlette.py check CONFORMANCE_RUN` runs them all and fails if one passes.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

ADAPTERS = pathlib.Path(__file__).parent.parent.parent / "Conformance" / "adapters" / "python"

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


def change(module: str, old: str, new: str) -> None:
    """Loads a module of Starlette from its source with the one line changed, before anything else imports it."""
    import importlib.util

    spec = importlib.util.find_spec(f"starlette.{module}")
    source = pathlib.Path(spec.origin).read_text()
    assert source.count(old) == 1, f"{old!r} is there {source.count(old)} times"
    changed = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = changed
    exec(compile(source.replace(old, new), spec.origin, "exec"), changed.__dict__)
    import starlette

    setattr(starlette, module, changed)


def serve() -> None:
    """Is the adapter of what Starlette has become."""
    sys.path.insert(0, str(ADAPTERS))
    import conformance_adapter
    from starlette_adapter import Starlette

    conformance_adapter.serve(Starlette())


def check(runner: str) -> bool:
    """Whether every changed Starlette fails, with the check that it must and a source beside each failure."""
    good = True
    for name, (*_, wanted) in CHANGES.items():
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder) / "report.json"
            command = [runner, "--quiet", "--report", f"json={report}", "--adapter", sys.executable, "--", __file__, name]
            run = subprocess.run(command, capture_output=True, text=True)
            results = json.loads(report.read_text())["results"] if report.exists() else []
        failed = [result for result in results if result["verdict"] == "failed"]
        with_check = [result for result in failed if wanted in [mismatch["check"] for mismatch in result["mismatches"]]]
        caught = run.returncode == 1 and with_check and all(result["sources"] for result in failed)
        print(f"{name}: {f'caught by {len(failed)} vectors, by {len(with_check)} in {wanted}' if caught else 'NOT CAUGHT'}")
        if not caught:
            print(run.stdout[-2000:], run.stderr[-2000:], sep="\n")
        good = good and bool(caught)
    return good


if __name__ == "__main__":
    if sys.argv[1] == "check":
        sys.exit(not check(sys.argv[2]))
    change(*CHANGES[sys.argv[1]][:3])
    serve()
