"""The real Starlette behind the adapter protocol: `conformance-run --adapter python3 -- starlette_adapter.py`."""

import starlette
from starlette import responses
from starlette.background import BackgroundTask, BackgroundTasks
from starlette.requests import ClientDisconnect

from conformance_adapter import Port, serve

NAMES = (
    "Response", "HTMLResponse", "PlainTextResponse", "JSONResponse", "RedirectResponse", "StreamingResponse", "FileResponse",
)  # fmt: skip


class Starlette(Port):
    name = "starlette"
    version = starlette.__version__
    classes = {f"starlette.{name}": getattr(responses, name) for name in NAMES}
    features = (
        "background", "cancel", "charset", "clock", "cookies.partitioned", "disconnect", "file.pathsend", "file.range", "file.stat_result", "file.write",
        "headers.mutate", "json.bigint", "json.floats", "json.order", "json.render", "json.special", "python.values", "reuse",
        "send.blocks", "send.fails", "stream.events", "stream.pauses", "stream.sync", "text.surrogates", "websocket",
    )  # fmt: skip
    target = {"starlette": starlette.__version__}
    errors = ((ClientDisconnect, "client_disconnect"),)
    error_texts = {
        "does not exist.": "file_not_found", "is not a file.": "not_a_file", "is shorter than expected.": "source",
    }  # fmt: skip

    def background(self, tasks):
        """In each of the ways that Starlette has: a task with arguments, a list of tasks, and tasks that are added one by one, plain
        functions among them."""
        match tasks:
            case [task]:
                return BackgroundTask(run, 0, task=task)
            case [_, _]:
                return BackgroundTasks([BackgroundTask(task) for task in tasks])
        added = BackgroundTasks()
        for number, task in enumerate(tasks):
            added.add_task(run_plainly if number == 1 else run, number, task=task)
        return added


async def run(number, task):
    """A task with an argument of each kind."""
    await task()


def run_plainly(number, task):
    """The same as a plain function, which Starlette calls in a thread. The tasks of a case wait for nothing."""
    try:
        task().send(None)
    except StopIteration:
        pass


if __name__ == "__main__":
    serve(Starlette())
