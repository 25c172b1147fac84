"""Every step of `receive` and `send` (PROTOCOL.md §4)."""

from __future__ import annotations

import asyncio
import contextlib
import io
import unittest
from typing import Any

from ports import DISCONNECT, END, SCOPE, SENT_END, SENT_START, START, TinyPort, called, case, result, virtual_result

PAUSE, SHORT = 0.05, 0.03


class Stopwatch:
    """How many virtual seconds a block took."""

    def __enter__(self) -> Stopwatch:
        self.start = asyncio.get_running_loop().time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = round(asyncio.get_running_loop().time() - self.start, 6)


class Receive(unittest.TestCase):
    def test_without_a_script_it_is_one_request_then_the_disconnect_50_ms_after_the_end(self) -> None:
        got = []

        async def app(scope, receive, send):
            got.append(await receive())
            late = asyncio.create_task(receive())
            await send(START)
            await asyncio.sleep(10)
            got.append(late.done())
            with Stopwatch() as watch:
                await send(END)
                got.append(await late)
            got.append(watch.seconds)
            with Stopwatch() as watch:
                got.append(await receive())
            got.append(watch.seconds)

        events, outcome = called(app)
        disconnect = {"type": "http.disconnect"}
        self.assertEqual(
            got, [{"type": "http.request", "body": b"", "more_body": False}, False, disconnect, PAUSE, disconnect, 0.005]
        )
        self.assertEqual((events, outcome), ([{"received": 0}, SENT_START, SENT_END], {"kind": "returned"}))

    def test_the_last_disconnect_of_a_websocket(self) -> None:
        async def app(scope, receive, send):
            await send({"type": "websocket.http.response.body", "body": b""})
            self.assertEqual(await receive(), {"type": "websocket.disconnect", "code": 1006})

        self.assertEqual(called(app, scope={**SCOPE, "type": "websocket"}, receive=[])[1], {"kind": "returned"})

    def test_a_response_is_complete_with_a_last_body_of_any_kind_or_a_pathsend(self) -> None:
        ends = [
            {"type": "http.response.body"}, {"type": "websocket.http.response.body", "body": b""},
            {"type": "http.response.pathsend", "path": "/"}, {"type": "http.response.zerocopysend", "file": 0, "count": 0},
        ]  # fmt: skip
        for end in ends:

            async def app(scope, receive, send):
                await send(end)
                await asyncio.wait_for(receive(), 2)

            with self.subTest(end):
                self.assertEqual(called(app, receive=[])[1], {"kind": "returned"})

        async def unfinished(scope, receive, send):
            await send({**END, "more_body": True})
            await asyncio.wait_for(receive(), 10)

        self.assertEqual(called(unfinished, receive=[])[1]["kind"], "raised")

    def test_an_entry_is_taken_in_its_turn_and_when_it_is_due(self) -> None:
        got = []

        async def app(scope, receive, send):
            first = asyncio.create_task(receive())
            second = asyncio.create_task(receive())
            await asyncio.sleep(SHORT)
            self.assertFalse(first.done() or second.done())
            await send(START)
            got.extend([(await first)["body"], (await second)["body"]])

        script = [{"message": {"type": "http.request", "body": body}, "after_sends": 1} for body in ("a", "b")]
        events, outcome = called(app, receive=script)
        self.assertEqual(outcome, {"kind": "returned"})
        self.assertEqual(got, [b"a", b"b"])
        self.assertEqual(events, [SENT_START, {"received": 0}, {"received": 1}])

    def test_one_that_asks_without_end_does_not_hold_up_the_other_cases(self) -> None:
        async def app(scope, receive, send):
            async def ask():
                while True:
                    await receive()

            await send(END)
            await asyncio.wait_for(ask(), 2 * PAUSE)

        self.assertEqual(result(TinyPort(app), case())["calls"][0]["outcome"]["kind"], "raised")


