"""Cases that don't end: what waits, in virtual time, and what blocks its thread, in whole adapters (PROTOCOL.md §5)."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import io
import os
import pathlib
import tempfile
import time
import unittest
from collections.abc import Callable
from typing import Any

from ports import END, SCOPE, SENT_END, SENT_START, START, STREAMING, TinyPort, case, virtually
from test_kit import HELLO, numbered, tiny

from conformance_adapter.case_task import CaseTask

GAVE_UP, LEAKED, RETURNED = {"kind": "gave_up"}, {"kind": "gave_up", "leaked": True}, {"kind": "returned"}


async def forever() -> None:
    await asyncio.Event().wait()


async def swallowing() -> None:
    """Waits forever, even when it is cancelled once."""
    with contextlib.suppress(asyncio.CancelledError):
        await forever()
    await forever()


class Answering:
    """Runs a case in virtual time, and a while longer."""

    def __init__(self, port: TinyPort, *calls: dict[str, Any], **members: Any) -> None:
        self.answers: list[dict[str, Any]] = []
        self.seconds = 0.0
        case_ = case(members.pop("response", None), *calls, **members)
        with contextlib.redirect_stderr(io.StringIO()) as errors:
            virtually(self._run(port, case_))
        self.errors = errors.getvalue()

    async def _run(self, port: TinyPort, message: dict[str, Any]) -> None:
        loop = asyncio.get_running_loop()
        begin = loop.time()
        now: list[dict[str, Any]] = []

        def answer(_: CaseTask, result: dict[str, Any]) -> None:
            self.seconds = loop.time() - begin
            self.answers.append(result)
            now.append(copy.deepcopy(result))

        CaseTask(port, message, answer).begin()
        await asyncio.sleep(1_000_000)
        assert self.answers == now, "an answer changed after it had been given"


class Waiting(unittest.TestCase):
    def given_up(self, port: TinyPort, *calls: dict[str, Any], deadline_ms: int = 1000, **members: Any) -> Answering:
        """The case's course, which must have one answer."""
        answering = Answering(port, *calls, deadline_ms=deadline_ms, **members)
        self.assertEqual(len(answering.answers), 1)
        self.assertNotIn("Cancelled", answering.errors)
        return answering

    def test_in_construction(self) -> None:
        class Port(TinyPort):
            async def construct(self, name, arguments):
                await forever()

        self.assertEqual(self.given_up(Port()).answers, [{"construct": GAVE_UP, "calls": []}])

    def test_in_an_action(self) -> None:
        class Port(TinyPort):
            async def act(self, response, name, argument):
                await forever()

        actions = [{"header_set": ["a", "1"]}]
        self.assertEqual(self.given_up(Port(), actions=actions).answers, [{"construct": GAVE_UP, "calls": []}])

    def test_in_an_action_of_a_later_call(self) -> None:
        class Port(TinyPort):
            async def act(self, response, name, argument):
                await forever()

        async def app(scope, receive, send):
            await send(START)

        [answer] = self.given_up(Port(app), {}, {"actions": [{"header_set": ["a", "1"]}]}, {}).answers
        calls = [{"events": [SENT_START], "outcome": RETURNED}, {"events": [], "outcome": GAVE_UP}]
        self.assertEqual(answer, {"construct": RETURNED, "calls": calls})

    def test_in_a_call_before_and_after_it_sends(self) -> None:
        for messages, events in (([], []), ([START], [SENT_START]), ([START, END], [SENT_START, SENT_END])):

            async def app(scope, receive, send):
                for message in messages:
                    await send(message)
                await forever()

            with self.subTest(len(events)):
                answering = self.given_up(TinyPort(app), {}, {})
                self.assertEqual(answering.answers, [{"construct": RETURNED, "calls": [{"events": events, "outcome": GAVE_UP}]}])
                self.assertAlmostEqual(answering.seconds, 1.0)

    def test_with_more_bytes_than_it_may_send(self) -> None:
        async def app(scope, receive, send):
            await send(START)
            while True:
                await send({"type": "http.response.body", "body": b"0123456789", "more_body": True})

        chunk = {"send": {"type": "http.response.body", "body": "0123456789", "more_body": True}}
        answering = self.given_up(TinyPort(app), {}, {}, limit_bytes=25)
        events = [SENT_START, chunk, chunk]
        self.assertEqual(answering.answers, [{"construct": RETURNED, "calls": [{"events": events, "outcome": GAVE_UP}]}])
        self.assertEqual(answering.seconds, 0)
        self.assertIn("limit_bytes", answering.errors)

    def test_not_with_as_many_bytes_as_it_may_send(self) -> None:
        async def app(scope, receive, send):
            await send(START)
            await send({"type": "http.response.body", "body": b"0123456789"})

        [answer] = self.given_up(TinyPort(app), {}, limit_bytes=10).answers
        self.assertEqual(answer["calls"][0]["outcome"], RETURNED)

    def test_with_a_stream_that_takes_long_to_close(self) -> None:
        stream = {"stream": [{"text": "a"}], "on_close": [{"sleep_ms": 3_600_000}]}
        for waits in (True, False):

            class Port(TinyPort):
                def make(self, content):
                    async def app(scope, receive, send):
                        await content.__anext__()
                        if waits:
                            await forever()

                    return app

            with self.subTest(waits):
                [answer] = self.given_up(Port(), response={"class": STREAMING, "content": stream}).answers
                self.assertEqual(answer["calls"], [{"events": [{"pulled": 0}], "outcome": GAVE_UP}])

    def test_what_swallows_its_cancellation_leaks(self) -> None:
        async def app(scope, receive, send):
            await swallowing()

        for deadline, seconds in ((1000, 1.25), (4000, 4.5)):
            with self.subTest(deadline):
                answering = self.given_up(TinyPort(app), deadline_ms=deadline)
                self.assertEqual(answering.answers[0]["calls"], [{"events": [], "outcome": LEAKED}])
                self.assertAlmostEqual(answering.seconds, seconds)

    def test_what_ends_a_little_later_does_not_leak(self) -> None:
        async def app(scope, receive, send):
            try:
                await forever()
            finally:
                await asyncio.sleep(0.2)

        answering = self.given_up(TinyPort(app))
        self.assertEqual(answering.answers[0]["calls"], [{"events": [], "outcome": GAVE_UP}])
        self.assertAlmostEqual(answering.seconds, 1.2)

    def test_what_it_still_does_is_discarded(self) -> None:
        async def returns(scope, receive, send):
            with contextlib.suppress(asyncio.CancelledError):
                await forever()
            await send(START)

        async def raises(scope, receive, send):
            try:
                await forever()
            finally:
                await send(START)
                raise ValueError

        async def leaks(scope, receive, send):
            for seconds in (2, 60):
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.sleep(seconds)
            await send(START)

        for app, outcome in ((returns, GAVE_UP), (raises, GAVE_UP), (leaks, LEAKED)):
            with self.subTest(app.__name__):
                calls = self.given_up(TinyPort(app), {}, {}).answers[0]["calls"]
                self.assertEqual(calls, [{"events": [], "outcome": outcome}])

    def test_what_is_constructed_too_late_is_not_called(self) -> None:
        called = []

        class Port(TinyPort):
            async def construct(self, name, arguments):
                with contextlib.suppress(asyncio.CancelledError):
                    await forever()

                async def app(scope, receive, send):
                    called.append(scope)

                return app

        self.given_up(Port())
        self.assertEqual(called, [])

    def test_what_ends_in_time_is_answered_as_ever(self) -> None:
        async def app(scope, receive, send):
            await asyncio.sleep(0.999)

        self.assertEqual(self.given_up(TinyPort(app)).answers[0]["calls"], [{"events": [], "outcome": RETURNED}])

    def test_without_a_deadline_nothing_is_given_up(self) -> None:
        async def app(scope, receive, send):
            await forever()

        self.assertEqual(Answering(TinyPort(app)).answers, [])

    def test_the_clock_and_the_server_go_on(self) -> None:
        for hang in (forever, swallowing):

            async def app(scope, receive, send):
                await send(START)
                await hang()

            port = TinyPort(app)
            with self.subTest(hang.__name__):
                frozen = {"clock": {"datetime": "2037-01-22T12:00:10Z"}}
                self.given_up(port, {"shutdown_after_sends": 1}, **frozen)
                self.assertLess(abs(time.time() - time.clock_gettime(time.CLOCK_REALTIME)), 5)
                self.assertEqual(port.shutdowns, [True, False])

    def test_what_leaked_shuts_nothing_down(self) -> None:
        async def app(scope, receive, send):
            for seconds in (2, 60):
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.sleep(seconds)
            await send(START)

        port = TinyPort(app)
        self.given_up(port, {"shutdown_after_sends": 1})
        self.assertEqual(port.shutdowns, [])

    def test_it_says_where_the_port_waits(self) -> None:
        async def in_a_coroutine() -> None:
            await forever()

        async def in_a_generator() -> None:
            async def chunks():
                yield b"a"
                await forever()

            async for _ in chunks():
                pass

        async def in_a_task() -> None:
            async def task():
                await forever()

            await asyncio.gather(task())

        for place, frames in (
            (in_a_coroutine, ("app", "in_a_coroutine", "forever")),
            (in_a_generator, ("app", "in_a_generator", "chunks", "forever")),
            (in_a_task, ("app", "in_a_task", "task", "forever")),
        ):

            async def app(scope, receive, send):
                await place()

            with self.subTest(place.__name__):
                errors = self.given_up(TinyPort(app)).errors
                self.assertTrue(errors.startswith("gave up on case 1 after 1 s\nStack (most recent call last):\n"), errors)
                for frame in frames:
                    self.assertIn(f", in {frame}\n", errors)
                self.assertNotIn("cases.py", errors)


