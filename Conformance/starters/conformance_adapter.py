"""Puts my port behind the adapter protocol: `conformance-run --adapter python3 -- conformance_adapter.py`.

Written by `conformance-run init`. Conformance/PROTOCOL.md has every message; what is marked with TODO is yours.
"""

import asyncio
import base64
import copy
import json
import os
import sys
import traceback

# The protocol has standard output for itself; whatever else prints goes to standard error.
wire = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
os.dup2(2, 1)


class PlainTextResponse:
    """TODO: import your port's classes in place of this stand-in."""

    def __init__(self, content=None, status_code=200, headers=None, media_type="text/plain", background=None):
        self.body = b"" if content is None else content if isinstance(content, bytes) else content.encode("utf-8")
        self.status_code = status_code
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in (headers or {}).items()]
        self.headers.append((b"content-length", str(len(self.body)).encode()))
        self.headers.append((b"content-type", f"{media_type}; charset=utf-8".encode()))

    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


# TODO: the classes that your port has, by the names of PROTOCOL.md §3, and the optional features of §7.
CLASSES = {"starlette.PlainTextResponse": PlainTextResponse}
FEATURES = []
NAME, VERSION = "my port", "0.1"


class Unknown(Exception):
    """A form that this adapter does not know: it must not guess."""


class StreamError(Exception):
    """What a scripted stream raises."""


class StreamIOError(OSError):
    """What a scripted stream raises as an I/O error."""


def error_kind(error):
    """TODO: the errors of your port, by the kinds of PROTOCOL.md §6."""
    if isinstance(error, (StreamError, StreamIOError)):
        return "source"
    if isinstance(error, UnicodeEncodeError):
        return "encoding"
    if isinstance(error, (TypeError, ValueError, AttributeError)):
        return "invalid_argument"
    return "other"


def load_text(text):
    return text if isinstance(text, str) else "".join(map(chr, text["code_points"]))


def load_bytes(value):
    if isinstance(value, str):
        return value.encode()
    if "base64" in value:
        return base64.b64decode(value["base64"])
    if "repeat" in value:
        return load_bytes(value["repeat"]) * value["count"]
    return b"".join(map(load_bytes, value["concat"]))


def load_content(content):
    if content is None:
        return None
    if "text" in content:
        return load_text(content["text"])
    if "bytes" in content and "as" not in content:
        return load_bytes(content["bytes"])
    if "json" in content:
        return content["json"]
    if "stream" in content and content.get("kind", "async") == "async":
        return stream(content["stream"])
    raise Unknown(f"no content {content!r:.60}")


async def stream(steps):
    for step in steps:
        if "text" in step:
            yield load_text(step["text"])
        elif "bytes" in step:
            yield load_bytes(step["bytes"])
        elif "raise" in step:
            raise (StreamIOError if step.get("as") == "io" else StreamError)(step["raise"])
        else:
            raise Unknown(f"no step {step!r:.60}")


LOADERS = {
    "content": load_content,
    "status_code": lambda value: value,
    "headers": lambda pairs: pairs and {load_text(name): load_text(value) for name, value in pairs},
    "media_type": lambda text: text if text is None else load_text(text),
    "url": load_text,
}


def construct(spec):
    arguments = {}
    for name, value in spec.items():
        if name != "class":
            if name not in LOADERS:
                raise Unknown(f"no argument {name!r}")
            arguments[name] = LOADERS[name](value)
    if spec["class"] not in CLASSES:
        raise Unknown(f"no class {spec['class']!r}")
    return CLASSES[spec["class"]](**arguments)


def act(response, action):
    (name, arguments), = action.items()
    if name not in ("set_cookie", "delete_cookie"):
        raise Unknown(f"no action {name!r}")
    getattr(response, name)(**arguments)  # TODO: `expires` may be {"datetime": …}, text may be {"code_points": …}.


def dump_bytes(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def dump_message(message):
    wired = dict(message)
    if "headers" in message:
        wired["headers"] = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in message["headers"]]
    if "body" in message:
        wired["body"] = dump_bytes(bytes(message["body"]))
    return wired


def outcome(error):
    if isinstance(error, Unknown):
        return {"kind": "unsupported", "reason": str(error)}
    traceback.print_exception(type(error), error, error.__traceback__)
    return {"kind": "raised", "error": error_kind(error), "message": f"{type(error).__name__}: {error}"}


async def drive(response, call, events):
    scope = {**call["scope"], "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in call["scope"]["headers"]]}
    for name in ("raw_path", "query_string"):
        if name in scope:
            scope[name] = load_bytes(scope[name])
    complete, requested = asyncio.Event(), False

    async def receive():
        nonlocal requested
        if not requested:
            requested = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await complete.wait()
        await asyncio.sleep(0.05)
        return {"type": "http.disconnect"}

    async def send(message):
        events.append({"send": dump_message(message)})
        if message["type"].endswith(".body") and not message.get("more_body"):
            complete.set()

    try:
        await response(scope, receive, send)
        return {"kind": "returned"}
    except Exception as error:
        return outcome(error)


async def run(case, result):
    """Fills in the result. Until something has ended, its outcome is that of a case that is given up."""
    try:
        response = construct(case["response"])
    except Exception as error:
        result["construct"] = outcome(error)
        return
    for index, action in enumerate(case.get("actions", [])):
        try:
            act(response, action)
        except Exception as error:
            result["construct"] = {**outcome(error), "action": index}
            return
    result["construct"] = {"kind": "returned"}
    for call in case["calls"]:
        recorded = {"events": [], "outcome": {"kind": "gave_up"}}
        result["calls"].append(recorded)
        recorded["outcome"] = await drive(response, call, recorded["events"])


async def answer(case):
    """Runs a case, or gives up on it when its deadline is over (PROTOCOL.md §5)."""
    result = {"construct": {"kind": "gave_up"}, "calls": []}
    task = asyncio.ensure_future(run(case, result))
    seconds = case["deadline_ms"] / 1000 if "deadline_ms" in case else None
    await asyncio.wait([task], timeout=seconds)
    if task.done():
        task.result()  # Raises the adapter's own error, if there is one.
        return result
    result = copy.deepcopy(result)  # What happens later doesn't count.
    print_stack(task.get_coro())
    task.cancel()
    await asyncio.wait([task], timeout=min(seconds / 4, 0.5))
    if not task.done():
        (result["calls"][-1]["outcome"] if result["calls"] else result["construct"])["leaked"] = True
    return result


def print_stack(coroutine):
    """Shows where a coroutine waits."""
    while hasattr(coroutine, "cr_frame"):
        traceback.print_stack(coroutine.cr_frame, limit=1)
        coroutine = coroutine.cr_await


def emit(message):
    wire.write(json.dumps(message, ensure_ascii=False) + "\n")
    wire.flush()


loop = asyncio.new_event_loop()  # One for all cases: `asyncio.run` would wait for a case that can't be cancelled.
for line in sys.stdin.buffer:
    message = json.loads(line)
    if message["op"] == "hello":
        emit({"op": "hello", "protocol": 1, "implementation": {"name": NAME, "version": VERSION}, "classes": list(CLASSES), "features": FEATURES})
    elif message["op"] == "case":
        try:
            result = loop.run_until_complete(answer(message))
        except Exception:
            result = {"error": traceback.format_exc()}
        emit({"op": "result", "id": message["id"], **result})