class ReadRequest(unittest.TestCase):
    """A framework that reads the request before it answers."""

    disconnect = {"type": "http.disconnect"}
    request = {"type": "http.request", "body": b"", "more_body": False}

    def read(self, **call: Any) -> tuple[list[Any], list[Any]]:
        """Two messages, and what of them was recorded."""
        got: list[Any] = []

        async def app(scope, receive, send):
            got.append(await receive())
            await send(END)
            got.append(await receive())

        [answered] = virtual_result(TinyPort(app, reads_request=True), case(None, call))["calls"]
        return got, [event for event in answered["events"] if "received" in event]

    def test_without_a_script_it_reads_the_one_request(self) -> None:
        self.assertEqual(self.read(), ([self.request, self.disconnect], [{"received": 0}]))

    def test_one_that_the_script_begins_with_is_the_one_it_reads(self) -> None:
        first = {"type": "http.request", "body": "a", "more_body": False}
        got = self.read(receive=[{"message": first}, DISCONNECT])
        self.assertEqual(got, ([{**first, "body": b"a"}, self.disconnect], [{"received": 0}, {"received": 1}]))

    def test_before_any_other_script_it_gets_one_that_is_not_recorded(self) -> None:
        scripts = {
            "no message": ([], self.disconnect, []),
            "a disconnect": ([DISCONNECT], self.disconnect, [{"received": 0}]),
            "a request after a send": ([{"message": {**self.request, "body": ""}, "after_sends": 1}], self.request, [{"received": 0}]),
            "a request after a while": ([{"message": {**self.request, "body": ""}, "after_ms": 1}], self.request, [{"received": 0}]),
        }
        for name, (script, second, recorded) in scripts.items():
            with self.subTest(name):
                self.assertEqual(self.read(receive=script), ([self.request, second], recorded))

    def test_a_websocket_has_none(self) -> None:
        messages = [{"message": {"type": "websocket.disconnect", "code": code}} for code in (1, 2)]
        got, _ = self.read(scope={**SCOPE, "type": "websocket"}, receive=messages)
        self.assertEqual(got, [each["message"] for each in messages])