def late(number: int, **scope: Any) -> dict[str, Any]:
    """A case that must be given up. Those that must not be have no deadline here: the machine may be busy."""
    return {**numbered(number, **scope), "deadline_ms": 200}


class Blocking(unittest.TestCase):
    preamble = """
    import threading
    is_blocked = asyncio.Event()
    async def app(scope, receive, send):
        print("began", scope["path"])
        await send(START)
        await paths[scope["path"]]()
        await send(END)
    async def at_once():
        pass
    async def once_blocked():
        await is_blocked.wait()
    async def block():
        is_blocked.set()
        threading.Event().wait()
    paths = {"/": at_once, "/once-blocked": once_blocked, "/block": block}
    port.response = app
    """
    done = [{"events": [SENT_START, SENT_END], "outcome": RETURNED}]
    leaked = [{"events": [SENT_START], "outcome": LEAKED}]

    def answers(self, *cases: dict[str, Any], source: str = "") -> tuple[dict[str, Any], str]:
        """The answers by their id, one for each case, and standard error; the adapter must end well."""
        answers, status, errors = tiny(f"{self.preamble}{source}").say(HELLO, *cases)
        self.assertEqual(status, 0, errors)
        self.assertCountEqual([answer["id"] for answer in answers[1:]], [case["id"] for case in cases])
        return {answer["id"]: answer for answer in answers[1:]}, errors

    def test_the_other_cases_go_on(self) -> None:
        cases = (numbered(1, path="/once-blocked"), late(2, path="/block"), numbered(3), late(4, path="/block"), numbered(5))
        answers, errors = self.answers(*cases)
        self.assertEqual([answers[id]["calls"] for id in "12345"], [self.done, self.leaked, self.done, self.leaked, self.done])
        self.assertIn("case 2 blocks its thread\nStack (most recent call last):\n", errors)
        self.assertIn(", in block\n", errors)
        self.assertNotIn("Error", errors)

    def test_with_one_case_at_a_time(self) -> None:
        answers, _ = self.answers(numbered(1), late(2, path="/block"), numbered(3), source="port.in_flight = 1\n")
        self.assertEqual([answers[id]["calls"] for id in "123"], [self.done, self.leaked, self.done])

    def test_a_loop_that_computes(self) -> None:
        source = """
    async def compute():
        while True:
            pass
    paths["/compute"] = compute
    """
        answers, errors = self.answers(late(1, path="/compute"), numbered(2), source=source)
        self.assertEqual([answers[id]["calls"] for id in "12"], [self.leaked, self.done])
        self.assertIn(", in compute\n", errors)

    def test_in_construction(self) -> None:
        source = """
    class Port(TinyPort):
        def construct(self, name, arguments):
            if "status_code" in arguments:
                threading.Event().wait()
            return app
    port = Port()
    """
        hanging = {**case({"status_code": 200}), "deadline_ms": 200}
        answers, _ = self.answers(hanging, numbered(2), source=source)
        self.assertEqual((answers["1"]["construct"], answers["1"]["calls"], answers["2"]["calls"]), (LEAKED, [], self.done))

    def test_when_it_is_cancelled(self) -> None:
        source = """
    async def block_when_cancelled():
        try:
            await asyncio.Event().wait()
        finally:
            threading.Event().wait()
    paths["/cancel"] = block_when_cancelled
    """
        answers, _ = self.answers(late(1, path="/cancel"), numbered(2), source=source)
        self.assertEqual([answers[id]["calls"] for id in "12"], [self.leaked, self.done])

    def test_while_another_case_is_being_given_up(self) -> None:
        source = """
    was_cancelled = asyncio.Event()
    async def swallow():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            was_cancelled.set()
        await asyncio.Event().wait()
    async def block_then():
        await was_cancelled.wait()
        threading.Event().wait()
    async def nap_then():
        await was_cancelled.wait()
        time.sleep(0.5)
    paths.update({"/swallow": swallow, "/block": block_then, "/nap": nap_then})
    """
        blocking = {**numbered(2, path="/block"), "deadline_ms": 400}
        for second, calls in ((blocking, self.leaked), (numbered(2, path="/nap"), self.done)):
            with self.subTest(second["calls"][0]["scope"]["path"]):
                answers, errors = self.answers(late(1, path="/swallow"), second, numbered(3), source=source)
                self.assertEqual([answers[id]["calls"] for id in "123"], [self.leaked, calls, self.done])
                self.assertEqual(errors.count("began /swallow\n"), 1)

    def test_what_goes_on_after_all_changes_nothing(self) -> None:
        source = """
    is_ready, has_all_lines, goes_on, has_gone_on = asyncio.Event(), asyncio.Event(), threading.Event(), threading.Event()
    async def block_for_a_while():
        await has_all_lines.wait()
        is_ready.set()
        while len(asyncio.all_tasks()) > 5:  # Until the first case is answered, and its worker about to see that.
            await asyncio.sleep(0)
        is_blocked.set()
        goes_on.wait()
        asyncio.get_running_loop().call_soon(has_gone_on.set)
    async def end_it():
        asyncio.get_running_loop().call_later(0.05, has_all_lines.set)
        await is_blocked.wait()
        goes_on.set()
        while not has_gone_on.is_set():
            await asyncio.sleep(0.005)
    paths.update({"/first": is_ready.wait, "/while": block_for_a_while, "/end": end_it})
    """
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a")
            blocking = late(2, path="/while")
            blocking["calls"].append({"scope": SCOPE, "actions": [{"write_file": {"path": path, "content": "a"}}]})
            answers, errors = self.answers(numbered(1, path="/first"), blocking, numbered(3, path="/end"), source=source)
            self.assertFalse(os.path.exists(path))
        self.assertEqual([answers[id]["calls"] for id in "123"], [self.done, self.leaked, self.done])
        self.assertNotIn("Error", errors)
        self.assertNotIn("gave up", errors)

    def test_the_clock_and_the_server_go_on(self) -> None:
        source = """
    async def look():
        assert abs(time.time() - time.clock_gettime(time.CLOCK_REALTIME)) < 5
        assert port.shutdowns == [True, False]
    paths["/look"] = look
    """
        frozen = {**late(1, path="/block"), "clock": {"datetime": "2037-01-22T12:00:10Z"}}
        frozen["calls"][0]["shutdown_after_sends"] = 1
        answers, _ = self.answers(frozen, numbered(2, path="/look"), source=source)
        self.assertEqual([answers[id]["calls"] for id in "12"], [self.leaked, self.done])

    def test_a_case_that_is_run_again_finds_its_files_as_they_were(self) -> None:
        source = """
    class Port(TinyPort):
        def construct(self, name, arguments):
            path = arguments.get("content")
            seen = path and [os.path.exists(path) and (open(path).read(), os.stat(path).st_mtime)]
            print("seen", *(seen or ()))
            return app
    port = Port()
    """
        with tempfile.TemporaryDirectory() as folder:
            old, new = os.path.join(folder, "old"), os.path.join(folder, "new")
            pathlib.Path(old).write_text("before")
            os.utime(old, (5, 5))
            writing = [
                {**numbered(number, path="/once-blocked"), "actions": [{"write_file": {"path": path, "content": "after"}}]}
                for number, path in ((1, old), (2, new))
            ]
            for message, path in zip(writing, (old, new)):
                message["response"]["content"] = {"text": path}
            answers, errors = self.answers(*writing, late(3, path="/block"), source=source)
            self.assertEqual((pathlib.Path(old).read_text(), pathlib.Path(new).read_text()), ("after", "after"))
        self.assertEqual([answers[id]["calls"] for id in "123"], [self.done, self.done, self.leaked])
        self.assertEqual((errors.count("seen ('before', 5.0)"), errors.count("seen False")), (2, 2))


