"""Whole adapters as the runner meets them: lines in, lines out, and an exit status (PROTOCOL.md §1, §2 and §8)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest
from typing import Any

from ports import KIT, SCOPE, SENT_END, SENT_START, case

from conformance_adapter.runtime import python_release, release_of

HELLO = {"op": "hello", "protocol": 1, "runner": "test"}
PREAMBLE = """
import asyncio, os, sys, time
from ports import END, START, TinyPort
from conformance_adapter import serve
async def app(scope, receive, send):
    await asyncio.sleep(scope.get("pause", 0))
    await send(START)
    await send(END)
port = TinyPort(app)
"""


class Adapter:
    """A running adapter."""

    def __init__(self, *arguments: str) -> None:
        paths = [str(KIT), str(KIT / "tests")]
        self.process = subprocess.Popen(
            [sys.executable, *arguments], env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def say(self, *messages: dict[str, Any] | bytes) -> tuple[list[dict[str, Any]], int, str]:
        """Sends all lines and the end, and returns the answers, the exit status and standard error."""
        lines = [message if isinstance(message, bytes) else json.dumps(message).encode() + b"\n" for message in messages]
        output, errors = self.process.communicate(b"".join(lines), timeout=30)
        return [json.loads(line) for line in output.splitlines()], self.process.returncode, errors.decode()


def tiny(source: str = "") -> Adapter:
    """An adapter of the tiny port, with some more source."""
    return Adapter("-c", f"{PREAMBLE}\n{textwrap.dedent(source)}\nserve(port)")


def numbered(number: int, **scope: Any) -> dict[str, Any]:
    return {**case(None, {"scope": {**SCOPE, **scope}}), "id": str(number)}


class Conversation(unittest.TestCase):
    def test_hello(self) -> None:
        adapter = tiny('port.name, port.version, port.lacks, port.target = "tiny", "1", ("event.sep",), {"starlette": "1.0.0"}')
        answers, status, _ = adapter.say({**HELLO, "protocol": 7, "x": 1})
        self.assertEqual(status, 0)
        [hello] = answers
        language = hello["implementation"].pop("language")
        self.assertEqual(hello["target"].pop("python"), python_release())
        self.assertTrue(language.startswith("Python 3."))
        self.assertEqual(
            hello,
            {
                "op": "hello", "protocol": 1, "in_flight": 64, "isolates": True, "implementation": {"name": "tiny", "version": "1"},
                "classes": ["starlette.Response", "starlette.StreamingResponse", "sse_starlette.EventSourceResponse"],
                "features": ["sse.shutdown"], "lacks": ["event.sep"], "target": {"starlette": "1.0.0"},
            },
        )  # fmt: skip

    def test_a_port_may_be_the_same_on_every_runtime(self) -> None:
        [hello], _, _ = tiny("port.runtime = None").say(HELLO)
        self.assertEqual(hello["target"], {})

    def test_a_runtime_is_known_by_what_it_does(self) -> None:
        for version, refuses, release in [
            ((3, 13, 0), False, "3.13.0"), ((3, 13, 18), True, "3.13.18"), ((3, 11, 2), True, "3.11.15"), ((3, 14, 0), True, "3.14.3"),
            ((3, 14, 0), False, "3.14.0"), ((3, 15, 0), True, "3.15.0"), ((3, 9, 2), True, "3.10.20"), ((3, 9, 2), False, "3.9.2"),
        ]:  # fmt: skip
            with self.subTest(version=version, refuses=refuses):
                self.assertEqual(release_of(version, refuses), release)

    def test_a_protocol_that_it_cannot_speak_ends_it_with_a_sentence(self) -> None:
        for protocol in (0, None, "1"):
            answers, status, errors = tiny().say({**HELLO, "protocol": protocol})
            with self.subTest(protocol):
                self.assertEqual((answers, status), ([], 1))
                self.assertEqual(errors, f"the runner speaks protocol {protocol}, and this adapter only 1\n")

    def test_a_line_that_is_no_object_ends_it_with_a_sentence_and_no_further_answer(self) -> None:
        for line in (b"{\n", b"[]\n", b"\xff\n", b"\n", b'{"op":"hello"'):
            answers, status, errors = tiny().say(HELLO, numbered(1, pause=10), line)
            with self.subTest(line):
                self.assertEqual(([answer["op"] for answer in answers], status), (["hello"], 1))
                self.assertTrue(errors.startswith("the runner sent a line that is no JSON object: "))
                self.assertEqual(errors.count("\n"), 1)

    def test_each_answer_is_flushed(self) -> None:
        adapter = tiny()
        for message in (HELLO, numbered(1), numbered(2)):
            adapter.process.stdin.write(json.dumps(message).encode() + b"\r\n")
            adapter.process.stdin.flush()
            self.assertEqual(json.loads(adapter.process.stdout.readline()).get("id"), message.get("id"))
        self.assertEqual(adapter.say()[:2], ([], 0))

    def test_an_unknown_op_is_ignored(self) -> None:
        answers, status, _ = tiny().say(HELLO, {"op": "dance"}, {}, numbered(1))
        self.assertEqual(([answer["op"] for answer in answers], status), (["hello", "result"], 0))

    def test_cases_are_answered_out_of_order_and_all_before_the_end(self) -> None:
        answers, status, _ = tiny().say(HELLO, numbered(1, pause=0.3), numbered(2, pause=0.1), numbered(3))
        self.assertEqual([answer.get("id") for answer in answers], [None, "3", "2", "1"])
        self.assertEqual(answers[1]["calls"][0]["events"], [SENT_START, SENT_END])
        self.assertEqual(status, 0)

    def test_no_more_run_at_once_than_in_flight(self) -> None:
        cases = [numbered(1, pause=0.2), numbered(2, pause=0.1), numbered(3)]
        self.assertEqual([answer.get("id") for answer in tiny("port.in_flight = 1").say(HELLO, *cases)[0]], [None, "1", "2", "3"])
        self.assertEqual([answer.get("id") for answer in tiny("port.in_flight = 2").say(HELLO, *cases)[0]], [None, "2", "3", "1"])

    def test_a_case_with_a_clock_or_a_shutdown_runs_alone(self) -> None:
        clock = {**numbered(2, pause=0.1), "clock": {"datetime": "2037-01-22T12:00:10Z"}}
        shutdown = numbered(2, pause=0.1)
        shutdown["calls"][0]["shutdown_after_sends"] = 1
        for alone in (clock, shutdown):
            with self.subTest(alone):
                answers, _, _ = tiny().say(HELLO, numbered(1, pause=0.2), alone, numbered(3))
                self.assertEqual([answer.get("id") for answer in answers], [None, "1", "2", "3"])

    def test_the_adapter_s_own_exception_is_an_error_and_the_next_case_goes_on(self) -> None:
        broken = case({"content": {"bytes": {"base64": "*"}}})
        answers, status, _ = tiny().say(HELLO, broken, {"op": "case", "id": "2"}, numbered(3))
        by_id = {answer.get("id"): answer for answer in answers}
        self.assertEqual(set(by_id["1"]), {"op", "id", "error"})
        self.assertIn("Error", by_id["1"]["error"])
        self.assertIn("KeyError", by_id["2"]["error"])
        self.assertEqual(by_id["3"]["calls"][0]["outcome"], {"kind": "returned"})
        self.assertEqual(status, 0)

    def test_a_response_that_wants_to_end_the_process_does_not(self) -> None:
        source = """
        async def leave(scope, receive, send):
            raise (SystemExit if scope["path"] == "/" else KeyboardInterrupt)("bye")
        port.response = leave
        """
        answers, status, _ = tiny(source).say(HELLO, numbered(1), numbered(2, path="/a"))
        kinds = {answer["id"]: answer["calls"][0]["outcome"]["error"] for answer in answers[1:]}
        self.assertEqual((kinds, status), ({"1": "other", "2": "other"}, 0))

    def test_nothing_strays_into_standard_output_or_takes_from_standard_input(self) -> None:
        source = """
        async def noisy(scope, receive, send):
            print("printed", flush=True)
            os.write(1, b"written\\n")
            os.system("echo echoed")
            assert os.path.samestat(os.fstat(0), os.stat(os.devnull))
        port.response = noisy
        """
        answers, status, errors = tiny(source).say(HELLO, numbered(1))
        self.assertEqual((answers[1]["calls"][0]["outcome"], len(answers), status), ({"kind": "returned"}, 2, 0))
        for word in ("printed", "written", "echoed"):
            self.assertIn(word, errors)

    def test_a_line_of_64_mib_is_read_and_a_longer_one_is_not_written(self) -> None:
        source = """
        async def long(scope, receive, send):
            for _ in range(1025):
                await send({**END, "body": b"x" * 65_535})
        port.response = long
        """
        line = json.dumps({**numbered(1), "padding": ""}).encode()
        line = line[:-2] + b"x" * (64 * 1024 * 1024 - len(line)) + b'"}\n'
        answers, status, _ = tiny(source).say(HELLO, line)
        self.assertEqual(set(answers[1]), {"op", "id", "error"})
        self.assertIn("bytes, and a line at most 67108864", answers[1]["error"])
        self.assertEqual(status, 0)


class Adapters(unittest.TestCase):
    """The adapters of this folder, and the one of README.md."""

    hi = case({"class": "starlette.PlainTextResponse", "content": {"text": "hi"}, "status_code": 201}, background=[{"name": "a"}])
    headers = [["content-length", "2"], ["content-type", "text/plain; charset=utf-8"]]
    events = [
        {"send": {"type": "http.response.start", "status": 201, "headers": headers}},
        {"send": {"type": "http.response.body", "body": "hi"}},
        {"background": "a"},
    ]  # fmt: skip

    def test_starlette(self) -> None:
        answers, status, _ = Adapter(str(KIT / "starlette_adapter.py")).say(HELLO, self.hi)
        self.assertEqual(len(answers[0]["classes"]), 7)
        self.assertEqual(answers[1]["calls"], [{"events": self.events, "outcome": {"kind": "returned"}}])
        self.assertEqual(status, 0)

    def test_the_example_of_the_readme(self) -> None:
        example = (KIT / "README.md").read_text().split("```python\n")[1].split("```")[0]
        vary = case(actions=[{"header_add_vary": "accept"}, {"set_cookie": {"key": "a b"}}])
        with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
            file.write(example)
            file.flush()
            answers, status, _ = Adapter(file.name).say(HELLO, self.hi, {**vary, "id": "2"})
        by_id = {answer.get("id"): answer for answer in answers}
        self.assertEqual(by_id[None]["implementation"]["name"], "quickreply")
        self.assertEqual(by_id["1"]["calls"], [{"events": self.events, "outcome": {"kind": "returned"}}])
        construct = by_id["2"]["construct"]
        self.assertEqual((construct["kind"], construct["error"], construct["action"]), ("raised", "invalid_argument", 1))
        self.assertEqual(status, 0)


if __name__ == "__main__":
    unittest.main()