class Send(unittest.TestCase):
    def test_step_1_fails_from_then_on_and_leaves_no_trace(self) -> None:
        errors = []

        async def app(scope, receive, send):
            await send(START)
            for _ in range(2):
                try:
                    await send(END)
                except OSError as error:
                    errors.append(error)
            await send(END)

        events, outcome = called(app, send={"fails_at": 2, "blocks_at": 2})
        self.assertEqual(len(errors), 2)
        self.assertEqual(events, [SENT_START])
        self.assertEqual((outcome["kind"], outcome["error"]), ("raised", "send"))

    def test_step_2_blocks_until_cancelled(self) -> None:
        async def app(scope, receive, send):
            await send(START)
            for _ in range(2):
                with self.assertRaises(asyncio.TimeoutError):
                    await asyncio.wait_for(send(END), SHORT)

        self.assertEqual(called(app, send={"blocks_at": 2}), ([SENT_START], {"kind": "returned"}))

    def test_step_3_cancels_the_call(self) -> None:
        async def app(scope, receive, send):
            for _ in range(3):
                await send(START)

        for sends in (0, 2):
            with self.subTest(sends):
                self.assertEqual(called(app, cancel_after_sends=sends), ([SENT_START] * sends, {"kind": "cancelled"}))

    def test_a_cancelled_call_may_still_return_or_raise(self) -> None:
        async def returns(scope, receive, send):
            try:
                await send(START)
            except asyncio.CancelledError:
                pass

        async def raises(scope, receive, send):
            try:
                await send(START)
            except asyncio.CancelledError:
                raise ValueError("no") from None

        self.assertEqual(called(returns, cancel_after_sends=0), ([], {"kind": "returned"}))
        self.assertEqual(called(raises, cancel_after_sends=0)[1]["error"], "invalid_argument")

    def test_cancelled_is_only_what_the_script_cancelled(self) -> None:
        async def app(scope, receive, send):
            raise asyncio.CancelledError

        with contextlib.redirect_stderr(io.StringIO()):
            outcome = called(app)[1]
        self.assertEqual((outcome["kind"], outcome["error"]), ("raised", "other"))

    def test_step_4_waits_once_for_a_disconnect_that_nobody_takes(self) -> None:
        seconds = []

        async def app(scope, receive, send):
            for _ in range(2):
                with Stopwatch() as watch:
                    await send(START)
                seconds.append(watch.seconds)

        self.assertEqual(called(app, receive=[DISCONNECT])[0], [SENT_START, SENT_START])
        self.assertEqual(seconds, [PAUSE, 0])

    def test_step_4_ends_as_soon_as_the_disconnect_is_taken_and_step_5_waits_in_every_send(self) -> None:
        async def app(scope, receive, send):
            listener = asyncio.create_task(receive())
            for _ in range(2):
                sending = asyncio.create_task(send(START))
                await asyncio.sleep(SHORT)
                self.assertTrue(listener.done())
                self.assertFalse(sending.done())
                with Stopwatch() as watch:
                    await sending
                self.assertAlmostEqual(watch.seconds, PAUSE - SHORT)
            sending = asyncio.create_task(send(END))
            await asyncio.sleep(SHORT)
            sending.cancel()

        events, outcome = called(app, receive=[DISCONNECT])
        self.assertEqual(outcome, {"kind": "returned"})
        self.assertEqual(events, [{"received": 0}, SENT_START, SENT_START])

    async def listening_late(self, scope, receive, send) -> None:
        async def listen():
            await asyncio.sleep(SHORT)
            await receive()

        listener = asyncio.create_task(listen())
        with Stopwatch() as watch:
            await send(START)
        self.assertAlmostEqual(watch.seconds, SHORT + PAUSE)
        await listener

    def test_step_4_waits_before_the_message_is_recorded(self) -> None:
        events, outcome = called(self.listening_late, receive=[DISCONNECT])
        self.assertEqual((events, outcome), ([{"received": 0}, SENT_START], {"kind": "returned"}))

    def test_a_disconnect_with_after_ms_is_due_so_long_after_the_send(self) -> None:
        async def app(scope, receive, send):
            await send(START)
            with Stopwatch() as watch:
                await receive()
            self.assertAlmostEqual(watch.seconds, 0.02)

        events, outcome = called(app, receive=[{**DISCONNECT, "after_sends": 1, "after_ms": 20}])
        self.assertEqual((events, outcome), ([SENT_START, {"received": 0}], {"kind": "returned"}))

    def test_step_6_records_a_copy_of_the_message(self) -> None:
        async def app(scope, receive, send):
            body, headers = bytearray(b"ab"), [(b"a", b"b")]
            await send({**START, "headers": headers})
            await send({**END, "body": body})
            body[:] = b"xy"
            headers.clear()

        events = called(app)[0]
        self.assertEqual(events[0]["send"]["headers"], [["a", "b"]])
        self.assertEqual(events[1]["send"]["body"], "ab")

    def test_step_6_records_what_is_no_message_and_goes_on(self) -> None:
        async def app(scope, receive, send):
            await send(None)
            await send(END)

        events, outcome = called(app)
        self.assertEqual(events, [{"send": {"type": "invalid", "invalid": "NoneType None"}}, SENT_END])
        self.assertEqual(outcome, {"kind": "returned"})

    def test_step_6_tells_of_the_shutdown_and_takes_it_back_after_the_case(self) -> None:
        async def app(scope, receive, send):
            await send(START)
            self.assertEqual(port.shutdowns, [])
            await send(END)
            self.assertEqual(port.shutdowns, [True])

        port = TinyPort(app)
        answered = result(port, case(None, {"shutdown_after_sends": 2}))
        self.assertEqual(answered["calls"][0]["outcome"], {"kind": "returned"})
        self.assertEqual(port.shutdowns, [True, False])
        answered = result(TinyPort(app, features=()), case(None, {"shutdown_after_sends": 2}))
        self.assertEqual(answered["calls"], [{"events": [], "outcome": {"kind": "unsupported", "reason": "no shutdown"}}])

    def test_step_7_waits_for_the_disconnect_that_the_send_made_due(self) -> None:
        events, outcome = called(self.listening_late, receive=[{**DISCONNECT, "after_sends": 1}])
        self.assertEqual((events, outcome), ([SENT_START, {"received": 0}], {"kind": "returned"}))

    def test_a_pause_is_ten_turns_of_a_loop_that_is_late(self) -> None:
        async def app(scope, receive, send):
            async def be_cancelled_late():
                await receive()
                for _ in range(8):
                    await asyncio.sleep(0)
                    asyncio.get_running_loop().now += 0.02
                sending.cancel()

            listener = asyncio.create_task(be_cancelled_late())
            await asyncio.sleep(0)
            sending = asyncio.create_task(send(START))
            await listener

        self.assertEqual(called(app, receive=[DISCONNECT])[0], [{"received": 0}])


class AfterTheCall(unittest.TestCase):
    def test_what_is_sent_within_125_ms_of_a_call_with_a_disconnect_is_recorded(self) -> None:
        async def app(scope, receive, send):
            async def leak():
                await asyncio.sleep(0.01)
                for _ in range(3):
                    await send(START)

            if leaking:
                return await asyncio.sleep(10)
            await receive()
            leaking.append(asyncio.create_task(leak()))

        for script, wanted in (({"receive": [DISCONNECT]}, [{"received": 0}, SENT_START, SENT_START]), ({}, [{"received": 0}])):
            leaking: list[asyncio.Task[None]] = []
            with self.subTest(script):
                answered = virtual_result(TinyPort(app), case(None, script, {}))
                self.assertEqual([call["events"] for call in answered["calls"]], [wanted, []])


if __name__ == "__main__":
    unittest.main()