class Ending(unittest.TestCase):
    """What was given up keeps no adapter from ending."""

    def test_what_leaks_and_what_waits_for_a_thread(self) -> None:
        source = """
        import threading
        async def app(scope, receive, send):
            while True:
                try:
                    await (asyncio.to_thread(threading.Event().wait) if scope["path"] == "/thread" else asyncio.Event().wait())
                except asyncio.CancelledError:
                    if scope["path"] == "/thread":
                        raise
        port.response = app
        """
        for path, deadline, outcome in (("/", 200, LEAKED), ("/thread", 2000, GAVE_UP)):
            with self.subTest(path):
                answers, status, errors = tiny(source).say(HELLO, {**numbered(1, path=path), "deadline_ms": deadline})
                self.assertEqual((answers[1]["calls"], status), ([{"events": [], "outcome": outcome}], 0))
                self.assertIn(", in app\n", errors)

    def test_over_a_line_that_is_no_object(self) -> None:
        source = """
        async def app(scope, receive, send):
            print("flushed", end="")
            while True:
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    pass
        port.response, port.in_flight = app, 1
        """
        answers, status, errors = tiny(source).say(HELLO, late(1), numbered(2), b"[]\n")
        self.assertEqual(([answer["op"] for answer in answers], status), (["hello", "result"], 1))
        self.assertIn("flushed", errors)


if __name__ == "__main__":
    unittest.main()
